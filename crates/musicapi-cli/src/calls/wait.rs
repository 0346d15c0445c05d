//! Waits for a task without a run of jobs, downloads its clips, and reports what it made.

use std::collections::HashMap;

use musicapi::display;
use musicapi::facts::{self, Price};
use musicapi::{Clip, ClipState, Delivered, ErrorKind, Task, TaskRef};
use musicapi_jobs::{Ended, FetchFuture, Jobs, SavedFile};
use serde_json::{Value, json};

use crate::calls::download::{ClipContext, Downloader};
use crate::calls::watch::{FetchedFiles, UnknownStates};
use crate::context::files::Files;
use crate::context::interrupt;
use crate::context::session::Session;
use crate::output::failure::Failure;
use crate::output::progress::{Bars, Screen};
use crate::output::report::Report;
use crate::output::streams::eprint_line;
use crate::output::words::credits;

/// What the store knows about a task.
#[derive(Default)]
pub(crate) struct TaskContext<'k> {
    pub(crate) request: Option<&'k Value>,
    /// The name of the files, instead of their titles.
    pub(crate) name: Option<&'k str>,
    /// The job that started the task, and ends with it.
    pub(crate) job: Option<(&'k Jobs, i64)>,
}

impl TaskContext<'_> {
    /// Records in the store how the task ended. A failure is only reported, since the files exist all the same.
    async fn end(&self, task: &TaskRef, made: Ended<'_>) {
        let Some((jobs, id)) = self.job else { return };
        if let Err(error) = jobs.end(task, made).await {
            eprint_line(&format!("job {id} isn't ended: {error}"));
        }
    }
}

/// Parses a task: its reference, or the bare id of a song.
pub(crate) fn parse_task(task: &str) -> Result<TaskRef, Failure> {
    let path = facts::GET_SONIC_TASK.path.trim_start_matches('/');
    let of_song = path.split_once('{').map_or(path, |(before, _)| before);
    Ok(if task.contains('/') { task.parse()? } else { format!("{of_song}{task}").parse()? })
}

/// Waits for a task, shows how far it is, and downloads its clips.
pub(crate) async fn follow(
    session: &Session,
    task: &Task<Value>,
    files: &Files,
    context: TaskContext<'_>,
) -> Result<Report, Failure> {
    let reference = task.reference();
    session.warn();
    interrupt::listen();
    let result = tokio::select! {
        // The interrupt must win over a delivery that is always ready.
        biased;
        () = interrupt::first() => Err(Failure::interrupted(reference)),
        result = finish(session, task, files, &context) => result,
    };
    result.map_err(|failure| failure.of_task(reference, &session.resume_hint(reference, Some(files))))
}

async fn finish(
    session: &Session,
    task: &Task<Value>,
    files: &Files,
    context: &TaskContext<'_>,
) -> Result<Report, Failure> {
    let reference = task.reference();
    let job = context.job.map(|(_, id)| format!(", which is job {id}"));
    eprint_line(&format!("task {reference}{}", job.unwrap_or_default()));
    let screen = Screen::new();
    let mut bars = Bars::new(&screen, reference, session.is_mock());
    let (downloader, mut unknown_states, mut fetched_files) =
        (Downloader::new(&screen), UnknownStates::default(), FetchedFiles::default());
    let (downloader, client) = (&downloader, &session.client);
    let fetch = |clip: Clip<Value>| -> FetchFuture<'_> {
        Box::pin(async move {
            let clip_context = ClipContext { task: Some(reference), request: context.request, name: context.name };
            downloader.fetch(client, &clip, &clip_context, files).await
        })
    };
    let mut delivery = task.deliver_by(task.usual_polling(), fetch);
    let (mut last, mut fetched, mut lost) = (None, HashMap::new(), None);
    loop {
        match delivery.next().await {
            Ok(Some(Delivered::Polled(look))) => {
                unknown_states.report(&look);
                bars.show(&look);
                downloader.reserve(&look.clips, context.name, files).await;
                last = Some(look);
            }
            Ok(Some(Delivered::Fetched { key, file, .. })) => {
                fetched_files.add(file.as_ref());
                fetched.insert(key, file);
            }
            Ok(Some(Delivered::Delayed { clip, error, pause })) => fetched_files.delayed("", &clip, &error, pause),
            // One failed download must not stop the others.
            Ok(Some(Delivered::Lost { error, .. })) => lost = Some(error),
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(error) => {
                bars.end();
                if error.kind() == ErrorKind::TaskFailed {
                    context.end(reference, Err(&error)).await;
                }
                return Err(fetched_files.add_to(error.into()));
            }
        }
    }
    bars.end();
    let status = last.ok_or_else(|| Failure::plain("the task ended without clips"))?;
    if let Some(error) = lost {
        return Err(fetched_files.add_to(error.into()));
    }
    let clips = status.keys().into_iter().zip(status.clips);
    let clips: Vec<_> = clips.map(|(key, clip)| (clip, fetched.remove(&key).flatten())).collect();
    context.end(reference, Ok(&clips)).await;
    made(reference, task.price(), clips)
}

