//! Progress bars on a terminal: one for each clip, for each download, or for a whole batch.

use std::io::IsTerminal as _;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, MultiProgress, ProgressBar, ProgressStyle};
use musicapi::display;
use musicapi::{ClipState, Progress, TaskRef, TaskStatus};
use serde_json::Value;
use tokio::sync::watch;

use crate::output::sanitize;
use crate::output::streams::eprint_line;

/// All bars of this program, so that other lines can be printed above them.
static ALL: LazyLock<MultiProgress> = LazyLock::new(MultiProgress::new);

/// Prints a line on standard error, above the bars if there are any.
pub(crate) fn eprint_above_bars(line: &str) {
    if std::io::stderr().is_terminal() {
        ALL.suspend(|| eprint_line(line));
    } else {
        eprint_line(line);
    }
}

/// Shows bars if standard error is a terminal. Clones share the bars.
#[derive(Debug, Clone)]
pub(crate) struct Screen {
    all: MultiProgress,
    is_terminal: bool,
}

impl Screen {
    pub(crate) fn new() -> Self {
        Self { all: ALL.clone(), is_terminal: std::io::stderr().is_terminal() }
    }

    /// Shows the progress of a download until it ends.
    pub(crate) async fn follow(&self, name: &Path, mut progress: watch::Receiver<Progress>) {
        if !self.is_terminal {
            return;
        }
        let bar = self.all.add(styled(ProgressBar::new_spinner(), "{spinner} {bytes}{prefix}  {wide_msg}"));
        bar.set_message(name.display().to_string());
        bar.enable_steady_tick(TICK);
        while progress.changed().await.is_ok() {
            let Progress { bytes, total } = *progress.borrow_and_update();
            bar.set_position(bytes);
            bar.set_prefix(total.map(|total| format!(" of {}", HumanBytes(total))).unwrap_or_default());
        }
        bar.finish_and_clear();
    }

    /// A bar for many songs; none without a terminal. Bars are cut at the end of the line, since a wrapped bar can't be erased.
    pub(crate) fn many(&self, count: u64) -> Option<ProgressBar> {
        // On a narrow terminal the text is worth more than the bar.
        let bar = if console::Term::stderr().size().1 >= 70 { "{bar:16}  " } else { "" };
        let template = format!("{{spinner}} {{pos}} of {{len}} songs  {bar}{{elapsed}}  {{wide_msg}}");
        let bar = self.is_terminal.then(|| self.all.add(styled(ProgressBar::new(count), &template)));
        bar.inspect(|bar| bar.enable_steady_tick(TICK))
    }
}

/// A bar for each clip of a task.
pub(crate) struct Bars {
    screen: Screen,
    bars: Vec<ProgressBar>,
    begun: Instant,
    /// The usual duration of such a task, in words.
    usual: String,
}

impl Bars {
    /// Bars for a task. Those of the embedded mock, whose time runs faster, name no duration.
    pub(crate) fn new(screen: &Screen, task: &TaskRef, is_mock: bool) -> Self {
        let report = musicapi::facts::operation(task.operation()).and_then(|operation| operation.report.as_ref());
        let takes = report.and_then(|report| report.takes).filter(|_| !is_mock);
        let usual = takes.map(|(from, to)| format!(" (usually {} to {} min)", from.div_ceil(60), to.div_ceil(60)));
        let usual = usual.unwrap_or_default();
        let mut bars = Self { screen: screen.clone(), bars: Vec::new(), begun: Instant::now(), usual };
        bars.reach(1);
        bars.bars.iter().for_each(|bar| bar.set_message(format!("waiting{}", bars.usual)));
        bars
    }

    fn reach(&mut self, count: usize) {
        while self.screen.is_terminal && self.bars.len() < count {
            let bar = ProgressBar::new_spinner().with_elapsed(self.begun.elapsed());
            let bar = self.screen.all.add(styled(bar, "{spinner} clip {prefix}  {elapsed}  {wide_msg}"));
            bar.set_prefix((self.bars.len() + 1).to_string());
            bar.enable_steady_tick(TICK);
            self.bars.push(bar);
        }
    }

    pub(crate) fn show(&mut self, status: &TaskStatus<Value>) {
        self.reach(status.clips.len());
        for (clip, bar) in status.clips.iter().zip(&self.bars) {
            let word = display::line(&sanitize::masked(clip.state_in_words()));
            if clip.state == ClipState::Waiting {
                bar.set_message(format!("{word}{}", self.usual));
            } else if !bar.is_finished() {
                styled(bar.clone(), "  clip {prefix}  {elapsed}  {wide_msg}").finish_with_message(word);
            }
        }
    }

    pub(crate) fn end(&self) {
        self.bars.iter().filter(|bar| !bar.is_finished()).for_each(ProgressBar::finish_and_clear);
    }
}

/// The interval between redraws.
const TICK: Duration = Duration::from_millis(120);

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    // The templates are constants of this file; an invalid one falls back to the default style.
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
