//! Turn the validator's errors into violations.
//!
//! Of several alternatives the one that the value is nearest to is reported. Each violation names the place in the document that it
//! breaks, and says in plain words what to do.

use jsonschema::{
    ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::{Map, Value};

use crate::Location;
use crate::Violation;
use crate::document::cursor::{Place, join};
use crate::schema::reference::holder;
use crate::schema::violation::shorten;

/// How many violations of one value are reported.
const TOLD: usize = 100;
/// How many values a body or parameter may contain for its violations to be reported one by one. The validator collects all errors,
/// and those of each alternative, before the first can be seen; so a limit on errors alone would bound neither time nor memory.
const EXPLAINED: usize = 10_000;

/// The violations of a value, each rule once, and no more than a reader can use.
///
/// At most a hundred are reported, and for a value that contains more than 10,000 values a single one that says so.
pub(crate) fn violations(
    document: &Value,
    validator: &Validator,
    instance: &Value,
    location: &Location,
) -> Vec<Violation> {
    if validator.is_valid(instance) {
        return Vec::new();
    }
    if is_longer(instance, &mut EXPLAINED.clone()) {
        let rule =
            format!("breaks rules, and has more than {EXPLAINED} values; shorten it, and you will be told which");
        return vec![Violation::new(location, "", "values", &rule, "")];
    }
    let mut found = Vec::new();
    for error in validator.iter_errors(instance) {
        collect(document, &error, location, &mut found);
        if found.len() >= TOLD {
            break;
        }
    }
    found
}

/// The violations of a request's body: those of [`violations`] but for missing `readOnly` properties, which only answers have.
pub(crate) fn of_request(document: &Value, validator: &Validator, body: &Value) -> Vec<Violation> {
    let mut found = violations(document, validator, body, &Location::Body);
    found.retain(|violation| !is_read_only(document, violation));
    found
}

/// Whether a violation is about a missing `readOnly` property: a request may leave it out even if it is `required`.
fn is_read_only(document: &Value, violation: &Violation) -> bool {
    let name = violation.pointer.rsplit('/').next().unwrap_or_default();
    violation.keyword == "required"
        && Place::at(document, &violation.schema)
            .and_then(|schema| schema.get("properties")?.child(&name.replace("~1", "/").replace("~0", "~")))
            .is_some_and(|it| it.flag("readOnly") || it.follow().is_some_and(|it| it.flag("readOnly")))
}

/// Whether a value contains more values than are left.
fn is_longer(value: &Value, left: &mut usize) -> bool {
    if *left == 0 {
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter().any(|item| is_longer(item, left)),
        Value::Object(members) => members.values().any(|member| is_longer(member, left)),
        _ => false,
    }
}

fn collect(document: &Value, error: &ValidationError<'_>, location: &Location, found: &mut Vec<Violation>) {
    let (holder, synthetic) = holder(document, error.schema_path().as_str());
    let at = error.instance_path().as_str();
    let keyword = error.kind().keyword();
    let mut add = |at: &str, keyword: &str, rule: &str| {
        let violation = Violation::new(location, at, keyword, rule, &holder.pointer);
        // Several branches of a rule between fields may report the same.
        let is_told = |known: &Violation| known.location == violation.location && known.message == violation.message;
        if found.len() < TOLD && !found.iter().any(is_told) {
            found.push(violation);
        }
    };
    match error.kind() {
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            let types: Option<Vec<String>> = context.iter().map(|branch| only_type(branch, at)).collect();
            if let Some(mut types) = types.filter(|types| !types.is_empty()) {
                types.dedup();
                add(at, keyword, &format!("must be {}, not {}", types.join(" or "), kind_of(error.instance())));
            } else if let Some(nearest) = context.iter().min_by_key(|branch| distance(branch, at)) {
                nearest.iter().for_each(|error| collect(document, error, location, found));
            }
        }
        Kind::Required { property } => {
            let property = property.as_str().unwrap_or_default();
            add(&join(at, property), keyword, "is missing; add it");
        }
        Kind::AdditionalProperties { unexpected } => {
            let known = holder.value.get("properties").and_then(Value::as_object);
            for property in unexpected.iter().take(TOLD) {
                let rule = match closest(property, known.into_iter().flat_map(Map::keys).map(String::as_str)) {
                    Some(closest) => format!("isn't known here; did you mean \"{closest}\"?"),
                    None => "isn't known here; remove it, or correct its name".to_owned(),
                };
                add(&join(at, property), keyword, &rule);
            }
        }
        Kind::Enum { options } => {
            let keyword = if synthetic { "discriminator" } else { keyword };
            add(at, keyword, &one_of(options, error.instance()));
        }
        kind => add(at, keyword, &rule(kind, error, &holder)),
    }
}

