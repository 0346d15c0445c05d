//! Dates as people read and type them, in UTC.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// The day of a Unix time in milliseconds: `3 May 2026`.
pub(crate) fn day(milliseconds: u64) -> String {
    time(milliseconds).strftime("%-d %B %Y").to_string()
}

/// The day in a form that sorts as text: `2026-05-03`.
pub(crate) fn date(milliseconds: u64) -> String {
    time(milliseconds).date().to_string()
}

/// The day and the minute: `2026-05-03 14:05`.
pub(crate) fn minute(milliseconds: u64) -> String {
    time(milliseconds).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Converts a Unix time; one beyond the calendar becomes its last moment.
fn time(milliseconds: u64) -> DateTime {
    let since = i64::try_from(milliseconds).ok().and_then(|since| Timestamp::from_millisecond(since).ok());
    TimeZone::UTC.to_datetime(since.unwrap_or(Timestamp::MAX))
}

/// Parses a day, as its beginning.
pub(crate) fn start_of(text: &str) -> Result<SystemTime, String> {
    let day = text.parse::<Date>().ok().filter(|day| day.to_string() == text);
    // Count days from 1970, since the last days of the calendar lie beyond the range of `Timestamp`.
    let days = day.and_then(|day| u64::try_from((day - Date::constant(1970, 1, 1)).get_days()).ok());
    let days = days.ok_or_else(|| "a day is written as in 2026-05-31".to_owned())?;
    Ok(SystemTime::UNIX_EPOCH + Duration::from_secs(days * 24 * 60 * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unix_times_are_shown_as_calendar_days() {
        for (seconds, shown) in [
            (0, "1 January 1970"),
            (951_782_400, "29 February 2000"),
            (951_868_800, "1 March 2000"),
            (1_777_766_400, "3 May 2026"),
            (1_798_761_599, "31 December 2026"),
            (1_798_761_600, "1 January 2027"),
            (4_107_542_400, "1 March 2100"),
        ] {
            assert_eq!(day(seconds * 1000), shown);
        }
        assert_eq!(date(u64::MAX), date(i64::MAX as u64), "whatever a file says");
        assert_eq!([date(1_777_766_400_000), minute(1_777_817_100_000)], ["2026-05-03", "2026-05-03 14:05"]);
    }

    #[test]
    fn a_day_is_parsed_as_its_beginning() {
        let seconds = |text| {
            start_of(text).map(|day| day.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs()))
        };
        assert_eq!((seconds("1970-01-01"), seconds("2026-11-30")), (Ok(0), Ok(1_796_040_000 - 1_796_040_000 % 86_400)));
        assert_eq!(seconds("2024-02-29"), Ok(1_709_164_800));
        assert_eq!(seconds("9999-12-31"), Ok(253_402_214_400));
        for wrong in [
            "",
            "2026-13-01",
            "2026-02-29",
            "2026-04-31",
            "yesterday",
            "2026-1",
            "26-01-01",
            "2026-+1-01",
            "20260101",
            "2026-01-01T00:00",
            "1969-12-31",
        ] {
            assert!(start_of(wrong).is_err(), "{wrong}");
        }
    }
}
