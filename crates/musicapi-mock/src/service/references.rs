//! The clips, personas and recordings that a request names: whether they exist, belong to the caller, and suit the operation.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use musicapi_facts::{Form, Operation as Fact};
use openapi_mock::Operation;
use serde_json::{Map, Value};

use crate::contract::catalog::{Catalog, OperationSpec};
use crate::contract::refusal::Refusal;
use crate::contract::told_apart;
use crate::state::id::Id;
use crate::state::store::Store;
use crate::state::task::{Clip, Name, Part, Task};

/// A clip that a request names.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) task: Arc<Task>,
    pub(crate) index: usize,
}

impl Source {
    pub(crate) fn clip(&self) -> Option<&Clip> {
        self.task.clips.get(self.index)
    }
}

/// Something that a request names, and the field that names it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reference {
    pub(crate) field: String,
    pub(crate) name: Name,
    pub(crate) id: String,
}

/// Everything that a body names. By the names of fields, so that a new operation that has one of them needs nothing here.
pub(crate) fn references(body: &Map<String, Value>) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut add = |field: &str, name: Name, value: &Value| {
        let ids = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        let ids = ids.iter().filter_map(Value::as_str);
        found.extend(ids.map(|id| Reference { field: field.to_owned(), name, id: id.to_owned() }));
    };
    for (field, value) in body {
        match field.as_str() {
            "persona_id" => add(field, Name::Persona, value),
            "vox_audio_id" => add(field, Name::Vox, value),
            "config" => value.pointer("/source/song_id").into_iter().for_each(|id| add("song_id", Name::Clip, id)),
            _ if field.ends_with("clip_id") || field.ends_with("clip_ids") => add(field, Name::Clip, value),
            _ => {}
        }
    }
    found
}

/// What a form wants of a clip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Any,
    /// One that the service made.
    Made,
    /// One that was brought in.
    Recording,
    /// One that was made by an extension.
    Extension,
}

pub(crate) fn wanted(fact: &Fact, form: Option<&Form>) -> Wanted {
    let tag = form.and_then(|form| form.name).unwrap_or_default();
    if tag == "concat_music" {
        return Wanted::Extension;
    }
    // Adding is for uploaded clips only (documented: concat-music, E5).
    if tag.contains("_upload_") || matches!(tag, "add_instrumental" | "add_vocals") {
        return Wanted::Recording;
    }
    // Where there is a task type for uploaded clips, the plain one is for those that the service made (documented: extend-music,
    // cover-music); producer's documentation uses the same clip with both.
    let sibling = tag.split_once('_').map(|(verb, rest)| format!("{verb}_upload_{rest}"));
    let has_sibling = sibling.is_some_and(|sibling| fact.forms.iter().any(|form| form.name == Some(&*sibling)));
    // A split is of a clip that the service made (documented: stems-basic, stems-full).
    if (has_sibling && fact.family != "producer")
        || [told_apart::STEMS_BASIC, told_apart::STEMS_FULL].contains(&fact.id)
    {
        return Wanted::Made;
    }
    Wanted::Any
}

/// Whether the clip must have been made within 24 hours (documented for personas; observed for `remaster`).
fn wants_young(fact: &Fact, form: Option<&Form>) -> bool {
    fact.id == told_apart::PERSONA || form.and_then(|form| form.name) == Some("remaster")
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Who asks, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker {
    pub(crate) account: usize,
    pub(crate) now: Duration,
}

/// The clips that a request names, if all that it names is there and is taken.
pub(crate) fn sources(
    catalog: &Catalog,
    store: &Store,
    operation: &Operation,
    prepared: &OperationSpec,
    form: Option<&Form>,
    body: &Map<String, Value>,
    asker: Asker,
) -> Result<Vec<Source>, Refusal> {
    let mut sources = Vec::new();
    for Reference { field, name, id } in references(body) {
        let refuse = |what: &str| Err(invalid(StatusCode::BAD_REQUEST, &field, what));
        let Some((task, index)) = store.find(name, &Id::of(&id), asker.account) else {
            // Documented for some operations, with no body.
            let has_404 = operation.value().pointer("/responses/404").is_some();
            let status = if has_404 { StatusCode::NOT_FOUND } else { StatusCode::BAD_REQUEST };
            return Err(invalid(status, &field, "There is none with this id."));
        };
        let progress = task.progress(asker.now);
        if name != Name::Clip {
            if !task.is_over(progress) || task.will_fail() {
                return refuse("It is not finished.");
            }
            continue;
        }
        let source = Source { task: Arc::clone(task), index: index as usize };
        let Some(clip) = source.clip() else { return refuse("It is not a clip.") };
        if catalog.prepared(task.create.id).is_some_and(|create| create.family != prepared.family) {
            return refuse("It is a clip of another family.");
        }
        if !clip.is_done(progress) {
            return refuse("The clip is not finished.");
        }
        let is_recording = clip.part == Part::Recording;
        match wanted(prepared.fact, form) {
            Wanted::Made if is_recording => return refuse("It is an uploaded clip, which has a task type of its own."),
            Wanted::Recording if !is_recording => return refuse("It is not an uploaded clip."),
            Wanted::Extension if !matches!(clip.part, Part::Extension { .. }) => {
                return refuse("It is not an extension.");
            }
            _ => {}
        }
        // What the document tells of has no age.
        let is_old = task.owner.is_some() && asker.now.saturating_sub(task.begun) > DAY;
        if is_old && wants_young(prepared.fact, form) {
            return refuse("The clip is older than 24 hours.");
        }
        sources.push(source);
    }
    Ok(sources)
}

/// The words are the mock's own, in the manner of the service.
fn invalid(status: StatusCode, field: &str, what: &str) -> Refusal {
    let word = if status == StatusCode::NOT_FOUND { "not_found" } else { "validation_error" };
    Refusal::new(status, word, format!("The '{field}' field is invalid. {what}"))
}
