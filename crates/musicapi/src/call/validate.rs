//! Check a request before it is sent, by the facts of the document; all that is wrong with it is reported at once.

use std::fmt;

use musicapi_facts::{Bound, Field, Form, Kind, Limit, Operation, When};
use serde_json::{Map, Value};

/// A rule that a request breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The field; empty for the body as a whole.
    pub field: String,
    /// The rule, by its keyword in JSON Schema, such as `maxLength`; `unknown` for a field that doesn't exist.
    pub rule: &'static str,
    /// What is wrong, and what is allowed.
    pub message: String,
}

impl Violation {
    /// Whether the violation is only that this crate doesn't know a word or a field, which may be new, rather than a documented limit.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        ["unknown", "enum"].contains(&self.rule)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.field.is_empty() {
            write!(out, "{}: ", self.field)?;
        }
        out.write_str(&self.message)
    }
}

/// The form of a body by its tag, and all violations of the body. Without a form there is at least one violation.
///
/// ```
/// use musicapi::facts::CREATE_SONIC;
///
/// let body = serde_json::json!({"task_type": "concat_music"});
/// let (_, violations) = musicapi::check(&CREATE_SONIC, &body);
/// assert_eq!(violations[0].to_string(), "continue_clip_id: it is missing");
/// ```
#[must_use]
pub fn check(operation: &Operation, body: &Value) -> (Option<&'static Form>, Vec<Violation>) {
    let mut found = Vec::new();
    let Some(body) = body.as_object() else {
        found.push(violation("", "type", format!("it must be an object, not {}", kind_of(body))));
        return (None, found);
    };
    let Some(form) = form(operation, body, &mut found) else { return (None, found) };
    let tag = operation.tag.map_or("", |tag| tag.field);
    for field in form.fields {
        match given(body, field.name) {
            Some(value) => check_field(field, value, body, &mut found),
            None if field.required => found.push(violation(field.name, "required", "it is missing".to_owned())),
            None => {}
        }
    }
    for rule in form.rules.iter().filter(|rule| rule.when.as_ref().is_none_or(|when| holds(when, body))) {
        let is_there = |fields: &&&[&str]| fields.iter().all(|field| given(body, field).is_some());
        let there = rule.require.iter().filter(is_there).count();
        let alternatives = rule.require.iter().map(|fields| fields.join(" and ")).collect::<Vec<_>>();
        if rule.exclusive && there > 1 {
            let last = rule.require.iter().rfind(is_there).and_then(|fields| fields.first());
            let message = format!("only one of {} may be there", alternatives.join(" and "));
            found.push(violation(last.copied().unwrap_or_default(), "oneOf", message));
        }
        if there > 0 || rule.unless.as_ref().is_some_and(|unless| holds(unless, body)) {
            continue;
        }
        let alternatives = alternatives.join(" or ");
        let values = |when: When| when.values.join(" or ");
        let why = rule.when.map(|when| format!("; {} {} needs it", when.field, values(when))).unwrap_or_default();
        let but = rule.unless.map(|unless| format!(", unless {} is {}", unless.field, values(unless)));
        let why = why + &but.unwrap_or_default();
        // The field that is missing from the alternative that was begun, or else from the first.
        let begun = rule.require.iter().find(|fields| fields.iter().any(|field| given(body, field).is_some()));
        let wanted = begun.or(rule.require.first()).into_iter().copied().flatten();
        let first = wanted.copied().find(|field| given(body, field).is_none());
        found.push(violation(first.unwrap_or_default(), "required", format!("{alternatives} is missing{why}")));
    }
    for name in body.keys().filter(|name| *name != tag && !form.fields.iter().any(|field| field.name == *name)) {
        let known = form.fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ");
        let of = form.name.map(|name| format!(" of {name}")).unwrap_or_default();
        found.push(violation(name, "unknown", format!("there is no such field; the fields{of} are {known}")));
    }
    (Some(form), found)
}

