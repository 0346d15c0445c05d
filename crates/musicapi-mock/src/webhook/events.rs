//! The events of a task: the documented examples with the task's values, and the progress at which each happens.

use openapi_mock::{Document, Operation};
use serde_json::{Map, Value, json};

use crate::contract::catalog::OperationSpec;
use crate::service::render::{self, TaskView};
use crate::state::sent::SECRET;
use crate::state::task::Task;

/// The task ended well.
pub(super) const COMPLETED: &str = "song.completed";
/// The task failed.
pub(super) const FAILED: &str = "song.failed";
/// A clip can be heard, though it isn't done.
pub(super) const STREAMING: &str = "song.streaming";

/// Reads what happened.
pub(super) fn event<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    let text = <String as serde::Deserialize>::deserialize(deserializer)?;
    let known = [COMPLETED, FAILED, STREAMING].into_iter().find(|known| *known == text);
    known.ok_or_else(|| serde::de::Error::custom(format!("there is no event `{text}`")))
}

/// How a task goes on: what there is to tell of, and how far the task is then, in milliseconds or in looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Course {
    /// When the first clip can be heard; none if that is never.
    pub(super) heard: Option<u64>,
    /// When the task ends; none if it gets stuck.
    pub(super) ends: Option<u64>,
    /// Whether it ends in failure.
    pub(super) fails: bool,
}

impl Course {
    pub(super) fn of(task: &Task) -> Self {
        Self { heard: task.heard_from(), ends: task.ends(), fails: task.will_fail() }
    }
}

/// Who wants word of a task, and how the document says it is put.
pub(super) struct Wanted<'t> {
    pub(super) url: &'t str,
    /// What the request asks to sign with.
    pub(super) secret: Option<&'t str>,
    examples: &'t Map<String, Value>,
}

/// An event: its name, how far the task is when it happens, and the body.
pub(super) type Event = (&'static str, u64, Value);

impl<'t> Wanted<'t> {
    /// None if the operation has no callback, or the request names no address.
    pub(super) fn of(
        document: &'t Document,
        operation: &'t Operation,
        request: &'t Map<String, Value>,
    ) -> Option<Self> {
        let callback = operation.value().get("callbacks")?.as_object()?.values().next()?;
        let callback = match callback.get("$ref").and_then(Value::as_str) {
            Some(target) => document.value().pointer(target.strip_prefix('#')?)?,
            None => callback,
        };
        let (address, item) = callback.as_object()?.iter().next()?;
        let field = address.strip_prefix("{$request.body#/")?.strip_suffix('}')?;
        let examples = item.pointer("/post/requestBody/content/application~1json/examples")?.as_object()?;
        let text = |field: &str| request.get(field).and_then(Value::as_str).filter(|text| !text.is_empty());
        Some(Self { url: text(field)?, secret: text(SECRET), examples })
    }

    /// What happens to the task, in its order.
    pub(super) fn events<'l>(
        &self,
        create: &OperationSpec,
        course: Course,
        streaming: bool,
        view: impl Fn(u64) -> TaskView<'l>,
    ) -> Vec<Event> {
        let filled = |example, progress| filled(example, create, &view(progress));
        let mut events = Vec::new();
        let heard = course.heard.filter(|heard| streaming && course.ends.is_none_or(|ends| *heard < ends));
        if let (Some(heard), Some(example)) = (heard, self.example(STREAMING)) {
            events.push((STREAMING, heard, filled(example, heard)));
        }
        if let Some(ends) = course.ends {
            let name = if course.fails { FAILED } else { COMPLETED };
            // What stands in the body of a failure is not known but for one family. That the others tell no more is the mock's choice.
            let example = self.example(name).or_else(|| Some(without_clips(self.example(COMPLETED)?, name)));
            events.extend(example.map(|example| (name, ends, filled(example, ends))));
        }
        events
    }

    fn example(&self, event: &str) -> Option<Value> {
        let mut values = self.examples.values().filter_map(|example| example.get("value"));
        values.find(|value| value["event"] == event).cloned()
    }
}

fn without_clips(mut example: Value, event: &str) -> Value {
    if let Some(body) = example.as_object_mut() {
        body.retain(|key, _| ["task_id", "platform", "event"].contains(&key.as_str()));
    }
    example["event"] = json!(event);
    example
}

