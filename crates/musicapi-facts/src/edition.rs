//! Editions of the service. What it charges, which models it has and what it says differs from month to month; a month is what an edition
//! is named by.

use std::fmt;
use std::str::FromStr;

/// An edition of the service: how it is in this month, such as `2025-08`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edition {
    year: u16,
    month: u8,
}

impl Edition {
    /// The reference edition, August 2025.
    pub const REFERENCE: Self = Self::new(2025, 8);

    /// The edition of a month, from 1 to 12.
    ///
    /// # Panics
    /// If there is no such month, or the year has more than four digits; in a constant this is an error of the compiler.
    #[must_use]
    pub const fn new(year: u16, month: u8) -> Self {
        assert!(1 <= month && month <= 12 && year <= 9999, "a month is from 1 to 12, of a year of four digits");
        Self { year, month }
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A text that names no edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownEdition(String);

impl fmt::Display for UnknownEdition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no edition; write a month, such as {}", self.0, Edition::REFERENCE)
    }
}

impl std::error::Error for UnknownEdition {}

impl FromStr for Edition {
    type Err = UnknownEdition;

    fn from_str(text: &str) -> Result<Self, UnknownEdition> {
        let parts = text.split_once('-').filter(|(year, month)| {
            year.len() == 4 && month.len() == 2 && !year.starts_with('+') && !month.starts_with('+')
        });
        let parts = parts.and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
        match parts {
            Some((year, month @ 1..=12)) => Ok(Self { year, month }),
            _ => Err(UnknownEdition(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_as_it_is_written() {
        assert_eq!("2025-08".parse(), Ok(Edition::REFERENCE));
        assert_eq!(Edition::new(2026, 10).to_string(), "2026-10");
        assert!(Edition::new(2025, 12) < Edition::new(2026, 1));
        for text in ["", "2025", "2025-8", "2025-13", "2025-00", "25-08", "newest", "2025-08-01", "+025-08"] {
            let error = text.parse::<Edition>().map_err(|error| error.to_string());
            assert!(error.clone().is_err_and(|told| told.contains("such as 2025-08")), "{text}: {error:?}");
        }
        for (year, month) in [(2026, 13), (2026, 0), (12026, 1)] {
            assert!(std::panic::catch_unwind(|| Edition::new(year, month)).is_err(), "{year}-{month}");
        }
    }
}
