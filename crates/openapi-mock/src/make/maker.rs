//! Write one draft of a value: walk the schema by the plan, and record which choices there were.

use serde_json::{Map, Value};

use crate::document::cursor::{Place, join};
use crate::make::bounds::{Bounds, Size};
use crate::make::make_error::MakeError;
use crate::make::parts::{Parts, counts};
use crate::make::pattern::Patterns;
use crate::make::plan::{Plan, Record};
use crate::make::{number, object, text};

/// How deep a draft may be nested; a deeper one would never end.
const DEEPEST: usize = 60;
/// How many texts or numbers are tried at one place.
const SCALARS: usize = 6;

const TYPES: [&str; 7] = ["object", "array", "string", "integer", "number", "boolean", "null"];

/// Why a draft can't be made: the place in the draft, and the place in the document.
pub(super) struct Stuck {
    pub(super) at: String,
    pub(super) why: MakeError,
}

pub(super) struct Maker<'p> {
    pub(super) plan: &'p Plan,
    pub(super) patterns: &'p mut Patterns,
    pub(super) bounds: &'p mut Bounds,
    pub(super) record: Record,
    /// The schemas of the objects and lists around the current value.
    stack: Vec<String>,
    pub(super) depth: usize,
}

/// A value to make: the schemas that apply, the place in the draft, and what else is known of it.
pub(super) struct Task<'t, 'd> {
    pub(super) schemas: &'t [Place<'d>],
    pub(super) at: &'t str,
    /// The value that an example of a surrounding object has at this place.
    pub(super) hint: Option<&'t Value>,
    /// The number of the value among several that must differ.
    pub(super) salt: usize,
    /// Whether the value may be left out.
    pub(super) optional: bool,
}

impl<'p> Maker<'p> {
    pub(super) fn new(plan: &'p Plan, patterns: &'p mut Patterns, bounds: &'p mut Bounds) -> Self {
        bounds.begin();
        Self { plan, patterns, bounds, record: Record::default(), stack: Vec::new(), depth: 0 }
    }

    pub(super) fn draft(&mut self, schema: Place<'_>) -> Result<Value, Stuck> {
        let pointer = schema.pointer.clone();
        let task = Task { schemas: &[schema], at: "", hint: None, salt: 0, optional: false };
        self.make(task)?.ok_or_else(|| stuck("", &pointer, "it leads back into itself without an end"))
    }

    /// Makes a value that all schemas of a task should accept; `None` if it may be left out and would lead back into itself.
    pub(super) fn make(&mut self, task: Task<'_, '_>) -> Result<Option<Value>, Stuck> {
        let (before, is_optional) = (self.bounds.draft(), task.optional);
        let made = self.fill(task);
        // What can't be made is left out if it may be.
        if is_optional && made.is_err() {
            self.bounds.back_to(before);
        }
        made
    }

    fn fill(&mut self, task: Task<'_, '_>) -> Result<Option<Value>, Stuck> {
        let pointer = task.schemas.first().map_or("", |place| &place.pointer);
        let too_much = |why: String| stuck(task.at, pointer, &why);
        let parts = Parts::gather(task.schemas, task.at, &self.stack, self.plan, &mut self.record);
        if let Some(impossible) = parts.impossible {
            return Err(stuck(task.at, &impossible, "nothing fits it"));
        }
        let (known, hints) = examples(&parts, task.hint)
            .map_err(|schema| stuck(task.at, schema, "nothing fits its `enum` and the others"))?;
        let types = types(&parts.schemas);
        let types = if types.is_empty() { vec![guessed(&parts.schemas, self.depth)] } else { types };
        let is_scalar = |name: &&str| matches!(*name, "string" | "integer" | "number" | "boolean");
        let ways = if types.iter().any(is_scalar) { SCALARS * types.len() } else { types.len() };
        self.record.ways.insert(task.at.to_owned(), known.len() + ways);
        let way = self.plan.way(task.at) + task.salt;
        if let Some(value) = known.get(way) {
            self.bounds.count(Size::of(value)).map_err(too_much)?;
            return Ok(Some((*value).clone()));
        }
        let way = way - known.len();
        let (name, salt) = (types[way % types.len()], way / types.len());
        let scalar = match name {
            "null" => Some(Value::Null),
            "boolean" => Some(Value::Bool(salt.is_multiple_of(2))),
            "integer" | "number" => Some(number::value(&parts.schemas, name == "integer", salt)),
            "string" => Some(Value::String(text::value(&parts.schemas, salt, self.patterns))),
            _ => None,
        };
        self.bounds.count(Size::of(scalar.as_ref().unwrap_or(&Value::Null))).map_err(too_much)?;
        Ok(Some(match scalar {
            Some(scalar) => scalar,
            None => {
                let again = parts.schemas.iter().any(|schema| self.stack.contains(&schema.pointer));
                if again && types.contains(&"null") {
                    return Ok(Some(Value::Null));
                }
                if again && task.optional {
                    return Ok(None);
                }
                if self.depth > DEEPEST {
                    return Err(stuck(task.at, pointer, "it leads back into itself without an end"));
                }
                let around = self.stack.len();
                self.stack.extend(parts.schemas.iter().map(|schema| schema.pointer.clone()));
                self.depth += 1;
                let made = match name {
                    "array" => self.list(&parts.schemas, task.at),
                    _ => object::members(self, &parts, task.at, &hints).map(Value::Object),
                };
                self.depth -= 1;
                self.stack.truncate(around);
                made?
            }
        }))
    }

