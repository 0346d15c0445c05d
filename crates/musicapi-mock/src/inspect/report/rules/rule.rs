//! The rules for clients: for each its name, what breaking it does to the client's users, what to do about it, and its source.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a client shouldn't do; what costs most comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "program", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Rule {
    /// The same was paid for twice: within a while, or after an answer that was lost.
    PaidTwice,
    /// It paid for a task and never asked about it.
    TaskAbandoned,
    /// It gave a task up before the time that it usually takes.
    GivenUpEarly,
    /// It took a failure that passes, of a look at a task, for the end of the task.
    FailureTakenForFinal,
    /// It asked about a task by an id that is none.
    UnknownTask,
    /// It went on asking about a task that was over.
    AskedAfterEnd,
    /// It saw a task succeed, and fetched none of its clips.
    NeverFetched,
    /// Of several clips it fetched only the first.
    OnlyFirstClip,
    /// It fetched the preview of a clip, and never the clip.
    PreviewKept,
    /// It sent again what was refused, though nothing had changed.
    RefusalRepeated,
    /// It broke other rules of the document.
    InvalidRequest,
    /// It asked for no operation.
    Unmatched,
    /// It sent fields that the document doesn't have for what it asked.
    UnknownField,
    /// It asked about a task sooner than the documented pause allows.
    PolledTooFast,
    /// It called again before the time that an answer had asked for.
    RetryAfterIgnored,
    /// It asked for what is retired, or soon will be.
    Retired,
    /// A fault or a life was set that no call met: the test proves less than it says.
    UnusedFault,
    /// Nothing was asked at all.
    NothingAsked,
}

/// What there is to say of a rule.
struct Words {
    /// Its name, such as `paid-twice`.
    name: &'static str,
    /// What the people see who use such a client.
    effect: &'static str,
    /// What its author does about it.
    remedy: &'static str,
    /// Where the rule comes from.
    source: &'static str,
}

impl Rule {
    /// All of them, what costs most first.
    pub const ALL: [Self; 18] = [
        Self::PaidTwice,
        Self::TaskAbandoned,
        Self::GivenUpEarly,
        Self::FailureTakenForFinal,
        Self::UnknownTask,
        Self::AskedAfterEnd,
        Self::NeverFetched,
        Self::OnlyFirstClip,
        Self::PreviewKept,
        Self::RefusalRepeated,
        Self::InvalidRequest,
        Self::Unmatched,
        Self::UnknownField,
        Self::PolledTooFast,
        Self::RetryAfterIgnored,
        Self::Retired,
        Self::UnusedFault,
        Self::NothingAsked,
    ];

