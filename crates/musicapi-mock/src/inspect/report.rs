//! The report on a client: mistakes that it made, how much of the service it tried, and what that would have cost.
//!
//! `rules` finds the mistakes, `coverage` counts what was tried. `text`, `junit` and `format` write the report.

mod coverage;
mod format;
mod junit;
mod rules;
mod text;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::faults::FaultState;
use crate::service::Service;
use crate::state::account::Balance;
use crate::state::task::TAKES;
pub use coverage::{Coverage, Minimum, Share};
pub use format::ReportFormat;
pub use rules::{Finding, Rule};

/// A report on whoever called the mock: [`to_string`](ToString::to_string) for people, serde for JSON, and [`junit`](Self::junit).
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use musicapi_mock::{ClientReport, MockApi, Minimum, Rule};
///
/// let mock = MockApi::start().await;
/// // … after calls …
/// let report: ClientReport = mock.report();
/// assert!(report.findings.iter().all(|finding| finding.rule != Rule::PaidTwice), "{report}");
/// println!("{report}\n{}", report.junit(&Minimum { operations: 50.0, ..Minimum::default() }));
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ClientReport {
    /// How many requests there were.
    pub asked: u64,
    /// How many of them are kept: the findings are about these.
    pub kept: u64,
    /// What the client shouldn't have done.
    pub findings: Vec<Finding>,
    /// How much of the document it tried.
    pub coverage: Coverage,
    /// What it would have cost on the real service.
    pub cost: Cost,
}

/// What the requests would have cost on the real service, by the prices of the document. What has no known price counts nothing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Cost {
    /// Credits, monthly and extra, less what was given back.
    pub credits: u64,
    /// Lyrics credits, less what was given back.
    pub lyrics_credits: u64,
    /// Tasks that were started.
    pub tasks: u64,
    /// Minutes that these would have taken one after the other: for each what a song takes in the middle.
    pub minutes: u64,
}

impl Cost {
    fn new(credits: u64, lyrics_credits: u64, tasks: u64) -> Self {
        let seconds = tasks * u64::from(TAKES.0 + TAKES.1) / 2;
        Self { credits, lyrics_credits, tasks, minutes: seconds.div_ceil(60) }
    }

    fn plus(self, other: Self) -> Self {
        let lyrics_credits = self.lyrics_credits.saturating_add(other.lyrics_credits);
        Self::new(self.credits.saturating_add(other.credits), lyrics_credits, self.tasks + other.tasks)
    }
}

impl ClientReport {
    pub(crate) fn of(service: &Service) -> Self {
        let (shared, asked, answered) = {
            let journal = service.written();
            (journal.shared(), journal.count(), journal.answered().clone())
        };
        let requests: Vec<_> = shared.iter().map(|asked| (**asked).clone()).collect();
        let (findings, coverage) = (rules::findings(service, &requests), Coverage::of(service.document(), &answered));
        let store = service.settled();
        let spent = store.ledger.accounts().iter().filter_map(|sums| sums.debited.minus(sums.refunded));
        let spent = spent.fold(Balance::default(), |sum, spent| sum.plus(spent).unwrap_or(sum));
        let (credits, lyrics_credits, tasks) = (spent.total(), spent.lyrics_credits, store.started);
        let cost = Cost::new(credits, lyrics_credits, tasks);
        Self { asked, kept: requests.len() as u64, findings, coverage, cost }
    }

    /// The same with the faults that no call met.
    pub(crate) fn with_faults(mut self, space: u32, faults: &[FaultState]) -> Self {
        self.findings.extend(rules::unused(space, faults));
        self
    }

    /// Both as one.
    pub(crate) fn plus(mut self, other: Self) -> Self {
        self.asked += other.asked;
        self.kept += other.kept;
        self.findings.extend(other.findings);
        // One of several spaces may well be left alone.
        let is_idle = self.asked == 0;
        self.findings.retain(|finding| is_idle || finding.rule != Rule::NothingAsked);
        self.findings.sort_by_key(|finding| (!finding.certain, finding.rule));
        self.coverage = self.coverage.plus(&other.coverage);
        self.cost = self.cost.plus(other.cost);
        self
    }

    /// With so many findings of each rule at most, the first ones.
    pub(crate) fn bounded(mut self, of_each: usize) -> Self {
        let mut counts = BTreeMap::new();
        self.findings.retain(|finding| {
            let count: &mut usize = counts.entry(finding.rule).or_default();
            *count += 1;
            *count <= of_each
        });
        self
    }

    /// The findings that are certain.
    pub fn certain(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.certain)
    }

    /// What keeps it from being good enough: coverage below a minimum. Empty if nothing does.
    #[must_use]
    pub fn shortfalls(&self, minimum: &Minimum) -> Vec<String> {
        self.coverage.shares().into_iter().filter_map(|(name, share)| share.shortfall(name, minimum.of(name))).collect()
    }
}

#[cfg(test)]
mod tests;
