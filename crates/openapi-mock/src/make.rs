//! Make a value that a schema accepts, the same one each time.
//!
//! A `maker` walks the schema, gathers all that applies at one place (`parts`), and writes a first draft: examples, defaults, constants
//! and enums where there are any, and else objects (`object`), texts (`text`, `pattern`) and numbers (`number`). The validator that checks
//! answers checks the draft. Each fault that it finds changes the `plan`: another example, another alternative, a member more or less; and
//! the next draft follows that plan. The loop ends with a value that the validator accepts, so a wrong guess of the maker costs a draft and
//! never a wrong value; or it ends with an error, if the plan has nothing left to change or after [`DRAFTS`] drafts. `xml` writes a value
//! as XML.
//!
//! Drafts, texts and the work for them are bounded (`bounds`), so whatever the schema asks for, the loop ends soon.

mod bounds;
mod make_error;
mod maker;
mod number;
mod object;
mod parts;
mod pattern;
mod plan;
mod text;
pub(crate) mod xml;

use jsonschema::Validator;
use serde_json::Value;

use crate::document::cursor::Place;
use crate::make::bounds::Bounds;
pub use crate::make::make_error::MakeError;
use crate::make::maker::Maker;
use crate::make::pattern::Patterns;
use crate::make::plan::{Fault, Plan};

/// How many drafts are made before the schema is given up.
const DRAFTS: usize = 150;
/// How many faults of a draft change the plan at once.
const MENDED: usize = 50;

/// Makes a value for an answer that the schema accepts. `place_of` gives the place in the document of a validator's keyword.
pub(crate) fn value(
    schema: &Place<'_>,
    validator: &Validator,
    place_of: impl Fn(&str) -> String,
) -> Result<Value, MakeError> {
    let told = |plan| drafts(schema, validator, &place_of, plan);
    // If something optional stands in the way, the second attempt makes only what is required.
    told(Plan::default()).or_else(|why| told(Plan::lean()).map_err(|_| why))
}

fn drafts(
    schema: &Place<'_>,
    validator: &Validator,
    place_of: &dyn Fn(&str) -> String,
    mut plan: Plan,
) -> Result<Value, MakeError> {
    let mut last = MakeError { pointer: schema.pointer.clone(), message: "nothing fits it".to_owned() };
    let (mut patterns, mut bounds) = (Patterns::default(), Bounds::default());
    for nth in 0..DRAFTS {
        let mut maker = Maker::new(&plan, &mut patterns, &mut bounds);
        let made = maker.draft(schema.clone());
        let record = maker.record;
        let faults = match made {
            Ok(draft) if validator.is_valid(&draft) => return Ok(draft),
            Ok(draft) => {
                let errors: Vec<_> = validator.iter_errors(&draft).take(MENDED).collect();
                if let Some(error) = errors.first() {
                    let pointer = place_of(error.schema_path().as_str());
                    let keyword = error.kind().keyword();
                    let at = error.instance_path().as_str();
                    let at = if at.is_empty() { "the body".to_owned() } else { format!("`{at}`") };
                    last =
                        MakeError { pointer, message: format!("whatever was tried, {at} breaks its rule `{keyword}`") };
                }
                errors.iter().map(|error| Fault::of(error, &record, place_of)).collect()
            }
            Err(stuck) => {
                // That there is no time for another draft says less than what was wrong with those before.
                if nth == 0 || !bounds.are_reached() {
                    last = stuck.why;
                }
                vec![Fault::unmakeable(&stuck.at)]
            }
        };
        if bounds.are_reached() || !plan.mend(&record, &faults) {
            break;
        }
    }
    Err(last)
}
