//! What the mock was asked.

use std::collections::VecDeque;
use std::time::Duration;

/// A request, and what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Asked {
    /// Counts up from 1.
    pub number: u64,
    /// When, on the mock's clock.
    pub at: Duration,
    /// The beginning of the key, if it is one that the mock knows: no key is kept in full.
    pub key: Option<String>,
    /// The method.
    pub method: String,
    /// The path as it was sent, cut off after 300 bytes.
    pub path: String,
    /// The `operationId`; none if the path isn't of the API.
    pub operation: Option<&'static str>,
    /// The status that was answered.
    pub status: u16,
    /// The rules of the document that it broke, in words.
    pub violations: Vec<String>,
    /// The task that it started or asked for.
    pub task: Option<String>,
}

/// The newest requests, and how many there were in all.
#[derive(Debug)]
pub(crate) struct Journal {
    entries: VecDeque<Asked>,
    limit: usize,
    count: u64,
}

impl Journal {
    pub(crate) fn new(limit: usize) -> Self {
        Self { entries: VecDeque::new(), limit, count: 0 }
    }

    pub(crate) fn write(&mut self, mut asked: Asked) {
        self.count += 1;
        asked.number = self.count;
        if self.entries.len() >= self.limit {
            self.entries.pop_front();
        }
        if self.limit > 0 {
            self.entries.push_back(asked);
        }
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = &Asked> {
        self.entries.iter()
    }

    pub(crate) fn count(&self) -> u64 {
        self.count
    }
}

/// The longest path that is kept.
const PATH: usize = 300;

/// The path as it is kept.
pub(crate) fn short(path: &str) -> String {
    let end = (0..=PATH.min(path.len())).rev().find(|end| path.is_char_boundary(*end));
    path[..end.unwrap_or_default()].to_owned()
}

/// The beginning of a key: enough to tell keys apart, too little to use one.
pub(crate) fn redacted(key: &str) -> String {
    let shown: String = key.chars().take((key.chars().count() / 2).min(4)).collect();
    format!("{shown}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_kept_in_full() {
        for (key, shown) in [("mock-key", "mock…"), ("k", "…"), ("", "…"), ("ключ", "кл…")] {
            assert_eq!(redacted(key), shown);
        }
    }

    #[test]
    fn a_path_is_cut_between_characters() {
        assert_eq!(short("/a"), "/a");
        let cut = short(&"ы".repeat(200));
        assert_eq!(cut, "ы".repeat(150));
        assert_eq!(short(&format!("/{}", "ы".repeat(200))).len(), 299);
    }
}
