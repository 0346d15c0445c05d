//! The checks before anything of a batch is sent: which rows were edited, which were made in another batch, and whether balance and limit
//! suffice.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use musicapi_jobs::{Edited, JobSpec, Jobs, Plan};
use serde_json::{Value, json};

use crate::batch::identity::shown;
use crate::batch::lines::Position;
use crate::batch::rows::{Checked, Rows};
use crate::calls::prices::Prices;
use crate::cli::song::MODEL;
use crate::context::session::Session;
use crate::output::date::day;
use crate::output::failure::Failure;
use crate::output::table::line;
use crate::output::words::counted;

/// The most edited rows that are listed.
const MAX_LISTED: usize = 10;

/// The timeout for the balance.
const TIMEOUT: Duration = Duration::from_secs(15);

/// A row that was edited after it was sent.
pub(crate) struct EditedRow {
    position: Position,
    key: String,
    job: i64,
    /// When the job was sent, in milliseconds since 1970.
    at: Option<u64>,
    /// The fields that differ, with their old and new values.
    fields: Vec<(String, Value, Value)>,
}

/// Details of a plan's rows, which are read from the file again because the plan holds only keys.
#[derive(Default)]
pub(crate) struct PlanDetails {
    pub(crate) edited_rows: Vec<EditedRow>,
    /// The operations of the rows to send.
    pub(crate) operations: BTreeSet<String>,
    /// The prices of the rows to send.
    pub(crate) prices: Prices,
    /// The requests to send, if they are wanted.
    pub(crate) calls: Vec<Value>,
}

impl PlanDetails {
    /// Reads the rows again, if there are edited ones or the rows to send are wanted.
    pub(crate) async fn of(
        rows: &Rows,
        plan: &Plan,
        jobs: &Jobs,
        is_to_send: bool,
        is_full: bool,
    ) -> Result<Self, Failure> {
        let mut details = Self::default();
        let mut edited: HashMap<&str, &Edited> =
            plan.edited.iter().take(MAX_LISTED).map(|edited| (&*edited.key, edited)).collect();
        let mut to_send = plan.to_send.iter().peekable();
        if edited.is_empty() && !is_to_send {
            return Ok(details);
        }
        for work in rows.work()? {
            let (position, work) =
                work.map_err(|error| Failure::usage(format!("{} can't be read: {error}", rows.name())))?;
            if let Some(edited) = edited.remove(&*work.key) {
                details.edited_rows.push(edited_row(position, &work, edited.job, jobs).await?);
            }
            if to_send.next_if(|key| **key == work.key).is_some() {
                details.prices.add(&work.operation, &work.request);
                if !details.operations.contains(&work.operation) {
                    details.operations.insert(work.operation.clone());
                }
                if is_full {
                    details.calls.push(json!({"key": work.key, "operation": work.operation, "body": work.request}));
                }
            }
        }
        Ok(details)
    }

    /// A line for each edited row.
    pub(crate) fn lines(&self, rows: &Rows, plan: &Plan) -> Vec<String> {
        let more = plan.edited.len().saturating_sub(self.edited_rows.len());
        let more = (more > 0).then(|| format!("and {more} more"));
        self.edited_rows.iter().map(|row| row.line(rows.name())).chain(more).collect()
    }

    /// The edited rows as JSON.
    pub(crate) fn edited(&self) -> Vec<Value> {
        let fields = |fields: &[(String, Value, Value)]| {
            let fields = fields.iter().map(|(field, was, is)| json!({"field": field, "was": was, "is": is}));
            fields.collect::<Vec<_>>()
        };
        let all = self.edited_rows.iter();
        all.map(|it| json!({"line": it.position.line, "key": it.key, "job": it.job, "fields": fields(&it.fields)}))
            .collect()
    }
}

