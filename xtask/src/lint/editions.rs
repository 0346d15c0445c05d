//! Editions: what is dated stands in the order of time, so that of every month it is known what there was.

use serde_json::Value;

use super::places::{Tell, walk};
use crate::document::{escape, extensions};

/// Prices, texts and statuses that say when they came.
pub fn edition(root: &Value, tell: Tell<'_>) {
    walk(root, "", &mut |pointer, map| {
        if let Some(found) = map.get("x-price") {
            price(found, &format!("{pointer}/x-price"), tell);
        }
        if let Some(found) = map.get("x-status") {
            status(found, &format!("{pointer}/x-status"), tell);
        }
        for (keyword, message) in map.get("x-messages").and_then(Value::as_object).into_iter().flatten() {
            if let Some(texts) = message.as_array() {
                self::texts(texts, &format!("{pointer}/x-messages/{}", escape(keyword)), tell);
            }
        }
    });
}

/// `since` where there are earlier prices, and each `until` before what comes after it.
fn price(price: &Value, place: &str, tell: Tell<'_>) {
    let earlier = price["earlier"].as_array().map_or(&[][..], Vec::as_slice);
    let months = price["since"].as_str().into_iter().chain(earlier.iter().filter_map(|it| it["until"].as_str()));
    if price.get("since").is_some() == earlier.is_empty() {
        tell(place, "`since` and `earlier` go together: a price that is the only one known has neither".to_owned());
    }
    if !is_newest_first(months) {
        let text = "the newest price comes first, and each one before it ends in an earlier month; put them in the order of time";
        tell(place, text.to_owned());
    }
}

/// The first text whose month has come is the one that is said: so the newest is first, and the oldest has no month.
fn texts(texts: &[Value], place: &str, tell: Tell<'_>) {
    let Some((oldest, newer)) = texts.split_last() else {
        return tell(place, "an empty list says nothing; take it out".to_owned());
    };
    if oldest.get("since").is_some() {
        tell(&format!("{place}/{}", newer.len()), "the oldest text comes last, and has no `since`".to_owned());
    }
    let undated = newer.iter().position(|text| text.get("since").is_none());
    if let Some(index) = undated {
        let text = "the texts below it are never said: give it a `since`, or put it last";
        tell(&format!("{place}/{index}"), text.to_owned());
    }
    if !is_newest_first(texts.iter().filter_map(|text| text["since"].as_str())) {
        tell(place, "the newest text comes first, and no two have one month; put them in the order of time".to_owned());
    }
}

/// What came after the reference edition is not in it.
fn status(status: &Value, place: &str, tell: Tell<'_>) {
    const REFERENCE: &str = extensions::REFERENCE;
    if let (Some(edition), Some(since)) = (status["edition"].as_str(), status["since"].as_str()) {
        let wanted = if since <= REFERENCE { "reference" } else { "later" };
        if edition != wanted {
            let text = format!("since {since} is `edition: {wanted}`: the reference is of {REFERENCE}");
            tell(&format!("{place}/edition"), text);
        }
    }
    for (value, below) in status["values"].as_object().into_iter().flatten() {
        self::status(below, &format!("{place}/values/{}", escape(value)), tell);
    }
}

fn is_newest_first<'m>(months: impl Iterator<Item = &'m str>) -> bool {
    let months: Vec<&str> = months.collect();
    months.windows(2).all(|pair| pair[0] > pair[1])
}
