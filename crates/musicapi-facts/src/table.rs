//! The types of the facts: everything that the document says of an operation, and how to find an operation by its id.
//!
//! The values are made from the document by `cargo xtask codegen`. An [`Operation`] has the forms of its request ([`Form`], [`Field`],
//! [`Limit`], [`Rule`]), its price, the task that it starts, and how its answer reports on a task ([`Report`]). [`Shape`] describes the
//! values of an answer.

pub use crate::edition::{Edition, UnknownEdition};
pub use crate::shape::{Shape, ShapeKind};

/// Operations that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// The name, such as `sonic`.
    pub name: &'static str,
    /// What the family is for.
    pub description: &'static str,
}

/// An operation of the service.
#[derive(Debug, PartialEq)]
pub struct Operation {
    /// The `operationId`.
    pub id: &'static str,
    /// The name of its family, such as `sonic`.
    pub family: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path below the base address, with `{name}` for a parameter.
    pub path: &'static str,
    /// What the operation does, in a few words.
    pub summary: &'static str,
    /// Whether the operation is deprecated.
    pub deprecated: bool,
    /// What to use instead of a deprecated operation, in words, if there is anything.
    pub replacement: Option<&'static str>,
    /// The parameters: those of the path in its order, then those of the query, then those in headers.
    pub parameters: &'static [Parameter],
    /// The forms of the request body: one for each task type, a single one if there are no task types, none without a body.
    pub forms: &'static [Form],
    /// The field of the body that says which form it has.
    pub tag: Option<Tag>,
    /// The kind of body that a successful answer has.
    pub answer: AnswerBody,
    /// The task that a successful call starts.
    pub starts: Option<Starts>,
    /// The call that goes on with the answer of a successful call, if that call starts no task.
    pub next: Option<Next>,
    /// How the answer reports the state of a task, if it does.
    pub report: Option<Report>,
}

impl Operation {
    /// Whether a call may cost credits, and so must not be sent twice: true of every operation that doesn't merely read. The prices of
    /// some operations aren't known, so none of them is known to be free.
    #[must_use]
    pub fn is_paid(&self) -> bool {
        self.method != "GET"
    }

    /// The form with this name; without a name the form that an absent tag means.
    #[must_use]
    pub fn form(&self, name: Option<&str>) -> Option<&'static Form> {
        match (name, self.tag) {
            (Some(name), _) => self.forms.iter().find(|form| form.name == Some(name)),
            (None, Some(tag)) => self.forms.iter().find(|form| form.name == tag.default && form.name.is_some()),
            (None, None) => self.forms.first(),
        }
    }
}

/// A parameter in the path, the query or a header.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub description: &'static str,
    /// Where the parameter stands.
    pub location: ParameterLocation,
    /// Whether it must be there.
    pub required: bool,
    /// The kind of value that its text stands for.
    pub kind: Kind,
    /// A documented example.
    pub example: Option<&'static str>,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// The body of a successful answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerBody {
    /// JSON.
    Json,
    /// No body, such as with status 204.
    Nothing,
    /// Bytes of this media type.
    Bytes(&'static str),
}

/// The field of a request body that says which form it has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tag {
    /// The field.
    pub field: &'static str,
    /// The form of a body without this field.
    pub default: Option<&'static str>,
}

/// One form of a request body.
#[derive(Debug, PartialEq)]
pub struct Form {
    /// The value of the tag; `None` if the operation has a single form.
    pub name: Option<&'static str>,
    /// What it is for.
    pub description: &'static str,
    /// Whether the service no longer takes it, and answers 410.
    pub retired: bool,
    /// What an accepted call costs, in the newest edition.
    pub price: Option<Price>,
    /// The same with what is known of it, the newest first; the others hold for older editions.
    pub prices: &'static [KnownPrice],
    /// Its fields, the tag left out, in the order of the document.
    pub fields: &'static [Field],
    /// The rules about fields of which some must be there.
    pub rules: &'static [Rule],
    /// The shortest documented example of a whole body, as JSON.
    pub example: Option<&'static str>,
}

