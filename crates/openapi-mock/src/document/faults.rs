//! The faults found while a document is loaded, and which operations can't be served because of them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::LoadError;
use crate::document::cursor::Place;

/// The faults of a document.
#[derive(Default)]
pub(crate) struct Faults {
    /// Faults whose place can't be used.
    fatal: Vec<LoadError>,
    /// Faults whose place can be used without the faulty part.
    remarks: Vec<LoadError>,
}

impl Faults {
    /// Adds a fault because of which no operation that leads to its place can be served.
    pub(crate) fn fatal(&mut self, error: LoadError) {
        self.fatal.push(error);
    }

    /// Adds a fault that is only reported.
    pub(crate) fn remark(&mut self, error: LoadError) {
        self.remarks.push(error);
    }

    /// All faults, each once: the fatal ones first, then the remarks, each in the order in which they were found.
    pub(crate) fn all(self) -> Vec<LoadError> {
        let mut all = self.fatal;
        all.extend(self.remarks);
        let mut seen = BTreeSet::new();
        all.retain(|error| seen.insert((error.pointer.clone(), error.message.clone())));
        all
    }

    /// The first fatal fault that these places lead to, through their members and references.
    pub(crate) fn of(&self, places: &[Place<'_>]) -> Option<&LoadError> {
        if self.fatal.is_empty() {
            return None;
        }
        let mut reached = BTreeSet::new();
        for place in places {
            reach(place.clone(), &mut reached);
        }
        self.fatal.iter().find(|fault| reached.contains(&fault.pointer))
    }
}

/// Collects every place that can be reached from here, through members, items and references. Each is visited once, so cycles end.
fn reach(place: Place<'_>, reached: &mut BTreeSet<String>) {
    let mut left = vec![place];
    while let Some(place) = left.pop() {
        if !reached.insert(place.pointer.clone()) {
            continue;
        }
        left.extend(place.step());
        match place.value {
            Value::Object(members) => left.extend(members.keys().filter_map(|key| place.child(key))),
            Value::Array(items) => {
                left.extend((0..items.len()).filter_map(|index| place.child(&index.to_string())));
            }
            _ => {}
        }
    }
}

/// The warning that an operation is left out.
pub(crate) fn left_out(at: &str, why: &LoadError) -> LoadError {
    let place = if why.pointer.is_empty() { String::new() } else { format!("at {}: ", why.pointer) };
    LoadError::new(at, format!("this operation is left out: {place}{}", why.message))
}
