//! Faults in files and calls: as text, or as an object of the same words.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};

use super::Fault;
use super::text::{escaped, words};

impl<'de> Deserialize<'de> for Fault {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl<'de> Visitor<'de> for Written {
            type Value = Fault;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a fault, as a text or an object")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Fault, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fault, A::Error> {
                let mut words = Map::new();
                while let Some((word, value)) = map.next_entry::<String, Value>()? {
                    words.insert(word, value);
                }
                text(&words).map_err(A::Error::custom)?.parse().map_err(A::Error::custom)
            }
        }

        deserializer.deserialize_any(Written)
    }
}

/// The same as text.
fn text(words: &Map<String, Value>) -> Result<String, String> {
    let on = words.get("on").and_then(Value::as_str);
    let on = on.ok_or("a fault needs `on`: the id of an operation, `*` for any, or `media` for a file")?;
    let mut text = on.to_owned();
    for (word, value) in words.iter().filter(|(word, _)| *word != "on") {
        let name = word.replace('_', "-");
        match value {
            Value::Bool(false) => {}
            Value::Number(number) if word == "nth" => text.push_str(&format!(":{number}")),
            Value::Bool(true) => text.push_str(&format!(":{name}")),
            Value::Number(number) => text.push_str(&format!(":{name}={number}")),
            Value::String(value) => text.push_str(&format!(":{name}={}", escaped(value))),
            _ => return Err(format!("`{word}` of a fault can't be {value}; write a text, a number or true")),
        }
    }
    Ok(text)
}

impl JsonSchema for Fault {
    fn schema_name() -> Cow<'static, str> {
        "Fault".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut properties = Map::new();
        let on = "The id of an operation, `*` for any, or `media` for a file.";
        properties.insert("on".to_owned(), json!({"type": "string", "description": on}));
        properties.insert(
            "nth".to_owned(),
            json!({"type": "integer", "minimum": 1, "description": "At this call that fits."}),
        );
        for (name, form, _) in words() {
            let schema = match form.split_once('=').map(|(_, value)| value) {
                None => json!({"type": "boolean"}),
                _ if name == "reset" => json!({"anyOf": [{"type": "boolean"}, {"type": "integer", "minimum": 0}]}),
                Some("NUMBER" | "STATUS" | "CALLS" | "SECONDS" | "MILLISECONDS" | "BYTES") => {
                    json!({"type": "integer", "minimum": 0})
                }
                Some(form) if form.contains('|') => {
                    json!({"type": "string", "enum": form.split('|').collect::<Vec<_>>()})
                }
                Some(form) => json!({"type": "string", "description": form}),
            };
            properties.insert(name.replace('-', "_"), schema);
        }
        json_schema!({
            "description": "Something that goes wrong: as a text such as `create_sonic:1:after:reset`, or as an object of the \
                            same words such as `{on: create_sonic, nth: 1, after: true, reset: true}`.",
            "anyOf": [
                {"type": "string"},
                {"type": "object", "required": ["on"], "properties": properties, "additionalProperties": false},
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: Value) -> Result<String, String> {
        serde_json::from_value::<Fault>(value).map(|fault| fault.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn an_object_is_read_as_its_text_is() {
        let object = json!({"on": "create_sonic", "nth": 1, "after": true, "every": false, "reset": true});
        assert_eq!(of(object).unwrap(), "create_sonic:1:after:reset");
        assert_eq!(of(json!("media:cut=9")).unwrap(), "media:cut=9");
        let object = json!({"on": "*", "retry_after": 30, "key": "a:b", "delay": "40s"});
        assert_eq!(of(object).unwrap(), "*:key=a%3Ab:retry-after=30:delay=40s");
        for (object, told) in [
            (json!({"nth": 1}), "needs `on`"),
            (json!({"on": "create_sonic", "rest": true}), "the nearest is `reset` or `reset=BYTES`"),
            (json!({"on": "create_sonic", "status": [500]}), "write a text, a number or true"),
            (json!({"on": "create_sonic", "status": "x"}), "write `status=NUMBER`"),
        ] {
            let error = of(object).unwrap_err();
            assert!(error.contains(told), "{error}");
        }
    }
}