/// The type that a branch asks for, if that is its only error.
fn only_type(branch: &[ValidationError<'_>], at: &str) -> Option<String> {
    match branch {
        [error] if error.instance_path().as_str() == at => match error.kind() {
            Kind::Type { kind } => Some(types(kind)),
            _ => None,
        },
        _ => None,
    }
}

/// How far a value is from a branch, as it is compared: whether it has another type, how many conditions (`enum`, `const`) it breaks,
/// how many rules it breaks.
fn distance(branch: &[ValidationError<'_>], at: &str) -> (bool, usize, usize) {
    branch.iter().fold((false, 0, 0), |(foreign, conditions, rules), error| match error.kind() {
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            let nearest = context.iter().map(|branch| distance(branch, at)).min().unwrap_or_default();
            (foreign || nearest.0, conditions + nearest.1, rules + nearest.2)
        }
        Kind::Type { .. } => (foreign || error.instance_path().as_str() == at, conditions, rules + 1),
        Kind::Enum { .. } | Kind::Constant { .. } => (foreign, conditions + 1, rules + 1),
        _ => (foreign, conditions, rules + 1),
    })
}

fn rule(kind: &Kind, error: &ValidationError<'_>, holder: &Place<'_>) -> String {
    let instance = error.instance();
    let characters = || instance.as_str().map_or(0, |text| text.chars().count());
    let items = || instance.as_array().map_or(0, Vec::len);
    let properties = || instance.as_object().map_or(0, serde_json::Map::len);
    let value = || shorten(&instance.to_string());
    match kind {
        Kind::Type { kind } => format!("must be {}, not {}", types(kind), kind_of(instance)),
        Kind::MaxLength { limit } => {
            format!("must be at most {} long, and has {}; shorten it", count(*limit, "character"), characters())
        }
        Kind::MinLength { limit } if characters() == 0 => {
            format!("must not be empty; give it at least {}", count(*limit, "character"))
        }
        Kind::MinLength { limit } => {
            format!("must be at least {} long, and has {}; lengthen it", count(*limit, "character"), characters())
        }
        Kind::Maximum { limit } => format!("must be at most {limit}, and is {}", value()),
        Kind::Minimum { limit } => format!("must be at least {limit}, and is {}", value()),
        Kind::ExclusiveMaximum { limit } => {
            format!("must be less than {limit}, and is {}", value())
        }
        Kind::ExclusiveMinimum { limit } => {
            format!("must be more than {limit}, and is {}", value())
        }
        Kind::MultipleOf { multiple_of } => {
            format!("must be a multiple of {multiple_of}, and is {}", value())
        }
        Kind::MaxItems { limit } => format!("must have at most {}, and has {}", count(*limit, "item"), items()),
        Kind::MinItems { limit } => format!("must have at least {}, and has {}", count(*limit, "item"), items()),
        Kind::MaxProperties { limit } => {
            format!("must have at most {}, and has {}", count(*limit, "member"), properties())
        }
        Kind::MinProperties { limit } => {
            format!("must have at least {}, and has {}", count(*limit, "member"), properties())
        }
        Kind::UniqueItems => "must not hold the same item twice; remove the repetition".to_owned(),
        Kind::Constant { expected_value } => {
            format!("must be {}, and is {}", shorten(&expected_value.to_string()), value())
        }
        Kind::Pattern { pattern } => format!("must match the pattern `{}`", shorten(pattern)),
        Kind::Format { format } => format!("must be a valid {format}{}", example_of(format)),
        Kind::OneOfMultipleValid { .. } => {
            "fits several of the alternatives under `oneOf`; make it fit exactly one".to_owned()
        }
        Kind::Not { .. } => "must not have the form described under `not`".to_owned(),
        _ => format!("breaks the rule `{}` at {}", kind.keyword(), holder.pointer),
    }
}

fn one_of(options: &Value, instance: &Value) -> String {
    let options: Vec<&Value> = options.as_array().into_iter().flatten().collect();
    let mut rule = match &options[..] {
        [only] => format!("must be {}", shorten(&only.to_string())),
        _ => {
            let known: Vec<String> = options.iter().map(|option| shorten(&option.to_string())).collect();
            format!("must be one of {}", known.join(", "))
        }
    };
    let given = shorten(&instance.to_string());
    rule.push_str(&format!(", and is {given}"));
    let names = options.iter().filter_map(|option| option.as_str());
    if let Some(closest) = instance.as_str().and_then(|word| closest(word, names)) {
        rule.push_str(&format!("; did you mean \"{closest}\"?"));
    }
    rule
}

/// The name that a word probably misspells.
fn closest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.chars().count() > 60 {
        return None;
    }
    let word = word.to_lowercase();
    let near = names.map(|name| (strsim::osa_distance(&word, &name.to_lowercase()), name));
    near.filter(|(far, name)| far * 3 <= name.chars().count()).min().map(|(_, name)| name)
}

fn count(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn example_of(format: &str) -> &'static str {
    match format {
        "date-time" => ", such as 2024-05-17T08:30:00Z",
        "date" => ", such as 2024-05-17",
        "uuid" => ", such as 1b4e28ba-2fa1-41d2-883f-0016d3cca427",
        "uri" => ", such as https://example.com/a",
        _ => "",
    }
}

fn types(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(name) => article(&name.to_string()),
        TypeKind::Multiple(names) => {
            names.iter().map(|name| article(&name.to_string())).collect::<Vec<_>>().join(" or ")
        }
    }
}

fn kind_of(value: &Value) -> String {
    article(match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    })
}

fn article(name: &str) -> String {
    match name {
        "null" => name.to_owned(),
        "integer" | "array" | "object" => format!("an {name}"),
        _ => format!("a {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspellings_are_recognised() {
        let names = || ["create_music", "extend_music", "cover_music"].into_iter();
        assert_eq!(closest("create-musik", names()), Some("create_music"));
        assert_eq!(closest("Cover_Music", names()), Some("cover_music"));
        assert_eq!(closest("lullaby", names()), None);
        assert_eq!(closest("statsu", ["state", "status"].into_iter()), Some("status"));
    }
}