impl Form {
    /// The price in an edition; without one in the newest.
    #[must_use]
    pub fn price_in(&self, edition: Option<Edition>) -> Option<&'static KnownPrice> {
        let (newest, older) = self.prices.split_first()?;
        match (edition, newest.since) {
            (Some(edition), Some(since)) if edition < since => {
                let known = older.iter().rev().find(|price| price.until.is_some_and(|until| edition <= until));
                Some(known.or(older.first()).unwrap_or(newest))
            }
            _ => Some(newest),
        }
    }
}

/// A price, and what is known of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KnownPrice {
    /// The price.
    pub price: Price,
    /// The month of the first source that has it; none if it is the only price that is known.
    pub since: Option<Edition>,
    /// The month of the last source that has it, if it is an older one.
    pub until: Option<Edition>,
    /// Where it comes from: a code such as `documented` or `observed`, a colon, and the place.
    pub source: &'static str,
}

/// What an accepted call costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Price {
    /// Credits.
    pub credits: u32,
    /// The balance that they are taken from.
    pub purse: BalanceKind,
}

/// The balance from which credits are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BalanceKind {
    /// The ordinary credits, of which extra credits are used first.
    Credits,
    /// The lyrics credits, a balance of their own.
    LyricsCredits,
}

/// A field of a request body.
#[derive(Debug, PartialEq)]
pub struct Field {
    /// The name in the JSON of a request.
    pub name: &'static str,
    /// What it means.
    pub description: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// The kind of its value.
    pub kind: Kind,
    /// The limits of its value. Of two limits for the same bound the narrower one holds.
    pub limits: &'static [Limit],
    /// Values that the document replaces by others: each with its replacement.
    pub replaced: &'static [(&'static str, &'static str)],
    /// Values that an older edition doesn't have: each with the month of the first source that has it.
    pub since: &'static [(&'static str, Edition)],
}

/// The kind of a field's value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Text.
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Flag,
    /// A list of values of this kind.
    List(&'static Self),
    /// An object, or something that has no simpler name.
    Other,
}

/// A limit of a field's value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// The bound: its side and its value.
    pub bound: Bound,
    /// The condition on another field under which the limit holds; `None` if it always holds.
    pub when: Option<When>,
}

/// A bound of a value; the bound itself is allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// At least this many characters.
    MinLength(u64),
    /// At most this many characters.
    MaxLength(u64),
    /// At least this number.
    Minimum(f64),
    /// At most this number.
    Maximum(f64),
    /// At least this many items.
    MinItems(u64),
    /// At most this many items.
    MaxItems(u64),
    /// Text that begins with `http://` or `https://`.
    WebAddress,
    /// Greater than the number in this other field, if the request has that.
    Above(&'static str),
}

/// A condition on another field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct When {
    /// The other field.
    pub field: &'static str,
    /// The values for which the condition holds, written as JSON without quotes.
    pub values: &'static [&'static str],
    /// Whether the condition also holds without the field, since one of these values is its default.
    pub or_absent: bool,
}

/// A rule about fields of which some must be there, perhaps depending on the value of another field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// The condition under which the rule holds; `None` if it always holds.
    pub when: Option<When>,
    /// The alternatives: every field of at least one of them must be there.
    pub require: &'static [&'static [&'static str]],
    /// The exception: a condition under which the rule doesn't hold.
    pub unless: Option<When>,
    /// Whether the fields of only one alternative may be there.
    pub exclusive: bool,
}

/// The task that a successful call starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Starts {
    /// The `operationId` of the operation that reports on the task.
    pub operation: &'static str,
    /// JSON pointer to the task id in the answer.
    pub task_id: &'static str,
}

/// A call that goes on with what another one answered, such as with the id of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// The `operationId` of the next operation.
    pub operation: &'static str,
    /// The name of its parameter.
    pub parameter: &'static str,
    /// JSON pointer to the parameter's value in the answer.
    pub value: &'static str,
}

