//! What a task looks like from outside: the documented example, with this task's values in it.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use musicapi_facts::{OPERATIONS, Operation as Fact, Report, StateOf};
use openapi_replay::{Answer, Document, Operation, Reply};
use serde_json::{Map, Value, json};

use crate::artefact::{Kind, Name};
use crate::clock::Clock;
use crate::life::{Clip, Life};

/// Where the files lie. They aren't part of the API, and need no key.
pub(crate) const MEDIA: &str = "/media/";

/// A task that was accepted.
pub(crate) struct Task {
    pub(crate) id: String,
    /// The operation that started it.
    pub(crate) create: &'static Fact,
    pub(crate) request: Map<String, Value>,
    pub(crate) begun: Duration,
    pub(crate) life: Life,
}

impl Task {
    /// How old it is at this time.
    pub(crate) fn age(&self, now: Duration) -> Duration {
        now.saturating_sub(self.begun)
    }

    /// What the request says under this name. None if no request of this kind can say it; null if this one doesn't.
    fn asked(&self, key: &str) -> Option<Value> {
        let known = self.create.forms.iter().any(|form| form.fields.iter().any(|field| field.name == key));
        known.then(|| self.request.get(key).cloned().unwrap_or(Value::Null))
    }
}

/// What the operation answers about the task now. `host` is where the client reaches the mock.
pub(crate) fn report(operation: &Operation, report: &Report, task: &Task, clock: &Clock, host: &str) -> Reply {
    let age = task.age(clock.now());
    let notice = operation.answer(Some(202), None).filter(|answer| answer.body.is_some());
    if let Some(notice) = notice.filter(|_| !task.life.is_ready(age)) {
        return notice.reply();
    }
    let Some(example) = example_for(operation, report, task.life.state(age, report)) else {
        // Lint asks for an example of each answer, so this is a document that nobody has linted.
        return Reply::text(StatusCode::NOT_IMPLEMENTED, "the document has no example of this answer\n");
    };
    let mut body = example.body.cloned().unwrap_or_default();
    for place in ["/task_id", "/data/task_id"] {
        if let Some(id) = body.pointer_mut(place) {
            *id = json!(task.id);
        }
    }
    match body.pointer_mut(report.clips) {
        Some(Value::Array(clips)) => {
            let template = clips.first().cloned().unwrap_or_default();
            let made = task.life.clips.iter().map(|clip| filled(template.clone(), task, clip, report, clock, host));
            *clips = made.collect();
        }
        Some(only) => {
            let made = task.life.clips.first().map(|clip| filled(only.take(), task, clip, report, clock, host));
            *only = made.unwrap_or_default();
        }
        None => {}
    }
    Reply::json(StatusCode::OK, &body)
}

/// The documented example to fill. Where clips come in a list, each has a state of its own, and any example with clips will do;
/// else it is the one in this state.
fn example_for<'d>(operation: &'d Operation, report: &Report, state: &str) -> Option<Answer<'d>> {
    let mut answers = operation.answers().filter(|answer| answer.status == StatusCode::OK);
    answers.find(|answer| {
        let body = answer.body.unwrap_or(&Value::Null);
        let clips = body.pointer(report.clips);
        match (report.state_of, clips) {
            (StateOf::Clip, Some(Value::Array(clips))) => !clips.is_empty(),
            (StateOf::Clip, Some(only)) => only.pointer(report.state).is_some_and(|found| found == state),
            (StateOf::Task, _) => body.pointer(report.state).is_some_and(|found| found == state),
            (StateOf::Clip, None) => false,
        }
    })
}

