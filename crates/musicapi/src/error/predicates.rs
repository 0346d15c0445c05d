//! The usual questions about an error, answered from its status, its documented text, its class, or words in its text.

use musicapi_facts::Refusal;

use super::words::{Reason, reason};
use super::{Error, ErrorKind};

impl Error {
    /// Whether the API answered with this status, rather than a host of files.
    fn of_api(&self, status: u16) -> bool {
        self.means(status) && self.kind() != ErrorKind::Download
    }

    /// Whether the key is missing or wrong.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        self.of_api(401)
    }

    /// Whether the credits don't suffice, or the subscription has ended: by status, by a documented text, by class or code, or by words of a text.
    #[must_use]
    pub fn is_out_of_credits(&self) -> bool {
        self.of_api(402) || self.is_refusal(&["credits", "subscription"]) || self.is_for(Reason::Credits)
    }

    /// Whether there were too many requests; see [`retry_after`](Self::retry_after). Nothing was accepted.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.of_api(429) || self.is_refusal(&["rate", "concurrent", "queue"])
    }

    /// Whether the words or the recording were refused: they belong to others, name an artist, or are inappropriate. Other words may
    /// pass. It is known by a documented text, or by words of a text.
    #[must_use]
    pub fn is_moderated(&self) -> bool {
        self.is_refusal(&[
            "lyrics_copyright",
            "lyrics_moderation",
            "description_moderation",
            "description_artist",
            "description_producer",
            "known_recording",
        ]) || self.is_for(Reason::Moderation)
    }

    /// Whether a refusal whose text isn't documented is for this reason, by its class, its code or its words.
    fn is_for(&self, wanted: Reason) -> bool {
        let is_refused = matches!(self.kind(), ErrorKind::Refused | ErrorKind::TaskFailed);
        let says_other = [401, 404, 410, 429].into_iter().any(|status| self.means(status));
        is_refused && !says_other && self.documented().is_none() && reason(self.code(), self.message()) == Some(wanted)
    }

    /// Whether the service refused the call for a reason that none of these questions recognises: nothing was accepted, and the
    /// [`message`](Self::message) is all that is known.
    #[must_use]
    pub fn is_refused_for_unknown_reason(&self) -> bool {
        let known = self.is_auth()
            || self.is_out_of_credits()
            || self.is_rate_limited()
            || self.is_moderated()
            || self.is_retired()
            || self.is_not_found();
        self.kind() == ErrorKind::Refused && !known && self.refusal().is_none()
    }

    /// Whether the operation or the model is no longer offered.
    #[must_use]
    pub fn is_retired(&self) -> bool {
        self.of_api(410)
    }

    /// Whether the task, or another thing that was asked for, doesn't exist.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.of_api(404) || self.is_refusal(&["not_found"])
    }

    /// The name of the documented refusal with this text, such as `credits`: one of [`facts::REFUSALS`](crate::facts).
    #[must_use]
    pub fn refusal(&self) -> Option<&'static str> {
        self.documented().map(|refusal| refusal.name)
    }

    /// The documented refusal with this text.
    pub(crate) fn documented(&self) -> Option<&'static Refusal> {
        let said = self.message();
        let matches = |text: &str| match text.split_once("'specificError'") {
            Some((before, after)) => said.starts_with(before) && said.ends_with(after),
            None => said == text,
        };
        let known = || musicapi_facts::REFUSALS.iter().filter(|refusal| matches(refusal.text));
        // The same text may come under a status that is not documented for it.
        let refusal = known().find(|refusal| Some(refusal.status) == self.status()).or_else(|| known().next());
        refusal.filter(|_| self.kind() != ErrorKind::Download)
    }

    fn is_refusal(&self, names: &[&str]) -> bool {
        self.refusal().is_some_and(|name| names.contains(&name))
    }

    /// Whether a paid call may have been accepted though no task id came back.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        self.kind() == ErrorKind::OutcomeUnknown
    }

    /// Whether another try may help, and can't cost anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        let is_free = || self.operation().and_then(musicapi_facts::operation).is_some_and(|it| !it.is_paid());
        matches!(self.kind(), ErrorKind::Connect | ErrorKind::Interrupted)
            || self.of_api(429)
            || self.0.passing
            || (self.is_rate_limited() && is_free())
    }

    /// Whether a file isn't there now, and may be later or at another address: the host has refused it, fails, can't be reached or
    /// sends a page instead. It is worth asking for a while, with a fresh report of the task in between, as
    /// [`Task::deliver`](crate::Task::deliver) does.
    #[must_use]
    pub fn is_file_pending(&self) -> bool {
        self.0.pending
    }

    /// Whether this machine can't store files, because a disk is full, or a folder is missing or read-only: other files in the same place
    /// can't be stored either. A name that is taken concerns one file only.
    #[must_use]
    pub fn is_storage(&self) -> bool {
        let is_of_system = self.0.source.as_ref().is_some_and(|source| source.is::<std::io::Error>());
        self.kind() == ErrorKind::File && is_of_system
    }
}

