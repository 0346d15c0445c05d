//! What a run tells when it went well.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use musicapi::types::Credits;
use musicapi::{Clip, TaskRef};
use serde_json::{Value, json};

/// The result of a run.
pub(crate) enum Report {
    /// What is left to spend.
    Credits(Credits),
    /// The clips of a task.
    Song(Song),
}

/// A task that is done.
pub(crate) struct Song {
    pub(crate) task: TaskRef,
    /// What starting it cost, by the documented price; none if this run didn't start it.
    pub(crate) credits: Option<u32>,
    pub(crate) files: Vec<(Clip<Value>, PathBuf, u64)>,
    pub(crate) failed: Vec<Clip<Value>>,
}

impl Report {
    /// Prints it on standard output.
    pub(crate) fn tell(&self, json: bool) -> ExitCode {
        if json {
            return print(&self.json());
        }
        let text = match self {
            Self::Credits(balance) => {
                format!("{} monthly credits\n{} extra credits\n", balance.credits, balance.extra_credits)
            }
            Self::Song(song) => song.text(),
        };
        write(&text)
    }

    fn json(&self) -> Value {
        match self {
            Self::Credits(balance) => {
                json!({"version": 1, "credits": balance.credits, "extra_credits": balance.extra_credits})
            }
            Self::Song(song) => {
                let told = |clip: &Clip<Value>| {
                    json!({
                        "clip_id": clip.id(), "state": clip.word, "title": clip.title(),
                        "seconds": clip.duration().map(|length| length.as_secs_f64()), "model": clip.model(),
                        "audio_url": clip.audio(),
                    })
                };
                let files = song.files.iter().map(|(of, path, bytes)| {
                    let mut clip = told(of);
                    clip["file"] = json!(path);
                    clip["bytes"] = json!(bytes);
                    clip
                });
                let clips: Vec<Value> = files.chain(song.failed.iter().map(told)).collect();
                json!({"version": 1, "task": song.task, "credits": song.credits, "clips": clips})
            }
        }
    }
}

impl Song {
    fn text(&self) -> String {
        let mut text = String::new();
        for (clip, path, _) in &self.files {
            let length = clip.duration().map_or_else(
                || "length unknown".to_owned(),
                |length| format!("{}:{:05.2}", length.as_secs() / 60, length.as_secs_f64() % 60.0),
            );
            text.push_str(&format!("{}  {length}\n", path.display()));
        }
        for clip in &self.failed {
            text.push_str(&format!("clip {} failed\n", clip.id().unwrap_or("without an id")));
        }
        if let Some(credits) = self.credits {
            text.push_str(&format!("{credits} credits spent (documented price)\n"));
        }
        text
    }
}

/// Prints a JSON object on a line of its own.
pub(crate) fn print(value: &Value) -> ExitCode {
    write(&format!("{value}\n"))
}

/// A reader that has gone away is no failure.
fn write(text: &str) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            crate::failure::tell(&format!("error: standard output can't be written: {error}"));
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
