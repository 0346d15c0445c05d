//! Match wanted work with the jobs that are there: which job is which work.
//!
//! Work that names its model is only what was sent with that model; work that leaves it open is what was sent with any. So the first is
//! served first: it has the smaller choice, and what it leaves is as good for the others. What was sent is taken before what waits,
//! since to find a song that is paid for is to pay for one less. Among equal jobs it costs nothing which one is taken: best one with the
//! same note, which says where its files go, and with the same key; else the oldest.

use std::collections::HashMap;

use crate::batch::known::Known;
use crate::batch::spec::Row;

/// How good it is to find a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    /// It is paid for, or may be.
    Paid,
    /// It was sent, and failed.
    Failed,
    /// It was never accepted.
    Unsent,
}

impl Tier {
    fn of(job: &Known) -> Self {
        match job {
            Known { stands: true, .. } => Self::Paid,
            Known { was_sent: true, .. } => Self::Failed,
            _ => Self::Unsent,
        }
    }
}

/// The jobs of work: `jobs[i]` is the index of that of `rows[i]`. Work that is repeated has none. Where `is_lax`, work that leaves its
/// model open is also what waits to be sent with another one.
pub(crate) fn matched(rows: &[Row], repeated: &[bool], known: &[Known], is_lax: bool) -> Vec<Option<u32>> {
    let mut jobs: Vec<Option<u32>> = vec![None; rows.len()];
    let wanted = (0_u32..).zip(repeated).filter(|(_, is_repeated)| !**is_repeated).map(|(row, _)| row);
    let mut wanted: Vec<u32> = wanted.collect();
    wanted.sort_by_key(|row| rows[*row as usize].identity);
    let mut there: Vec<u32> = (0_u32..).zip(known).filter(|(_, job)| job.is_alive()).map(|(job, _)| job).collect();
    there.sort_by_key(|job| known[*job as usize].identity);
    let mut rest = there.as_slice();
    for class in wanted.chunk_by(|a, b| rows[*a as usize].identity.any_model == rows[*b as usize].identity.any_model) {
        let any_model = rows[class[0] as usize].identity.any_model;
        let of = |job: &u32| known[*job as usize].identity.any_model;
        rest = &rest[rest.partition_point(|job| of(job) < any_model)..];
        let count = rest.partition_point(|job| of(job) == any_model);
        if count > 0 {
            Class { rows, known, is_lax, jobs: &mut jobs }.pair(class, rest[..count].to_vec());
        }
        rest = &rest[count..];
    }
    jobs
}

/// Work and jobs that differ in nothing but their model.
struct Class<'c> {
    rows: &'c [Row],
    known: &'c [Known],
    is_lax: bool,
    jobs: &'c mut [Option<u32>],
}

