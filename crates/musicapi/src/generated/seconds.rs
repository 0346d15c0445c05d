//! A length that the service writes as a number or as text.

use std::time::Duration;

use crate::types::Seconds;

impl Seconds {
    /// The length as a number; none if the text isn't one.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::String(text) => text.trim().parse().ok(),
        }
    }

    /// The length; none if it isn't a length.
    #[must_use]
    pub fn as_duration(&self) -> Option<Duration> {
        Duration::try_from_secs_f64(self.as_f64()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_are_read_and_kept() {
        for (json, wanted) in
            [("179", Some(179.0)), ("\"104.88\"", Some(104.88)), ("\"soon\"", None), ("-1", Some(-1.0))]
        {
            let seconds: Seconds = serde_json::from_str(json).unwrap();
            assert_eq!(seconds.as_f64(), wanted);
        }
        assert_eq!(Seconds::Number(-1.0).as_duration(), None);
        assert_eq!(serde_json::to_string(&Seconds::String("104.88".to_owned())).unwrap(), "\"104.88\"");
    }
}
