//! What is wrong with a document, all of it, and which operations can't be served for it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::LoadError;
use crate::document::cursor::{Place, join};

/// What was found while a document was loaded.
#[derive(Default)]
pub(crate) struct Faults {
    /// The place of each is of no use.
    fatal: Vec<LoadError>,
    /// The place of each is of use without it.
    remarks: Vec<LoadError>,
}

impl Faults {
    /// A fault for which nothing that leads to its place can be served.
    pub(crate) fn fatal(&mut self, error: LoadError) {
        self.fatal.push(error);
    }

    /// A fault that is only told.
    pub(crate) fn remark(&mut self, error: LoadError) {
        self.remarks.push(error);
    }

    /// All of them, each once, in the order of their places.
    pub(crate) fn all(self) -> Vec<LoadError> {
        let mut all = self.fatal;
        all.extend(self.remarks);
        let mut seen = BTreeSet::new();
        all.retain(|error| seen.insert((error.pointer.clone(), error.message.clone())));
        all
    }

    /// The first fault for which what stands at these places can't be served, wherever their references lead.
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

/// Notes every place that is reached from here, with those that references lead to.
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

/// Says that an operation is left out.
pub(crate) fn left_out(path: &str, method: &str, why: &LoadError) -> LoadError {
    let at = join(&join("/paths", path), method);
    let place = if why.pointer.is_empty() { String::new() } else { format!("at {}: ", why.pointer) };
    LoadError::new(&at, format!("this operation is left out: {place}{}", why.message))
}
