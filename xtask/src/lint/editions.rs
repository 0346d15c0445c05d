//! Rules about editions: dated entries are in chronological order, so that each month has a definite state.

use serde_json::Value;

use super::places::{Report, walk};
use crate::document::{escape, extensions};

/// Checks dated prices, texts and statuses.
pub fn edition(root: &Value, report: Report<'_>) {
    walk(root, "", &mut |pointer, map| {
        if let Some(found) = map.get("x-price") {
            price(found, &format!("{pointer}/x-price"), report);
        }
        if let Some(found) = map.get("x-status") {
            status(found, &format!("{pointer}/x-status"), report);
        }
        for (keyword, message) in map.get("x-messages").and_then(Value::as_object).into_iter().flatten() {
            if let Some(texts) = message.as_array() {
                self::texts(texts, &format!("{pointer}/x-messages/{}", escape(keyword)), report);
            }
        }
    });
}

/// Earlier prices need a `since`, and each `until` precedes the next price.
fn price(price: &Value, place: &str, report: Report<'_>) {
    let earlier = price["earlier"].as_array().map_or(&[][..], Vec::as_slice);
    let months = price["since"].as_str().into_iter().chain(earlier.iter().filter_map(|it| it["until"].as_str()));
    if price.get("since").is_some() == earlier.is_empty() {
        report(place, "`since` and `earlier` go together: a price that is the only one known has neither".to_owned());
    }
    if !is_newest_first(months) {
        let text = "the newest price comes first, and each one before it ends in an earlier month; put them in the order of time";
        report(place, text.to_owned());
    }
}

/// Texts are ordered newest first, since the first whose month has come applies; the oldest has no month.
fn texts(texts: &[Value], place: &str, report: Report<'_>) {
    let Some((oldest, newer)) = texts.split_last() else {
        return report(place, "an empty list says nothing; take it out".to_owned());
    };
    if oldest.get("since").is_some() {
        report(&format!("{place}/{}", newer.len()), "the oldest text comes last, and has no `since`".to_owned());
    }
    let undated = newer.iter().position(|text| text.get("since").is_none());
    if let Some(index) = undated {
        let text = "the texts below it are never said: give it a `since`, or put it last";
        report(&format!("{place}/{index}"), text.to_owned());
    }
    if !is_newest_first(texts.iter().filter_map(|text| text["since"].as_str())) {
        report(
            place,
            "the newest text comes first, and no two have one month; put them in the order of time".to_owned(),
        );
    }
}

/// Whatever is newer than the reference edition isn't part of it.
fn status(status: &Value, place: &str, report: Report<'_>) {
    const REFERENCE: &str = extensions::REFERENCE;
    if let (Some(edition), Some(since)) = (status["edition"].as_str(), status["since"].as_str()) {
        let wanted = if since <= REFERENCE { "reference" } else { "later" };
        if edition != wanted {
            let text = format!("since {since} is `edition: {wanted}`: the reference is of {REFERENCE}");
            report(&format!("{place}/edition"), text);
        }
    }
    for (value, below) in status["values"].as_object().into_iter().flatten() {
        self::status(below, &format!("{place}/values/{}", escape(value)), report);
    }
}

fn is_newest_first<'m>(months: impl Iterator<Item = &'m str>) -> bool {
    let months: Vec<&str> = months.collect();
    months.windows(2).all(|pair| pair[0] > pair[1])
}