    fn list(&mut self, schemas: &[Place<'_>], at: &str) -> Result<Value, Stuck> {
        let least = counts(schemas, "minItems").max().unwrap_or_default();
        let most = counts(schemas, "maxItems").min().unwrap_or(u64::MAX);
        let differ = schemas.iter().any(|schema| schema.flag("uniqueItems"));
        let first: usize =
            schemas.iter().filter_map(|it| Some(it.value.get("prefixItems")?.as_array()?.len())).max().unwrap_or(0);
        let count = if self.plan.is_bare(at) { least } else { least.max(first as u64).max(1).min(most) };
        let pointer = schemas.iter().find(|it| it.value.get("minItems").is_some()).map_or("", |it| &it.pointer);
        self.bounds.expect(least).map_err(|why| stuck(at, pointer, &why))?;
        let mut items = Vec::new();
        for index in 0..usize::try_from(count).unwrap_or(0) {
            let member = join(at, &index.to_string());
            let required = (index as u64) < least;
            if self.plan.is_omitted(&member) && !required {
                break;
            }
            let mut wanted: Vec<Place<'_>> = schemas.iter().filter_map(|schema| item(schema, index)).collect();
            wanted.extend(schemas.iter().filter_map(|schema| schema.child("contains")).take(usize::from(index == 0)));
            if !required {
                self.record.optional.insert(member.clone());
            }
            let salt = if differ { index } else { 0 };
            let task = Task { schemas: &wanted, at: &member, hint: None, salt, optional: !required };
            match self.make(task) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => break,
                Err(_) if !required => break,
                Err(stuck) => return Err(stuck),
            }
        }
        Ok(Value::Array(items))
    }
}

/// The schema of one item.
fn item<'d>(schema: &Place<'d>, index: usize) -> Option<Place<'d>> {
    let prefix = schema.child("prefixItems").and_then(|it| it.child(&index.to_string()));
    prefix.or_else(|| schema.child("items"))
}

pub(super) fn stuck(at: &str, pointer: &str, message: &str) -> Stuck {
    let why = MakeError { pointer: pointer.to_owned(), message: message.to_owned() };
    Stuck { at: at.to_owned(), why }
}

/// Values that fit a place as they are, and objects that suggest values for some of its members.
type Examples<'t> = (Vec<&'t Value>, Vec<&'t Map<String, Value>>);

/// The documented values for a place, the best first.
///
/// # Errors
/// The pointer to a schema whose `enum` has no value in common with those of the others.
fn examples<'t>(parts: &'t Parts<'_>, hint: Option<&'t Value>) -> Result<Examples<'t>, &'t str> {
    let (mut known, mut hints) = (Vec::new(), Vec::new());
    let of = |keyword: &'static str| {
        parts.schemas.iter().enumerate().filter_map(move |(n, it)| Some((n, it.value.get(keyword)?)))
    };
    if let Some((_, value)) = of("const").next() {
        return Ok((vec![value], hints));
    }
    known.extend(hint);
    let listed = of("examples").filter_map(|(n, list)| Some((n, list.as_array()?.first()?)));
    for (n, value) in of("example").chain(listed).chain(of("default")) {
        match value {
            // The example of one part lacks what the other parts require, so it only suggests values.
            Value::Object(members) if n >= parts.whole || !parts.fixed.is_empty() => hints.push(members),
            value => known.push(value),
        }
    }
    let mut listed = of("enum").filter_map(|(n, list)| Some((n, list.as_array()?)));
    if let Some((_, first)) = listed.next() {
        let mut common: Vec<&Value> = first.iter().collect();
        for (n, others) in listed {
            common.retain(|value| others.contains(value));
            if common.is_empty() {
                return Err(&parts.schemas[n].pointer);
            }
        }
        known.extend(common);
    }
    Ok((known, hints))
}

/// The types that all schemas allow, in the order of the first; empty if no schema has a type.
fn types<'d>(schemas: &[Place<'d>]) -> Vec<&'d str> {
    let mut common: Option<Vec<&str>> = None;
    for schema in schemas {
        let mut own: Vec<&str> = match schema.value.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => continue,
        };
        own.retain(|name| TYPES.contains(name));
        if own.is_empty() {
            continue;
        }
        if schema.flag("nullable") && !own.contains(&"null") {
            own.push("null");
        }
        let Some(before) = common else {
            common = Some(own);
            continue;
        };
        let narrow = |name: &&str| own.contains(name) || (*name == "integer" && own.contains(&"number"));
        let mut both: Vec<&str> = before.iter().copied().filter(narrow).collect();
        if before.contains(&"number") && own.contains(&"integer") {
            both.push("integer");
        }
        // If no type is left, no value fits, and the validator will say so.
        common = Some(if both.is_empty() { before } else { both });
    }
    let mut types = common.unwrap_or_default();
    types.sort_by_key(|name| *name == "null");
    types
}

/// The type that the keywords of schemas without a type suggest.
fn guessed(schemas: &[Place<'_>], depth: usize) -> &'static str {
    let has =
        |keywords: &[&str]| schemas.iter().any(|it| keywords.iter().any(|keyword| it.value.get(keyword).is_some()));
    if has(&["properties", "additionalProperties", "required", "minProperties", "patternProperties"]) {
        "object"
    } else if has(&["items", "prefixItems", "minItems", "contains"]) {
        "array"
    } else if has(&["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"]) {
        "number"
    } else if depth > 0 || has(&["pattern", "format", "minLength", "maxLength"]) {
        "string"
    } else {
        "object"
    }
}
