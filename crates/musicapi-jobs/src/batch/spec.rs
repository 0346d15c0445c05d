//! The work that a batch is to have, as far as it is compared: checked, priced, and told from other work by digests.
//!
//! Work is added piece by piece and need not be kept: about a hundred bytes remain of each.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;

use musicapi::facts::{BalanceKind, Price};
use sha2::{Digest as _, Sha256};

use crate::error::{Error, ErrorKind, Fault};
use crate::model::identity::{Digest, Identity};
use crate::model::job::JobSpec;
use crate::model::price::{other_work, price};
use crate::model::secret;

/// What a batch is to have, without the requests themselves. See [`Jobs::set_from`](crate::Jobs::set_from).
#[derive(Debug, Clone, Default)]
pub struct BatchSpec {
    pub(crate) rows: Vec<Row>,
}

/// What is known of a piece of work.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) key: Box<str>,
    pub(crate) identity: Identity,
    /// The digest of the note.
    pub(crate) note: u64,
    pub(crate) price: Option<u32>,
    /// Whether the work is paid with lyrics credits.
    pub(crate) is_lyrics: bool,
    pub(crate) any_model: bool,
}

impl Row {
    pub(crate) fn of(work: &JobSpec, price: Option<Price>) -> Self {
        let work = &secret::left_out(std::slice::from_ref(work))[0];
        Self {
            key: work.key.as_str().into(),
            identity: Identity::of(&work.operation, &work.request),
            note: note_digest(&work.note.to_string()),
            price: price.map(|price| price.credits),
            is_lyrics: price.is_some_and(|price| price.purse == BalanceKind::LyricsCredits),
            any_model: work.any_model,
        }
    }

    /// Whether a request with this identity is what is wanted.
    pub(crate) fn accepts(&self, other: &Identity) -> bool {
        if self.any_model { self.identity.any_model == other.any_model } else { self.identity == *other }
    }
}

/// A digest that tells a note from others.
pub(crate) fn note_digest(note: &str) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = Digest::of(note.as_bytes()).0;
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

impl BatchSpec {
    /// The wanted work of a list.
    ///
    /// # Errors
    /// Those of [`add`](Self::add), for all work together.
    pub fn of(work: &[JobSpec]) -> Result<Self, Error> {
        let (mut wanted, mut faults) = (Self::default(), Vec::new());
        for work in work {
            faults.extend(wanted.push(work));
        }
        if faults.is_empty() { Ok(wanted) } else { Err(Error::invalid(faults)) }
    }

    /// Adds a piece of work. Equal work under two keys is wanted twice.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] with everything that is wrong with it: requests that break documented rules,
    /// operations that don't exist or that cost nothing. The work isn't added then.
    pub fn add(&mut self, work: &JobSpec) -> Result<(), Error> {
        let faults = self.push(work);
        if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
    }

    fn push(&mut self, work: &JobSpec) -> Vec<Fault> {
        let mut faults = Vec::new();
        let price = price(work, &mut faults);
        if faults.is_empty() {
            self.rows.push(Row::of(work, price));
        }
        faults
    }

    /// The number of pieces of work.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no work.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A digest of the work in any order, in hexadecimal: a name for a batch that has no other.
    #[must_use]
    pub fn digest(&self) -> String {
        let key = |row: &Row| (row.identity.any_model, if row.any_model { None } else { Some(row.identity.whole) });
        let mut all: Vec<_> = self.rows.iter().map(key).collect();
        all.sort_unstable();
        let mut digest = Sha256::new();
        for (any_model, whole) in all {
            digest.update(any_model.0);
            digest.update(whole.map_or([0; 16], |whole| whole.0));
        }
        digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Which work repeats the key of earlier work. It is no work of its own.
    pub(crate) fn repeated(&self) -> Result<Vec<bool>, Error> {
        let mut first: HashMap<&str, &Identity> = HashMap::with_capacity(self.rows.len());
        let mut faults = Vec::new();
        let mut is_repeated = |row| {
            let Row { key, identity, .. }: &Row = row;
            let known = first.insert(key, identity);
            if known.is_some_and(|known| known != identity) {
                faults.push(other_work(key));
            }
            known.is_some()
        };
        let repeated = self.rows.iter().map(&mut is_repeated).collect();
        if faults.is_empty() { Ok(repeated) } else { Err(Error::invalid(faults)) }
    }
}

/// Work as it is stored.
pub(crate) fn written(work: JobSpec) -> JobSpec {
    if let Cow::Owned(mut left) = secret::left_out(std::slice::from_ref(&work)) {
        return left.swap_remove(0);
    }
    work
}

/// The work that is given the second time, as it is stored. It must be the same as the first time.
pub(crate) fn once_more<'w>(
    wanted: &'w BatchSpec,
    work: impl Iterator<Item = io::Result<JobSpec>> + 'w,
) -> impl Iterator<Item = Result<JobSpec, Error>> + 'w {
    let mut rows = wanted.rows.iter();
    let mut work = work;
    std::iter::from_fn(move || {
        let is_other = || Error::new(ErrorKind::Other, "the work was changed while it was read; nothing was written");
        match (work.next(), rows.next()) {
            (None, None) => None,
            (Some(Err(error)), _) => Some(Err(Error::new(ErrorKind::Other, "the work can't be read").because(error))),
            (Some(Ok(work)), Some(row)) => {
                let work = written(work);
                let now = Row::of(&work, None);
                let is_same = (&now.key, &now.identity, now.note) == (&row.key, &row.identity, row.note);
                Some(if is_same { Ok(work) } else { Err(is_other()) })
            }
            _ => Some(Err(is_other())),
        }
    })
}