    /// Its name, such as `paid-twice`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.words().name
    }

    /// What the people see who use a client that does so.
    #[must_use]
    pub fn effect(self) -> &'static str {
        self.words().effect
    }

    /// What the client's author does about it.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        self.words().remedy
    }

    /// Where it comes from.
    #[must_use]
    pub fn source(self) -> &'static str {
        self.words().source
    }

    fn words(self) -> Words {
        let words = |name, effect, remedy, source| Words { name, effect, remedy, source };
        match self {
            Self::PaidTwice => words(
                "paid-twice",
                "Users pay for one song twice.",
                "After a create whose answer is lost, find out whether it was accepted (the balance, a callback) before it is sent again.",
                "documented: credits-usage-guide, credits are taken with each task that is accepted",
            ),
            Self::TaskAbandoned => words(
                "task-abandoned",
                "Users pay for a song that they never get.",
                "Keep the task id of the create's answer, and ask about the task until it is over.",
                "documented: introduction, a create answers with a task id, by which the songs are asked for",
            ),
            Self::GivenUpEarly => words(
                "given-up-early",
                "Users are told that a song failed which is there a little later, and paid for.",
                "Wait at least as long as a task usually takes, and keep its id, so that it can be asked about later.",
                "`x-task` of the operation in openapi/musicapi.yaml",
            ),
            Self::FailureTakenForFinal => words(
                "failure-taken-for-final",
                "Users lose a song that was paid for and is there, because of one broken answer.",
                "After a broken connection, a 429 or a 5xx, ask about the same task again after a pause; only the state in an answer ends it.",
                "RFC 9110, section 15.6; `x-task` of the operation in openapi/musicapi.yaml",
            ),
            Self::UnknownTask => words(
                "unknown-task",
                "Users wait for a song that nobody makes, beside one that is paid for.",
                "Read the id out of the create's answer, and ask with it alone.",
                "documented: introduction, a create answers with a task id",
            ),
            Self::AskedAfterEnd => words(
                "asked-after-end",
                "Users wait for a song that is there, or for one that has failed, until the client gives up.",
                "Stop at a final state; the document lists which are final (`x-task`).",
                "`x-task` of the operation in openapi/musicapi.yaml",
            ),
            Self::NeverFetched => words(
                "never-fetched",
                "Users have no song: an address is no file, and it ends.",
                "Fetch each clip from its `audio_url` once its state is final, and keep the file.",
                "documented: credits-usage-guide, a call makes two songs; how long addresses last is not known",
            ),
            Self::OnlyFirstClip => words(
                "only-first-clip",
                "Users get half of the songs that they paid for.",
                "Fetch every clip of the list in the report, not the first alone.",
                "documented: credits-usage-guide, a call makes two songs",
            ),
            Self::PreviewKept => words(
                "preview-kept",
                "Users get a song that breaks off after a few seconds.",
                "Wait until the clip's state is final, and then fetch its `audio_url` again: it is another address by then.",
                "observed: a clip in state `streaming` isn't done; that its address ends is the mock's own choice",
            ),
            Self::RefusalRepeated => words(
                "refusal-repeated",
                "Users wait, and are told late or never that the key is wrong or the credits are gone.",
                "Tell a refusal (401, 402, 403) at once, in its own words, and send again only after something has changed.",
                "RFC 9110, section 15.5",
            ),
            Self::InvalidRequest => words(
                "invalid-request",
                "Users get an error in the place of a song.",
                "Send what the operation takes; the header `x-violations` of the answer says what is wrong.",
                "the operation in openapi/musicapi.yaml",
            ),
            Self::Unmatched => words(
                "unmatched",
                "Users get nothing: there is no such call.",
                "Correct the method or the path; the nearest operation is named.",
                "the paths in openapi/musicapi.yaml",
            ),
            Self::UnknownField => words(
                "unknown-field",
                "Users set something that has no effect, or is refused one day.",
                "Leave the field out, or write it as the document does.",
                "the operation's schema in openapi/musicapi.yaml",
            ),
            Self::PolledTooFast => words(
                "polled-too-fast",
                "Users may be refused for a while, by 429, once there are many of them.",
                "Pause between two looks as the document says.",
                "`pace_source` of the operation in openapi/musicapi.yaml",
            ),
            Self::RetryAfterIgnored => words(
                "retry-after-ignored",
                "Users are refused for longer.",
                "Wait as long as `Retry-After` says before the next call.",
                "RFC 9110, section 10.2.3",
            ),
            Self::Retired => words(
                "retired",
                "Users get an error once it is gone, or now.",
                "Use what the document names instead.",
                "`deprecated` and `x-status` in openapi/musicapi.yaml",
            ),
            Self::UnusedFault => words(
                "unused-fault",
                "The test passes whatever the client does then.",
                "Let the client make the call, correct the name of the operation or the number of the call, or take it out.",
                "the faults and lives of this mock",
            ),
            Self::NothingAsked => words(
                "nothing-asked",
                "The test passes without the client.",
                "Give the client the mock's address as its base URL: the first line that the mock prints.",
                "the journal of this mock",
            ),
        }
    }
}