async fn edited_row(position: Position, work: &JobSpec, job: i64, jobs: &Jobs) -> Result<EditedRow, Failure> {
    let sent = jobs.show(job).await?;
    let mut fields = Vec::new();
    if sent.operation != work.operation {
        fields.push(("operation".to_owned(), sent.operation.into(), work.operation.as_str().into()));
    }
    let names = [&sent.request, &work.request].into_iter().filter_map(Value::as_object).flat_map(|body| body.keys());
    let names: BTreeSet<&String> = names.collect();
    for name in names {
        let (was, is) = (&sent.request[name], &work.request[name]);
        // A model from the settings is no edit.
        if was != is && !(name == MODEL && work.any_model) {
            fields.push((name.clone(), was.clone(), is.clone()));
        }
    }
    Ok(EditedRow { position, key: work.key.clone(), job, at: sent.intent.map(|intent| intent.at), fields })
}

impl EditedRow {
    fn line(&self, file: &str) -> String {
        let Self { position, job, at, fields, .. } = self;
        let date = at.map(|at| format!(", on {}", day(at))).unwrap_or_default();
        let Some((field, was, is)) = fields.first() else {
            return format!(
                "{file}:{position}: it was sent before (job {job}{date}), and is wanted once more: it is a new song"
            );
        };
        let [was, is] = differing(was, is);
        let more = match fields.len() {
            1 => String::new(),
            count => format!(", and {} more", counted(count as u64 - 1, "field")),
        };
        format!(
            "{file}:{position}: {field} was {was} when it was sent (job {job}{date}) and is {is}{more}: it is a new song"
        )
    }
}

/// Two values, shortened so that the difference is visible.
fn differing(was: &Value, is: &Value) -> [String; 2] {
    const MAX_CHARS: usize = 40;
    let (Some(was), Some(is)) = (was.as_str(), is.as_str()) else {
        return [was, is]
            .map(|value| if value.is_null() { "absent".to_owned() } else { line(&value.to_string(), MAX_CHARS) });
    };
    let same = was.chars().zip(is.chars()).take_while(|(was, is)| was == is).count();
    let (most, from) = (MAX_CHARS.saturating_sub(2), same.saturating_sub(MAX_CHARS / 2));
    [was, is].map(|text| {
        if text.chars().count() <= MAX_CHARS {
            return format!("{:?}", line(text, MAX_CHARS));
        }
        let start = if from > 0 { "…" } else { "" };
        let part: String = text.chars().skip(from).take(most).collect();
        let end = if text.chars().count() > from + most { "…" } else { "" };
        format!("{:?}", format!("{start}{}{end}", line(&part, MAX_CHARS)))
    })
}

/// The failure if another batch has made some rows, so that the user must decide.
pub(crate) fn made_elsewhere(plan: &Plan, checked: &Checked, account: Option<&str>) -> Failure {
    let total = checked.wanted.len();
    let (mut parts, mut all) = (Vec::new(), Vec::new());
    let mut is_first = true;
    let of = |count: u64, is_first: &mut bool| match std::mem::take(is_first) {
        true => format!("{count} of {}", counted(total as u64, "row")),
        false => count.to_string(),
    };
    for elsewhere in &plan.elsewhere {
        let batch = shown(&elsewhere.batch);
        let is_other = account.is_some_and(|account| elsewhere.accounts.iter().any(|other| other != account));
        if elsewhere.made > 0 {
            let verb = if elsewhere.made == 1 { "was" } else { "were" };
            let date = elsewhere.last.map(|at| format!(" on {}", day(at))).unwrap_or_default();
            let key = if is_other { ", with another key" } else { "" };
            parts.push(format!("{} {verb} made in {batch}{date}{key}", of(elsewhere.made, &mut is_first)));
        }
        if elsewhere.waiting > 0 {
            let verb = if elsewhere.waiting == 1 { "waits" } else { "wait" };
            parts.push(format!("{} {verb} to be sent in {batch}", of(elsewhere.waiting, &mut is_first)));
        }
        all.push(json!({
            "batch": elsewhere.batch, "made": elsewhere.made, "waiting": elsewhere.waiting, "last": elsewhere.last,
            "other_key": is_other,
        }));
    }
    let details = json!({"kind": "MadeElsewhere", "rows": total, "elsewhere": all});
    let hint = "--skip-made leaves them out, --again pays for them; nothing was sent";
    Failure::usage(parts.join(", and ")).and(hint).with(details)
}

