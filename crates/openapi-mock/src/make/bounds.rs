//! How large a draft may be, and how much work the drafts of one body may be.
//!
//! A schema may ask for a hundred million items, or for something that no draft of thousands of values ever fits. Both end here, with a
//! reason, before memory or patience do.

use serde_json::Value;

/// How many values a draft may have.
const MOST: usize = 100_000;
/// How many bytes the texts of a draft may have.
const LONGEST: usize = 10_000_000;
/// How much all drafts of a body may have together: a step for each value and for each [`BYTES_A_STEP`] of text, whether it stays in its
/// draft or not.
const STEPS: usize = 300_000;
const BYTES_A_STEP: usize = 64;

/// The size of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// How many values it has, with itself.
    pub(super) values: usize,
    /// The bytes of its texts.
    bytes: usize,
}

impl Size {
    pub(super) fn of(value: &Value) -> Self {
        let mut size = Self { values: 1, bytes: 0 };
        match value {
            Value::String(text) => size.bytes = text.len(),
            Value::Array(items) => items.iter().for_each(|item| size.add(Self::of(item))),
            Value::Object(members) => members.iter().for_each(|(name, member)| {
                size.add(Self::of(member));
                size.bytes += name.len();
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
        size
    }

    fn add(&mut self, more: Self) {
        self.values += more.values;
        self.bytes += more.bytes;
    }
}

/// What has been made so far.
#[derive(Default)]
pub(super) struct Bounds {
    /// The current draft.
    draft: Size,
    /// All drafts.
    steps: usize,
}

impl Bounds {
    /// Begins another draft.
    pub(super) fn begin(&mut self) {
        self.draft = Size::default();
    }

    /// The size of the current draft.
    pub(super) fn draft(&self) -> Size {
        self.draft
    }

    /// Goes back to what the draft was before a part that is left out. The work was done all the same.
    pub(super) fn back_to(&mut self, before: Size) {
        self.draft = before;
    }

    /// Whether no more drafts may be made.
    pub(super) fn are_reached(&self) -> bool {
        self.steps >= STEPS
    }

    /// Counts a part of the draft; an error with the reason, if it is one too many.
    pub(super) fn count(&mut self, part: Size) -> Result<(), String> {
        self.draft.add(part);
        self.steps += part.values + part.bytes / BYTES_A_STEP;
        if self.draft.values > MOST {
            Err(format!("it has more than {MOST} values"))
        } else if self.draft.bytes > LONGEST {
            Err(format!("its texts have more than {} MB", LONGEST / 1_000_000))
        } else if self.are_reached() {
            Err("no body was found in reasonable time".to_owned())
        } else {
            Ok(())
        }
    }

    /// An error with the reason, if the draft has no room for so many further values.
    pub(super) fn expect(&self, further: u64) -> Result<(), String> {
        let room = MOST.saturating_sub(self.draft.values);
        if further > room as u64 { Err(format!("it has more than {MOST} values")) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_size_has_all_values_and_texts() {
        assert_eq!(Size::of(&json!({"ab": [1, null, "cde"], "f": true})), Size { values: 6, bytes: 6 });
    }

    #[test]
    fn what_is_left_out_is_work_all_the_same() {
        let mut bounds = Bounds::default();
        for _ in 0..2 {
            bounds.begin();
            let before = bounds.draft();
            assert!(bounds.count(Size { values: MOST, bytes: 0 }).is_ok() && bounds.expect(1).is_err());
            bounds.back_to(before);
            assert!(bounds.expect(MOST as u64).is_ok());
        }
        assert!(!bounds.are_reached() && bounds.count(Size { values: 1, bytes: BYTES_A_STEP * MOST }).is_err());
        assert!(bounds.are_reached());
    }
}