impl Class<'_> {
    fn pair(mut self, wanted: &[u32], mut there: Vec<u32>) {
        let (open, strict): (Vec<u32>, Vec<u32>) = wanted.iter().partition(|row| self.rows[**row as usize].any_model);
        self.pair_same_model(strict, &mut there, &[Tier::Paid, Tier::Failed, Tier::Unsent]);
        let mut open = open;
        for tier in [Tier::Paid, Tier::Failed] {
            open = self.pair_tier(open, &mut there, |job| Tier::of(job) == tier);
        }
        // What waits is sent as it is wanted now.
        if self.is_lax {
            self.pair_tier(open, &mut there, |_| true);
        } else {
            self.pair_same_model(open, &mut there, &[Tier::Unsent]);
        }
    }

    fn pair_same_model(&mut self, wanted: Vec<u32>, there: &mut Vec<u32>, tiers: &[Tier]) {
        // They are in the order of their identity.
        let rows = self.rows;
        for same in wanted.chunk_by(|a, b| rows[*a as usize].identity == rows[*b as usize].identity) {
            let identity = rows[same[0] as usize].identity;
            let mut same = same.to_vec();
            for tier in tiers {
                same = self.pair_tier(same, there, |job| Tier::of(job) == *tier && job.identity == identity);
            }
        }
    }

    /// Pairs work with those of the jobs that suit, and gives back the work that is left.
    fn pair_tier(&mut self, mut wanted: Vec<u32>, there: &mut Vec<u32>, suits: impl Fn(&Known) -> bool) -> Vec<u32> {
        if wanted.is_empty() {
            return wanted;
        }
        let (rows, known) = (self.rows, self.known);
        let (mut suiting, others): (Vec<u32>, Vec<u32>) = there.iter().partition(|job| suits(&known[**job as usize]));
        suiting.sort_by_key(|job| known[*job as usize].id);
        for (by_key, by_note) in [(true, true), (false, true), (true, false), (false, false)] {
            let name = |key, note| (if by_key { key } else { "" }, if by_note { note } else { 0 });
            let mut named: HashMap<(&str, u64), Vec<u32>> = HashMap::new();
            // The oldest last, which is taken first.
            for job in suiting.iter().rev() {
                let Known { key, note, .. } = &known[*job as usize];
                named.entry(name(key, *note)).or_default().push(*job);
            }
            wanted.retain(|row| {
                let Row { key, note, .. } = &rows[*row as usize];
                let found = named.get_mut(&name(key, *note)).and_then(Vec::pop);
                self.jobs[*row as usize] = found;
                found.is_none()
            });
            suiting = named.into_values().flatten().collect();
            suiting.sort_by_key(|job| known[*job as usize].id);
            if wanted.is_empty() || suiting.is_empty() {
                break;
            }
        }
        *there = others.into_iter().chain(suiting).collect();
        wanted
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::identity::Identity;

    fn identity(text: &str, model: &str) -> Identity {
        Identity::of("create_sonic", &json!({"gpt_description_prompt": text, "mv": model}))
    }

    /// A job that waits: other than that only if it is said.
    fn job(id: i64, text: &str, model: &str) -> Known {
        Known {
            id,
            key: "".into(),
            identity: identity(text, model),
            note: 0,
            credits: None,
            to_send: true,
            forgotten: false,
            withdrawn: false,
            is_held: false,
            has_calls: false,
            was_sent: false,
            stands: false,
            is_done: false,
            spent: 0,
        }
    }

    fn failed(id: i64, text: &str, model: &str) -> Known {
        Known { to_send: false, has_calls: true, was_sent: true, ..job(id, text, model) }
    }

    fn paid(id: i64, text: &str, model: &str) -> Known {
        Known { stands: true, ..failed(id, text, model) }
    }

    fn row(text: &str, model: &str) -> Row {
        let identity = identity(text, model);
        Row { key: "".into(), identity, note: 0, price: None, is_lyrics: false, any_model: false }
    }

    fn open(text: &str, default: &str) -> Row {
        Row { any_model: true, ..row(text, default) }
    }

    fn found(rows: &[Row], known: &[Known]) -> Vec<Option<u32>> {
        matched(rows, &vec![false; rows.len()], known, false)
    }

    #[test]
    fn what_is_paid_for_is_found_before_what_failed_and_that_before_what_waits() {
        for wanted in [row("a", "v5"), open("a", "v5")] {
            let rows = std::slice::from_ref(&wanted);
            let all = [job(1, "a", "v5"), failed(2, "a", "v5"), paid(3, "a", "v5")];
            assert_eq!(found(rows, &all), [Some(2)]);
            assert_eq!(found(rows, &all[..2]), [Some(1)]);
            assert_eq!(found(rows, &all[..1]), [Some(0)]);
            assert_eq!(found(rows, &[]), [None]);
            let twice = [wanted.clone(), wanted.clone(), wanted.clone(), wanted.clone()];
            let mut indices = found(&twice, &all);
            indices.sort_unstable();
            assert_eq!(indices, [None, Some(0), Some(1), Some(2)], "each is found once");
        }
    }

    #[test]
    fn work_that_names_its_model_is_served_first_and_no_other_is_good_for_it() {
        let all = [paid(1, "a", "v5"), paid(2, "a", "v4")];
        assert_eq!(found(&[open("a", "v5"), row("a", "v5")], &all), [Some(1), Some(0)]);
        assert_eq!(found(&[row("a", "v6"), row("b", "v5")], &all), [None, None]);
        assert_eq!(found(&[row("a", "v5")], &[paid(1, "a", "v4"), job(2, "a", "v5")]), [Some(1)]);
        // What waits is sent with the model that is the default now, unless that is asked for otherwise.
        let waits = [job(1, "a", "v4")];
        assert_eq!(found(&[open("a", "v5")], &waits), [None]);
        assert_eq!(matched(&[open("a", "v5")], &[false], &waits, true), [Some(0)]);
        assert_eq!(found(&[open("a", "v5")], &[failed(1, "a", "v4")]), [Some(0)]);
        assert_eq!(found(&[row("a", "v4"), row("a", "v5")], &all), [Some(1), Some(0)]);
        // Among others that lie between them.
        let all = ["c", "a", "d", "b"].map(|text| paid(1, text, "v5"));
        assert_eq!(found(&["b", "a", "x", "d"].map(|text| row(text, "v5")), &all), [Some(3), Some(1), None, Some(2)]);
    }

    #[test]
    fn among_equal_jobs_the_one_with_the_same_note_is_found_then_the_one_with_the_same_key_then_the_oldest() {
        let named = |id: i64, key: &str, note: u64| Known { key: key.into(), note, ..paid(id, "a", "v5") };
        let wanted = [Row { key: "2".into(), note: 9, ..row("a", "v5") }];
        let all = [named(4, "1", 1), named(3, "1", 1), named(5, "2", 1), named(6, "1", 9), named(7, "2", 9)];
        assert_eq!([5, 4, 3, 2].map(|count| found(&wanted, &all[..count])[0]), [Some(4), Some(3), Some(2), Some(1)]);
    }

    #[test]
    fn what_was_taken_out_unpaid_is_gone_and_what_is_repeated_has_no_job() {
        let out = |job: Known| Known { withdrawn: true, ..job };
        let wanted = [row("a", "v5")];
        assert_eq!(found(&wanted, &[out(job(1, "a", "v5"))]), [None]);
        assert_eq!(found(&wanted, &[out(failed(1, "a", "v5"))]), [Some(0)]);
        assert_eq!(found(&wanted, &[out(paid(1, "a", "v5"))]), [Some(0)]);
        assert_eq!(matched(&wanted, &[true], &[paid(1, "a", "v5")], false), [None]);
    }
}
