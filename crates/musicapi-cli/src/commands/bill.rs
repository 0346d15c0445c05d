//! `musicapi jobs bill`: what was spent, by day or by batch.

use std::collections::BTreeMap;

use musicapi_jobs::{Job, Progress, Scope, State};
use serde_json::json;

use crate::batch::identity::shown;
use crate::calls::prices::Prices;
use crate::cli::jobs::GroupBy;
use crate::context::database::Store;
use crate::output::date::date;
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::output::table::table;

/// The columns; the first is named by the grouping.
const HEAD: [&str; 7] = ["", "jobs", "files", "spent", "given back", "in doubt", "to come"];

/// The sums of some jobs.
#[derive(Default)]
struct Sums {
    jobs: u64,
    files: u64,
    spent: u64,
    given_back: u64,
    in_doubt: u64,
    to_come: u64,
}

impl Sums {
    fn of(progress: &Progress) -> Self {
        let Progress { spent, given_back, in_doubt, to_come, files, .. } = *progress;
        Self { jobs: progress.total(), files, spent, given_back, in_doubt, to_come }
    }

    fn add(&mut self, job: &Job) {
        let credits = job.credits.map_or(0, u64::from);
        self.jobs += 1;
        self.files += job.clips.iter().filter(|clip| clip.file.is_some()).count() as u64;
        match job.state {
            State::Waiting => self.to_come += credits,
            State::Sending | State::InDoubt => self.in_doubt += credits,
            State::Failed => self.given_back += credits,
            State::Refused => {}
            State::Forgotten if job.task.is_none() && job.answer.is_none() => {}
            _ => self.spent += credits,
        }
    }

    /// The difference to the sums of all jobs.
    fn rest(&self, all: &Self) -> Self {
        Self {
            jobs: all.jobs.saturating_sub(self.jobs),
            files: all.files.saturating_sub(self.files),
            spent: all.spent.saturating_sub(self.spent),
            given_back: all.given_back.saturating_sub(self.given_back),
            in_doubt: all.in_doubt.saturating_sub(self.in_doubt),
            to_come: all.to_come.saturating_sub(self.to_come),
        }
    }

    fn plus(&mut self, other: &Self) {
        self.jobs += other.jobs;
        self.files += other.files;
        self.spent += other.spent;
        self.given_back += other.given_back;
        self.in_doubt += other.in_doubt;
        self.to_come += other.to_come;
    }

    fn cells(&self) -> [u64; 6] {
        [self.jobs, self.files, self.spent, self.given_back, self.in_doubt, self.to_come]
    }
}

/// Sums up the jobs, as a table or as CSV.
pub(crate) async fn run(store: &Store, by: GroupBy, csv: bool) -> Result<Report, Failure> {
    let mut parts: BTreeMap<String, Sums> = BTreeMap::new();
    let mut prices = Prices::default();
    let look = |job: Job| {
        prices.add(&job.operation, &job.request);
        let name = match by {
            GroupBy::Day => job.intent.as_ref().map_or_else(|| "not sent".to_owned(), |intent| date(intent.at)),
            GroupBy::Batch => job.batch.clone(),
        };
        let sums = parts.entry(name).or_default();
        if by == GroupBy::Day {
            sums.add(&job);
        }
    };
    store.for_each_job(&Scope::All, look).await?;
    if by == GroupBy::Batch {
        // The store sums up batches itself, including calls that were sent again.
        for (batch, sums) in &mut parts {
            *sums = Sums::of(&store.jobs.progress(&Scope::Batch(batch.clone())).await?);
        }
    }
    let all = Sums::of(&store.jobs.progress(&Scope::All).await?);
    let mut known = Sums::default();
    parts.values().for_each(|sums| known.plus(sums));
    let rest = known.rest(&all);
    let named = |name: &str| match by {
        GroupBy::Batch if name.is_empty() => "one by one".to_owned(),
        GroupBy::Batch => shown(name).to_owned(),
        GroupBy::Day => name.to_owned(),
    };
    let mut lines: Vec<(String, Sums)> = parts.into_iter().map(|(name, sums)| (named(&name), sums)).collect();
    if rest.cells().iter().any(|cell| *cell > 0) {
        lines.push(("sent again, or pruned".to_owned(), rest));
    }
    lines.push(("all".to_owned(), all));
    let head = [if by == GroupBy::Day { "day" } else { "batch" }, HEAD[1], HEAD[2], HEAD[3], HEAD[4], HEAD[5], HEAD[6]];
    let entries = lines.iter().map(|(name, sums)| {
        let cells = head.iter().skip(1).zip(sums.cells());
        let cells = cells.map(|(name, cell)| (name.replace(' ', "_"), json!(cell)));
        let name = (head[0].to_owned(), json!(name));
        std::iter::once(name).chain(cells).collect::<serde_json::Map<_, _>>()
    });
    let entries: Vec<_> = entries.collect();
    let rows = lines.iter().map(|(name, sums)| {
        let mut cells = sums.cells().into_iter();
        let mut row = [(); 7].map(|()| String::new());
        row[0].clone_from(name);
        row.iter_mut().skip(1).for_each(|cell| *cell = cells.next().unwrap_or_default().to_string());
        row
    });
    let text = if csv {
        to_csv(&head, rows).map_err(|error| Failure::plain(format!("the bill can't be written: {error}")))?
    } else {
        format!("{}credits, by expected prices\n{}", table(head, rows), prices.lines())
    };
    Ok(Report::new(text, json!({"bill": entries, "prices": prices.json()})))
}

fn to_csv(head: &[&str; 7], rows: impl Iterator<Item = [String; 7]>) -> Result<String, Box<dyn std::error::Error>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(head)?;
    rows.into_iter().try_for_each(|row| csv.write_record(row))?;
    Ok(String::from_utf8(csv.into_inner()?)?)
}