/// A clip with the keys of the example: what the task knows takes the place of the example's values.
fn filled(mut value: Value, task: &Task, clip: &Clip, report: &Report, clock: &Clock, host: &str) -> Value {
    let done = clip.is_done(task.age(clock.now()));
    for (key, value) in value.as_object_mut().into_iter().flatten() {
        let known = match key.as_str() {
            "clip_id" | "id" => Some(json!(clip.id)),
            "audio_url" | "song_path" | "wav_url" | "image_url" | "image_path" if done => {
                let kind = value.as_str().and_then(Kind::promised_by);
                let name = kind.map(|kind| Name { id: &clip.id, kind, is_preview: false });
                Some(name.map_or(Value::Null, |name| json!(format!("http://{host}{MEDIA}{name}"))))
            }
            "duration" if done && value.is_number() => Some(json!(clip.song.seconds())),
            "duration" if done => Some(json!(clip.seconds_as_text())),
            // There are no films here, and the example's is not this clip's.
            "audio_url" | "song_path" | "duration" | "image_url" | "image_path" | "video_url" | "wav_url" => {
                Some(Value::Null)
            }
            "created_at" => Some(json!(clock.date(task.begun))),
            "lyrics" => task.asked("lyrics").filter(|lyrics| !lyrics.is_null()).or_else(|| task.asked("prompt")),
            "title" => {
                let names = ["title", "gpt_description_prompt", "prompt", "sound"];
                names.iter().find_map(|name| task.asked(name).filter(Value::is_string))
            }
            // What is asked for as a list may be told as text.
            key => task.asked(key).map(|asked| if asked.is_array() && !value.is_array() { Value::Null } else { asked }),
        };
        if let Some(known) = known {
            *value = known;
        }
    }
    if report.state_of == StateOf::Clip
        && let Some(state) = value.pointer_mut(report.state)
    {
        *state = json!(clip.state(task.age(clock.now()), report));
    }
    value
}

/// How many clips a task has that this operation reports on: as many as the documented example.
pub(crate) fn clips_of(document: &Document, report: &str) -> usize {
    documented_clips(document, report).map_or(1, |ids| ids.len())
}

/// The tasks whose ids stand in the document's examples, done long ago. The first of each kind has the clips of the documented
/// report.
pub(crate) fn documented_tasks(document: &Document, seed: u64) -> Vec<Arc<Task>> {
    let mut tasks: Vec<Arc<Task>> = Vec::new();
    for create in OPERATIONS {
        let (Some(starts), Some(operation)) = (create.starts, document.operation(create.id)) else { continue };
        let requests = operation.value().pointer("/requestBody/content/application~1json/examples");
        let request = requests.and_then(Value::as_object).and_then(|them| them.values().next()?["value"].as_object());
        let ids = operation.answers().filter_map(|answer| answer.body?.pointer(starts.task_id)?.as_str());
        for id in ids {
            if tasks.iter().any(|task| task.id == id && task.create.starts == create.starts) {
                continue;
            }
            // Numbers from the end, which no create of a run will reach.
            let number = u64::MAX - tasks.len() as u64;
            let (_, mut life) = Life::new(seed, number, clips_of(document, starts.operation));
            let is_first =
                tasks.iter().all(|task| task.create.starts.map(|starts| starts.operation) != Some(starts.operation));
            for (clip, id) in life
                .clips
                .iter_mut()
                .zip(documented_clips(document, starts.operation).filter(|_| is_first).unwrap_or_default())
            {
                if !id.is_empty() {
                    // The same clip may be told of by several operations, and is the same song then.
                    let known = tasks.iter().flat_map(|task| &task.life.clips).find(|known| known.id == id);
                    clip.song = known.map_or(clip.song, |known| known.song);
                    clip.id = id;
                }
            }
            let request = request.cloned().unwrap_or_default();
            tasks.push(Arc::new(Task {
                id: id.to_owned(),
                create,
                request,
                begun: Duration::ZERO,
                life: life.of_old(),
            }));
        }
    }
    tasks
}

/// The ids of the clips in the documented report; empty where a clip has none.
fn documented_clips(document: &Document, report: &str) -> Option<Vec<String>> {
    let fact = musicapi_facts::operation(report)?.report.as_ref()?;
    let example = example_for(document.operation(report)?, fact, fact.succeeded.first().copied().unwrap_or_default())?;
    let clips = example.body?.pointer(fact.clips)?;
    let id =
        |clip: &Value| clip.get("clip_id").or(clip.get("id")).and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(clips.as_array().map_or_else(|| vec![id(clips)], |clips| clips.iter().map(id).collect()))
}
