//! Ids in little memory.

use std::fmt;

use fastrand::Rng;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An id of a task, a clip, a persona.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub(crate) enum Id {
    /// Nearly all are UUIDs, and these are kept as their 16 bytes.
    Uuid(Uuid),
    /// Some of the document's examples aren't.
    Text(Box<str>),
}

impl Id {
    /// A new one.
    pub(crate) fn random(rng: &mut Rng) -> Self {
        Self::Uuid(uuid::Builder::from_random_bytes(rng.u128(..).to_be_bytes()).into_uuid())
    }

    /// The one that is written so. A UUID that is written in another way is another id.
    pub(crate) fn of(text: &str) -> Self {
        let uuid = (text.len() == 36).then(|| Uuid::try_parse(text).ok()).flatten();
        let canonical = uuid.filter(|_| !text.bytes().any(|byte| byte.is_ascii_uppercase()));
        canonical.map_or_else(|| Self::Text(text.into()), Self::Uuid)
    }
}

impl From<String> for Id {
    fn from(text: String) -> Self {
        Self::of(&text)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.to_string()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Uuid(uuid) => fmt::Display::fmt(uuid, f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_as_it_was_read() {
        let random = Id::random(&mut Rng::with_seed(7)).to_string();
        let upper = random.to_uppercase();
        for text in [&random, &upper, "abc123xyz789", "", "468d0e42f7a640ce9a4c37db56b13b99"] {
            assert_eq!(Id::of(text).to_string(), *text);
        }
        assert_ne!(Id::of(&random), Id::of(&upper));
    }
}
