//! The `x-` extensions of the document, as typed structs; a closed list, which lint enforces.
//!
//! Only xtask knows them: the crates use the code that is generated from them. The doc comments also appear in the JSON Schemas.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// `x-price`: what an accepted call costs.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Credits.
    pub credits: u32,
    /// The balance that they are taken from.
    pub purse: BalanceKind,
    /// The month of the first source that has it. What has a single known price has none.
    pub since: Option<Month>,
    /// The source of the price.
    pub source: Source,
    /// Older or less certain prices, each with its source.
    #[serde(default)]
    pub notes: Vec<Source>,
    /// The prices of older editions, the newest first.
    #[serde(default)]
    pub earlier: Vec<EarlierPrice>,
}

/// What an accepted call cost in older editions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierPrice {
    /// Credits.
    pub credits: u32,
    /// The balance that they were taken from.
    pub purse: BalanceKind,
    /// The month of the last source that has it.
    pub until: Month,
    /// The source of the price.
    pub source: Source,
}

/// A month, which names an edition, such as `2025-08`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
pub struct Month(#[schemars(regex(pattern = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"))] pub String);

/// A balance that credits are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BalanceKind {
    /// Ordinary credits.
    Credits,
    /// Lyrics credits.
    LyricsCredits,
}

/// `x-task`: where an answer holds the state of a task, and how to poll it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// JSON pointer to the list of clips, or to the only clip; empty for the answer itself.
    pub clips: String,
    /// JSON pointer to the state.
    pub state: String,
    /// Whether the state is that of each clip or of the task; its pointer begins there.
    #[serde(default)]
    pub state_of: StateOf,
    /// JSON pointers to the clips within an item of the list, if the item has no state of its own; null is a clip that is still to come.
    #[serde(default)]
    pub members: Vec<String>,
    /// If `clips` leads to a single thing such as a persona: JSON pointer to its id, which exists once the thing is made.
    pub single: Option<String>,
    /// The least number of clips of a finished task.
    #[serde(default = "one")]
    pub at_least: usize,
    /// States that will change.
    pub waiting: Vec<String>,
    /// Final states of success.
    pub succeeded: Vec<String>,
    /// Final states of failure.
    pub failed: Vec<String>,
    /// The status message of an answer without clips.
    pub notice: Option<StatusMessage>,
    /// The poll interval in seconds.
    pub pace: Pace,
    /// Where the pace comes from.
    pub pace_source: Source,
    /// The typical duration of a task in seconds, if known.
    pub takes: Option<Pace>,
    /// The fields of a clip.
    pub clip: ClipFields,
}

/// The fields that the clips of all families have, as JSON pointers from the clip.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClipFields {
    /// To the id; the only clip of a task may have the id of the task.
    pub id: String,
    /// To the address of the audio; the first one with a value counts.
    pub audio: Vec<String>,
    /// To its title.
    pub title: Option<String>,
    /// To its length in seconds.
    pub duration: Option<String>,
    /// To the model that made it.
    pub model: Option<String>,
    /// To the lyrics.
    pub lyrics: Option<String>,
    /// To the address of its cover picture.
    pub image: Option<String>,
}

fn one() -> usize {
    1
}

/// Whose state it is.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StateOf {
    /// Of each clip.
    #[default]
    Clip,
    /// Of the task as a whole: the pointer begins at the answer.
    Task,
}

/// The status message of an answer without clips.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusMessage {
    /// JSON pointer to the type of the message.
    #[serde(rename = "type")]
    pub word: String,
    /// Types that mean: poll again later.
    pub waiting: Vec<String>,
    /// Types that mean: the task failed.
    pub failed: Vec<String>,
}

/// A span of time, in seconds.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// At least.
    pub from: u32,
    /// At most.
    pub to: u32,
}

/// `x-status`: the edition in which something appeared, and its replacement.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// The edition.
    pub edition: Edition,
    /// What to use instead.
    pub replacement: Option<String>,
    /// The month of the first source that has it, if older editions are known to lack it.
    pub since: Option<Month>,
    /// The status of single values of an enum, where it differs.
    #[serde(default)]
    pub values: BTreeMap<String, Status>,
}

/// An edition of the service's documentation.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Edition {
    /// That of [`REFERENCE`].
    Reference,
    /// Any later one.
    Later,
}

/// The month of the reference edition.
pub const REFERENCE: &str = "2025-08";

/// `x-source`: where facts come from.
pub type Sources = Vec<Source>;

/// The source of a fact: a code, a colon, and the place. `inferred` is followed by a verdict, once evidence was searched.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Source(
    #[schemars(regex(
        pattern = r"^(documented|client|observed|inferred(, (confirmed|supported|in part|weakened|nothing found))?): \S"
    ))]
    pub String,
);

/// The verdicts on inferred facts, the best first. A confirmed fact gets its source instead.
pub const VERDICTS: [&str; 5] = ["confirmed", "supported", "in part", "weakened", "nothing found"];

impl Source {
    /// The code, the verdict if it is inferred, and the place or reason.
    #[must_use]
    pub fn parts(&self) -> (&str, Option<&str>, &str) {
        let (head, text) = self.0.split_once(": ").unwrap_or((&self.0, ""));
        match head.split_once(", ") {
            Some((code, verdict)) => (code, Some(verdict), text),
            None => (head, None, text),
        }
    }
}

/// `x-messages`: the service's error texts by keyword; those for `required` by missing field.
pub type Messages = BTreeMap<String, Message>;

/// The error text of the service.
#[expect(dead_code, reason = "only its form is checked; the mock has the words from its copy of the document")]
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Message {
    /// One text for all values.
    Text(String),
    /// By missing field.
    ByField(BTreeMap<String, String>),
    /// By edition, the newest first.
    ByEdition(Vec<DatedText>),
}

/// The error text since a month.
#[expect(dead_code, reason = "only its form is checked; the mock has the words from its copy of the document")]
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatedText {
    /// The text.
    pub text: String,
    /// The month of the first source that has it; the oldest has none.
    pub since: Option<Month>,
}

/// `x-limits`: a limit that depends on another field.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Limits {
    /// By the value of an enum, mostly the model.
    ByWord(LimitsByWord),
    /// By the number in another field.
    Above(LimitAbove),
}

/// A limit for some values of another field. The plain keyword beside it holds the widest limit.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitsByWord {
    /// The other field.
    pub by: String,
    /// The keyword, such as `maxLength`.
    pub keyword: String,
    /// The limit for each value that has one.
    pub values: BTreeMap<String, f64>,
    /// The service's error text.
    pub message: Option<String>,
}

/// A number that must be greater than another field, such as the end of a section.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitAbove {
    /// The other field.
    pub above: String,
}

/// Each extension with the JSON Schema of its value.
#[must_use]
pub fn schemas() -> Vec<(&'static str, schemars::Schema)> {
    vec![
        ("x-price", schemars::schema_for!(Price)),
        ("x-task", schemars::schema_for!(Task)),
        ("x-status", schemars::schema_for!(Status)),
        ("x-source", schemars::schema_for!(Sources)),
        ("x-messages", schemars::schema_for!(Messages)),
        ("x-limits", schemars::schema_for!(Limits)),
    ]
}

/// Reads an extension of a value.
///
/// # Errors
/// If the extension doesn't match its type.
pub fn read<T: DeserializeOwned>(value: &Value, name: &str) -> Result<Option<T>> {
    let found = value.get(name).map(|found| serde_json::from_value(found.clone()));
    found.transpose().with_context(|| format!("{name} is not of its form"))
}
