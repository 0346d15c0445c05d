//! Unions whose tag may be absent.

/// Reads a tagged union as the variant that is meant when its tag is absent. It is always written with its tag.
macro_rules! default_tag {
    ($name:ident, $tag:literal, $default:literal, $($word:literal => $variant:ident),*) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut fields = ::serde_json::Map::<String, ::serde_json::Value>::deserialize(deserializer)?;
                let tag = fields.shift_remove($tag).unwrap_or_else(|| $default.into());
                let body = ::serde_json::Value::Object(fields);
                let read = match tag.as_str() {
                    $(Some($word) => ::serde_json::from_value(body).map(Self::$variant),)*
                    _ => {
                        let known = [$($word),*].join(", ");
                        let text = format!("{} {tag} is not known; it must be one of {known}", $tag);
                        return Err(::serde::de::Error::custom(text));
                    }
                };
                read.map_err(::serde::de::Error::custom)
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
