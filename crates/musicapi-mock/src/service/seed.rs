//! The resources that the document's examples name. They exist from the beginning, done long ago, so a request copied from the document
//! works.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use fastrand::Rng;
use serde_json::{Map, Value};

use crate::contract::catalog::{Catalog, OperationSpec, clips_of};
use crate::service::create;
use crate::service::references::{Wanted, references, wanted};
use crate::state::id::Id;
use crate::state::store::Store;
use crate::state::task::{Clip, EchoedFields, Kind, Name, Part, Task};

/// Keeps everything that the examples name. How it sounds is for the seed to say.
pub(crate) fn know_all(store: &mut Store, seed: u64) {
    /// What it is doesn't depend on the seed, and is found out once.
    static KNOWN: LazyLock<Result<Vec<Entry>, String>> = LazyLock::new(|| Catalog::get().map(Entry::all));
    let mut rng = Rng::with_seed(!seed);
    for Entry { create, id, kind, clips, said } in KNOWN.iter().flatten() {
        let mut task = Task::new(id.clone(), create.fact, *kind, None, Duration::ZERO, 0);
        task.said = said.clone();
        task.clips = clips.iter().map(|(id, part)| Clip::of_old(id.clone(), &mut rng, *part)).collect();
        store.know(&Arc::new(task), create.family);
    }
}

/// Something that the examples name.
struct Entry {
    create: &'static OperationSpec,
    id: Id,
    kind: Kind,
    clips: Vec<(Id, Part)>,
    said: EchoedFields,
}

impl Entry {
    fn all(catalog: &'static Catalog) -> Vec<Self> {
        let mut reader = Reader { catalog, rng: Rng::with_seed(0), clips: HashSet::new(), found: Vec::new() };
        let mut operations: Vec<&OperationSpec> = catalog.all().collect();
        operations.sort_by_key(|prepared| prepared.number);
        // Tasks have the clips of their documented reports, so they come first.
        operations.iter().for_each(|prepared| reader.tasks(prepared));
        reader.named(&operations);
        reader.found
    }
}

struct Reader {
    catalog: &'static Catalog,
    rng: Rng,
    /// The clips that were found.
    clips: HashSet<Id>,
    found: Vec<Entry>,
}

impl Reader {
    /// The tasks and other things that the operation's successes started.
    fn tasks(&mut self, prepared: &'static OperationSpec) {
        let Some(opens) = &prepared.opens else { return };
        for (_, success) in &prepared.successes {
            let Some(id) = success.pointer(&opens.pointer).and_then(Value::as_str) else { continue };
            match opens.name {
                name @ Name::Opened(_) => self.thing(prepared, name, id),
                _ => self.task(prepared, Id::of(id)),
            }
            // A batch names its tasks.
            for id in success.get("tasks").and_then(Value::as_array).into_iter().flatten() {
                let create = self.catalog.main(prepared.family);
                let id = id.get("task_id").and_then(Value::as_str);
                if let (Some(create), Some(id)) = (create, id) {
                    self.task(create, Id::of(id));
                }
            }
        }
    }

    /// A task with its clips; the first of a family has those of the documented report.
    fn task(&mut self, create: &'static OperationSpec, id: Id) {
        let Some(opens) = &create.opens else { return };
        let request = self.request(create);
        let kind = create::kind(create, &request);
        let report = self.catalog.reports(create.family).next();
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
            // A file is of the clip that its request names.
            let source = || references(&request).into_iter().next().map(|source| Id::of(&source.id));
            let free = |id: &Id| !self.clips.contains(id);
            let known = if matches!(kind, Kind::File(_)) { source() } else { ids.next().flatten().filter(free) };
            (known.unwrap_or_else(|| Id::random(&mut self.rng)), Part::Song)
        });
        let clips = clips.collect();
        self.add(create, id, kind, clips, &request);
    }

    fn thing(&mut self, prepared: &'static OperationSpec, name: Name, id: &str) {
        self.add(prepared, Id::of(id), Kind::Named(name), Vec::new(), &Map::new());
    }

    fn add(
        &mut self,
        create: &'static OperationSpec,
        id: Id,
        kind: Kind,
        clips: Vec<(Id, Part)>,
        request: &Map<String, Value>,
    ) {
        self.clips.extend(clips.iter().map(|(id, _)| id.clone()));
        let said = create::said(self.catalog, create, request, &[], &mut self.rng);
        self.found.push(Entry { create, id, kind, clips, said });
    }

    fn request(&self, create: &OperationSpec) -> Map<String, Value> {
        create.requests(&self.catalog.document).into_iter().next().unwrap_or_default()
    }

    /// Clips, singers and voices: each is what the requests that name it want.
    fn named(&mut self, operations: &[&'static OperationSpec]) {
        let mut clips: BTreeMap<(u16, String), Vec<Wanted>> = BTreeMap::new();
        for prepared in operations {
            for request in prepared.requests(&self.catalog.document) {
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
            let (id, Some(create)) = (Id::of(&id), self.catalog.main(family)) else { continue };
            if !self.clips.contains(&id) {
                let (request, task) = (self.request(create), Id::random(&mut self.rng));
                self.add(create, task, Kind::Clips, vec![(id, part)], &request);
            }
        }
    }
}

fn clip_id(clip: &Value) -> Option<Id> {
    clip.get("clip_id").or(clip.get("id")).and_then(Value::as_str).map(Id::of)
}
