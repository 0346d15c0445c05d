//! Values that help and shell completion suggest, without refusing others.

use clap::builder::{NonEmptyStringValueParser, PossibleValue, TypedValueParser};
use clap::{Arg, Command};
use musicapi::facts::CREATE_SONIC;

use crate::cli::fields;

/// A value parser that suggests words and accepts any text. The check of the whole request refuses wrong values, and reports them together.
#[derive(Debug, Clone)]
pub(crate) struct Suggestions(Vec<String>);

impl Suggestions {
    pub(crate) fn of(words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(words.into_iter().map(Into::into).collect())
    }
}

impl TypedValueParser for Suggestions {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &std::ffi::OsStr) -> Result<String, clap::Error> {
        // A newer service may know other words, but never an empty one.
        NonEmptyStringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        (!self.0.is_empty()).then(|| Box::new(self.0.iter().map(PossibleValue::new)) as Box<dyn Iterator<Item = _>>)
    }
}

/// The models for songs.
pub(crate) fn song_models() -> &'static [&'static str] {
    CREATE_SONIC.form(None).and_then(fields::model).map_or(&[], |field| fields::words(field.kind))
}

/// The default model for songs: the first that no newer one replaces.
pub(crate) fn default_song_model() -> &'static str {
    let replaced = CREATE_SONIC.form(None).and_then(fields::model).map_or(&[][..], |field| field.replaced);
    let is_current = |model: &&&str| !replaced.iter().any(|(old, _)| old == *model);
    song_models().iter().find(is_current).copied().unwrap_or_default()
}