/// The balance and the limit of a batch, compared with its plan.
pub(crate) struct Funds {
    /// The balance, or why it isn't known.
    balance: Result<f64, String>,
    limit: Option<u64>,
}

impl Funds {
    /// Reads the balance, if anything must be paid. An unknown balance doesn't prevent the run.
    pub(crate) async fn of(session: Result<&Session, String>, plan: &Plan, limit: Option<u64>) -> Self {
        let balance = match session {
            _ if plan.to_send.is_empty() => Err(String::new()),
            Ok(session) => match tokio::time::timeout(TIMEOUT, session.client.account().get_credits()).await {
                Ok(Ok(left)) => Ok(left.credits + left.extra_credits),
                Ok(Err(error)) => Err(format!("the balance can't be read: {error}")),
                Err(_) => Err("the balance can't be read: no answer came".to_owned()),
            },
            Err(why) => Err(why),
        };
        Self { balance, limit }
    }

    /// How many calls the balance pays for.
    fn affordable(&self, plan: &Plan) -> Option<u64> {
        self.balance.as_ref().ok().map(|balance| plan.affordable(balance.max(0.0) as u64))
    }

    /// How many calls the limit allows.
    fn allowed(&self, plan: &Plan) -> Option<u64> {
        self.limit.map(|limit| plan.within(limit.saturating_sub(plan.spent)))
    }

    /// A line for each shortfall.
    pub(crate) fn missing(&self, plan: &Plan) -> Vec<String> {
        let calls = plan.to_send.len() as u64;
        let mut lines = Vec::new();
        if let (Ok(balance), Some(affordable)) = (&self.balance, self.affordable(plan).filter(|count| *count < calls)) {
            lines.push(format!(
                "{} cost {} credits; the balance is {balance}: {}",
                counted(calls, "song"),
                plan.from_balance(),
                count_or_none(affordable, "can be paid for"),
            ));
        }
        if let (Some(limit), Some(allowed)) = (self.limit, self.allowed(plan).filter(|count| *count < calls)) {
            let spent =
                if plan.spent > 0 { format!(", of which {} were spent before", plan.spent) } else { String::new() };
            lines.push(format!(
                "{} cost {} credits; the limit is {limit} credits{spent}: {} within it",
                counted(calls, "song"),
                plan.credits,
                count_or_none(allowed, "can be sent"),
            ));
        }
        lines
    }

    /// The balance, and a line for each shortfall.
    pub(crate) fn lines(&self, plan: &Plan) -> Vec<String> {
        let missing = self.missing(plan);
        let there = match &self.balance {
            Ok(balance) if self.affordable(plan) == Some(plan.to_send.len() as u64) => {
                Some(format!("the balance is {balance} credits"))
            }
            Ok(_) => None,
            Err(why) => Some(why.clone()).filter(|why| !why.is_empty()),
        };
        there.into_iter().chain(missing).collect()
    }

    /// The funds as JSON.
    pub(crate) fn json(&self, plan: &Plan) -> Value {
        json!({
            "balance": self.balance.as_ref().ok(), "affordable": self.affordable(plan),
            "max_credits": self.limit, "within_limit": self.allowed(plan),
        })
    }
}

fn count_or_none(count: u64, can: &str) -> String {
    if count == 0 { format!("none of them {can}") } else { format!("{count} of them {can}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_values_are_shortened_around_their_difference() {
        let shortened = |was: &str, is: &str| differing(&was.into(), &is.into());
        assert_eq!(shortened("A", "B"), ["\"A\"", "\"B\""]);
        let long = "la ".repeat(30);
        let [was, is] = shortened(&format!("{long}x la la"), &format!("{long}y la la"));
        assert!(was.ends_with("x la la\"") && is.ends_with("y la la\"") && was.starts_with("\"…"), "{was} {is}");
        assert_eq!(differing(&Value::Null, &json!(7)), ["absent", "7"]);
    }
}
