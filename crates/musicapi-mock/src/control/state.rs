//! Control calls that show a space: its tasks with their clips, and its totals.

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::accounts::AccountState;
use super::ask::{Ask, Outcome, Span, told};
use super::steer::TimeState;
use crate::media::url::Files;
use crate::media::{Kind as Format, Name as FileName};
use crate::service::Service;
use crate::state::store::Tasks;
use crate::state::task::{Clip, Kind, Task};
use crate::webhook::CallbackTotals;

/// What there is in a space.
#[derive(Serialize, JsonSchema)]
pub(super) struct State {
    time: TimeState,
    accounts: Vec<AccountState>,
    counts: Counts,
    /// The tasks, the newest first.
    tasks: Vec<TaskState>,
}

/// How much there was and is.
#[derive(Serialize, JsonSchema)]
struct Counts {
    tasks: Tasks,
    callbacks: CallbackTotals,
    /// Callbacks that are to come.
    callbacks_waiting: usize,
    /// Requests, faults included; those for files too.
    asked: u64,
    /// Paid calls that were accepted.
    accepted: u64,
    /// Creates that were accepted twice within a while.
    suspects: u64,
}

/// How far a task or a clip is.
#[derive(Serialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Phase {
    /// There is nothing to see yet.
    Waiting,
    /// It is being made.
    Running,
    /// It is there.
    Succeeded,
    /// It failed.
    Failed,
}

/// A task, or something that was there at once, such as a persona.
#[derive(Serialize, JsonSchema)]
struct TaskState {
    /// Counts up, in the order in which they began.
    number: u64,
    id: String,
    /// The operation that started it.
    operation: &'static str,
    /// The beginning of the key of its account.
    key: Option<String>,
    title: Option<String>,
    phase: Phase,
    /// How a look is told that it failed, in the words of a life, if it has.
    failure: Option<String>,
    /// From 0 to 1; 0 for what never ends.
    progress: f64,
    /// When it began, in seconds on the mock's clock.
    began: f64,
    /// The same as a date.
    began_date: String,
    /// When it ends or ended, if that is a matter of time.
    ends: Option<f64>,
    clips: Vec<ClipState>,
}

/// A clip of a task.
#[derive(Serialize, JsonSchema)]
struct ClipState {
    id: String,
    phase: Phase,
    /// From 0 to 1; 0 for what never ends.
    progress: f64,
    /// When it begins to be made, in seconds on the mock's clock, if that is a matter of time.
    begins: Option<f64>,
    /// When it ends or ended, in the same way; none if it never does.
    ends: Option<f64>,
    /// How long the song is, in seconds.
    duration: f64,
    /// Where it, or a piece of it, can be heard now.
    audio_url: Option<String>,
    /// Whether that is only a piece of it, at an address that ends when the clip is there.
    is_preview: bool,
}

/// Which tasks.
#[derive(Deserialize, JsonSchema)]
pub(super) struct StateQuery {
    /// Only tasks of the account with this key.
    #[serde(default)]
    account: Option<String>,
    #[serde(flatten)]
    span: Span,
}

pub(super) fn state(ask: &Ask<'_>) -> Outcome {
    let StateQuery { account, span } = ask.query()?;
    let service = &ask.space.service;
    let owner = account.map(|key| super::accounts::number(service, &key)).transpose()?;
    let (tasks, counts) = {
        let store = service.settled();
        let newest = store.newest(span.since, span.before);
        let tasks: Vec<_> = newest
            .filter(|task| owner.is_none_or(|owner| task.owner == Some(owner)))
            .take(span.limit)
            .cloned()
            .collect();
        (tasks, (store.tasks(), store.accepted, store.watch.count()))
    };
    let (kept, accepted, suspects) = counts;
    let (callbacks, (_, callbacks_waiting)) = (service.callbacks.totals(), service.callbacks.pending(0));
    let counts = Counts { tasks: kept, callbacks, callbacks_waiting, asked: service.asked(), accepted, suspects };
    let now = service.settings.clock.now();
    let files = service.files(ask.request);
    let tasks = tasks.iter().map(|task| TaskState::of(service, task, now, files)).collect();
    told(&State { time: TimeState::of(service), accounts: super::accounts::all(service), counts, tasks })
}

impl TaskState {
    fn of(service: &Service, task: &Task, now: Duration, files: Files<'_>) -> Self {
        let progress = task.progress(now);
        let clips: Vec<_> = task.clips.iter().map(|clip| ClipState::of(task, clip, progress, files)).collect();
        let failed = task.failure(progress).is_some()
            || (!clips.is_empty() && clips.iter().all(|clip| clip.phase == Phase::Failed));
        let phase = match () {
            () if failed => Phase::Failed,
            () if task.is_over(progress) => Phase::Succeeded,
            () if task.is_ready(progress) => Phase::Running,
            () => Phase::Waiting,
        };
        let title = service.catalog.prepared(task.create.id).and_then(|prepared| prepared.key("title"));
        let title = title.and_then(|index| serde_json::from_str::<Value>(task.said.get(index)?).ok());
        let accounts = service.accounts();
        let began = task.begun;
        Self {
            number: task.number,
            id: task.id.to_string(),
            operation: task.create.id,
            key: task.owner.and_then(|owner| accounts.get(owner)).map(|account| account.shown.to_string()),
            title: title.and_then(|title| title.as_str().map(str::to_owned)),
            phase,
            failure: task.failure(progress).map(ToString::to_string),
            progress: task.share(progress),
            began: began.as_secs_f64(),
            began_date: service.settings.clock.date(began),
            ends: task.ends_at().map(|at| at.as_secs_f64()),
            clips,
        }
    }
}

impl ClipState {
    fn of(task: &Task, clip: &Clip, progress: u64, files: Files<'_>) -> Self {
        let phase = match () {
            () if clip.is_done(progress) => Phase::Succeeded,
            () if clip.is_final(progress) => Phase::Failed,
            () if clip.has_begun(progress) => Phase::Running,
            () => Phase::Waiting,
        };
        let (id, is_preview) = (clip.id.to_string(), clip.has_preview(progress));
        let kind = if let Kind::File(format) = task.kind { format } else { Format::Mp3 };
        let is_heard = is_preview || phase == Phase::Succeeded;
        let (begins, ends) = task.times(clip);
        Self {
            audio_url: is_heard.then(|| format!("{files}{}", FileName { id: &id, kind, is_preview })),
            id,
            phase,
            progress: clip.share(progress),
            begins: begins.map(|at| at.as_secs_f64()),
            ends: ends.map(|at| at.as_secs_f64()),
            duration: clip.song.seconds(),
            is_preview,
        }
    }
}
