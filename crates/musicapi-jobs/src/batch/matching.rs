//! Which job each of the wanted work is.
//!
//! Work that names its model is only what was sent with that model; work that leaves it open is what was sent with any. So the first is
//! served first: it has the smaller choice, and what it leaves is as good for the others. What was sent is taken before what waits,
//! since to find a song that is paid for is to pay for one less. Among equal jobs it costs nothing which one is taken: best one with the
//! same note, which says where its files go, and with the same key; else the oldest.

use std::collections::HashMap;

use crate::batch::wanted::Row;
use crate::ledger::Known;

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
