//! What is told before anything of a batch is sent: rows that were edited or made elsewhere, and whether the money suffices.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use musicapi_jobs::{Edited, Jobs, Plan, Work};
use serde_json::{Value, json};

use crate::batch::identity::shown;
use crate::batch::lines::Place;
use crate::batch::rows::{Checked, Rows};
use crate::calls::prices::Prices;
use crate::cli::song::MODEL;
use crate::context::session::Session;
use crate::output::date::day;
use crate::output::failure::Failure;
use crate::output::table::line;
use crate::output::words::counted;

/// How many edited rows are named.
const NAMED: usize = 10;

/// How long the balance is waited for.
const PATIENCE: Duration = Duration::from_secs(15);

/// A row that was sent as something else.
pub(crate) struct Changed {
    place: Place,
    key: String,
    job: i64,
    /// When the job was sent, in milliseconds since 1970.
    at: Option<u64>,
    /// The fields that differ, with what they were and are.
    fields: Vec<(String, Value, Value)>,
}

/// What is to be known of the rows of a plan, which the plan doesn't hold.
#[derive(Default)]
pub(crate) struct Rest {
    pub(crate) changed: Vec<Changed>,
    /// The operations of what is to be sent.
    pub(crate) operations: BTreeSet<String>,
    /// The prices of what is to be sent.
    pub(crate) prices: Prices,
    /// What is to be sent, if that was asked for.
    pub(crate) calls: Vec<Value>,
}

impl Rest {
    /// Looks at the rows once more, if there is anything to be seen: edited rows, or all that is to be sent.
    pub(crate) async fn of(
        rows: &Rows,
        plan: &Plan,
        jobs: &Jobs,
        is_to_send: bool,
        is_full: bool,
    ) -> Result<Self, Failure> {
        let mut rest = Self::default();
        let mut edited: HashMap<&str, &Edited> =
            plan.edited.iter().take(NAMED).map(|edited| (&*edited.key, edited)).collect();
        let mut to_send = plan.to_send.iter().peekable();
        if edited.is_empty() && !is_to_send {
            return Ok(rest);
        }
        for work in rows.work()? {
            let (place, work) =
                work.map_err(|error| Failure::usage(format!("{} can't be read: {error}", rows.name())))?;
            if let Some(edited) = edited.remove(&*work.key) {
                rest.changed.push(changed(place, &work, edited.job, jobs).await?);
            }
            if to_send.next_if(|key| **key == work.key).is_some() {
                rest.prices.add(&work.operation, &work.request);
                if !rest.operations.contains(&work.operation) {
                    rest.operations.insert(work.operation.clone());
                }
                if is_full {
                    rest.calls.push(json!({"key": work.key, "operation": work.operation, "body": work.request}));
                }
            }
        }
        Ok(rest)
    }

    /// What was edited, a line each.
    pub(crate) fn told(&self, rows: &Rows, plan: &Plan) -> Vec<String> {
        let more = plan.edited.len().saturating_sub(self.changed.len());
        let more = (more > 0).then(|| format!("and {more} more"));
        self.changed.iter().map(|changed| changed.told(rows.name())).chain(more).collect()
    }

    /// The same, for programs.
    pub(crate) fn edited(&self) -> Vec<Value> {
        let fields = |fields: &[(String, Value, Value)]| {
            let fields = fields.iter().map(|(field, was, is)| json!({"field": field, "was": was, "is": is}));
            fields.collect::<Vec<_>>()
        };
        let all = self.changed.iter();
        all.map(|it| json!({"line": it.place.line, "key": it.key, "job": it.job, "fields": fields(&it.fields)}))
            .collect()
    }
}

async fn changed(place: Place, work: &Work, job: i64, jobs: &Jobs) -> Result<Changed, Failure> {
    let sent = jobs.show(job).await?;
    let mut fields = Vec::new();
    if sent.operation != work.operation {
        fields.push(("operation".to_owned(), sent.operation.into(), work.operation.as_str().into()));
    }
    let names = [&sent.request, &work.request].into_iter().filter_map(Value::as_object).flat_map(|body| body.keys());
    let names: BTreeSet<&String> = names.collect();
    for name in names {
        let (was, is) = (&sent.request[name], &work.request[name]);
        // A model that the row doesn't name is no difference.
        if was != is && !(name == MODEL && work.any_model) {
            fields.push((name.clone(), was.clone(), is.clone()));
        }
    }
    Ok(Changed { place, key: work.key.clone(), job, at: sent.intent.map(|intent| intent.at), fields })
}

impl Changed {
    fn told(&self, file: &str) -> String {
        let Self { place, job, at, fields, .. } = self;
        let date = at.map(|at| format!(", on {}", day(at))).unwrap_or_default();
        let Some((field, was, is)) = fields.first() else {
            return format!(
                "{file}:{place}: it was sent before (job {job}{date}), and is wanted once more: it is a new song"
            );
        };
        let [was, is] = differing(was, is);
        let more = match fields.len() {
            1 => String::new(),
            count => format!(", and {} more", counted(count as u64 - 1, "field")),
        };
        format!(
            "{file}:{place}: {field} was {was} when it was sent (job {job}{date}) and is {is}{more}: it is a new song"
        )
    }
}

