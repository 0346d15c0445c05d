//! Decide what happens to the jobs of a batch so that it becomes what is wanted, and what is left to do then.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::batch::known::{Change, Decided, Known, Other, RowChange};
use crate::batch::matching::matched;
use crate::batch::spec::{BatchSpec, Row};
use crate::error::{Error, ErrorKind};
use crate::model::identity::Digest;
use crate::model::job::JobSpec;
use crate::model::plan::{Cost, Edited, Elsewhere, MadeElsewhere, Plan};

/// What makes the jobs be the work. `others` tells which jobs of other batches ask for the same, whatever their model.
pub(crate) fn decide(
    wanted: &BatchSpec,
    known: &[Known],
    others: impl FnMut(&Digest) -> Result<Vec<Other>, Error>,
    made_elsewhere: MadeElsewhere,
) -> Result<Decided, Error> {
    let rows = &wanted.rows;
    let repeated = wanted.repeated()?;
    let jobs = matched(rows, &repeated, known, false);
    let keys: HashSet<&str> = rows.iter().map(|row| &*row.key).collect();
    let mut is_kept = vec![false; known.len()];
    jobs.iter().flatten().for_each(|job| is_kept[*job as usize] = true);
    let mut plan = Plan::default();
    let mut changes = Vec::new();
    // What was sent under a key, and isn't among the work any more.
    let mut replaced: HashMap<&str, i64> = HashMap::new();
    for (job, is_kept) in known.iter().zip(is_kept) {
        plan.sent += u64::from(job.was_sent);
        plan.spent += job.spent;
        if is_kept {
            continue;
        }
        let is_in_the_way = keys.contains(&*job.key);
        if job.was_sent {
            plan.gone += 1;
            if !job.withdrawn && is_in_the_way {
                replaced.insert(&job.key, job.id);
            }
        }
        let change = match job {
            // It was taken out while it was in doubt, and turned out to be free.
            _ if !job.is_alive() => (!job.forgotten).then_some(Change::Replace(job.id)),
            _ if job.was_sent && job.withdrawn && !job.to_send => None,
            _ if job.was_sent => Some(Change::Withdraw(job.id)),
            _ if job.forgotten && !is_in_the_way => None,
            _ if job.has_calls => Some(Change::Replace(job.id)),
            _ => Some(Change::Delete(job.id)),
        };
        if change.is_some() && job.is_held && job.to_send {
            let text =
                format!("job {} is just being worked on, perhaps by another process: wait until that is over", job.id);
            return Err(Error::new(ErrorKind::WrongState, text));
        }
        changes.extend(is_in_the_way.then_some(Change::FreeKey(job.id)));
        changes.extend(change);
    }
    let new: Vec<u32> = (0_u32..)
        .zip(jobs.iter().zip(&repeated))
        .filter(|(_, (job, is_repeated))| job.is_none() && !**is_repeated)
        .map(|(row, _)| row)
        .collect();
    let left_out = found_elsewhere(rows, &new, others, &mut plan)?;
    let leaves_out = made_elsewhere == MadeElsewhere::LeaveOut;
    let mut told = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        if repeated[index] {
            told.push(RowChange::Nothing);
            continue;
        }
        let job = jobs[index].map(|job| &known[job as usize]);
        if job.is_none() && leaves_out && left_out.contains(&(index as u32)) {
            plan.left_out += 1;
            told.push(RowChange::Nothing);
            continue;
        }
        told.push(job.map_or(RowChange::New, |job| {
            if job.key != row.key {
                changes.push(Change::SetAsideKey(job.id));
            }
            let renames = job.key != row.key;
            let renotes = job.note != row.note && !job.is_done;
            match job.withdrawn || renames || renotes {
                true => RowChange::Keep { job: job.id, renotes },
                false => RowChange::Nothing,
            }
        }));
        if job.is_none()
            && let Some(job) = replaced.get(&*row.key)
        {
            plan.edited.push(Edited { key: row.key.to_string(), job: *job });
        }
        if job.is_none_or(|job| job.to_send && !job.forgotten) {
            let price = job.map_or(row.price, |job| job.credits);
            plan.to_send.push(row.key.to_string());
            plan.costs.push(Cost { credits: price.unwrap_or_default(), is_lyrics: row.is_lyrics });
            plan.credits += u64::from(price.unwrap_or_default());
            plan.unpriced += u64::from(price.is_none());
        }
        if job.is_none_or(|job| !job.is_done && !job.forgotten) {
            plan.open.push(row.key.to_string());
        }
    }
    Ok(Decided { plan, changes, rows: told })
}

/// Which of the new work was made in other batches, or waits there: each job there is found once.
fn found_elsewhere(
    rows: &[Row],
    new: &[u32],
    mut others: impl FnMut(&Digest) -> Result<Vec<Other>, Error>,
    plan: &mut Plan,
) -> Result<HashSet<u32>, Error> {
    let mut new = new.to_vec();
    // As in `matching`: what names its model is served first.
    new.sort_by_key(|row| {
        let Row { identity, any_model, .. } = &rows[*row as usize];
        (identity.any_model, *any_model, *row)
    });
    let (mut found, mut batches) = (HashSet::new(), BTreeMap::<String, Elsewhere>::new());
    for class in new.chunk_by(|a, b| rows[*a as usize].identity.any_model == rows[*b as usize].identity.any_model) {
        let mut there = others(&rows[class[0] as usize].identity.any_model)?;
        // What is made is worth more than what waits.
        there.sort_by_key(|job| !job.is_made);
        for row in class {
            let Some(at) = there.iter().position(|job| rows[*row as usize].accepts(&job.identity)) else { continue };
            let job = there.remove(at);
            found.insert(*row);
            let all = batches.entry(job.batch.clone()).or_insert_with(|| Elsewhere {
                batch: job.batch,
                made: 0,
                waiting: 0,
                last: None,
                accounts: Vec::new(),
            });
            if job.is_made {
                all.made += 1;
                all.last = all.last.max(job.at);
                all.accounts.extend(job.account.filter(|account| !all.accounts.contains(account)));
            } else {
                all.waiting += 1;
            }
        }
    }
    plan.elsewhere = batches.into_values().collect();
    Ok(found)
}

/// Whether the jobs are just this work.
pub(crate) fn is_same(wanted: &BatchSpec, known: &[Known]) -> Result<bool, Error> {
    let repeated = wanted.repeated()?;
    let jobs = matched(&wanted.rows, &repeated, known, true);
    let is_found = jobs.iter().zip(&repeated).all(|(job, is_repeated)| job.is_some() || *is_repeated);
    let found: HashSet<u32> = jobs.into_iter().flatten().collect();
    let is_current = |job: &Known| job.is_alive() && !job.withdrawn;
    Ok(is_found && (0_u32..).zip(known).all(|(index, job)| found.contains(&index) == is_current(job)))
}

impl Plan {
    /// Of work of which nothing is in any file.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`], as of [`Jobs::add`](crate::Jobs::add).
    pub fn of_new(work: &[JobSpec]) -> Result<Self, Error> {
        Self::of_spec(&BatchSpec::of(work)?)
    }

    /// The same, of what was looked at already.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] if different work has the same key.
    pub fn of_spec(wanted: &BatchSpec) -> Result<Self, Error> {
        decide(wanted, &[], |_| Ok(Vec::new()), MadeElsewhere::Again).map(|decided| decided.plan)
    }
}
