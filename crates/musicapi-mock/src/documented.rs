//! What the document's examples tell of, done long ago: whoever sends them finds their ids.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use serde_json::{Map, Value};

use crate::book::{Book, Prepared, clips_of};
use crate::clips::{Wanted, references, wanted};
use crate::id::Id;
use crate::make;
use crate::store::Store;
use crate::task::{Clip, Kind, Name, Part, Task};

/// Everything that the examples name, for this seed.
pub(crate) fn know_all(book: &'static Book, store: &mut Store, seed: u64) {
    let mut rng = Rng::with_seed(!seed);
    let mut known = Known { book, store, rng: &mut rng };
    let mut operations: Vec<&Prepared> = book.all().collect();
    operations.sort_by_key(|prepared| prepared.number);
    // Tasks have the clips of their documented reports, so they come first.
    operations.iter().for_each(|prepared| known.tasks(prepared));
    known.named(&operations);
}

struct Known<'k> {
    book: &'static Book,
    store: &'k mut Store,
    rng: &'k mut Rng,
}

impl Known<'_> {
    /// The tasks and other things that the operation's successes started.
    fn tasks(&mut self, prepared: &'static Prepared) {
        let Some(opens) = &prepared.opens else { return };
        for (_, success) in &prepared.successes {
            let Some(id) = success.pointer(&opens.pointer).and_then(Value::as_str) else { continue };
            match opens.name {
                name @ Name::Opened(_) => self.thing(prepared, name, id),
                _ => self.task(prepared, Id::of(id)),
            }
            // A batch names its tasks.
            for id in success.get("tasks").and_then(Value::as_array).into_iter().flatten() {
                let create = self.book.main(prepared.family);
                let id = id.get("task_id").and_then(Value::as_str);
                if let (Some(create), Some(id)) = (create, id) {
                    self.task(create, Id::of(id));
                }
            }
        }
    }

    /// A task with its clips; the first of a family has those of the documented report.
    fn task(&mut self, create: &'static Prepared, id: Id) {
        let Some(opens) = &create.opens else { return };
        let request = create.requests(&self.book.document).into_iter().next().unwrap_or_default();
        let kind = make::kind(create, &request);
        let report = self.book.reports(create.family).next();
        let documented = report.and_then(|report| {
            let clips = clips_of(report.fact.report.as_ref()?, &report.successes.first()?.1);
            Some(clips.into_iter().map(clip_id).collect::<Vec<_>>())
        });
        let mut ids = documented.unwrap_or_default().into_iter();
        let count = match kind {
            Kind::Clips => opens.clips,
            Kind::Pairs(_) => 2,
            _ => 1,
        };
        let clips = (0..count).map(|_| {
            let free = |id: &Id| self.store.find(Name::Clip, id, 0).is_none();
            // A file is of the clip that its request names.
            let source = || references(&request).into_iter().next().map(|source| Id::of(&source.id));
            let known = if matches!(kind, Kind::File(_)) { source() } else { ids.next().flatten().filter(free) };
            let id = known.unwrap_or_else(|| Id::random(self.rng));
            Clip::of_old(id, self.rng, Part::Song)
        });
        let clips = clips.collect();
        self.know(create, id, kind, clips, &request);
    }

    fn thing(&mut self, prepared: &'static Prepared, name: Name, id: &str) {
        self.know(prepared, Id::of(id), Kind::Named(name), Box::default(), &Map::new());
    }

    fn know(
        &mut self,
        create: &'static Prepared,
        id: Id,
        kind: Kind,
        clips: Box<[Clip]>,
        request: &Map<String, Value>,
    ) {
        let said = make::said(self.book, create, request, &[], self.rng);
        let mut task = Task::new(id, create.fact, kind, None, Duration::ZERO, 0);
        (task.clips, task.said) = (clips, said);
        self.store.know(&Arc::new(task), create.family);
    }

    /// Clips, singers and voices: each is what the requests that name it want.
    fn named(&mut self, operations: &[&'static Prepared]) {
        let mut clips: BTreeMap<(u16, String), Vec<Wanted>> = BTreeMap::new();
        for prepared in operations {
            for request in prepared.requests(&self.book.document) {
                let wanted = wanted(prepared.fact, prepared.form(&request));
                for reference in references(&request) {
                    match reference.name {
                        Name::Clip => clips.entry((prepared.family, reference.id)).or_default().push(wanted),
                        name => self.thing(prepared, name, &reference.id),
                    }
                }
            }
            for (_, success) in &prepared.successes {
                for pointer in ["/clip_id", "/steps/upload/clip_id"] {
                    if let Some(id) = success.pointer(pointer).and_then(Value::as_str) {
                        clips.entry((prepared.family, id.to_owned())).or_default().push(Wanted::Recording);
                    }
                }
                let report = prepared.fact.report.as_ref();
                let shown = report.map(|report| clips_of(report, success)).unwrap_or_default();
                for id in shown.into_iter().filter_map(|clip| clip.get("clip_id").or(clip.get("id"))?.as_str()) {
                    clips.entry((prepared.family, id.to_owned())).or_default();
                }
            }
        }
        for ((family, id), wanted) in clips {
            let part = match () {
                () if wanted.contains(&Wanted::Recording) => Part::Recording,
                () if wanted.contains(&Wanted::Extension) => Part::Extension { base: 0 },
                () => Part::Song,
            };
            let Some(create) = self.book.main(family) else { continue };
            let id = Id::of(&id);
            if self.store.find(Name::Clip, &id, 0).is_none() {
                let request = create.requests(&self.book.document).into_iter().next().unwrap_or_default();
                let clip = Clip::of_old(id, self.rng, part);
                let task = Id::random(self.rng);
                self.know(create, task, Kind::Clips, [clip].into(), &request);
            }
        }
    }
}

fn clip_id(clip: &Value) -> Option<Id> {
    clip.get("clip_id").or(clip.get("id")).and_then(Value::as_str).map(Id::of)
}
