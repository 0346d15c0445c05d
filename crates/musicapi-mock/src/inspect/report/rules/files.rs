//! Rules on the files of paid clips: all clips are fetched, and the clips rather than their previews.

use std::collections::{BTreeMap, BTreeSet};

use super::found::Found;
use super::rule::Rule;
use crate::media::url;
use crate::media::{Kind as Format, Name as FileName};
use crate::service::Service;
use crate::state::request_log::RecordedRequest;
use crate::state::task::{Kind, Part, Task};

/// The clips that were fetched whole, and those of which a preview was, each with the first request.
#[derive(Default)]
pub(super) struct Fetched {
    whole: BTreeMap<String, u64>,
    previews: BTreeMap<String, u64>,
}

impl Fetched {
    pub(super) fn of(requests: &[RecordedRequest]) -> Self {
        let mut fetched = Self::default();
        for asked in requests.iter().filter(|asked| asked.method == "GET" && matches!(asked.status, 200 | 206)) {
            let Some((_, name)) = url::place(&asked.path) else { continue };
            let Some(FileName { id, kind, is_preview }) = FileName::parse(name) else { continue };
            if matches!(kind, Format::Mp3 | Format::M4a | Format::Wav) {
                let kept = if is_preview { &mut fetched.previews } else { &mut fetched.whole };
                kept.entry(id.to_owned()).or_insert(asked.number);
            }
        }
        fetched
    }

    /// Whether anything of a task was fetched.
    pub(super) fn any_of(&self, task: &Task) -> bool {
        let mut ids = task.clips.iter().map(|clip| clip.id.to_string());
        ids.any(|id| self.whole.contains_key(&id) || self.previews.contains_key(&id))
    }
}

pub(super) fn look_over(service: &Service, requests: &[RecordedRequest], fetched: &Fetched, found: &mut Found) {
    let now = service.settings.clock.now();
    let store = service.store();
    let clips: BTreeSet<&String> = fetched.whole.keys().chain(fetched.previews.keys()).collect();
    let mut seen = BTreeSet::new();
    for id in clips {
        let Some((task, index)) = store.clip(id) else { continue };
        let progress = task.progress(now);
        if let Some(number) = fetched.previews.get(id).filter(|_| !fetched.whole.contains_key(id)) {
            let message = "the preview of a clip was fetched, and never the clip";
            match task.clips.get(index).is_some_and(|clip| clip.is_done(progress)) {
                true => found.add(Rule::PreviewKept, message, [*number]),
                // It isn't done yet: the client may still come back for it.
                false => found.weak(Rule::PreviewKept, format!("{message}, which isn't done yet"), [*number]),
            }
        }
        if seen.insert(task.id.to_string()) {
            only_first(&task, progress, fetched, found);
        }
    }
    let tasks: Vec<_> = store.newest(0, None).cloned().collect();
    drop(store);
    never(&tasks.iter().map(|task| &**task).collect::<Vec<_>>(), requests, fetched, found);
}

fn only_first(task: &Task, progress: u64, fetched: &Fetched, found: &mut Found) {
    let done = task.clips.iter().filter(|clip| clip.is_done(progress));
    let (got, left): (Vec<_>, Vec<_>) = done.partition(|clip| fetched.whole.contains_key(&clip.id.to_string()));
    let [only] = got[..] else { return };
    let is_first = task.clips.first().is_some_and(|first| first.id == only.id);
    if is_first && !left.is_empty() && is_of_songs(task) {
        let message = format!(
            "of a task of `{}` only the first clip was fetched, and {} paid for",
            task.create.id,
            left.len() + 1
        );
        found.add(Rule::OnlyFirstClip, message, fetched.whole.get(&only.id.to_string()).copied());
    }
}

/// Whether somebody wants all of it: of tracks one may well want a single one.
fn is_of_songs(task: &Task) -> bool {
    task.kind == Kind::Clips && !matches!(task.clips.first().map(|clip| clip.part), None | Some(Part::Track(_)))
}

/// What was seen to succeed, and of which nothing was fetched.
fn never(tasks: &[&Task], requests: &[RecordedRequest], fetched: &Fetched, found: &mut Found) {
    let over: BTreeMap<&str, &RecordedRequest> = requests
        .iter()
        .filter(|asked| asked.found_over && asked.status == 200 && asked.fault.is_none())
        .filter_map(|asked| Some((asked.task.as_deref()?, asked)))
        .collect();
    let fetches_any = !(fetched.whole.is_empty() && fetched.previews.is_empty());
    for task in tasks.iter().filter(|task| task.owner.is_some() && is_of_songs(task) && !task.will_fail()) {
        let Some(seen) = over.get(&*task.id.to_string()) else { continue };
        if fetched.any_of(task) {
            continue;
        }
        let message = format!("a task of `{}` was seen to succeed, and none of its clips was fetched", task.create.id);
        // Who fetches nothing at all may hand the addresses on; who fetches others forgot these.
        found.add_by(fetches_any, Rule::NeverFetched, Rule::NeverFetched.source(), message, [seen.number]);
    }
}