#[cfg(test)]
mod tests {
    use musicapi_facts::CREATE_SONIC;

    use super::*;

    #[test]
    fn a_disk_that_is_full_is_the_trouble_of_all_files() {
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        assert!(Error::new(ErrorKind::File, "x couldn't be written").because(full).is_storage());
        assert!(!Error::new(ErrorKind::File, "x is already there").is_storage());
        let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        assert!(!Error::new(ErrorKind::Interrupted, "the connection broke").because(broken).is_storage());
    }

    #[test]
    fn refusals_are_told_apart_by_the_words_of_the_document() {
        let refused = |status, text: &str| Error::answered(ErrorKind::Refused, &CREATE_SONIC, status, text);
        let documented = |name| musicapi_facts::REFUSALS.iter().find(|refusal| refusal.name == name).unwrap().text;
        let broke = documented("credits");
        let artist = &documented("description_artist").replace("specificError", "Somebody");
        for (status, text, name, said) in [
            (403, broke, Some("credits"), [true, false, false, false]),
            (400, broke, Some("credits"), [true, false, false, false]),
            (402, "Pay.", None, [true, false, false, false]),
            (403, artist, Some("description_artist"), [false, true, false, false]),
            (403, documented("description_moderation"), Some("description_moderation"), [false, true, false, false]),
            (403, documented("rate"), Some("rate"), [false, false, true, false]),
            (429, "Slower.", None, [false, false, true, false]),
            (410, "Gone.", None, [false, false, false, true]),
            (403, "Go away.", None, [false, false, false, false]),
            (403, "Insufficient credits", None, [true, false, false, false]),
            (403, r#"{"type": "insufficient_credits", "error": "No."}"#, None, [true, false, false, false]),
            (400, "The lyrics contains artist name 'X'", None, [false, true, false, false]),
            (403, "This was flagged by our moderation system", None, [false, true, false, false]),
            (429, "Too many moderation requests", None, [false, false, true, false]),
        ] {
            let error = refused(status, text);
            assert_eq!(error.refusal(), name, "{text}");
            let found = [error.is_out_of_credits(), error.is_moderated(), error.is_rate_limited(), error.is_retired()];
            assert_eq!(found, said, "{status} {text}");
            assert_eq!(error.is_refused_for_unknown_reason(), text == "Go away.", "{text}");
        }
        // That a look comes too soon is told by a 403 in one family; a create is not sent again for it.
        let too_fast = documented("rate");
        let of = |operation| Error::answered(ErrorKind::Refused, operation, 403, too_fast).is_transient();
        assert_eq!((of(&musicapi_facts::GET_NURO_TASK), of(&musicapi_facts::CREATE_NURO)), (true, false));
        // Each name that a predicate asks for is one of the document's.
        let known = |name: &str| musicapi_facts::REFUSALS.iter().any(|refusal| refusal.name == name);
        for name in [
            "credits",
            "subscription",
            "rate",
            "concurrent",
            "queue",
            "usage",
            "not_found",
            "timeout",
            "known_recording",
        ] {
            assert!(known(name), "{name}");
        }
        for name in [
            "lyrics_copyright",
            "lyrics_moderation",
            "description_moderation",
            "description_artist",
            "description_producer",
        ] {
            assert!(known(name), "{name}");
        }
    }
}
