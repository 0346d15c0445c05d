//! How sure prices are: where each comes from, since when it is known, and what it was before.

use std::collections::BTreeMap;

use musicapi::facts::{self, KnownPrice};
use serde_json::{Value, json};

use crate::output::words::credits;

/// The source of the newest of these prices, its first month, and the price before it.
pub(crate) fn sure(prices: &[KnownPrice]) -> String {
    let Some((newest, older)) = prices.split_first() else { return String::new() };
    let since = newest.since.map(|since| format!(", since {since}")).unwrap_or_default();
    let before = older.first().and_then(|older| Some((older, older.until?)));
    let before = before.map(|(older, until)| format!("; {} until {until}", credits(older.price)));
    format!("price {}{since}{}", newest.source, before.unwrap_or_default())
}

/// The prices of several calls, those of each form of an operation once.
#[derive(Default)]
pub(crate) struct Prices(BTreeMap<String, &'static [KnownPrice]>);

impl Prices {
    /// Adds those of a call, if they are known.
    pub(crate) fn add(&mut self, operation: &str, request: &Value) {
        let Some(operation) = facts::operation(operation) else { return };
        let form = operation.form(operation.tag.and_then(|tag| request[tag.field].as_str()));
        let Some(form) = form.filter(|form| !form.prices.is_empty()) else { return };
        let name = form.name.map_or_else(|| operation.id.to_owned(), |form| format!("{} ({form})", operation.id));
        self.0.entry(name).or_insert(form.prices);
    }

    /// A line for each.
    pub(crate) fn told(&self) -> String {
        let line = |(name, prices): (&String, &&[KnownPrice])| {
            let newest = prices.first()?;
            Some(format!("{name}: {}, {}\n", credits(newest.price), sure(prices)))
        };
        self.0.iter().filter_map(line).collect()
    }

    /// The same, for programs.
    pub(crate) fn json(&self) -> Value {
        let one = |(name, prices): (&String, &&[KnownPrice])| {
            let KnownPrice { price, since, source, .. } = prices.first()?;
            let since = since.map(|since| since.to_string());
            Some(json!({"call": name, "credits": price.credits, "since": since, "source": source}))
        };
        self.0.iter().filter_map(one).collect()
    }
}