/// How an answer reports the state of a task.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Report {
    /// JSON pointer to the list of clips, or to the only clip; empty for the answer itself.
    pub clips: &'static str,
    /// JSON pointer to the state.
    pub state: &'static str,
    /// Whether the state is that of a clip or of the task, and so where its pointer begins.
    pub state_of: StateOf,
    /// JSON pointers to the clips within an item that has no state of its own; a clip that is null is still to come.
    pub members: &'static [&'static str],
    /// JSON pointer to the id of a single thing that was made, such as a persona, if [`clips`](Self::clips) may lead to one; the id
    /// says that the thing is there.
    pub single: Option<&'static str>,
    /// How many clips a finished task has at least: with fewer clips it isn't finished, whatever their states.
    pub at_least: usize,
    /// States that will change.
    pub waiting: &'static [&'static str],
    /// The final states of success.
    pub succeeded: &'static [&'static str],
    /// The final states of failure.
    pub failed: &'static [&'static str],
    /// How an answer without clips reports the state of the task.
    pub notice: Option<StatusMessage>,
    /// The shortest and the longest pause between two polls, in seconds.
    pub pace: (u32, u32),
    /// The source of the pace: a code such as `documented` or `inferred`, and the place.
    pub pace_source: &'static str,
    /// The shortest and the longest time that a task usually takes, in seconds; `None` if that is not known.
    pub takes: Option<(u32, u32)>,
    /// Where a clip has its attributes.
    pub clip: ClipFields,
}

/// Whose state a report has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateOf {
    /// Each clip's own.
    Clip,
    /// That of the task as a whole: the pointer begins at the answer.
    Task,
}

/// How an answer without clips reports the state of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusMessage {
    /// JSON pointer to the word.
    pub word: &'static str,
    /// Words that mean: poll again later.
    pub waiting: &'static [&'static str],
    /// Words that mean: the task failed.
    pub failed: &'static [&'static str],
}

/// Where a clip has the attributes that clips of every family share, under whatever names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClipFields {
    /// JSON pointer to its id.
    pub id: &'static str,
    /// JSON pointers to the address of its audio; the first with a value counts.
    pub audio: &'static [&'static str],
    /// JSON pointer to its title.
    pub title: Option<&'static str>,
    /// JSON pointer to its length in seconds, a number or text.
    pub duration: Option<&'static str>,
    /// JSON pointer to the model that made it.
    pub model: Option<&'static str>,
    /// JSON pointer to its lyrics.
    pub lyrics: Option<&'static str>,
    /// JSON pointer to the address of its cover art.
    pub image: Option<&'static str>,
}

/// A refusal that the document has an example of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status under which it is documented.
    pub status: u16,
    /// The name of its example, such as `credits`.
    pub name: &'static str,
    /// The service's text. `'specificError'` in it stands for the words in question.
    pub text: &'static str,
}

/// The events that the service sends to the address in a create.
#[derive(Debug, PartialEq)]
pub struct Callback {
    /// The name among the document's callbacks, such as `SonicWebhook`.
    pub name: &'static str,
    /// The value of `platform` in the body, such as `suno`.
    pub platform: &'static str,
    /// The ids of the operations that can ask for these events, in the order of the document.
    pub creates: &'static [&'static str],
}

impl Callback {
    /// The operations that report on the tasks of these events. If there are several, the others are aliases of the first.
    pub fn reports(&self) -> impl Iterator<Item = &'static Operation> {
        let reports = self.creates.iter().filter_map(|create| operation(operation(create)?.starts?.operation));
        let mut seen: Vec<&str> = Vec::new();
        reports.filter(move |report| {
            let new = !seen.contains(&report.id);
            seen.push(report.id);
            new
        })
    }
}

/// The callback with this platform.
#[must_use]
pub fn callback(platform: &str) -> Option<&'static Callback> {
    crate::CALLBACKS.iter().find(|callback| callback.platform == platform)
}

/// The operation with this id.
#[must_use]
pub fn operation(id: &str) -> Option<&'static Operation> {
    crate::OPERATIONS.iter().copied().find(|operation| operation.id == id)
}
