//! Lifecycles: what becomes of a task, in words that tests, arguments and files share.

mod written;

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// What becomes of a task.
///
/// As text: `immediate`, `after_looks: 3`, `timed`, `after: 90` (seconds), `failed: timeout`, `one_clip_fails`, `stuck`.
///
/// ```
/// use musicapi_mock::{Failure, Lifecycle};
///
/// assert_eq!("after_looks: 3".parse(), Ok(Lifecycle::AfterLooks(3)));
/// assert_eq!("failed: timeout".parse(), Ok(Lifecycle::Failed(Failure::Timeout)));
/// assert_eq!(Lifecycle::Stuck.to_string(), "stuck");
/// assert!("sometimes".parse::<Lifecycle>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Lifecycle {
    /// Done as soon as it is accepted.
    Immediate,
    /// So many looks find it unfinished, the next one finds it done, whatever the time.
    AfterLooks(u32),
    /// In the time that the seed decides: one to three minutes (observed), one clip before the other.
    #[default]
    Timed,
    /// Done when this time has passed.
    After(Duration),
    /// Fails in the time that it would have taken, and is refunded then.
    Failed(Failure),
    /// Of its clips the last one fails, in the time that the seed decides. It is refunded only if it has no other clip.
    OneClipFails,
    /// Runs for ever.
    Stuck,
}

/// The shape in which a look is told that a task failed. Which one the service uses when is not known, only that these occur.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum Failure {
    /// 200 with `type` `failed`.
    #[default]
    Failed,
    /// 200 with `type` `timeout`.
    Timeout,
    /// 200 with `type` `forbidden`.
    Forbidden,
    /// 200 with `type` `api_error`.
    ApiError,
    /// 200 with clips, each of which has failed.
    Clips,
    /// 500 with `type` `failed`.
    ServerError,
    /// 500 that says `already_refunded`.
    Refunded,
    /// 504: failed due to a time-out, and refunded.
    GatewayTimeout,
    /// 400 `task not found.`, or as the family says it.
    NotFound,
    /// Any documented answer of the operation that reports on the task, as `500/algorithm`.
    Answer {
        /// Its status.
        status: u16,
        /// The name of its example.
        example: String,
    },
}

const FAILURES: [(Failure, &str); 9] = [
    (Failure::Failed, "failed"),
    (Failure::Timeout, "timeout"),
    (Failure::Forbidden, "forbidden"),
    (Failure::ApiError, "api_error"),
    (Failure::Clips, "clips"),
    (Failure::ServerError, "server_error"),
    (Failure::Refunded, "refunded"),
    (Failure::GatewayTimeout, "gateway_timeout"),
    (Failure::NotFound, "not_found"),
];

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, FAILURES.iter().find(|(failure, _)| failure == self)) {
            (Self::Answer { status, example }, _) => write!(f, "{status}/{example}"),
            (_, word) => f.write_str(word.map_or("failed", |(_, word)| word)),
        }
    }
}

/// The words that a life begins with.
const LIVES: [&str; 7] = ["immediate", "timed", "stuck", "one_clip_fails", "after_looks", "after", "failed"];

/// A text that is no life or failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLifecycle(String);

impl fmt::Display for UnknownLifecycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failures = FAILURES.map(|(_, word)| word).join(", ");
        let word = self.0.split(':').next().unwrap_or_default();
        let nearest = LIVES.into_iter().min_by_key(|known| strsim::levenshtein(word, known));
        // Where the word is right, it is what follows that isn't.
        let is_near = |nearest: &&str| word != *nearest && strsim::levenshtein(word, nearest) * 2 <= nearest.len();
        if let Some(nearest) = nearest.filter(is_near) {
            write!(f, "the nearest life to `{}` is `{nearest}`; ", self.0)?;
        }
        write!(
            f,
            "`{}` is no life of a task: immediate, timed, stuck, one_clip_fails, after_looks: NUMBER, after: SECONDS, \
             or failed: with one of {failures}, or STATUS/EXAMPLE of the document",
            self.0
        )
    }
}

impl std::error::Error for UnknownLifecycle {}

impl FromStr for Failure {
    type Err = UnknownLifecycle;

    fn from_str(text: &str) -> Result<Self, UnknownLifecycle> {
        if let Some((failure, _)) = FAILURES.iter().find(|(_, word)| *word == text) {
            return Ok(failure.clone());
        }
        let answer = text.split_once('/').and_then(|(status, example)| Some((status.parse().ok()?, example)));
        let (status, example) = answer.ok_or_else(|| UnknownLifecycle(text.to_owned()))?;
        Ok(Self::Answer { status, example: example.to_owned() })
    }
}

impl fmt::Display for Lifecycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Immediate => f.write_str("immediate"),
            Self::AfterLooks(looks) => write!(f, "after_looks: {looks}"),
            Self::Timed => f.write_str("timed"),
            Self::After(time) => write!(f, "after: {}", time.as_secs_f64()),
            Self::Failed(failure) => write!(f, "failed: {failure}"),
            Self::OneClipFails => f.write_str("one_clip_fails"),
            Self::Stuck => f.write_str("stuck"),
        }
    }
}

impl FromStr for Lifecycle {
    type Err = UnknownLifecycle;

    fn from_str(text: &str) -> Result<Self, UnknownLifecycle> {
        let unknown = || UnknownLifecycle(text.to_owned());
        let (word, rest) =
            text.split_once(':').map_or((text.trim(), None), |(word, rest)| (word.trim(), Some(rest.trim())));
        Ok(match (word, rest) {
            ("immediate", None) => Self::Immediate,
            ("timed", None) => Self::Timed,
            ("one_clip_fails", None) => Self::OneClipFails,
            ("stuck", None) => Self::Stuck,
            ("failed", None) => Self::Failed(Failure::default()),
            ("failed", Some(failure)) => Self::Failed(failure.parse().map_err(|_| unknown())?),
            ("after_looks", Some(looks)) => Self::AfterLooks(looks.parse().map_err(|_| unknown())?),
            ("after", Some(seconds)) => {
                let seconds: f64 = seconds.parse().map_err(|_| unknown())?;
                Self::After(Duration::try_from_secs_f64(seconds).map_err(|_| unknown())?)
            }
            _ => return Err(unknown()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let failures = FAILURES.map(|(failure, _)| Lifecycle::Failed(failure)).into_iter();
        let answer = Failure::Answer { status: 500, example: "algorithm".to_owned() };
        let others = [
            Lifecycle::Immediate,
            Lifecycle::AfterLooks(0),
            Lifecycle::AfterLooks(7),
            Lifecycle::Timed,
            Lifecycle::After(Duration::from_millis(90_500)),
            Lifecycle::Failed(answer),
            Lifecycle::OneClipFails,
            Lifecycle::Stuck,
        ];
        for life in failures.chain(others) {
            assert_eq!(life.to_string().parse(), Ok(life.clone()), "{life}");
        }
        assert_eq!("failed".parse(), Ok(Lifecycle::Failed(Failure::Failed)));
        for text in
            ["", "failed: x", "failed: x/y", "after: -1", "after: NaN", "after_looks: -1", "after_looks", "stuck: 1"]
        {
            let error = text.parse::<Lifecycle>().unwrap_err().to_string();
            assert!(error.contains(&format!("`{text}`")) && error.contains("immediate"), "{error}");
        }
    }
}
