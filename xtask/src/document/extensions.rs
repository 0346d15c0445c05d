//! The extensions that the document may use: a closed list.
//!
//! They are known here and nowhere else: the crates read what is made of them.

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
    /// The purse they are taken from.
    pub purse: Purse,
    /// The month of the first source that has it. What has a single known price has none.
    pub since: Option<Month>,
    /// Where the number comes from.
    pub source: Source,
    /// Older or weaker numbers, each with its source.
    #[serde(default)]
    pub notes: Vec<Source>,
    /// What older editions cost, the newest first.
    #[serde(default)]
    pub earlier: Vec<EarlierPrice>,
}

/// What an accepted call cost in older editions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierPrice {
    /// Credits.
    pub credits: u32,
    /// The purse they were taken from.
    pub purse: Purse,
    /// The month of the last source that has it.
    pub until: Month,
    /// Where the number comes from.
    pub source: Source,
}

/// A month, which names an edition, such as `2025-08`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
pub struct Month(#[schemars(regex(pattern = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"))] pub String);

/// The purse that credits are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purse {
    /// Ordinary credits.
    Credits,
    /// Lyrics credits.
    LyricsCredits,
}

/// `x-task`: how the answer of an operation tells the state of a task.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// JSON pointer to the list of clips, or to the only clip; empty for the answer itself.
    pub clips: String,
    /// JSON pointer to the state.
    pub state: String,
    /// What the state is of, and where its pointer begins.
    #[serde(default)]
    pub state_of: StateOf,
    /// JSON pointers to the clips within an item of the list that has no state of its own; one that is null is still to come.
    #[serde(default)]
    pub members: Vec<String>,
    /// Where what `clips` leads to is no list of clips but a single thing that was made, such as a persona: JSON pointer to its id,
    /// which says that it is there.
    pub single: Option<String>,
    /// How many clips a finished task has at least: with fewer it isn't finished, whatever their states.
    #[serde(default = "one")]
    pub at_least: usize,
    /// States that will change.
    pub waiting: Vec<String>,
    /// Final states of success.
    pub succeeded: Vec<String>,
    /// Final states of failure.
    pub failed: Vec<String>,
    /// How an answer without clips tells what became of the task.
    pub notice: Option<Notice>,
    /// The pause between two looks, in seconds.
    pub pace: Pace,
    /// Where the pace comes from.
    pub pace_source: Source,
    /// How long a task usually takes, in seconds, where that is known.
    pub takes: Option<Pace>,
    /// What a clip tells of itself.
    pub clip: ClipFields,
}

/// Where a clip tells what every clip has, whatever its family calls it: JSON pointers that begin at the clip.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClipFields {
    /// To its id; that of the only clip of a task may be the task's.
    pub id: String,
    /// To the address of its audio, the first that holds one counts.
    pub audio: Vec<String>,
    /// To its title.
    pub title: Option<String>,
    /// To its length in seconds.
    pub duration: Option<String>,
    /// To the model that made it.
    pub model: Option<String>,
    /// To what is sung.
    pub lyrics: Option<String>,
    /// To the address of its cover picture.
    pub image: Option<String>,
}

fn one() -> usize {
    1
}

/// What a state is of.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StateOf {
    /// Of each clip.
    #[default]
    Clip,
    /// Of the task as a whole: the pointer begins at the answer.
    Task,
}

/// How an answer without clips tells what became of a task.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// JSON pointer to the word.
    #[serde(rename = "type")]
    pub word: String,
    /// Words that mean: ask again later.
    pub waiting: Vec<String>,
    /// Words that mean: it failed.
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

/// `x-status`: the edition in which something appeared, and what has become of it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// The edition.
    pub edition: Edition,
    /// What to use instead.
    pub replacement: Option<String>,
    /// The month of the first source that has it, where older editions are known not to.
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
    /// Anything since.
    Later,
}

/// The month of the reference edition.
pub const REFERENCE: &str = "2025-08";

/// `x-source`: where facts come from.
pub type Sources = Vec<Source>;

/// Where a fact comes from: a code, a colon, and the place. Behind `inferred` stands what was found when somebody looked for it.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Source(
    #[schemars(regex(
        pattern = r"^(documented|client|observed|inferred(, (confirmed|supported|in part|weakened|nothing found))?): \S"
    ))]
    pub String,
);

/// What was found of what is inferred, the best first. What is confirmed loses the mark as soon as its source stands there.
pub const VERDICTS: [&str; 5] = ["confirmed", "supported", "in part", "weakened", "nothing found"];

impl Source {
    /// The code, what was found of it if it is inferred, and the place or reason.
    #[must_use]
    pub fn parts(&self) -> (&str, Option<&str>, &str) {
        let (head, text) = self.0.split_once(": ").unwrap_or((&self.0, ""));
        match head.split_once(", ") {
            Some((code, verdict)) => (code, Some(verdict), text),
            None => (head, None, text),
        }
    }
}

/// `x-messages`: the service's words for a broken keyword; for `required` by the missing field.
pub type Messages = BTreeMap<String, Message>;

/// The service's words.
#[expect(dead_code, reason = "only its form is checked; the mock has the words from its copy of the document")]
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Message {
    /// Whatever the value was.
    Text(String),
    /// By the name of the missing field.
    ByField(BTreeMap<String, String>),
    /// By the edition, the newest first.
    ByEdition(Vec<DatedText>),
}

/// The service's words from a month on.
#[expect(dead_code, reason = "only its form is checked; the mock has the words from its copy of the document")]
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatedText {
    /// The words.
    pub text: String,
    /// The month of the first source that has them; the oldest have none.
    pub since: Option<Month>,
}

/// `x-limits`: a limit that depends on another field.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Limits {
    /// On the word that the other field holds, mostly the model.
    ByWord(LimitsByWord),
    /// On the number that it holds.
    Above(LimitAbove),
}

/// The limit for some words of another field. The plain keyword beside it holds the widest.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitsByWord {
    /// The other field.
    pub by: String,
    /// The keyword that is narrowed, such as `maxLength`.
    pub keyword: String,
    /// The limit for each of its values that has one.
    pub values: BTreeMap<String, f64>,
    /// The service's words when it is broken.
    pub message: Option<String>,
}

/// A number that must be greater than that of another field, as the end of a section is.
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

/// The extension of this name that a value has.
///
/// # Errors
/// If it is not of its form.
pub fn read<T: DeserializeOwned>(value: &Value, name: &str) -> Result<Option<T>> {
    let found = value.get(name).map(|found| serde_json::from_value(found.clone()));
    found.transpose().with_context(|| format!("{name} is not of its form"))
}
