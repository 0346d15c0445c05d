//! Check what a scenario names while it is read, so that an error knows its line.

use std::fmt;

use indexmap::IndexMap;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::contract::catalog::Catalog;
use crate::faults::Fault;
use crate::state::account::{self, Account};
use crate::state::lifecycle::Lifecycle;
use crate::state::lifecycles::NextLifecycle;

fn catalog<E: Error>() -> Result<&'static Catalog, E> {
    Catalog::get().map_err(E::custom)
}

#[derive(PartialEq, Eq, Hash)]
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        account::check_key(&key).map_err(D::Error::custom)?;
        Ok(Self(key))
    }
}

/// Accounts of which each has a key.
pub(super) fn accounts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<IndexMap<String, Account>, D::Error> {
    let accounts = IndexMap::<Key, Account>::deserialize(deserializer)?;
    Ok(accounts.into_iter().map(|(Key(key), account)| (key, account)).collect())
}

struct CheckedFault(Fault);

impl<'de> Deserialize<'de> for CheckedFault {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fault = Fault::deserialize(deserializer)?;
        let error = |text: String| D::Error::custom(format!("the fault `{fault}`: {text}"));
        fault.check(&catalog::<D::Error>()?.document).map_err(error)?;
        Ok(Self(fault))
    }
}

/// Faults of which each can be.
pub(super) fn faults<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Fault>, D::Error> {
    let faults = Vec::<CheckedFault>::deserialize(deserializer)?;
    Ok(faults.into_iter().map(|CheckedFault(fault)| fault).collect())
}

struct CheckedNext(NextLifecycle);

impl<'de> Deserialize<'de> for CheckedNext {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let next = NextLifecycle::deserialize(deserializer)?;
        next.check(catalog::<D::Error>()?).map_err(D::Error::custom)?;
        Ok(Self(next))
    }
}

/// Lives of next tasks of which each can be.
pub(super) fn next_lives<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<NextLifecycle>, D::Error> {
    let lives = Vec::<CheckedNext>::deserialize(deserializer)?;
    Ok(lives.into_iter().map(|CheckedNext(next)| next).collect())
}

/// The id of an operation that starts tasks.
struct Create(String);

impl<'de> Deserialize<'de> for Create {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let next = NextLifecycle { operation: Some(String::deserialize(deserializer)?), life: Lifecycle::default() };
        next.check(catalog::<D::Error>()?).map_err(D::Error::custom)?;
        Ok(Self(next.operation.unwrap_or_default()))
    }
}

/// Lives of operations of which each can be.
pub(super) fn lives<'de, D: Deserializer<'de>>(deserializer: D) -> Result<IndexMap<String, Lifecycle>, D::Error> {
    struct Lifecycles;

    impl<'de> Visitor<'de> for Lifecycles {
        type Value = IndexMap<String, Lifecycle>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("lives, by the ids of operations")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut lives = IndexMap::new();
            while let Some(Create(operation)) = map.next_key()? {
                let life: Lifecycle = map.next_value()?;
                let next = NextLifecycle { operation: Some(operation.clone()), life: life.clone() };
                next.check(catalog::<A::Error>()?).map_err(A::Error::custom)?;
                lives.insert(operation, life);
            }
            Ok(lives)
        }
    }

    deserializer.deserialize_map(Lifecycles)
}

/// A speed that a clock can have.
pub(super) fn speed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let speed = f64::deserialize(deserializer)?;
    let is_one = speed.is_finite() && speed >= 0.0;
    let error = || format!("{speed} is no speed; write 0 for by hand, or how many times faster than real");
    is_one.then_some(speed).ok_or_else(|| D::Error::custom(error()))
}

/// An edition, written as its month.
pub(super) mod edition {
    use musicapi_facts::Edition;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(edition: &Option<Edition>, serializer: S) -> Result<S::Ok, S::Error> {
        edition.map(|edition| edition.to_string()).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Edition>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
    }
}
