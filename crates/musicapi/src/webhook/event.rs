//! An event: a verified webhook, read by the facts of its platform. What the document doesn't know is kept.

use std::fmt;
use std::time::SystemTime;

use musicapi_facts::{Callback, Report, StateOf};
use percent_encoding::utf8_percent_encode;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::sign::digest;
use super::{Body, EVENT, HeaderMap, ID, IDEMPOTENCY_KEY, WebhookError};
use crate::display::ESCAPED;
use crate::error::{Error, ErrorKind};
use crate::task::TaskRef;
use crate::task::status::{self, TaskStatus};
use crate::types::{WebhookEvent, WebhookPlatform};

/// An event of a task. What the document doesn't know is kept: other events, platforms and fields.
///
/// The body and the time stamp are signed; the other headers, and with them [`id`](Self::id), are not.
#[derive(Clone)]
#[non_exhaustive]
pub struct Event {
    /// The id of the event; a repeated event has the same.
    pub id: Option<String>,
    /// What happened, by the body or else by the header; an unknown word, empty if neither says it.
    pub kind: WebhookEvent,
    /// The platform of the task; an unknown word, empty if the body doesn't say it.
    pub platform: WebhookPlatform,
    /// The id of the task.
    pub task_id: Option<String>,
    /// The task, if its platform is known. If several operations report on tasks of the platform, as for `suno`, the reference has the
    /// first of them, of which the others are aliases; to compare it with a stored one, use [`is_about`](Self::is_about).
    pub task: Option<TaskRef>,
    /// When the event was sent, to the second; `None` in the first edition, which doesn't say it.
    pub sent: Option<SystemTime>,
    /// The body, in the type of its platform.
    pub body: Body,
    /// The body as it came.
    pub raw: Vec<u8>,
    json: Value,
}

impl Event {
    pub(super) fn read(headers: &HeaderMap, body: &[u8], sent: Option<SystemTime>) -> Result<Self, WebhookError> {
        let json: Value = serde_json::from_slice(body).map_err(|error| WebhookError::Unreadable(error.to_string()))?;
        if !json.is_object() {
            return Err(WebhookError::Unreadable("it is JSON of another kind".to_owned()));
        }
        let said = |key: &str| json.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        let id = match text(headers, ID)?.filter(|id| !id.is_empty()) {
            Some(id) => Some(id),
            None => text(headers, IDEMPOTENCY_KEY)?.filter(|id| !id.is_empty()),
        };
        let kind = match said("event") {
            Some(kind) => Some(kind),
            None => text(headers, EVENT)?,
        };
        let platform = said("platform").unwrap_or_default();
        let task_id = said("task_id").map(str::to_owned);
        let report = musicapi_facts::callback(platform).and_then(|callback| callback.reports().next());
        // Parsed from its text, since not every id can stand in a path.
        let task =
            report.zip(task_id.clone()).and_then(|(report, id)| TaskRef::of(report, id).to_string().parse().ok());
        Ok(Self {
            id: id.map(str::to_owned),
            kind: WebhookEvent::from(kind.unwrap_or_default()),
            platform: WebhookPlatform::from(platform),
            task_id,
            task,
            sent,
            body: Body::read(platform, &json),
            raw: body.to_vec(),
            json,
        })
    }

    /// The whole body as JSON.
    #[must_use]
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// The key by which a repeated event is recognised: platform, task and id of the event, as documented, in one text. Remember it once
    /// the event is dealt with. If no id was sent, a hash of the body takes its place.
    ///
    /// The id is not signed: a sender that replays an event within the time window can change it. Bind what must never happen twice to task and
    /// kind instead.
    #[must_use]
    pub fn key(&self) -> String {
        let id = self.id.clone().unwrap_or_else(|| digest(&self.raw));
        let parts = [self.platform.as_str(), self.task_id.as_deref().unwrap_or_default(), &id];
        parts.map(|part| utf8_percent_encode(part, ESCAPED).to_string()).join("/")
    }

    /// Whether the event is about this task, by any operation that reports on it.
    #[must_use]
    pub fn is_about(&self, task: &TaskRef) -> bool {
        // For an unknown platform only the ids can be compared.
        let may_report = |callback: &Callback| callback.reports().any(|operation| operation.id == task.operation());
        self.task_id.as_deref() == Some(task.id()) && self.callback().is_none_or(may_report)
    }

    /// The clips in the event, with their states, as a poll of the task would show them. Clips that only stream are not done, and their
    /// addresses lead to previews.
    ///
    /// The type of the clips is that of the platform: [`SonicClip`](crate::types::SonicClip) for `suno`,
    /// [`ProducerClip`](crate::types::ProducerClip) for `producer`. What the events of `nuro` contain is not known; poll the task
    /// instead.
    ///
    /// # Errors
    /// [`ErrorKind::TaskFailed`] if the event says that the task failed and shows no clips; [`ErrorKind::Unreadable`] if it shows no clips
    /// otherwise, or clips of another form.
    pub fn task_status<C: DeserializeOwned>(&self) -> Result<TaskStatus<C>, Error> {
        let unreadable = |why: &str| Error::new(ErrorKind::Unreadable, format!("the event can't be read: {why}"));
        let found = match self.report() {
            Some(report) => status::clips_in(&self.json, report, None).map_err(|why| unreadable(&why.to_string())),
            None => Ok(None),
        };
        let found = found.and_then(|found| match found {
            Some(found) => Ok(found),
            None if self.kind == WebhookEvent::SongFailed => {
                Err(Error::new(ErrorKind::TaskFailed, "the service sent word that the task failed"))
            }
            None => Err(unreadable("it shows no clips")),
        });
        found.map_err(|error| {
            let error = error.with_body(&self.json.to_string());
            match &self.task {
                Some(task) => error.with_task(task),
                None => error,
            }
        })
    }

    fn callback(&self) -> Option<&'static Callback> {
        musicapi_facts::callback(self.platform.as_str())
    }

    /// How the clips of the event have their states, if each has its own.
    fn report(&self) -> Option<&'static Report> {
        let report = self.callback()?.reports().next()?.report.as_ref();
        report.filter(|report| report.state_of == StateOf::Clip)
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the body, which has lyrics.
        out.debug_struct("Event")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("platform", &self.platform)
            .field("task_id", &self.task_id)
            .field("task", &self.task)
            .field("sent", &self.sent)
            .field("bytes", &self.raw.len())
            .finish_non_exhaustive()
    }
}

/// A header as text; `None` if it is missing.
pub(super) fn text<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<Option<&'h str>, WebhookError> {
    let value = headers.get(name).map(|value| value.to_str().map_err(|_| WebhookError::Malformed(name)));
    value.transpose()
}