/// Two values, so short that where they differ is seen.
fn differing(was: &Value, is: &Value) -> [String; 2] {
    const MOST: usize = 40;
    let (Some(was), Some(is)) = (was.as_str(), is.as_str()) else {
        return [was, is]
            .map(|value| if value.is_null() { "absent".to_owned() } else { line(&value.to_string(), MOST) });
    };
    let same = was.chars().zip(is.chars()).take_while(|(was, is)| was == is).count();
    let (most, from) = (MOST.saturating_sub(2), same.saturating_sub(MOST / 2));
    [was, is].map(|text| {
        if text.chars().count() <= MOST {
            return format!("{:?}", line(text, MOST));
        }
        let start = if from > 0 { "…" } else { "" };
        let part: String = text.chars().skip(from).take(most).collect();
        let end = if text.chars().count() > from + most { "…" } else { "" };
        format!("{:?}", format!("{start}{}{end}", line(&part, MOST)))
    })
}

/// That rows were made elsewhere, so that somebody must decide.
pub(crate) fn made_elsewhere(plan: &Plan, checked: &Checked, account: Option<&str>) -> Failure {
    let total = checked.wanted.len();
    let (mut told, mut all) = (Vec::new(), Vec::new());
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
            told.push(format!("{} {verb} made in {batch}{date}{key}", of(elsewhere.made, &mut is_first)));
        }
        if elsewhere.waiting > 0 {
            let verb = if elsewhere.waiting == 1 { "waits" } else { "wait" };
            told.push(format!("{} {verb} to be sent in {batch}", of(elsewhere.waiting, &mut is_first)));
        }
        all.push(json!({
            "batch": elsewhere.batch, "made": elsewhere.made, "waiting": elsewhere.waiting, "last": elsewhere.last,
            "other_key": is_other,
        }));
    }
    let details = json!({"kind": "MadeElsewhere", "rows": total, "elsewhere": all});
    let hint = "--skip-made leaves them out, --again pays for them; nothing was sent";
    Failure::usage(told.join(", and ")).and(hint).with(details)
}

/// Whether the money suffices.
pub(crate) struct Funds {
    /// What is there, or why that isn't known.
    balance: Result<f64, String>,
    limit: Option<u64>,
}

impl Funds {
    /// Asks the balance, if anything is to be paid. That it can't be asked is no reason to send nothing.
    pub(crate) async fn of(session: Result<&Session, String>, plan: &Plan, limit: Option<u64>) -> Self {
        let balance = match session {
            _ if plan.to_send.is_empty() => Err(String::new()),
            Ok(session) => match tokio::time::timeout(PATIENCE, session.client.account().get_credits()).await {
                Ok(Ok(left)) => Ok(left.credits + left.extra_credits),
                Ok(Err(error)) => Err(format!("the balance can't be read: {error}")),
                Err(_) => Err("the balance can't be read: no answer came".to_owned()),
            },
            Err(why) => Err(why),
        };
        Self { balance, limit }
    }

    /// How many of the calls can be paid for.
    fn affordable(&self, plan: &Plan) -> Option<u64> {
        self.balance.as_ref().ok().map(|balance| plan.affordable(balance.max(0.0) as u64))
    }

    /// How many of them the limit allows.
    fn allowed(&self, plan: &Plan) -> Option<u64> {
        self.limit.map(|limit| plan.within(limit.saturating_sub(plan.spent)))
    }

    /// What is missing, a line each.
    pub(crate) fn missing(&self, plan: &Plan) -> Vec<String> {
        let calls = plan.to_send.len() as u64;
        let mut lines = Vec::new();
        if let (Ok(balance), Some(affordable)) = (&self.balance, self.affordable(plan).filter(|count| *count < calls)) {
            lines.push(format!(
                "{} cost {} credits; the balance is {balance}: {}",
                counted(calls, "song"),
                plan.from_balance(),
                some(affordable, "can be paid for"),
            ));
        }
        if let (Some(limit), Some(allowed)) = (self.limit, self.allowed(plan).filter(|count| *count < calls)) {
            let spent =
                if plan.spent > 0 { format!(", of which {} were spent before", plan.spent) } else { String::new() };
            lines.push(format!(
                "{} cost {} credits; the limit is {limit} credits{spent}: {} within it",
                counted(calls, "song"),
                plan.credits,
                some(allowed, "can be sent"),
            ));
        }
        lines
    }

    /// What is there and what is missing, a line each.
    pub(crate) fn told(&self, plan: &Plan) -> Vec<String> {
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

    /// The same, for programs.
    pub(crate) fn json(&self, plan: &Plan) -> Value {
        json!({
            "balance": self.balance.as_ref().ok(), "affordable": self.affordable(plan),
            "max_credits": self.limit, "within_limit": self.allowed(plan),
        })
    }
}

fn some(count: u64, can: &str) -> String {
    if count == 0 { format!("none of them {can}") } else { format!("{count} of them {can}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_values_are_shown_where_they_differ() {
        let told = |was: &str, is: &str| differing(&was.into(), &is.into());
        assert_eq!(told("A", "B"), ["\"A\"", "\"B\""]);
        let long = "la ".repeat(30);
        let [was, is] = told(&format!("{long}x la la"), &format!("{long}y la la"));
        assert!(was.ends_with("x la la\"") && is.ends_with("y la la\"") && was.starts_with("\"…"), "{was} {is}");
        assert_eq!(differing(&Value::Null, &json!(7)), ["absent", "7"]);
    }
}