/// The example with the task's values, as far as it is by then.
fn filled(example: Value, create: &OperationSpec, look: &TaskView<'_>) -> Value {
    let report =
        look.task.create.starts.and_then(|starts| musicapi_facts::operation(starts.operation)?.report.as_ref());
    let mut body = match report {
        Some(report) => render::heard(&example, report, create, look),
        None => example,
    };
    if let Some(id) = body.get_mut("task_id") {
        *id = json!(look.task.id.to_string());
    }
    body
}

#[cfg(test)]
mod tests {
    use musicapi_facts::{CREATE_NURO, CREATE_PRODUCER, CREATE_SONIC, Operation as Fact};

    use super::*;
    use crate::Clock;
    use crate::Service;
    use crate::Settings;
    use crate::contract::catalog::Catalog;
    use crate::state::id::Id;
    use crate::state::task::Kind;

    const MINUTE: u64 = 60_000;

    /// The events of a task that goes on like this, with the address asked for.
    fn events(create: &'static Fact, course: Course, streaming: bool) -> Vec<Event> {
        let service = Service::new(Settings::default()).unwrap();
        let request = json!({"webhook_url": "http://127.0.0.1/", "title": "Harbour"}).as_object().unwrap().clone();
        let task = Task::new(Id::of("a-task"), create, Kind::Clips, Some(0), std::time::Duration::ZERO, 1);
        let operation = service.document().operation(create.id).unwrap();
        let wanted = Wanted::of(service.document(), operation, &request).unwrap();
        let create = Catalog::get().unwrap().prepared(create.id).unwrap();
        let clock = Clock::by_hand();
        let request = openapi_mock::Request::default();
        let files = crate::media::url::Files::of(&request, None, 0);
        let look = |progress| TaskView { task: &task, progress, clock: &clock, files };
        let mut events = wanted.events(create, course, streaming, look);
        for (_, _, body) in &mut events {
            assert_eq!(body["task_id"], "a-task");
            body["task_id"].take();
        }
        events
    }

    #[test]
    fn what_fails_is_told_without_clips() {
        let fails = Course { heard: None, ends: Some(MINUTE), fails: true };
        for (create, platform) in [(&CREATE_SONIC, "suno"), (&CREATE_PRODUCER, "producer"), (&CREATE_NURO, "nuro")] {
            let body = json!({"task_id": null, "platform": platform, "event": "song.failed"});
            assert_eq!(events(create, fails, true), [(FAILED, MINUTE, body)]);
        }
    }

    #[test]
    fn what_is_stuck_is_only_heard() {
        let stuck = Course { heard: Some(MINUTE), ends: None, fails: false };
        let told = events(&CREATE_SONIC, stuck, true);
        assert_eq!((told.len(), told[0].0, told[0].1), (1, STREAMING, MINUTE));
        assert_eq!(events(&CREATE_SONIC, stuck, false), []);
        // Of other families no such word is known.
        assert_eq!(events(&CREATE_NURO, stuck, true), []);
    }

    #[test]
    fn a_task_that_ends_as_soon_as_it_is_heard_is_only_told_to_end() {
        let at_once = Course { heard: Some(MINUTE), ends: Some(MINUTE), fails: false };
        let told = events(&CREATE_SONIC, at_once, true);
        assert_eq!((told.len(), told[0].0), (1, COMPLETED));
    }

    #[test]
    fn nobody_is_told_who_did_not_ask() {
        let service = Service::new(Settings::default()).unwrap();
        let asks = |id: &str, request: Value| {
            let request = request.as_object().unwrap().clone();
            let operation = service.document().operation(id).unwrap();
            Wanted::of(service.document(), operation, &request).is_some()
        };
        assert!(asks("create_sonic", json!({"webhook_url": "http://127.0.0.1/"})));
        assert!(!asks("create_sonic", json!({})));
        assert!(!asks("create_sonic", json!({"webhook_url": ""})));
        // The document knows of no callback there.
        assert!(!asks("create_riffusion", json!({"webhook_url": "http://127.0.0.1/"})));
    }
}
