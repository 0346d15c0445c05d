//! Unions whose tag may be absent.

/// Reads a tagged union as the variant that is meant when its tag is absent. It is always written with its tag.
///
/// The union derives its own reading and writing with `#[serde(remote = "Self")]`, which this stands in front of.
macro_rules! default_tag {
    ($name:ident, $tag:literal, $default:literal) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $name::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut fields = serde_json::Map::<String, serde_json::Value>::deserialize(deserializer)?;
                fields.entry($tag).or_insert_with(|| $default.into());
                $name::deserialize(serde_json::Value::Object(fields)).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use default_tag;

#[cfg(test)]
mod tests {
    use crate::types::{SonicConcatMusic, SonicCreate};

    #[test]
    fn an_absent_tag_means_its_default_and_is_written() {
        let request: SonicCreate =
            serde_json::from_str(r#"{"custom_mode": true, "mv": "sonic-v4", "prompt": "x"}"#).unwrap();
        assert!(matches!(request, SonicCreate::CreateMusic(_)));
        assert_eq!(serde_json::to_value(&request).unwrap()["task_type"], "create_music");
        let concat = SonicCreate::from(SonicConcatMusic::new("26c9c592"));
        assert_eq!(
            serde_json::to_string(&concat).unwrap(),
            r#"{"task_type":"concat_music","continue_clip_id":"26c9c592"}"#
        );
    }
}
