//! Control calls that decide what happens next: time, faults, lifecycles, and snapshots that are put back.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use openapi_mock::Reply;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ask::{Ask, Outcome, json, told, told_as};
use super::problem::Problem;
use crate::faults::Fault;
use crate::service::Service;
use crate::state::lifecycle::Lifecycle;
use crate::state::lifecycles::NextLifecycle;
use crate::state::seconds;
use crate::state::task::Task;

/// A space's time.
#[derive(Serialize, JsonSchema)]
pub(super) struct TimeState {
    /// Seconds since it began.
    now: f64,
    /// The same as a date.
    date: String,
    /// How many times faster than the machine's clock it runs; 0 if it is moved by hand.
    speed: f64,
}

impl TimeState {
    pub(super) fn of(service: &Service) -> Self {
        let clock = &service.settings.clock;
        let now = clock.now();
        Self { now: now.as_secs_f64(), date: clock.date(now), speed: clock.speed() }
    }
}

/// How time goes on: by at most one of `advance`, `to` and `next`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TimeChange {
    /// Moves it forward by so many seconds.
    #[serde(default)]
    advance: Option<f64>,
    /// Moves it forward to so many seconds since it began.
    #[serde(default)]
    to: Option<f64>,
    /// Moves it forward to when a clip or a task begins or ends next, or a callback is due; it is refused if nothing happens by itself.
    #[serde(default)]
    next: bool,
    /// Lets it run so many times as fast as the machine's clock from now on; 0 stops it.
    #[serde(default)]
    #[schemars(range(min = 0))]
    speed: Option<f64>,
}

pub(super) fn time(ask: &Ask<'_>) -> Outcome {
    told(&TimeState::of(&ask.space.service))
}

pub(super) fn change_time(ask: &Ask<'_>) -> Outcome {
    let TimeChange { advance, to, next, speed } = ask.body()?;
    let service = &ask.space.service;
    let clock = &service.settings.clock;
    let backwards = "time runs forward alone; restore a snapshot, or reset the space";
    let step = |seconds: f64| match seconds < 0.0 {
        true => Err(Problem::bad(format!("{seconds} s would move it backwards: {backwards}"))),
        false => seconds::of(seconds).map_err(Problem::bad),
    };
    let advance = advance.map(step).transpose()?;
    let to = to.map(step).transpose()?;
    // What is refused has moved nothing.
    if [advance.is_some(), to.is_some(), next].into_iter().filter(|said| *said).count() > 1 {
        return Err(Problem::bad("time goes on by one of `advance`, `to` and `next`; make a call for each".to_owned()));
    }
    if let Some(to) = to {
        let now = clock.now();
        let step = to.checked_sub(now).ok_or_else(|| {
            Problem::bad(format!(
                "it is {:.3} s already, and {} s lies behind: {backwards}",
                now.as_secs_f64(),
                to.as_secs_f64()
            ))
        })?;
        clock.advance(step);
    }
    if let Some(step) = advance {
        clock.advance(step);
    }
    if next {
        let now = clock.now();
        let at = next_change(service, now).ok_or_else(|| {
            Problem::conflict(
                "nothing happens by itself: what is unfinished is stuck, or waits to be looked at".to_owned(),
            )
        })?;
        clock.advance(at.saturating_sub(now));
    }
    if let Some(speed) = speed {
        clock.set_speed(speed);
    }
    time(ask)
}

/// When a task or a clip begins or ends after this time, a callback is due, or an answer that is held back is given.
fn next_change(service: &Service, now: Duration) -> Option<Duration> {
    // A callback that became due only now isn't waited for yet.
    let callback = service.callbacks.next_due(now);
    let held = service.settings.clock.waited_for(now);
    let store = service.store();
    let of_task = |task: &Arc<Task>| {
        let clips = task.clips.iter().flat_map(|clip| <[_; 2]>::from(task.times(clip)));
        clips.chain([task.ends_at()]).flatten().filter(|at| *at > now).min()
    };
    store.newest(0, None).filter_map(of_task).chain(callback).chain(held).min()
}

pub(super) fn faults(ask: &Ask<'_>) -> Outcome {
    told(&ask.space.faults.states())
}

pub(super) fn add_fault(ask: &Ask<'_>) -> Outcome {
    let fault: Fault = ask.body()?;
    let number = ask.space.faults.add(fault).map_err(|error| Problem::bad(error.to_string()))?;
    let added = ask.space.faults.states().into_iter().find(|state| state.number == number);
    told_as(StatusCode::CREATED, &added.ok_or_else(|| Problem::conflict("it was taken away meanwhile".to_owned()))?)
}

pub(super) fn remove_fault(ask: &Ask<'_>) -> Outcome {
    let number = ask.path.get("number").and_then(|number| number.parse().ok());
    if number.is_some_and(|number| ask.space.faults.remove(number)) {
        return Ok(Reply::new(StatusCode::NO_CONTENT));
    }
    Err(Problem::missing("there is no fault of this number; GET /__mock/faults lists them".to_owned()))
}

pub(super) fn remove_faults(ask: &Ask<'_>) -> Outcome {
    ask.space.faults.replace(Vec::new()).map_err(Problem::broken)?;
    Ok(Reply::new(StatusCode::NO_CONTENT))
}

/// What is to become of tasks that are still to come. What isn't said stays as it is.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LivesChange {
    /// Of all tasks, where nothing else is said.
    #[serde(default)]
    life: Option<Lifecycle>,
    /// Of the tasks of one operation, by its `operationId`, in the place of all that was said of operations.
    #[serde(default)]
    lives: Option<indexmap::IndexMap<String, Lifecycle>>,
    /// Of the next tasks, after those that are set already. Each is used once.
    #[serde(default)]
    next_lives: Vec<NextLifecycle>,
}

pub(super) fn lives(ask: &Ask<'_>) -> Outcome {
    told(&ask.space.service.store().lives)
}

pub(super) fn change_lives(ask: &Ask<'_>) -> Outcome {
    let LivesChange { life, lives: of_operations, next_lives } = ask.body()?;
    let service = &ask.space.service;
    let mut store = service.store();
    let mut changed = store.lives.clone();
    changed.life = life.unwrap_or(changed.life);
    changed.lives = of_operations.unwrap_or(changed.lives);
    changed.next_lives.extend(next_lives);
    changed.check(service.catalog).map_err(Problem::bad)?;
    store.lives = changed;
    drop(store);
    lives(ask)
}

pub(super) fn remove_next_lives(ask: &Ask<'_>) -> Outcome {
    ask.space.service.store().lives.next_lives.clear();
    Ok(Reply::new(StatusCode::NO_CONTENT))
}

pub(super) fn reset(ask: &Ask<'_>) -> Outcome {
    ask.spaces.reset(&ask.space)?;
    Ok(Reply::new(StatusCode::NO_CONTENT))
}

/// All that a space knows. What is in it beside the version is the mock's own affair.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is there for its schema")]
pub(super) struct Snapshot {
    /// The form that it has.
    version: u32,
}

pub(super) fn snapshot(ask: &Ask<'_>) -> Outcome {
    Ok(json(StatusCode::OK, ask.space.snapshot().map_err(Problem::broken)?))
}

pub(super) fn restore(ask: &Ask<'_>) -> Outcome {
    ask.spaces.restore(&ask.space, &ask.request.body)?;
    Ok(Reply::new(StatusCode::NO_CONTENT))
}
