//! Prices with their sources: where each comes from, since when it applies, and what it was before.

use std::collections::BTreeMap;

use musicapi::facts::{self, KnownPrice};
use serde_json::{Value, json};

use crate::output::words::credits;

/// Describes the newest of these prices: its source, its first month, and the price before it.
pub(crate) fn describe_price(prices: &[KnownPrice]) -> String {
    let Some((newest, older)) = prices.split_first() else { return String::new() };
    let since = newest.since.map(|since| format!(", since {since}")).unwrap_or_default();
    let before = older.first().and_then(|older| Some((older, older.until?)));
    let before = before.map(|(older, until)| format!("; {} until {until}", credits(older.price)));
    format!("price {}{since}{}", newest.source, before.unwrap_or_default())
}

/// The prices of several calls, each form of an operation once.
#[derive(Default)]
pub(crate) struct Prices(BTreeMap<String, &'static [KnownPrice]>);

impl Prices {
    /// Adds the prices of a call, if they are documented.
    pub(crate) fn add(&mut self, operation: &str, request: &Value) {
        let Some(operation) = facts::operation(operation) else { return };
        let form = operation.form(operation.tag.and_then(|tag| request[tag.field].as_str()));
        let Some(form) = form.filter(|form| !form.prices.is_empty()) else { return };
        let name = form.name.map_or_else(|| operation.id.to_owned(), |form| format!("{} ({form})", operation.id));
        self.0.entry(name).or_insert(form.prices);
    }

    /// A line for each price.
    pub(crate) fn lines(&self) -> String {
        let line = |(name, prices): (&String, &&[KnownPrice])| {
            let newest = prices.first()?;
            Some(format!("{name}: {}, {}\n", credits(newest.price), describe_price(prices)))
        };
        self.0.iter().filter_map(line).collect()
    }

    /// The prices as JSON.
    pub(crate) fn json(&self) -> Value {
        let one = |(name, prices): (&String, &&[KnownPrice])| {
            let KnownPrice { price, since, source, .. } = prices.first()?;
            let since = since.map(|since| since.to_string());
            Some(json!({"call": name, "credits": price.credits, "since": since, "source": source}))
        };
        self.0.iter().filter_map(one).collect()
    }
}
