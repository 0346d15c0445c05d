//! How snapshots write what serde has no form for.

/// A text that is there for as long as the program runs. That it has a name keeps serde from borrowing it from what it reads.
pub(crate) type Fixed = &'static str;

/// A shared text.
pub(crate) mod shared {
    use std::sync::Arc;

    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
        String::deserialize(deserializer).map(Arc::from)
    }
}

/// The `operationId` of an operation that there is.
pub(crate) mod operation {
    use serde::{Deserialize as _, Deserializer, de::Error};

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
        of(&String::deserialize(deserializer)?)
    }

    fn of<E: Error>(id: &str) -> Result<&'static str, E> {
        let known = musicapi_facts::operation(id).map(|operation| operation.id);
        known.ok_or_else(|| E::custom(format!("there is no operation `{id}`")))
    }

    /// One that may be absent.
    pub(crate) mod option {
        use super::*;

        pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Option<&'static str>, D::Error> {
            Option::<String>::deserialize(deserializer)?.as_deref().map(of).transpose()
        }
    }
}
