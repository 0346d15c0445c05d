//! How far a task is, on a terminal.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use musicapi::{ClipState, Look, TaskRef};
use serde_json::Value;

use crate::table::clean;

/// A bar for each clip, on a terminal only.
pub(crate) struct Bars {
    all: MultiProgress,
    bars: Vec<ProgressBar>,
    is_terminal: bool,
    /// How long such a task usually takes, in words.
    usual: String,
}

impl Bars {
    pub(crate) fn new(task: &TaskRef) -> Self {
        let report = musicapi::facts::operation(task.operation()).and_then(|operation| operation.report.as_ref());
        let takes = report.and_then(|report| report.takes);
        // Nothing is promised where nothing is known.
        let usual = takes.map(|(from, to)| format!(" (usually {} to {} min)", from.div_ceil(60), to.div_ceil(60)));
        Self {
            all: MultiProgress::new(),
            bars: Vec::new(),
            is_terminal: std::io::stderr().is_terminal(),
            usual: usual.unwrap_or_default(),
        }
    }

    /// Shows that it has begun.
    pub(crate) fn begin(&mut self) {
        self.reach(1);
        self.bars.iter().for_each(|bar| bar.set_message("waiting"));
    }

    fn reach(&mut self, count: usize) {
        while self.is_terminal && self.bars.len() < count {
            let bar = self.all.add(ProgressBar::new_spinner());
            let template = format!("{{spinner}} clip {{prefix}}  {{msg}}  {{elapsed}}{}", self.usual);
            if let Ok(style) = ProgressStyle::with_template(&template) {
                bar.set_style(style);
            }
            bar.set_prefix((self.bars.len() + 1).to_string());
            bar.enable_steady_tick(Duration::from_millis(120));
            self.bars.push(bar);
        }
    }

    pub(crate) fn show(&mut self, look: &Look<Value>) {
        self.reach(look.clips.len());
        for (clip, bar) in look.clips.iter().zip(&self.bars) {
            let word = clean(&clip.word);
            if clip.state == ClipState::Waiting {
                bar.set_message(word);
            } else if !bar.is_finished() {
                if let Ok(style) = ProgressStyle::with_template("  clip {prefix}  {msg}  {elapsed}") {
                    bar.set_style(style);
                }
                bar.finish_with_message(word);
            }
        }
    }

    pub(crate) fn end(&self) {
        self.bars.iter().filter(|bar| !bar.is_finished()).for_each(ProgressBar::finish_and_clear);
    }
}
