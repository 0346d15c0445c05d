//! Decide what the next draft does differently, by the faults of the drafts before.
//!
//! A fault changes one decision at its place, or else at the places around it, from the nearest outwards: first the next way to fill the
//! place, then the next alternative, then fewer members. If no decision is left to change, the plan is at its end.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::{ValidationError, error::ValidationErrorKind as Kind};

use crate::document::cursor::join;

/// How often an optional part may be wrong before it is left out.
const PATIENCE: usize = 12;

/// A fault of a draft.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// The place in the draft.
    at: String,
    kind: FaultKind,
    /// The faults by the chosen alternative, if no alternative fits.
    within: Vec<Fault>,
}

#[derive(Clone, Debug)]
enum FaultKind {
    /// This member is required.
    Missing(String),
    /// These members aren't allowed.
    Unexpected(Vec<String>),
    /// Several alternatives fit.
    Ambiguous,
    Other,
}

impl Fault {
    /// The fault behind an error of the validator; `place_of` gives the place in the document of a keyword.
    pub(super) fn of(error: &ValidationError<'_>, record: &Record, place_of: &dyn Fn(&str) -> String) -> Self {
        let mut within = Vec::new();
        let kind = match error.kind() {
            Kind::Required { property } => FaultKind::Missing(property.as_str().unwrap_or_default().to_owned()),
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                FaultKind::Unexpected(unexpected.clone())
            }
            Kind::OneOfMultipleValid { .. } => FaultKind::Ambiguous,
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                let pointer = place_of(error.schema_path().as_str());
                let key = format!("{} {pointer}/{}", error.instance_path().as_str(), error.kind().keyword());
                let chosen = record.chosen.get(&key);
                let branch = chosen.and_then(|chosen| context.get(*chosen)).into_iter().flatten();
                within.extend(branch.map(|error| Self::of(error, record, place_of)));
                FaultKind::Other
            }
            _ => FaultKind::Other,
        };
        Self { at: error.instance_path().as_str().to_owned(), kind, within }
    }

    /// The fault of a place for which no value could be made.
    pub(super) fn unmakeable(at: &str) -> Self {
        Self { at: at.to_owned(), kind: FaultKind::Other, within: Vec::new() }
    }
}

/// The choices that a draft had, by the places in it.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// How many ways a place has to be filled.
    pub(super) ways: BTreeMap<String, usize>,
    /// The lists of alternatives (`oneOf`, `anyOf`) at a place: the key of each, and how many it has.
    pub(super) alternatives: BTreeMap<String, Vec<(String, usize)>>,
    /// Which alternative was chosen, by the place in the draft and the pointer to the list of them.
    pub(super) chosen: BTreeMap<String, usize>,
    /// Members that may be left out.
    pub(super) optional: BTreeSet<String>,
    /// Objects that have optional members.
    pub(super) loose: BTreeSet<String>,
}

/// The decisions for the next draft; without one, the first choice is taken.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Whether every object has its required members only.
    lean: bool,
    way: BTreeMap<String, usize>,
    alternative: BTreeMap<String, usize>,
    omitted: BTreeSet<String>,
    forced: BTreeSet<String>,
    /// How often each place was wrong.
    wrong: BTreeMap<String, usize>,
    /// Objects that have their required members only.
    bare: BTreeSet<String>,
    /// Objects whose alternatives are told apart by members that only the others have, in a form that the others refuse.
    apart: BTreeSet<String>,
}

impl Plan {
    /// A plan by which every object has its required members only.
    pub(super) fn lean() -> Self {
        Self { lean: true, ..Self::default() }
    }

    pub(super) fn way(&self, at: &str) -> usize {
        self.way.get(at).copied().unwrap_or_default()
    }

    pub(super) fn alternative(&self, key: &str) -> usize {
        self.alternative.get(key).copied().unwrap_or_default()
    }

    pub(super) fn is_omitted(&self, at: &str) -> bool {
        self.omitted.contains(at)
    }

