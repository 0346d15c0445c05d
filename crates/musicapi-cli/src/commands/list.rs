//! `musicapi jobs list`: filters jobs, and lists the newest first.

use std::path::Path;
use std::time::{Duration, SystemTime};

use musicapi_jobs::{Job, Scope, State};
use serde_json::json;

use crate::batch::identity;
use crate::cli::jobs::JobFilter;
use crate::cli::nearest::did_you_mean;
use crate::context::database::Store;
use crate::output::date::minute;
use crate::output::failure::Failure;
use crate::output::invocation::in_backticks;
use crate::output::report::{AT_A_TIME, Report};
use crate::output::table::{line, table};

/// The default number of jobs to list.
pub(crate) const DEFAULT_LIMIT: usize = 20;

/// Lists the newest jobs that match, up to the limit.
pub(crate) async fn run(store: &Store, filter: &JobFilter, limit: Option<usize>) -> Result<Report, Failure> {
    let scope = match &filter.batch {
        Some(file) => identity::scope(store, file).await?,
        None => Scope::All,
    };
    let wanted = Filter::of(filter)?;
    let most = limit.unwrap_or(usize::MAX);
    let (mut ids, mut rows, mut is_more) = (Vec::new(), Vec::new(), false);
    let all = store.jobs.ids(&scope).await?;
    'all: for some in all.rchunks(AT_A_TIME) {
        for job in store.jobs.some(some).await?.iter().rev().filter(|job| wanted.has(job)) {
            if ids.len() == most {
                is_more = true;
                break 'all;
            }
            ids.push(job.id);
            rows.push(row(job));
        }
    }
    let mut text = match rows.is_empty() {
        true => "no jobs\n".to_owned(),
        false => table(["job", "sent", "state", "credits", "row", "what", "files"], rows),
    };
    if is_more {
        text.push_str(&format!("these are the newest {most}; {} lists all\n", in_backticks("jobs list --all")));
    }
    ids.reverse();
    let progress = store.jobs.progress(&scope).await?;
    let list = store.list(ids, |job| json!(job));
    Ok(Report::new(text, json!({"progress": progress})).listing("jobs", list))
}

/// The filter, parsed.
struct Filter {
    state: Option<State>,
    since: u64,
    before: u64,
    words: Vec<String>,
}

impl Filter {
    fn of(filter: &JobFilter) -> Result<Self, Failure> {
        let state = filter.state.as_ref().map(|state| {
            let word = state.replace(['-', '_'], " ");
            State::ALL.iter().find(|known| known.word() == word).ok_or_else(|| {
                let known = || State::ALL.iter().map(|state| state.word());
                let (meant, known) = (did_you_mean(&word, known()), known().collect::<Vec<_>>().join(", "));
                Failure::usage(format!("there is no state {word:?}; there are {known}{meant}"))
            })
        });
        if let (Some(since), Some(until)) = (filter.since, filter.until)
            && since > until
        {
            return Err(Failure::usage("--since is after --until, and no day is between them"));
        }
        let milliseconds = |day: SystemTime| {
            let since = day.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        };
        let end = filter.until.map(|day| milliseconds(day + Duration::from_secs(24 * 60 * 60)));
        let words = filter.search.as_deref().unwrap_or_default().to_lowercase();
        Ok(Self {
            state: state.transpose()?.copied(),
            since: filter.since.map_or(0, milliseconds),
            before: end.unwrap_or(u64::MAX),
            words: words.split_whitespace().map(str::to_owned).collect(),
        })
    }

    fn has(&self, job: &Job) -> bool {
        let is_limited = self.since > 0 || self.before < u64::MAX;
        let is_then = match job.intent.as_ref().map(|intent| intent.at) {
            Some(at) => (self.since..self.before).contains(&at),
            None => !is_limited,
        };
        is_then && self.state.is_none_or(|state| job.state == state) && self.holds(job)
    }

    fn holds(&self, job: &Job) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let clips = job.clips.iter().flat_map(|clip| {
            let file = clip.file.as_ref().map(|file| file.path.display().to_string());
            clip.title.clone().into_iter().chain(file)
        });
        let text = clips.fold(format!("{} {}", job.operation, job.request), |text, more| text + " " + &more);
        let text = text.to_lowercase();
        self.words.iter().all(|word| text.contains(word))
    }
}

fn row(job: &Job) -> [String; 7] {
    let credits = job.credits.map_or("–".to_owned(), |credits| credits.to_string());
    let file = Path::new(&job.batch).file_name().map(|name| name.to_string_lossy());
    let row = file.map_or_else(String::new, |file| format!("{file}:{}", job.key));
    let sent = job.intent.as_ref().map_or("–".to_owned(), |intent| minute(intent.at));
    [job.id.to_string(), sent, job.state.to_string(), credits, row, what(job), files(job)]
}

/// The title, description or lyrics of a request, shortened.
fn what(job: &Job) -> String {
    let words = ["title", "gpt_description_prompt", "description", "prompt", "sound", "lyrics"];
    let text = words.iter().find_map(|name| job.request[name].as_str()).unwrap_or(&job.operation);
    line(text, 30)
}

/// The files of a job, or why it has none.
fn files(job: &Job) -> String {
    let mut files = job.clips.iter().filter_map(|clip| clip.file.as_ref());
    let first = files.next().map(|file| file.path.display().to_string());
    let more = files.count();
    match first {
        Some(first) if more > 0 => format!("{first} and {more} more"),
        Some(first) => first,
        None => job.error.clone().filter(|_| job.state != State::Done).unwrap_or_default(),
    }
}
