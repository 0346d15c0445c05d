//! What a client shouldn't do.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::media::url;
use crate::media::{Kind as Format, Name as FileName};
use crate::service::Service;
use crate::state::request_log::{Asked, Verdict};
use crate::state::task::{Kind, Part};

/// What a client shouldn't do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "program", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Rule {
    /// It asked about a task sooner than the documented pause allows.
    PolledTooFast,
    /// It called again before the time that an answer had asked for.
    RetryAfterIgnored,
    /// The same create was accepted twice within a while.
    PaidTwice,
    /// Of several clips it fetched only the first.
    OnlyFirstClip,
    /// It fetched the preview of a clip, and never the clip.
    PreviewKept,
    /// It sent fields that the document doesn't have for what it asked.
    UnknownField,
    /// It broke other rules of the document.
    InvalidRequest,
    /// It asked for what is retired, or soon will be.
    Retired,
    /// It asked for no operation.
    Unmatched,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::PolledTooFast,
        Self::RetryAfterIgnored,
        Self::PaidTwice,
        Self::OnlyFirstClip,
        Self::PreviewKept,
        Self::UnknownField,
        Self::InvalidRequest,
        Self::Retired,
        Self::Unmatched,
    ];

    /// Its name, such as `paid-twice`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PolledTooFast => "polled-too-fast",
            Self::RetryAfterIgnored => "retry-after-ignored",
            Self::PaidTwice => "paid-twice",
            Self::OnlyFirstClip => "only-first-clip",
            Self::PreviewKept => "preview-kept",
            Self::UnknownField => "unknown-field",
            Self::InvalidRequest => "invalid-request",
            Self::Retired => "retired",
            Self::Unmatched => "unmatched",
        }
    }

    /// Where it comes from.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            Self::PolledTooFast => "`pace_source` of the operation in openapi/musicapi.yaml",
            Self::RetryAfterIgnored => "RFC 9110, section 10.2.3",
            Self::PaidTwice => "documented: credits-usage-guide, credits are taken with each task that is accepted",
            Self::OnlyFirstClip => "documented: credits-usage-guide, a call makes two songs",
            Self::PreviewKept => {
                "observed: a clip in state `streaming` isn't done; that its address ends is the mock's own choice"
            }
            Self::UnknownField => "the operation's schema in openapi/musicapi.yaml",
            Self::InvalidRequest => "the operation in openapi/musicapi.yaml",
            Self::Retired => "`deprecated` and `x-status` in openapi/musicapi.yaml",
            Self::Unmatched => "the paths in openapi/musicapi.yaml",
        }
    }
}

/// Something that the client shouldn't have done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Finding {
    /// What it shouldn't do.
    pub rule: Rule,
    /// The number of the space that it did it in; 0 is the first.
    pub space: u32,
    /// What it did.
    pub message: String,
    /// The numbers of the requests in the journal of the space, the first ten.
    pub requests: Vec<u64>,
    /// Where the rule comes from.
    pub source: &'static str,
}

impl Finding {
    /// What it did, and where, if that isn't the first space.
    #[must_use]
    pub fn told(&self) -> String {
        let Self { message, space, .. } = self;
        if *space == 0 { message.clone() } else { format!("{message} (in space {space})") }
    }
}

/// How many requests a finding names.
const NAMED: usize = 10;

/// What there is to say of these requests, the oldest first.
pub(super) fn findings(service: &Service, requests: &[Asked]) -> Vec<Finding> {
    let mut found = Found(BTreeMap::new());
    polls(requests, &mut found);
    retries(requests, &mut found);
    repeats(service, requests, &mut found);
    fetches(service, requests, &mut found);
    for asked in requests {
        of_one(asked, &mut found);
    }
    let finding = |((rule, message), Times { times, requests, source }): ((Rule, String), Times)| {
        let message = if times > 1 { format!("{message} ({times} times)") } else { message };
        let (space, requests) = (service.space, requests.into_iter().take(NAMED).collect());
        Finding { rule, space, message, requests, source }
    };
    found.0.into_iter().map(finding).collect()
}

