//! The fields of a request body as flags: their help, how a typed value becomes JSON, and how JSON becomes arguments.

use musicapi::facts::{Bound, Field, Form, Kind, Limit};
use serde_json::Value;

use crate::cli::names::{self, OperationCommand};
use crate::cli::song::MODEL;

/// The names that the families give to the field of the model.
const MODEL_FIELDS: [&str; 3] = [MODEL, "model_type", "version"];

/// The field of a form that names the model.
pub(crate) fn model(form: &Form) -> Option<&'static Field> {
    form.fields.iter().find(|field| MODEL_FIELDS.contains(&field.name))
}

impl OperationCommand {
    /// The fields that the body may have: those of the command's form, or of every form.
    pub(crate) fn fields(&self) -> Vec<&'static Field> {
        let mut fields: Vec<&'static Field> = Vec::new();
        // The default form comes first, so that its descriptions are used.
        let first = self.operation.form(None).into_iter();
        let forms = self.form.map_or_else(|| first.chain(self.operation.forms).collect(), |form| vec![form]);
        for field in forms.into_iter().flat_map(|form: &'static Form| form.fields) {
            if !fields.iter().any(|known| known.name == field.name) {
                fields.push(field);
            }
        }
        fields
    }

    /// The kind of a field in the form that the tag selects; text if the field is unknown.
    pub(crate) fn kind(&self, field: &str, tag: Option<&str>) -> Kind {
        let form = self.form.or_else(|| self.operation.form(tag));
        let found = form.and_then(|form| form.fields.iter().find(|known| known.name == field));
        let found = found.or_else(|| self.fields().into_iter().find(|known| known.name == field));
        found.map_or(Kind::Text, |field| field.kind)
    }

    /// Says that a field is required, or with which forms; none if it is optional in all of them.
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

    /// The help of a field: its meaning, whether it is required, and its limits.
    pub(crate) fn help(&self, field: &Field) -> String {
        help(field, self.required(field.name))
    }

    /// Whether a field is a list in one of the forms, so that its flag may be repeated.
    pub(crate) fn is_list(&self, field: &str) -> bool {
        let forms = self.form.map_or_else(|| self.operation.forms.iter().collect(), |form| vec![form]);
        let mut fields = forms.into_iter().flat_map(|form: &'static Form| form.fields);
        fields.any(|known| known.name == field && matches!(known.kind, Kind::List(_)))
    }
}

/// Parses typed arguments as a value of a kind. What can't be parsed stays text, and the check of the whole request reports it.
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

/// A value as arguments; a list has an argument for each item.
pub(crate) fn to_arguments(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(plain).collect(),
        value => vec![plain(value)],
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The words that a kind allows; empty if it isn't a choice.
pub(crate) fn words(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Choice(words) => words,
        Kind::List(items) => words(*items),
        Kind::Flag => &["true", "false"],
        _ => &[],
    }
}

/// The placeholder of a value in a usage line.
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
    // Models with the same limit share a note.
    let mut narrower: Vec<(String, Vec<&str>)> = Vec::new();
    for Limit { bound, when } in field.limits {
        let bound = describe_bound(*bound);
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

fn describe_bound(bound: Bound) -> String {
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
    fn typed_arguments_become_values_of_the_fields_kind() {
        let one = |kind, text: &str| value(kind, &[text.to_owned()]);
        assert_eq!(one(Kind::Text, "12"), json!("12"));
        assert_eq!(one(Kind::Integer, "12"), json!(12));
        assert_eq!(one(Kind::Number, "much"), json!("much"));
        assert_eq!(one(Kind::Flag, "false"), json!(false));
        assert_eq!(one(Kind::Other, r#"{"a": 1}"#), json!({"a": 1}));
        assert_eq!(one(Kind::Other, "auto"), json!("auto"));
        assert_eq!(value(Kind::List(&Kind::Text), &["1".to_owned(), "b".to_owned()]), json!(["1", "b"]));
        assert_eq!(to_arguments(&json!(["a", {"b": 1}])), ["a", r#"{"b":1}"#]);
    }

    #[test]
    fn help_names_the_models_that_a_limit_applies_to() {
        let form = CREATE_SONIC.form(None).unwrap();
        let help = help(form.fields.iter().find(|field| field.name == "prompt").unwrap(), None);
        assert!(help.contains("at most 3000 characters with sonic-v3-5, sonic-v4"), "{help}");
    }

    #[test]
    fn help_names_the_forms_that_require_a_field() {
        let call = |name: &str| names::find("sonic", name).unwrap();
        let all: Vec<&str> = CREATE_SONIC.forms.iter().filter_map(|form| form.name).collect();
        for (name, field) in [("create", "persona_id"), ("create", "continue_clip_id"), ("create", "title")] {
            let wanted = |form: &Form| form.fields.iter().any(|known| known.name == field && known.required);
            let note = call(name).required(field).unwrap_or_default();
            let (list, is_with) = match note.strip_prefix("required, but not with ") {
                Some(list) => (list, false),
                None => (note.strip_prefix("required with ").unwrap_or_default(), true),
            };
            let listed: Vec<&str> = list.split(", ").collect();
            for form in CREATE_SONIC.forms {
                let name = form.name.unwrap();
                assert_eq!(listed.contains(&name) == is_with, wanted(form), "{field} {name}: {note} of {all:?}");
            }
        }
        assert_eq!(call("persona").required("persona_id").as_deref(), Some("required"));
        assert_eq!(call("create").required("title"), None);
    }
}
