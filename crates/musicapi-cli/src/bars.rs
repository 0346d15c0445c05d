//! How far a task is, on a terminal.

use std::io::IsTerminal as _;
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, MultiProgress, ProgressBar, ProgressStyle};
use musicapi::{ClipState, Look, Progress, TaskRef};
use serde_json::Value;
use tokio::sync::watch;

use crate::follow::state;
use crate::table::clean;

/// A bar for each clip, on a terminal only.
pub(crate) struct Bars {
    all: MultiProgress,
    bars: Vec<ProgressBar>,
    is_terminal: bool,
    begun: Instant,
    /// How long such a task usually takes, in words.
    usual: String,
}

impl Bars {
    /// For a task of the service, or of the mock inside this program, whose time runs faster.
    pub(crate) fn new(task: &TaskRef, is_mock: bool) -> Self {
        let report = musicapi::facts::operation(task.operation()).and_then(|operation| operation.report.as_ref());
        let takes = report.and_then(|report| report.takes).filter(|_| !is_mock);
        // Nothing is promised where nothing is known.
        let usual = takes.map(|(from, to)| format!(" (usually {} to {} min)", from.div_ceil(60), to.div_ceil(60)));
        let is_terminal = std::io::stderr().is_terminal();
        let usual = usual.unwrap_or_default();
        let mut bars = Self { all: MultiProgress::new(), bars: Vec::new(), is_terminal, begun: Instant::now(), usual };
        bars.reach(1);
        bars.bars.iter().for_each(|bar| bar.set_message("waiting"));
        bars
    }

    fn reach(&mut self, count: usize) {
        while self.is_terminal && self.bars.len() < count {
            let bar = ProgressBar::new_spinner().with_elapsed(self.begun.elapsed());
            let template = format!("{{spinner}} clip {{prefix}}  {{msg}}  {{elapsed}}{}", self.usual);
            let bar = self.all.add(styled(bar, &template));
            bar.set_prefix((self.bars.len() + 1).to_string());
            bar.enable_steady_tick(TICK);
            self.bars.push(bar);
        }
    }

    pub(crate) fn show(&mut self, look: &Look<Value>) {
        self.reach(look.clips.len());
        for (clip, bar) in look.clips.iter().zip(&self.bars) {
            let word = clean(state(clip));
            if clip.state == ClipState::Waiting {
                bar.set_message(word);
            } else if !bar.is_finished() {
                styled(bar.clone(), "  clip {prefix}  {msg}  {elapsed}").finish_with_message(word);
            }
        }
    }

    /// Shows how far a file is, until its download ends.
    pub(crate) async fn follow(&self, name: &Path, mut progress: watch::Receiver<Progress>) {
        if !self.is_terminal {
            return;
        }
        let bar = self.all.add(styled(ProgressBar::new_spinner(), "{spinner} {msg}  {bytes}{prefix}"));
        bar.set_message(name.display().to_string());
        bar.enable_steady_tick(TICK);
        while progress.changed().await.is_ok() {
            let Progress { bytes, total } = *progress.borrow_and_update();
            bar.set_position(bytes);
            bar.set_prefix(total.map(|total| format!(" of {}", HumanBytes(total))).unwrap_or_default());
        }
        bar.finish_and_clear();
    }

    pub(crate) fn end(&self) {
        self.bars.iter().filter(|bar| !bar.is_finished()).for_each(ProgressBar::finish_and_clear);
    }
}

/// How often something moves.
const TICK: Duration = Duration::from_millis(120);

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    // The templates are of this file; one that is wrong would be shown in the usual style.
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
