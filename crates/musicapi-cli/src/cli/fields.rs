//! The fields of a body as flags, and back.

use musicapi::facts::{Bound, Field, Form, Kind, Limit};
use serde_json::Value;

use crate::cli::names::{self, Call};
use crate::cli::song::MODEL;

/// The fields that name a model, in the words of the families.
const MODEL_FIELDS: [&str; 3] = [MODEL, "model_type", "version"];

/// The field of a form that names the model.
pub(crate) fn model(form: &Form) -> Option<&'static Field> {
    form.fields.iter().find(|field| MODEL_FIELDS.contains(&field.name))
}

impl Call {
    /// The fields that its body may have: those of its form, or of any.
    pub(crate) fn fields(&self) -> Vec<&'static Field> {
        let mut fields: Vec<&'static Field> = Vec::new();
        // What is meant where nothing is said comes first, and lends its descriptions.
        let first = self.operation.form(None).into_iter();
        let forms = self.form.map_or_else(|| first.chain(self.operation.forms).collect(), |form| vec![form]);
        for field in forms.into_iter().flat_map(|form: &'static Form| form.fields) {
            if !fields.iter().any(|known| known.name == field.name) {
                fields.push(field);
            }
        }
        fields
    }

    /// What a field holds in the form that this body has; text if it is none of its fields.
    pub(crate) fn kind(&self, field: &str, tag: Option<&str>) -> Kind {
        let form = self.form.or_else(|| self.operation.form(tag));
        let found = form.and_then(|form| form.fields.iter().find(|known| known.name == field));
        let found = found.or_else(|| self.fields().into_iter().find(|known| known.name == field));
        found.map_or(Kind::Text, |field| field.kind)
    }

    /// That a field must be there, or with which forms; none if it may be missing from each.
    fn required(&self, field: &str) -> Option<String> {
        let forms = self.form.map_or_else(|| self.operation.forms.iter().collect(), |form| vec![form]);
        let is_required = |form: &&&Form| form.fields.iter().any(|known| known.name == field && known.required);
        let (with, without): (Vec<&Form>, Vec<&Form>) = forms.iter().copied().partition(|form| is_required(&form));
        let names = |forms: &[&Form]| forms.iter().filter_map(|form| form.name).collect::<Vec<_>>().join(", ");
        match (with.len(), without.len()) {
            (0, _) => None,
            (_, 0) => Some("required".to_owned()),
            (few, many) if few <= many => Some(format!("required with {}", names(&with))),
            _ => Some(format!("required, but not with {}", names(&without))),
        }
    }

    /// What is to be known of a field: its meaning, whether it must be there, and its limits.
    pub(crate) fn help(&self, field: &Field) -> String {
        help(field, self.required(field.name))
    }

    /// Whether a field is a list in one of its forms, so that its flag may be repeated.
    pub(crate) fn is_list(&self, field: &str) -> bool {
        let forms = self.form.map_or_else(|| self.operation.forms.iter().collect(), |form| vec![form]);
        let mut fields = forms.into_iter().flat_map(|form: &'static Form| form.fields);
        fields.any(|known| known.name == field && matches!(known.kind, Kind::List(_)))
    }
}

/// What was typed, as a value. What isn't of its kind stays text, and the check of the whole request tells it.
pub(crate) fn value(kind: Kind, typed: &[String]) -> Value {
    let last = typed.last().map(String::as_str).unwrap_or_default();
    let text = || Value::from(last);
    match kind {
        Kind::List(items) => typed.iter().map(|item| value(*items, std::slice::from_ref(item))).collect(),
        Kind::Text | Kind::Choice(_) => text(),
        Kind::Number | Kind::Integer => json(last).filter(Value::is_number).unwrap_or_else(text),
        Kind::Flag => json(last).filter(Value::is_boolean).unwrap_or_else(text),
        Kind::Other => json(last).unwrap_or_else(text),
    }
}

fn json(typed: &str) -> Option<Value> {
    serde_json::from_str(typed).ok()
}

/// A value as it is typed; a list is typed item by item.
pub(crate) fn typed(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(plain).collect(),
        value => vec![plain(value)],
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The words that a field takes.
pub(crate) fn words(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Choice(words) => words,
        Kind::List(items) => words(*items),
        Kind::Flag => &["true", "false"],
        _ => &[],
    }
}

