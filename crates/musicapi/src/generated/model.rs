//! Objects of requests and answers: all that follows from their fields.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// An object of the document. Of a field it is said what it is called, its type, and what it is: `required`; `optional`, `lists` and `maps`,
/// which are left out where they are absent or empty; `rest`, which keeps what the document doesn't know; `mode`, whose value decides what
/// else is needed, so that a constructor is named for each.
///
/// It can be made from what is required (`new`), and each other field has a setter. It is compared, and shown without what is absent, what
/// is `secret`, and with the length alone of what is `prose`.
macro_rules! model {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(mode {
                $(#[doc = $mode_doc:literal])*
                $mode:ident $(as $mode_wire:literal)? : $with:ident, $without:ident,
            })?
            $(required { $(
                $(#[doc = $required_doc:literal])*
                $required:ident $(as $required_wire:literal)? : $required_type:ty $(=> $required_hidden:ident)?,
            )* })?
            $(optional { $(
                $(#[doc = $optional_doc:literal])*
                $optional:ident $(as $optional_wire:literal)? : $optional_type:ty $(=> $optional_hidden:ident)?,
            )* })?
            $(lists { $(
                $(#[doc = $list_doc:literal])*
                $list:ident $(as $list_wire:literal)? : $list_type:ty $(=> $list_hidden:ident)?,
            )* })?
            $(maps { $(
                $(#[doc = $map_doc:literal])*
                $map:ident $(as $map_wire:literal)? : $map_type:ty,
            )* })?
            $(rest {
                $(#[doc = $rest_doc:literal])*
                $rest:ident : $rest_type:ty,
            })?
        }
    ) => {
        $(#[$meta])*
        #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
        #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
        pub struct $name {
            $(
                $(#[doc = $mode_doc])*
                $(#[serde(rename = $mode_wire)])?
                pub $mode: bool,
            )?
            $($(
                $(#[doc = $required_doc])*
                $(#[serde(rename = $required_wire)])?
                pub $required: $required_type,
            )*)?
            $($(
                $(#[doc = $optional_doc])*
                $(#[serde(rename = $optional_wire)])?
                #[serde(skip_serializing_if = "::std::option::Option::is_none")]
                pub $optional: Option<$optional_type>,
            )*)?
            $($(
                $(#[doc = $list_doc])*
                $(#[serde(rename = $list_wire)])?
                #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
                pub $list: Vec<$list_type>,
            )*)?
            $($(
                $(#[doc = $map_doc])*
                $(#[serde(rename = $map_wire)])?
                #[serde(default, skip_serializing_if = "crate::generated::model::is_empty")]
                pub $map: $map_type,
            )*)?
            $(
                $(#[doc = $rest_doc])*
                #[serde(flatten)]
                pub $rest: $rest_type,
            )?
        }

        impl $name {
            crate::generated::model::constructors! {
                [$($mode $with $without)?]
                [$($($required: $required_type,)*)?]
                [$($($optional)*)? $($($list)*)? $($($map)*)? $($rest)?]
            }

            $($(
                $(#[doc = $optional_doc])*
                #[must_use]
                pub fn $optional(mut self, value: impl Into<$optional_type>) -> Self {
                    self.$optional = Some(value.into());
                    self
                }
            )*)?
            $($(
                $(#[doc = $list_doc])*
                #[must_use]
                pub fn $list(mut self, values: impl IntoIterator<Item = impl Into<$list_type>>) -> Self {
                    self.$list = values.into_iter().map(Into::into).collect();
                    self
                }
            )*)?
            $($(
                $(#[doc = $map_doc])*
                #[must_use]
                pub fn $map(mut self, values: impl Into<$map_type>) -> Self {
                    self.$map = values.into();
                    self
                }
            )*)?
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, out: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let mut out = out.debug_struct(stringify!($name));
                $(out.field(stringify!($mode), &self.$mode);)?
                $($(
                    out.field(
                        stringify!($required),
                        crate::generated::model::shown!(&self.$required $(, $required_hidden)?),
                    );
                )*)?
                $($(
                    if let Some(value) = &self.$optional {
                        out.field(
                            stringify!($optional),
                            crate::generated::model::shown!(value $(, $optional_hidden)?),
                        );
                    }
                )*)?
                $($(
                    if !self.$list.is_empty() {
                        out.field(
                            stringify!($list),
                            crate::generated::model::shown!(&self.$list $(, $list_hidden)?),
                        );
                    }
                )*)?
                $($(
                    if !self.$map.is_empty() {
                        out.field(stringify!($map), &self.$map);
                    }
                )*)?
                $(
                    if !self.$rest.is_empty() {
                        // Nobody knows whether it is somebody's text.
                        out.field(stringify!($rest), &self.$rest.keys().collect::<Vec<_>>());
                    }
                )?
                out.finish()
            }
        }
    };
}

/// What makes an object: from what is required; where one field decides what else is needed, a constructor for each of its values.
macro_rules! constructors {
    ([] [$($required:ident: $type:ty,)*] [$($other:ident)*]) => {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new($($required: impl Into<$type>),*) -> Self {
            Self { $($required: $required.into(),)* $($other: ::std::default::Default::default(),)* }
        }
    };
    ([$mode:ident $with:ident $without:ident] [$($required:ident: $type:ty,)*] [$($other:ident)*]) => {
        #[doc = concat!("With `", stringify!($mode), "`, with what is always required, and nothing else.")]
        #[must_use]
        pub fn $with($($required: impl Into<$type>),*) -> Self {
            Self { $mode: true, $($required: $required.into(),)* $($other: ::std::default::Default::default(),)* }
        }

        #[doc = concat!("Without `", stringify!($mode), "`, with what is always required, and nothing else.")]
        #[must_use]
        pub fn $without($($required: impl Into<$type>),*) -> Self {
            Self { $mode: false, $($required: $required.into(),)* $($other: ::std::default::Default::default(),)* }
        }
    };
}

/// What of a field is shown.
macro_rules! shown {
    ($value:expr) => {
        $value
    };
    ($value:expr, prose) => {
        &crate::generated::model::Prose($value)
    };
    ($value:expr, secret) => {
        &crate::generated::model::Secret::of($value)
    };
}

pub(crate) use {constructors, model, shown};

/// Somebody's text, of which a log tells the length alone.
pub(crate) struct Prose<'a, T>(pub(crate) &'a T);

impl fmt::Debug for Prose<'_, String> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "«{} characters»", self.0.chars().count())
    }
}

impl fmt::Debug for Prose<'_, Vec<String>> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.0.iter().map(Prose)).finish()
    }
}

/// What no log may hold.
pub(crate) struct Secret;

impl Secret {
    pub(crate) fn of<T>(_: &T) -> Self {
        Self
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("«secret»")
    }
}

/// Whether a map has nothing in it.
#[allow(dead_code, reason = "not every document has a map that may be absent")]
pub(crate) fn is_empty<T: Map>(map: &T) -> bool {
    map.has_nothing()
}

/// The maps that a document's types may have.
pub(crate) trait Map {
    fn has_nothing(&self) -> bool;
}

impl Map for serde_json::Map<String, serde_json::Value> {
    fn has_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<K, V> Map for HashMap<K, V> {
    fn has_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<K, V> Map for BTreeMap<K, V> {
    fn has_nothing(&self) -> bool {
        self.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use crate::types::{Credits, NuroBgm, ProducerClip, SonicClip, SonicCreateMusic, SonicModel};

    #[test]
    fn fields_are_set_one_after_the_other() {
        let song = SonicCreateMusic::with_custom_mode("sonic-v5").prompt("[Verse]").title("Keeper").duration(90);
        let json = serde_json::json!({"custom_mode": true, "mv": "sonic-v5", "prompt": "[Verse]", "title": "Keeper", "duration": 90});
        assert_eq!(serde_json::to_value(&song).unwrap(), json);
        assert_eq!(serde_json::from_value::<SonicCreateMusic>(json).unwrap(), song);
        assert!(!SonicCreateMusic::without_custom_mode(SonicModel::SonicV5).custom_mode);
        let music = NuroBgm::new("rain").genre(["lofi", "jazz"]);
        assert_eq!(
            serde_json::to_value(music).unwrap(),
            serde_json::json!({"description": "rain", "genre": ["lofi", "jazz"]})
        );
    }

    #[test]
    fn what_is_private_is_not_shown() {
        let song = SonicCreateMusic::with_custom_mode("sonic-v5").prompt("a hidden verse").title("Keeper");
        let shown = format!("{:?}", song.webhook_secret("s3cret"));
        assert_eq!(
            shown,
            "SonicCreateMusic { custom_mode: true, mv: SonicV5, prompt: «14 characters», title: \"Keeper\", webhook_secret: «secret» }"
        );
        let clip: SonicClip = serde_json::from_value(serde_json::json!({
            "clip_id": "26c9c592", "state": "succeeded", "lyrics": "a hidden verse", "hook": "a hidden line"
        }))
        .unwrap();
        assert!(!format!("{clip:?}").contains("hidden"), "{clip:?}");
    }

    #[test]
    fn an_answer_is_made_and_compared() {
        assert_eq!(Credits::new(50, 0.5), serde_json::from_str(r#"{"credits": 50, "extra_credits": 0.5}"#).unwrap());
        assert_eq!(ProducerClip::default(), ProducerClip::new());
    }
}
