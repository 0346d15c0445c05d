//! Read how long the service asks to wait before the next request.

use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, RETRY_AFTER};

/// Reads `Retry-After` as seconds, milliseconds (`1500ms`) or a date, or `retry-after-ms`; `None` for anything else.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    if let Some(hint) = text("retry-after-ms").and_then(milliseconds) {
        return Some(hint);
    }
    let text = text(RETRY_AFTER.as_str())?;
    match text.strip_suffix("ms") {
        Some(number) => milliseconds(number.trim_end()),
        None => number(text)
            .map(Duration::from_secs_f64)
            // A date in the past asks for no pause.
            .or_else(|| Some(httpdate::parse_http_date(text).ok()?.duration_since(now).unwrap_or_default())),
    }
}

fn milliseconds(text: &str) -> Option<Duration> {
    number(text).map(|number| Duration::from_secs_f64(number / 1000.0))
}

/// A plain number, of at most a century.
fn number(text: &str) -> Option<f64> {
    let is_plain = text.starts_with(|first: char| first.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain).map(|number: f64| number.min(3.2e9))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;

    fn hint(name: &'static str, value: &str, now: SystemTime) -> Option<Duration> {
        let value = HeaderValue::from_str(value).ok()?;
        retry_after(&HeaderMap::from_iter([(HeaderName::from_static(name), value)]), now)
    }

    fn of(value: &str) -> Option<f64> {
        let now = httpdate::parse_http_date("Sun, 22 Nov 2026 10:00:00 GMT").unwrap();
        hint("retry-after", value, now).map(|hint| hint.as_secs_f64())
    }

    #[test]
    fn seconds_milliseconds_and_dates_are_read() {
        for (value, seconds) in [
            ("3", Some(3.0)),
            (" 3 ", Some(3.0)),
            ("1.5", Some(1.5)),
            ("0", Some(0.0)),
            ("1500ms", Some(1.5)),
            ("1500 ms", Some(1.5)),
            ("Sun, 22 Nov 2026 10:01:30 GMT", Some(90.0)),
            ("Sunday, 22-Nov-26 10:01:30 GMT", Some(90.0)),
            ("Sun, 22 Nov 2026 09:00:00 GMT", Some(0.0)),
            ("", None),
            ("soon", None),
            ("-1", None),
            ("+1", None),
            ("inf", None),
            ("NaN", None),
            ("99999999999999999999", Some(3.2e9)),
        ] {
            assert_eq!(of(value), seconds, "{value:?}");
        }
        assert_eq!(hint("retry-after-ms", "250", SystemTime::UNIX_EPOCH), Some(Duration::from_millis(250)));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_ignored(text in "\\PC*", name in prop_oneof![Just("retry-after"), Just("retry-after-ms")]) {
            if let Some(hint) = hint(name, &text, SystemTime::now()) {
                prop_assert!(hint.as_secs_f64() <= 3.2e9);
            }
        }

        #[test]
        fn every_date_ahead_is_its_distance(ahead in 0_u64..4_000_000_000) {
            let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
            let date = httpdate::fmt_http_date(now + Duration::from_secs(ahead));
            prop_assert_eq!(hint("retry-after", &date, now), Some(Duration::from_secs(ahead)));
        }
    }
}