fn form(operation: &Operation, body: &Map<String, Value>, found: &mut Vec<Violation>) -> Option<&'static Form> {
    let Some(tag) = operation.tag else { return operation.form(None) };
    let value = given(body, tag.field);
    let form = match value {
        None => operation.form(None),
        Some(value) => value.as_str().and_then(|name| operation.form(Some(name))),
    };
    if form.is_none() {
        let known = operation.forms.iter().filter_map(|form| form.name).collect::<Vec<_>>().join(", ");
        let message = match value {
            Some(value) => format!("{} is not known; it must be one of {known}", shown(value)),
            None => format!("it is missing; it must be one of {known}"),
        };
        found.push(violation(tag.field, "discriminator", message));
    }
    form
}

fn check_field(field: &Field, value: &Value, body: &Map<String, Value>, found: &mut Vec<Violation>) {
    let wanted = match field.kind {
        Kind::Text | Kind::Choice(_) if !value.is_string() => "text",
        Kind::Number if !value.is_number() => "a number",
        Kind::Integer if !is_whole(value) => "a whole number",
        Kind::Flag if !value.is_boolean() => "true or false",
        Kind::List(_) if !value.is_array() => "a list",
        _ => "",
    };
    if !wanted.is_empty() {
        return found.push(violation(field.name, "type", format!("it must be {wanted}, not {}", kind_of(value))));
    }
    if let (Kind::Choice(words), Some(word)) = (field.kind, value.as_str())
        && !words.contains(&word)
    {
        found.push(violation(field.name, "enum", format!("{} is not one of {}", shown(value), words.join(", "))));
    }
    let limits = field.limits.iter().filter(|limit| limit.when.as_ref().is_none_or(|when| holds(when, body)));
    for limit in limits.clone() {
        // Where two limits hold for the same bound, the one for the model says more.
        let plainer = limit.when.is_none()
            && limits.clone().any(|other| other.when.is_some() && rule(other.bound) == rule(limit.bound));
        if let Some(message) = (!plainer).then(|| broken(limit, value, body)).flatten() {
            found.push(violation(field.name, rule(limit.bound), message));
        }
    }
}

/// Why a value breaks a limit; `None` if it doesn't.
fn broken(limit: &Limit, value: &Value, body: &Map<String, Value>) -> Option<String> {
    if limit.bound == Bound::WebAddress {
        let is_one =
            value.as_str().is_none_or(|text| ["https://", "http://"].iter().any(|start| text.starts_with(start)));
        let told = || format!("{} is no address of the web; it must begin with https:// or http://", shown(value));
        return (!is_one).then(told);
    }
    let (size, unit) = match value {
        Value::String(text) => (text.chars().count() as f64, "characters"),
        Value::Array(items) => (items.len() as f64, "items"),
        _ => (value.as_f64()?, ""),
    };
    if let Bound::Above(other) = limit.bound {
        let bound = given(body, other).and_then(Value::as_f64).filter(|bound| size <= *bound)?;
        return Some(format!("it is {size}; it must be greater than {other}, which is {bound}"));
    }
    let (bound, is_low) = match limit.bound {
        Bound::MinLength(bound) | Bound::MinItems(bound) => (bound as f64, true),
        Bound::MaxLength(bound) | Bound::MaxItems(bound) => (bound as f64, false),
        Bound::Minimum(bound) => (bound, true),
        Bound::Maximum(bound) => (bound, false),
        Bound::WebAddress | Bound::Above(_) => return None,
    };
    let breaks = if is_low { size < bound } else { size > bound };
    breaks.then(|| {
        let side = if is_low { "least" } else { "most" };
        let with = limit.when.map(|when| match given(body, when.field) {
            Some(value) => format!(" with {} {}", when.field, shown(value)),
            None => format!(" without {}, which means {}", when.field, when.values.join(" or ")),
        });
        let with = with.unwrap_or_default();
        match unit {
            "" => format!("it is {size}; at {side} {bound} is allowed{with}"),
            _ => format!("it has {size} {unit}; at {side} {bound} are allowed{with}"),
        }
    })
}

fn rule(bound: Bound) -> &'static str {
    match bound {
        Bound::MinLength(_) => "minLength",
        Bound::MaxLength(_) => "maxLength",
        Bound::Minimum(_) => "minimum",
        Bound::Maximum(_) => "maximum",
        Bound::MinItems(_) => "minItems",
        Bound::MaxItems(_) => "maxItems",
        Bound::WebAddress => "pattern",
        Bound::Above(_) => "exclusiveMinimum",
    }
}

