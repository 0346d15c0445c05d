//! Gather all schemas that apply at one place: through references, `allOf`, and the alternatives that the plan has chosen.

use serde_json::Value;

use crate::document::cursor::Place;
use crate::make::plan::{Plan, Record};
use crate::schema::discriminator::own_names;

/// How many references and compositions in a row are followed at one place.
const DEEPEST: usize = 40;

/// The schemas that apply at one place, each without what it is composed of.
#[derive(Default)]
pub(super) struct Parts<'d> {
    /// The outermost first.
    pub(super) schemas: Vec<Place<'d>>,
    /// How many of the first schemas describe the whole value: they lead to one another by `$ref` only.
    pub(super) whole: usize,
    /// The members that a discriminator fixes for the chosen alternative: name and value.
    pub(super) fixed: Vec<(String, String)>,
    /// Alternatives that were not chosen, which must not fit.
    pub(super) others: Vec<Place<'d>>,
    /// The place of a schema that no value fits: `false`, or a reference that leads nowhere.
    pub(super) impossible: Option<String>,
    branched: bool,
}

/// The draft that the schemas are gathered for, at one of its places.
struct Draft<'p> {
    at: &'p str,
    /// The schemas that are being made around the place.
    stack: &'p [String],
    plan: &'p Plan,
    record: &'p mut Record,
}

impl<'d> Parts<'d> {
    /// Gathers the schemas for a place of the draft. `stack` has the schemas that are being made around it.
    pub(super) fn gather(
        places: &[Place<'d>],
        at: &str,
        stack: &[String],
        plan: &Plan,
        record: &mut Record,
    ) -> Parts<'d> {
        let mut parts = Parts { branched: places.len() > 1, ..Parts::default() };
        let mut draft = Draft { at, stack, plan, record };
        for place in places {
            parts.add(place.clone(), &mut draft, 0);
        }
        parts
    }

    fn add(&mut self, place: Place<'d>, draft: &mut Draft<'_>, depth: usize) {
        if depth > DEEPEST || self.schemas.iter().any(|known| known.pointer == place.pointer) {
            return;
        }
        match place.value {
            Value::Bool(false) => self.impossible = Some(place.pointer),
            Value::Object(_) => {
                if !place.is_reference_alone() {
                    self.schemas.push(place.clone());
                }
                if !self.branched {
                    self.whole = self.schemas.len();
                }
                if place.text("$ref").is_some() {
                    match place.step() {
                        Some(target) => self.add(target, draft, depth + 1),
                        None => self.impossible = Some(place.pointer.clone()),
                    }
                    if place.is_reference_alone() {
                        return;
                    }
                }
                for part in list(&place, "allOf") {
                    self.branched = true;
                    self.add(part, draft, depth + 1);
                }
                for keyword in ["oneOf", "anyOf"] {
                    self.choose(&place, keyword, draft, depth);
                }
            }
            _ => {}
        }
    }

    fn choose(&mut self, place: &Place<'d>, keyword: &str, draft: &mut Draft<'_>, depth: usize) {
        let branches = list(place, keyword);
        if branches.is_empty() {
            return;
        }
        self.branched = true;
        let count = branches.len();
        // Alternatives that lead back into themselves come after those that end, and `null` last, since it shows nothing.
        let mut branches: Vec<(usize, Place<'d>)> = branches.into_iter().enumerate().collect();
        let listed: Vec<&Vec<Value>> = self.schemas.iter().filter_map(|it| it.value.get("enum")?.as_array()).collect();
        branches.sort_by_key(|(_, branch)| {
            let target = branch.clone().follow();
            // A constant that an `enum` around it lacks can't fit.
            let constant = target.as_ref().and_then(|target| target.value.get("const"));
            let foreign = constant.is_some_and(|it| listed.iter().any(|list| !list.contains(it)));
            let null = target.as_ref().is_some_and(|target| target.text("type") == Some("null"));
            let again = target.is_none_or(|target| draft.stack.contains(&target.pointer));
            (foreign, again, null)
        });
        let key = format!("{} {}/{keyword}", draft.at, place.pointer);
        draft.record.alternatives.entry(draft.at.to_owned()).or_default().push((key.clone(), count));
        let chosen = draft.plan.alternative(&key).min(count - 1);
        if keyword == "oneOf" {
            self.others.extend(branches.iter().enumerate().filter(|(n, _)| *n != chosen).map(|(_, it)| it.1.clone()));
        }
        let (index, branch) = branches.swap_remove(chosen);
        draft.record.chosen.insert(key, index);
        if let Some(property) = place.child("discriminator").and_then(|it| it.text("propertyName"))
            && let Some(reference) = branch.text("$ref")
        {
            self.fixed.push((property.to_owned(), value_of(place, reference, property)));
        }
        self.add(branch, draft, depth + 1);
    }
}

/// The discriminator's value that names a variant.
fn value_of<'d>(place: &Place<'d>, reference: &'d str, property: &str) -> String {
    let name = reference.rsplit('/').next().unwrap_or_default();
    let mapping = place.child("discriminator").and_then(|it| it.child("mapping"));
    let mapping = mapping.as_ref().and_then(|it| it.value.as_object()).into_iter().flatten();
    let mut named = mapping.filter(|(_, target)| target.as_str().is_some_and(|it| it == reference || it == name));
    let mapped = named.next().map(|(value, _)| value.as_str());
    mapped.or_else(|| own_names(place.document(), reference, property).into_iter().next()).unwrap_or(name).to_owned()
}

/// The items of a list of schemas; references are not followed.
fn list<'d>(place: &Place<'d>, keyword: &str) -> Vec<Place<'d>> {
    let Some(list) = place.child(keyword) else { return Vec::new() };
    let count = list.value.as_array().map_or(0, Vec::len);
    (0..count).filter_map(|index| list.child(&index.to_string())).collect()
}

/// The values of a counting keyword, such as `minItems`, in the schemas that have it.
pub(super) fn counts<'t>(schemas: &'t [Place<'_>], keyword: &'static str) -> impl Iterator<Item = u64> + 't {
    schemas.iter().filter_map(move |schema| schema.value.get(keyword)?.as_u64())
}