/// What a field holds, as it stands in a usage line.
pub(crate) fn placeholder(kind: Kind) -> &'static str {
    match kind {
        Kind::List(Kind::Other) | Kind::Other => "JSON",
        Kind::Number | Kind::Integer => "NUMBER",
        Kind::Flag => "true|false",
        Kind::Choice(_) | Kind::List(Kind::Choice(_)) => "WORD",
        Kind::Text | Kind::List(_) => "TEXT",
    }
}

fn help(field: &Field, required: Option<String>) -> String {
    let mut text = field.description.trim_end_matches('.').to_owned();
    let mut notes: Vec<String> = required.into_iter().collect();
    // The limits by model that are alike are told together.
    let mut narrower: Vec<(String, Vec<&str>)> = Vec::new();
    for Limit { bound, when } in field.limits {
        let bound = bounded(*bound);
        match when {
            None => notes.push(bound),
            Some(when) => match narrower.iter_mut().find(|(known, _)| *known == bound) {
                Some((_, values)) => values.extend(when.values),
                None => narrower.push((bound, when.values.to_vec())),
            },
        }
    }
    notes.extend(narrower.into_iter().map(|(bound, values)| format!("{bound} with {}", values.join(", "))));
    if !notes.is_empty() {
        text.push_str(&format!(" [{}]", notes.join("; ")));
    }
    text
}

fn bounded(bound: Bound) -> String {
    match bound {
        Bound::MinLength(least) => format!("at least {least} characters"),
        Bound::MaxLength(most) => format!("at most {most} characters"),
        Bound::Minimum(least) => format!("at least {least}"),
        Bound::Maximum(most) => format!("at most {most}"),
        Bound::MinItems(least) => format!("at least {least} times"),
        Bound::MaxItems(most) => format!("at most {most} times"),
        Bound::WebAddress => "begins with https:// or http://".to_owned(),
        Bound::Above(other) => format!("greater than --{}", names::flag(other)),
    }
}

#[cfg(test)]
mod tests {
    use musicapi::facts::CREATE_SONIC;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_typed_becomes_a_value_of_its_kind() {
        let one = |kind, text: &str| value(kind, &[text.to_owned()]);
        assert_eq!(one(Kind::Text, "12"), json!("12"));
        assert_eq!(one(Kind::Integer, "12"), json!(12));
        assert_eq!(one(Kind::Number, "much"), json!("much"));
        assert_eq!(one(Kind::Flag, "false"), json!(false));
        assert_eq!(one(Kind::Other, r#"{"a": 1}"#), json!({"a": 1}));
        assert_eq!(one(Kind::Other, "auto"), json!("auto"));
        assert_eq!(value(Kind::List(&Kind::Text), &["1".to_owned(), "b".to_owned()]), json!(["1", "b"]));
        assert_eq!(typed(&json!(["a", {"b": 1}])), ["a", r#"{"b":1}"#]);
    }

    #[test]
    fn limits_are_told_with_the_models_that_have_them() {
        let form = CREATE_SONIC.form(None).unwrap();
        let help = help(form.fields.iter().find(|field| field.name == "prompt").unwrap(), None);
        assert!(help.contains("at most 3000 characters with sonic-v3-5, sonic-v4"), "{help}");
    }

    /// Where the form is open, a field is required with some forms only.
    #[test]
    fn what_is_required_is_told_with_its_forms() {
        let call = |name: &str| names::call("sonic", name).unwrap();
        let all: Vec<&str> = CREATE_SONIC.forms.iter().filter_map(|form| form.name).collect();
        for (name, field) in [("create", "persona_id"), ("create", "continue_clip_id"), ("create", "title")] {
            let wanted = |form: &Form| form.fields.iter().any(|known| known.name == field && known.required);
            let told = call(name).required(field).unwrap_or_default();
            let (list, is_with) = match told.strip_prefix("required, but not with ") {
                Some(list) => (list, false),
                None => (told.strip_prefix("required with ").unwrap_or_default(), true),
            };
            let listed: Vec<&str> = list.split(", ").collect();
            for form in CREATE_SONIC.forms {
                let name = form.name.unwrap();
                assert_eq!(listed.contains(&name) == is_with, wanted(form), "{field} {name}: {told} of {all:?}");
            }
        }
        assert_eq!(call("persona").required("persona_id").as_deref(), Some("required"));
        assert_eq!(call("create").required("title"), None);
    }
}