fn holds(when: &When, body: &Map<String, Value>) -> bool {
    given(body, when.field).map_or(when.or_absent, |value| match value.as_str() {
        Some(text) => when.values.contains(&text),
        None => when.values.contains(&value.to_string().as_str()),
    })
}

/// A field of the body. A request has few fields, among which a search is five times as fast as hashing.
fn given<'b>(body: &'b Map<String, Value>, name: &str) -> Option<&'b Value> {
    body.iter().find(|(field, _)| *field == name).map(|(_, value)| value)
}

fn is_whole(value: &Value) -> bool {
    value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A value in a message, cut where it is long.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 40 { text } else { text.chars().take(39).chain(['…']).collect() }
}

fn violation(field: &str, rule: &'static str, message: String) -> Violation {
    Violation { field: field.to_owned(), rule, message }
}

#[cfg(test)]
mod tests {
    use musicapi_facts::CREATE_SONIC;
    use serde_json::json;

    use super::*;

    fn told(body: Value) -> Vec<String> {
        check(&CREATE_SONIC, &body).1.iter().map(ToString::to_string).collect()
    }

    /// How long a field may be: with this model, or with any.
    fn longest(name: &str, model: Option<&str>) -> usize {
        let field = CREATE_SONIC.forms[0].fields.iter().find(|field| field.name == name).unwrap();
        let applies =
            |when: Option<When>| when.is_none_or(|when| model.is_some_and(|model| when.values.contains(&model)));
        let limits = field.limits.iter().filter_map(|limit| match limit.bound {
            Bound::MaxLength(most) if applies(limit.when) => Some(most),
            _ => None,
        });
        limits.min().and_then(|most| usize::try_from(most).ok()).unwrap()
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let (most, models) = (longest("title", None), crate::types::SonicModel::KNOWN.join(", "));
        let body = json!({"custom_mode": "yes", "mv": "sonic-v99", "title": "t".repeat(most + 1), "style_weight": 1.01, "titel": "x"});
        let mut told = told(body);
        let unknown = told.pop().unwrap_or_default();
        assert!(
            unknown.starts_with("titel: there is no such field; the fields of create_music are custom_mode, mv, "),
            "{unknown}"
        );
        assert_eq!(
            told,
            [
                "custom_mode: it must be true or false, not text".to_owned(),
                format!("mv: \"sonic-v99\" is not one of {models}"),
                format!("title: it has {} characters; at most {most} are allowed", most + 1),
                "style_weight: it is 1.01; at most 1 is allowed".to_owned(),
            ]
        );
    }

    #[test]
    fn a_limit_depends_on_the_model() {
        let (few, many) = (longest("prompt", Some("sonic-v4")), longest("prompt", Some("sonic-v5")));
        assert!(few < many);
        let body = |mv: &str| json!({"custom_mode": true, "mv": mv, "prompt": "p".repeat(few + 1)});
        let wanted = format!("prompt: it has {} characters; at most {few} are allowed with mv \"sonic-v4\"", few + 1);
        assert_eq!(told(body("sonic-v4")), [wanted]);
        assert_eq!(told(body("sonic-v5")), Vec::<String>::new());
    }

    #[test]
    fn a_mode_decides_what_is_needed() {
        let missing = told(json!({"custom_mode": true, "mv": "sonic-v5"}));
        assert_eq!(
            missing,
            ["prompt: prompt or lyrics is missing; custom_mode true needs it, unless make_instrumental is true"]
        );
        let missing = told(json!({"custom_mode": false, "mv": "sonic-v5"}));
        assert_eq!(missing, ["gpt_description_prompt: gpt_description_prompt is missing; custom_mode false needs it"]);
    }

    #[test]
    fn an_unknown_task_type_is_told_with_those_there_are() {
        let told = told(json!({"task_type": "sing"}));
        assert!(
            told[0].starts_with("task_type: \"sing\" is not known; it must be one of create_music, extend_music"),
            "{told:?}"
        );
        assert_eq!(self::told(json!([1])), ["it must be an object, not a list"]);
    }

    #[test]
    fn a_length_is_counted_in_characters() {
        assert_eq!(
            told(
                json!({"custom_mode": true, "mv": "sonic-v5", "prompt": "x", "title": "ü".repeat(longest("title", None))})
            ),
            Vec::<String>::new()
        );
    }
}
