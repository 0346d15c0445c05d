//! Words that are offered where any text is taken.

use clap::builder::{NonEmptyStringValueParser, PossibleValue, TypedValueParser};
use clap::{Arg, Command};
use musicapi::facts::CREATE_SONIC;

use crate::cli::fields;

/// Takes any text, and offers these words. Which are allowed is for the check of the whole request to say, that tells all at once.
#[derive(Debug, Clone)]
pub(crate) struct Offered(Vec<String>);

impl Offered {
    pub(crate) fn of(words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(words.into_iter().map(Into::into).collect())
    }
}

impl TypedValueParser for Offered {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &std::ffi::OsStr) -> Result<String, clap::Error> {
        // What is empty isn't one of them, whatever a newer service may know.
        NonEmptyStringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        (!self.0.is_empty()).then(|| Box::new(self.0.iter().map(PossibleValue::new)) as Box<dyn Iterator<Item = _>>)
    }
}

/// The models that sing.
pub(crate) fn song_models() -> &'static [&'static str] {
    CREATE_SONIC.form(None).and_then(fields::model).map_or(&[], |field| fields::words(field.kind))
}

/// The model for songs, if none is set: the first that none has replaced.
pub(crate) fn usual_song_model() -> &'static str {
    let replaced = CREATE_SONIC.form(None).and_then(fields::model).map_or(&[][..], |field| field.replaced);
    let is_current = |model: &&&str| !replaced.iter().any(|(old, _)| old == *model);
    song_models().iter().find(is_current).copied().unwrap_or_default()
}
