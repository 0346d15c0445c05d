//! The report on a set of jobs: their states, files and credits, those that failed, and an estimate of the time left.

use musicapi::Policy;
use musicapi_jobs::{Job, Options, Progress, Scope, State};
use serde_json::json;

use crate::batch::estimate::{Estimate, OpenJobs};
use crate::batch::failed_rows::FailedRows;
use crate::calls::prices::Prices;
use crate::context::database::Store;
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::output::words::counted;

/// Reports on the jobs of a scope.
pub(crate) async fn report(store: &Store, progress: &Progress, scope: &Scope) -> Result<Report, Failure> {
    let (mut failed, mut failed_rows, mut prices) = (0, FailedRows::default(), Prices::default());
    let look = |job: Job| {
        prices.add(&job.operation, &job.request);
        failed += if job.state == State::Done { u64::from(job.failed_clips) } else { 0 };
        failed_rows.add(&job);
    };
    store.for_each_job(scope, look).await?;
    let counts = progress.jobs.iter().map(|(state, count)| format!("{count} {state}"));
    let counts = counts.collect::<Vec<_>>().join(", ");
    let files = std::iter::once(counted(progress.files, "file")).chain(failed_clips(failed));
    let files = files.collect::<Vec<_>>().join(", ");
    let mut text = format!("{}; {files}\n", if counts.is_empty() { "no jobs".to_owned() } else { counts });
    text.push_str(&format!("{} credits spent", progress.spent));
    for (credits, what) in [
        (progress.given_back, "for tasks that failed, which the service gives back"),
        (progress.in_doubt, "in doubt"),
        (progress.to_come, "still to come"),
        (progress.unpriced, "calls beside whose price isn't documented"),
    ] {
        if credits > 0 {
            text.push_str(&format!(", {credits} {what}"));
        }
    }
    text.push_str(&format!(" (expected prices)\n{}", prices.lines()));
    let report = Report::new(text, json!({"progress": progress, "failed_clips": failed, "prices": prices.json()}));
    let all = store.list(store.jobs.ids(scope).await?, |job| json!(job));
    Ok(report.listing("jobs", all).with(failed_rows.into_report(store, scope)))
}

/// Reports on the jobs of a scope, with the time left.
pub(crate) async fn status(store: &Store, scope: &Scope, policy: &Policy) -> Result<Report, Failure> {
    let mut open = OpenJobs::default();
    store.for_each_job(scope, |job| open.add(&job)).await?;
    let left = open.speed(policy, Options::default().concurrency).and_then(|speed| speed.left(open.load()));
    let text = left.map(|left| format!("{} left, as songs usually take\n", left.in_words()));
    let report = report(store, &store.jobs.progress(scope).await?, scope).await?;
    Ok(report.and(&text.unwrap_or_default(), json!({"left_s": left.map(Estimate::to_json)})))
}

/// The limit that suffices for all of these jobs. Limits count whatever may have been charged, refunds included.
pub(crate) fn bill(progress: &Progress) -> u64 {
    progress.spent + progress.given_back + progress.in_doubt + progress.to_come
}

/// The number of failed clips among finished jobs, in words.
pub(crate) fn failed_clips(count: u64) -> Option<String> {
    (count > 0).then(|| format!("{} failed", counted(count, "clip")))
}

/// The exit code: that of the most urgent state that is left.
pub(crate) fn code_of(progress: &Progress) -> u8 {
    let codes = [
        (State::InDoubt, 6),
        (State::Charged, 6),
        (State::Failed, 5),
        (State::Refused, 1),
        (State::Running, 8),
        (State::Waiting, 8),
    ];
    codes.into_iter().find(|(state, _)| progress.count(*state) > 0).map_or(0, |(_, code)| code)
}