    pub(super) fn is_forced(&self, at: &str) -> bool {
        self.forced.contains(at)
    }

    pub(super) fn is_bare(&self, at: &str) -> bool {
        self.lean || self.bare.contains(at)
    }

    pub(super) fn is_apart(&self, at: &str) -> bool {
        self.apart.contains(at)
    }

    /// Changes the plan for the faults of a draft; `false` if nothing is left to change.
    pub(super) fn mend(&mut self, record: &Record, faults: &[Fault]) -> bool {
        let mut touched = BTreeSet::new();
        let mut mended = false;
        for fault in faults {
            // One change at a place and below it, so that the next draft shows whether it was the right one.
            if touched.iter().any(|at: &String| fault.at.starts_with(at.as_str())) {
                continue;
            }
            if let Some(at) = self.mend_one(record, fault, None) {
                touched.insert(at);
                mended = true;
            }
        }
        mended
    }

    /// Changes one decision for a fault, and returns the place of it; with a floor, only a place below that.
    fn mend_one(&mut self, record: &Record, fault: &Fault, floor: Option<&str>) -> Option<String> {
        let wrong = self.wrong.entry(fault.at.clone()).or_default();
        *wrong += 1;
        if floor.is_none() && *wrong > PATIENCE {
            let around =
                std::iter::successors(Some(fault.at.as_str()), |at| at.rsplit_once('/').map(|(around, _)| around));
            let mut optional = around.filter(|at| record.optional.contains(*at));
            if let Some(at) = optional.next() {
                self.omitted.insert(at.to_owned());
                return Some(at.to_owned());
            }
        }
        // The chosen alternative may fit once the faults within it are corrected.
        let below = fault.within.iter().find_map(|inner| self.mend_one(record, inner, Some(&fault.at)));
        if below.is_some() {
            return below;
        }
        match &fault.kind {
            FaultKind::Missing(name) => {
                let member = join(&fault.at, name);
                let was_omitted = self.omitted.remove(&member);
                if self.forced.insert(member) || was_omitted {
                    return Some(fault.at.clone());
                }
            }
            FaultKind::Unexpected(names) => {
                let members = names.iter().map(|name| join(&fault.at, name));
                let optional: Vec<String> = members.filter(|member| record.optional.contains(member)).collect();
                if !optional.is_empty() {
                    self.omitted.extend(optional);
                    return Some(fault.at.clone());
                }
            }
            FaultKind::Ambiguous | FaultKind::Other => {}
        }
        let mut at = fault.at.as_str();
        loop {
            if floor.is_some_and(|floor| at.len() <= floor.len()) {
                return None;
            }
            if self.change(record, at, &fault.kind) {
                return Some(at.to_owned());
            }
            at = at.rsplit_once('/')?.0;
        }
    }

    fn change(&mut self, record: &Record, at: &str, kind: &FaultKind) -> bool {
        let way = self.way(at);
        if record.ways.get(at).is_some_and(|ways| way + 1 < *ways) {
            self.way.insert(at.to_owned(), way + 1);
            return true;
        }
        // Like the digits of a counter: the first list with a next alternative takes it, and those before it start over.
        for (key, count) in record.alternatives.get(at).into_iter().flatten() {
            let next = self.alternative(key) + 1;
            if next < *count {
                self.alternative.insert(key.clone(), next);
                // What was learned with the previous alternative says nothing about this one.
                self.way.retain(|place, _| !place.starts_with(at));
                return true;
            }
            self.alternative.insert(key.clone(), 0);
        }
        if matches!(kind, FaultKind::Ambiguous)
            && record.alternatives.contains_key(at)
            && self.apart.insert(at.to_owned())
        {
            return true;
        }
        if record.loose.contains(at) && self.bare.insert(at.to_owned()) {
            self.way.insert(at.to_owned(), 0);
            return true;
        }
        record.optional.contains(at) && self.omitted.insert(at.to_owned())
    }
}
