//! Recognise refusals whose texts the document doesn't have in full: by the service's class for them, or by words that its documented
//! texts for the same reason have.
//!
//! These words answer questions, and decide nothing about money: only documented texts tell whether a call was accepted.

/// Why a call was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    Credits,
    Moderation,
}

/// The service's classes and codes: the reason, and the source.
const CLASSES: [(&str, Reason, &str); 2] = [
    ("insufficient_credits", Reason::Credits, "observed: a sister service's types (the document, schema Error)"),
    ("402", Reason::Credits, "documented: credits-usage-guide, as a status; inferred: as a code"),
];

/// Words of a text in lower case: the reason, and the source.
const WORDS: [(&str, Reason, &str); 8] = [
    ("credits are not enough", Reason::Credits, "documented: error table (E0), 403"),
    ("insufficient credit", Reason::Credits, "inferred: the class insufficient_credits as a text"),
    ("not enough credit", Reason::Credits, "inferred: the documented text in another order"),
    ("copyright", Reason::Moderation, "documented: error table (E0), 403, copyrighted content"),
    ("moderation", Reason::Moderation, "documented: error table (E0), 403, needs moderation review"),
    ("artist name", Reason::Moderation, "documented: error table (E0), 403, contains artist names"),
    ("producer tag", Reason::Moderation, "documented: error table (E0), 403, contains producer tags"),
    ("inappropriate", Reason::Moderation, "inferred: what moderation is for"),
];

/// The reason by class, code or words, the class first.
pub(super) fn reason(code: Option<&str>, text: &str) -> Option<Reason> {
    let by_class = CLASSES.iter().find(|(class, ..)| code == Some(class)).map(|(_, reason, _)| *reason);
    let text = text.to_lowercase();
    by_class.or_else(|| WORDS.iter().find(|(words, ..)| text.contains(words)).map(|(_, reason, _)| *reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_a_source() {
        let sources = CLASSES.iter().map(|(_, _, source)| source).chain(WORDS.iter().map(|(_, _, source)| source));
        for source in sources {
            assert!(
                source.starts_with("documented: ")
                    || source.starts_with("observed: ")
                    || source.starts_with("inferred: ")
            );
        }
        // What is called documented stands in a documented text.
        for (words, ..) in WORDS.iter().filter(|(_, _, source)| source.starts_with("documented: ")) {
            assert!(
                musicapi_facts::REFUSALS.iter().any(|refusal| refusal.text.to_lowercase().contains(words)),
                "no documented text has {words:?} any more: give it another source in WORDS, or take it away"
            );
        }
    }
}