/// How often each was found, and at which requests; what is said of several in the same words is one finding.
struct Found(BTreeMap<(Rule, String), Times>);

struct Times {
    times: usize,
    requests: Vec<u64>,
    source: &'static str,
}

impl Found {
    fn add(&mut self, rule: Rule, message: impl Into<String>, requests: impl IntoIterator<Item = u64>) {
        self.add_by(rule, rule.source(), message, requests);
    }

    /// The same where the rule has another source each time.
    fn add_by(
        &mut self,
        rule: Rule,
        source: &'static str,
        message: impl Into<String>,
        requests: impl IntoIterator<Item = u64>,
    ) {
        let none = || Times { times: 0, requests: Vec::new(), source };
        let found = self.0.entry((rule, message.into())).or_insert_with(none);
        found.times += 1;
        found.requests.extend(requests);
    }
}

/// Whether so long a pause is too short. Of none it isn't known: while the clock stands still, it is none however long one waits.
fn is_short(pause: Duration, least: Duration) -> bool {
    !pause.is_zero() && pause < least
}

fn polls(requests: &[Asked], found: &mut Found) {
    let mut last: BTreeMap<(&str, &str), &Asked> = BTreeMap::new();
    for asked in requests {
        let (Some(operation), Some(task)) = (asked.operation, asked.task.as_deref()) else { continue };
        let Some(report) = musicapi_facts::operation(operation).and_then(|fact| fact.report) else { continue };
        // Of what is over nothing is waited for.
        let before = last.insert((operation, task), asked).filter(|before| !before.found_over);
        let Some(pause) = before.map(|before| asked.at.saturating_sub(before.at)) else { continue };
        // A timer may ring a little early on a clock that runs fast.
        let least = Duration::from_secs(report.pace.0.into()).mul_f64(0.9);
        if is_short(pause, least) {
            let (from, to) = report.pace;
            found.add_by(
                Rule::PolledTooFast,
                report.pace_source,
                format!(
                    "`{operation}` asked about the same task again in under {from} s; the pace is {from} to {to} s"
                ),
                [asked.number],
            );
        }
    }
}

fn retries(requests: &[Asked], found: &mut Found) {
    let mut until: BTreeMap<(Option<usize>, &str), &Asked> = BTreeMap::new();
    for asked in requests {
        let Some(operation) = asked.operation else { continue };
        let caller = (asked.account, operation);
        if let Some(told) = until.get(&caller)
            && let Some(wait) = told.retry_after
        {
            let pause = asked.at.saturating_sub(told.at);
            if is_short(pause, wait) {
                let message =
                    format!("`{operation}` was called again before the time that `Retry-After` had asked for");
                found.add(Rule::RetryAfterIgnored, message, [asked.number]);
            }
        }
        until.remove(&caller);
        if asked.retry_after.is_some() {
            until.insert(caller, asked);
        }
    }
}

fn repeats(service: &Service, requests: &[Asked], found: &mut Found) {
    for suspect in service.suspects() {
        let calls = [suspect.first.call, suspect.second.call].map(Some);
        let numbers = requests.iter().filter(|asked| calls.contains(&asked.call)).map(|asked| asked.number);
        let apart = suspect.second.at.saturating_sub(suspect.first.at);
        let operation = suspect.first.operation;
        let message =
            format!("the same `{operation}` was accepted twice within {:.1} s, and paid twice", apart.as_secs_f64());
        found.add(Rule::PaidTwice, message, numbers);
    }
}

