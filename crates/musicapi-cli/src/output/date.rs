//! Dates for people.

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
    // Years begin in March here, so that the day that comes and goes is the last; 400 of them have always the same length.
    let days = milliseconds / 86_400_000 + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = (era * 400 + year + u64::from(month >= 10), (month + 2) % 12);
    format!("{day} {} {year}", MONTHS[month as usize])
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
    }
}
