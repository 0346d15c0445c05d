//! Lifecycles in files and control calls: as text, or as an object such as `{failed: timeout}`.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::Lifecycle;

impl Serialize for Lifecycle {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Lifecycle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl<'de> Visitor<'de> for Written {
            type Value = Lifecycle;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the life of a task, such as `stuck` or `{failed: timeout}`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Lifecycle, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lifecycle, A::Error> {
                let mut words = Vec::new();
                while let Some((word, detail)) = map.next_entry::<String, Value>()? {
                    words
                        .push(format!("{word}: {}", detail.as_str().map_or_else(|| detail.to_string(), str::to_owned)));
                }
                // Two words are none, as the text of both is.
                words.join(", ").parse().map_err(A::Error::custom)
            }
        }

        deserializer.deserialize_any(Written)
    }
}

impl JsonSchema for Lifecycle {
    fn schema_name() -> Cow<'static, str> {
        "Life".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "What becomes of a task: `immediate`, `timed`, `stuck`, `one_clip_fails`, `after_looks: 3`, `after: 90` \
                            (seconds), `failed: timeout`; or the same as an object, `{failed: timeout}`.",
            "anyOf": [
                {"type": "string"},
                {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": false, "properties": {
                    "after_looks": {"type": "integer", "minimum": 0},
                    "after": {"type": "number", "minimum": 0},
                    "failed": {"type": "string"},
                }},
            ],
        })
    }
}