/// Whether all clips were fetched, and the clips themselves.
fn fetches(service: &Service, requests: &[Asked], found: &mut Found) {
    let (mut whole, mut previews) = (BTreeMap::new(), BTreeMap::new());
    for asked in requests.iter().filter(|asked| asked.method == "GET" && matches!(asked.status, 200 | 206)) {
        let Some((_, name)) = url::place(&asked.path) else { continue };
        let Some(FileName { id, kind, is_preview }) = FileName::parse(name) else { continue };
        if matches!(kind, Format::Mp3 | Format::M4a | Format::Wav) {
            let fetched = if is_preview { &mut previews } else { &mut whole };
            fetched.entry(id.to_owned()).or_insert(asked.number);
        }
    }
    let store = service.store();
    let now = service.settings.clock.now();
    let clips: BTreeSet<&String> = whole.keys().chain(previews.keys()).collect();
    let mut seen = BTreeSet::new();
    for id in clips {
        let Some((task, index)) = store.clip(id) else { continue };
        let progress = task.progress(now);
        let is_done = task.clips.get(index).is_some_and(|clip| clip.is_done(progress));
        if let Some(number) = previews.get(id).filter(|_| is_done && !whole.contains_key(id)) {
            found.add(
                Rule::PreviewKept,
                format!("the preview of the clip {id} was fetched, and never the clip"),
                [*number],
            );
        }
        let fetched = |clip: &crate::state::task::Clip| whole.get(&clip.id.to_string());
        let done = task.clips.iter().filter(|clip| clip.is_done(progress));
        let (mut got, left): (Vec<_>, Vec<_>) = done.partition(|clip| fetched(clip).is_some());
        let is_first =
            got.pop().filter(|_| got.is_empty()).filter(|only| task.clips.first().is_some_and(|it| it.id == only.id));
        // Of tracks one may well want a single one.
        let are_songs = !matches!(task.clips.first().map(|clip| clip.part), Some(Part::Track(_)));
        if let (Some(only), false, Kind::Clips, true) =
            (is_first.filter(|_| are_songs), left.is_empty(), task.kind, seen.insert(task.id.to_string()))
        {
            let message =
                format!("of the task {} only the first clip was fetched, and {} paid for", task.id, left.len() + 1);
            found.add(Rule::OnlyFirstClip, message, fetched(only).copied());
        }
    }
}

fn of_one(asked: &Asked, found: &mut Found) {
    let operation = asked.operation.unwrap_or_default();
    for field in &asked.unknown_fields {
        let fact = asked.operation.and_then(musicapi_facts::operation);
        let is_of_another = fact.is_some_and(|fact| {
            fact.forms.iter().any(|form| form.fields.iter().any(|known| known.name == field.as_str()))
        });
        let message = match is_of_another {
            true => format!("`{operation}`: the field `{field}` is not documented for this task type"),
            false => format!("`{operation}` doesn't have the field `{field}` for what was asked"),
        };
        found.add(Rule::UnknownField, message, [asked.number]);
    }
    for value in &asked.replaced {
        found.add(Rule::Retired, format!("`{operation}` was asked with {value}"), [asked.number]);
    }
    match asked.verdict {
        Verdict::Invalid => {
            let told = asked.violations.first().map(String::as_str).unwrap_or_default();
            found.add(Rule::InvalidRequest, format!("`{operation}`: {told}"), [asked.number]);
        }
        Verdict::Retired => {
            found.add(Rule::Retired, format!("`{operation}` was asked for what is retired: 410"), [asked.number]);
        }
        Verdict::Unmatched => {
            let nearest = asked.nearest.as_ref().map(|nearest| format!("; the nearest operation is {nearest}"));
            let message = format!("{} {} is no operation{}", asked.method, asked.path, nearest.unwrap_or_default());
            found.add(Rule::Unmatched, message, [asked.number]);
        }
        _ => {
            let fact = asked.operation.and_then(musicapi_facts::operation);
            if let Some(fact) = fact.filter(|fact| fact.deprecated) {
                let instead = fact.replacement.map(|instead| format!("; use {instead}")).unwrap_or_default();
                found.add(Rule::Retired, format!("`{operation}` is deprecated{instead}"), [asked.number]);
            }
        }
    }
}