/// Reports what a task made. Clips without audio, such as uploads, are reported by id.
pub(crate) fn made(
    task: &TaskRef,
    price: Option<Price>,
    clips: Vec<(Clip<Value>, Option<SavedFile>)>,
) -> Result<Report, Failure> {
    let (succeeded, failed): (Vec<_>, Vec<_>) =
        clips.into_iter().partition(|(clip, _)| clip.state == ClipState::Succeeded);
    if succeeded.is_empty() {
        return Err(Failure::every_clip_failed());
    }
    let is_silent = succeeded.iter().all(|(clip, _)| clip.audio().is_none());
    if let Some((clip, _)) = succeeded.iter().find(|(clip, _)| clip.audio().is_none()).filter(|_| !is_silent) {
        // A single clip without audio is a failure if others have audio.
        let id = id(clip);
        return Err(Failure::plain(format!("clip {id} is done but tells no address of its audio")));
    }
    let (mut stored, mut silent) = (Vec::new(), Vec::new());
    for (clip, file) in succeeded {
        match file {
            Some(file) => stored.push((clip, file)),
            None => silent.push(clip),
        }
    }
    let failed: Vec<_> = failed.into_iter().map(|(clip, _)| clip).collect();
    Ok(report(task, price, &stored, &silent, &failed))
}

fn report(
    task: &TaskRef,
    price: Option<Price>,
    stored: &[(Clip<Value>, SavedFile)],
    silent: &[Clip<Value>],
    failed: &[Clip<Value>],
) -> Report {
    let mut text = String::new();
    for (clip, file) in stored {
        let length = clip.duration().map_or_else(|| "length unknown".to_owned(), length);
        text.push_str(&format!("{}  {length}\n", file.path.display()));
    }
    for clip in silent {
        let id = id(clip);
        // A persona has no state.
        let line =
            if clip.word.is_empty() { format!("made: {id}\n") } else { format!("clip {id} is done, without audio\n") };
        text.push_str(&line);
    }
    for clip in failed {
        text.push_str(&format!("clip {} failed\n", id(clip)));
    }
    if let Some(price) = price {
        text.push_str(&format!("{} spent (expected price)\n", credits(price)));
    }
    let files = stored.iter().map(|(of, file)| {
        let mut clip = clip_json(of);
        clip["file"] = json!(file.path);
        clip["bytes"] = json!(file.bytes);
        clip
    });
    let clips: Vec<Value> = files.chain(silent.iter().chain(failed).map(clip_json)).collect();
    Report::new(text, json!({"task": task, "credits": price.map(|price| price.credits), "clips": clips}))
}

/// The id of a clip, for people.
fn id(clip: &Clip<Value>) -> String {
    display::line(clip.id().unwrap_or("without an id"))
}

/// A duration in minutes and seconds.
pub(crate) fn length(time: std::time::Duration) -> String {
    format!("{}:{:05.2}", time.as_secs() / 60, time.as_secs_f64() % 60.0)
}

/// A clip as JSON.
pub(crate) fn clip_json(clip: &Clip<Value>) -> Value {
    json!({
        "clip_id": clip.id(), "state": clip.state_in_words(), "title": clip.title(),
        "seconds": clip.duration().map(|length| length.as_secs_f64()), "model": clip.model(),
        "audio_url": clip.audio(),
    })
}
