//! Dates, as people read and type them.

use std::time::{Duration, SystemTime};

/// The day of a moment in milliseconds since 1970, in UTC: `3 May 2026`.
pub(crate) fn day(milliseconds: u64) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = parts(milliseconds);
    format!("{day} {} {year}", MONTHS[month - 1])
}

/// The same, so that days are ordered as text: `2026-05-03`.
pub(crate) fn date(milliseconds: u64) -> String {
    let (year, month, day) = parts(milliseconds);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The same with the minute: `2026-05-03 14:05`.
pub(crate) fn minute(milliseconds: u64) -> String {
    let minutes = milliseconds / 60_000;
    format!("{} {:02}:{:02}", date(milliseconds), minutes / 60 % 24, minutes % 60)
}

/// Year, month from 1 and day.
fn parts(milliseconds: u64) -> (u64, usize, u64) {
    // Years begin in March here, so that the day that comes and goes is the last; 400 of them have always the same length.
    let days = milliseconds / 86_400_000 + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = (era * 400 + year + u64::from(month >= 10), (month + 2) % 12);
    (year, month as usize + 1, day)
}

/// The beginning of a day in UTC.
pub(crate) fn start_of(text: &str) -> Result<SystemTime, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let wrong = || "a day is written as in 2026-05-31".to_owned();
    let [year, month, day] = parts[..] else { return Err(wrong()) };
    let number =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u64>().ok()).flatten();
    let (Some(year), Some(month), Some(day)) = (number(year), number(month), number(day)) else { return Err(wrong()) };
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = |month: u64| match month {
        2 => 28 + u64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=length(month)).contains(&day) {
        return Err(wrong());
    }
    let years: u64 = (1970..year).map(|year| 365 + u64::from(is_leap(year))).sum();
    let days = years + (1..month).map(length).sum::<u64>() + day - 1;
    Ok(SystemTime::UNIX_EPOCH + Duration::from_secs(days * 24 * 60 * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, told) in [
            (0, "1 January 1970"),
            (951_782_400, "29 February 2000"),
            (951_868_800, "1 March 2000"),
            (1_777_766_400, "3 May 2026"),
            (1_798_761_599, "31 December 2026"),
            (1_798_761_600, "1 January 2027"),
            (4_107_542_400, "1 March 2100"),
        ] {
            assert_eq!(day(seconds * 1000), told);
        }
        assert_eq!([date(1_777_766_400_000), minute(1_777_817_100_000)], ["2026-05-03", "2026-05-03 14:05"]);
    }

    #[test]
    fn a_day_is_read_as_its_beginning() {
        let seconds = |text| {
            start_of(text).map(|day| day.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs()))
        };
        assert_eq!((seconds("1970-01-01"), seconds("2026-11-30")), (Ok(0), Ok(1_796_040_000 - 1_796_040_000 % 86_400)));
        assert_eq!(seconds("2024-02-29"), Ok(1_709_164_800));
        for wrong in ["", "2026-13-01", "2026-02-29", "2026-04-31", "yesterday", "2026-1", "26-01-01", "2026-+1-01"] {
            assert!(start_of(wrong).is_err(), "{wrong}");
        }
    }
}
