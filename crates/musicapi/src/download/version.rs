//! The version of a file: the headers by which a host tells one version from the next, and whether an answer belongs to a known one.

use std::time::Duration;

use reqwest::Url;
use reqwest::header::{DATE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::display::public;

/// How much older than the answer a file must be, so that it can't have changed twice under one time stamp.
const SETTLED: Duration = Duration::from_secs(60);

/// A version of the file at an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Version {
    /// The hash of the address: with the query, unless an `ETag` tells versions apart, because a signed query changes.
    address: String,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    /// The number of bytes, if the host said it.
    pub(super) total: Option<u64>,
    /// Whether the part was unpacked: a range of the host's bytes is no range of those.
    #[serde(skip)]
    packed: bool,
}

impl Version {
    pub(super) fn new(url: &Url, headers: &HeaderMap, total: Option<u64>) -> Self {
        let etag = text(headers, &ETAG).map(str::to_owned);
        let settled = |modified: &&str| {
            let time = |text: &str| httpdate::parse_http_date(text).ok();
            let age = time(modified).zip(text(headers, &DATE).and_then(time));
            age.is_some_and(|(modified, now)| now.duration_since(modified).is_ok_and(|age| age >= SETTLED))
        };
        let last_modified = text(headers, &LAST_MODIFIED).filter(settled).map(str::to_owned);
        let mut version = Self { address: String::new(), etag, last_modified, total, packed: false };
        version.address = version.address_of(url);
        version
    }

    /// The value for `If-Range`; without one, nothing can be added to a part.
    pub(super) fn validator(&self) -> Option<&str> {
        self.strong_etag().or(self.last_modified.as_deref()).filter(|_| !self.packed)
    }

    /// The version of a file that is unpacked while it comes.
    pub(super) fn packed(self) -> Self {
        Self { packed: true, ..self }
    }

    fn strong_etag(&self) -> Option<&str> {
        self.etag.as_deref().filter(|tag| tag.len() > 2 && tag.starts_with('"') && tag.ends_with('"'))
    }

    /// Whether the version came from this address.
    pub(super) fn is_of(&self, url: &Url) -> bool {
        self.address == self.address_of(url)
    }

    fn address_of(&self, url: &Url) -> String {
        let url = if self.strong_etag().is_some() { public(url) } else { url.clone() };
        format!("{:x}", Sha256::digest(url.as_str()))
    }

    /// Whether an answer may be of this version: nothing in its headers says otherwise.
    pub(super) fn allows(&self, headers: &HeaderMap, total: Option<u64>) -> bool {
        let same =
            |ours: Option<&str>, theirs: Option<&str>| ours.zip(theirs).is_none_or(|(ours, theirs)| ours == theirs);
        same(self.etag.as_deref(), text(headers, &ETAG))
            && same(self.last_modified.as_deref(), text(headers, &LAST_MODIFIED))
            && self.total.zip(total).is_none_or(|(ours, theirs)| ours == theirs)
    }
}

impl Version {
    /// Whether an answer is certain to be of this version: it repeats the value of `If-Range`, and nothing in it says otherwise. So a host that
    /// ignores `If-Range` is found out.
    pub(super) fn is_told_by(&self, headers: &HeaderMap, total: Option<u64>) -> bool {
        let told = |ours: &str| [ETAG, LAST_MODIFIED].iter().any(|name| text(headers, name) == Some(ours));
        self.validator().is_some_and(told) && self.allows(headers, total)
    }
}

pub(super) fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// The first byte, the last byte and the number of all bytes in a `Content-Range`.
pub(super) fn content_range(text: &str) -> Option<(u64, u64, Option<u64>)> {
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    let total = match total.trim() {
        "*" => None,
        total => Some(total.parse().ok()?),
    };
    (first <= last && total.is_none_or(|total| last < total)).then_some((first, last, total))
}

/// The number of all bytes in the `Content-Range` of a refused range.
pub(super) fn total_of_refused(text: &str) -> Option<u64> {
    text.strip_prefix("bytes */")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn version(url: &str, headers: &[(HeaderName, &'static str)]) -> Version {
        let headers = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect();
        Version::new(&Url::parse(url).unwrap(), &headers, None)
    }

    #[test]
    fn a_validator_is_one_that_cannot_stand_for_two_versions() {
        let date = (DATE, "Tue, 03 Feb 2026 10:01:00 GMT");
        let settled = "Tue, 03 Feb 2026 10:00:00 GMT";
        for (headers, validator) in [
            (vec![(ETAG, "\"a\"")], Some("\"a\"")),
            (vec![(ETAG, "W/\"a\"")], None),
            (vec![(ETAG, "a")], None),
            (vec![(LAST_MODIFIED, settled), date.clone()], Some(settled)),
            (vec![(LAST_MODIFIED, settled)], None),
            (vec![(LAST_MODIFIED, "Tue, 03 Feb 2026 10:00:01 GMT"), date.clone()], None),
            (vec![(LAST_MODIFIED, "Tue, 03 Feb 2026 11:00:00 GMT"), date.clone()], None),
            (vec![(LAST_MODIFIED, "yesterday"), date.clone()], None),
            (vec![(ETAG, "W/\"a\""), (LAST_MODIFIED, settled), date.clone()], Some(settled)),
            (vec![(ETAG, "\"a\""), (LAST_MODIFIED, settled), date.clone()], Some("\"a\"")),
            (vec![], None),
        ] {
            assert_eq!(version("http://h/x", &headers).validator(), validator, "{headers:?}");
        }
    }

    #[test]
    fn a_signature_may_change_where_a_tag_tells_versions_apart() {
        let is_of = |version: Version, url: &str| version.is_of(&Url::parse(url).unwrap());
        let tagged = || version("http://h/x?sig=1", &[(ETAG, "\"a\"")]);
        assert!(is_of(tagged(), "http://h/x?sig=2"));
        assert!(!is_of(tagged(), "http://h/y?sig=1"));
        let (modified, date) = ("Tue, 03 Feb 2026 10:00:00 GMT", "Tue, 03 Feb 2026 12:00:00 GMT");
        let dated = || version("http://h/x?clip=1", &[(LAST_MODIFIED, modified), (DATE, date)]);
        assert!(is_of(dated(), "http://h/x?clip=1"));
        assert!(!is_of(dated(), "http://h/x?clip=2"));
    }

    #[test]
    fn a_range_is_read_or_refused() {
        for (text, range) in [
            ("bytes 5-9/10", Some((5, 9, Some(10)))),
            ("bytes 5-9/*", Some((5, 9, None))),
            ("bytes 9-5/10", None),
            ("bytes 5-10/10", None),
            ("bytes */10", None),
            ("items 5-9/10", None),
            ("bytes 5-9", None),
            ("bytes -9/10", None),
            ("", None),
        ] {
            assert_eq!(content_range(text), range, "{text:?}");
        }
        assert_eq!(total_of_refused("bytes */10"), Some(10));
        assert_eq!(total_of_refused("bytes 5-9/10"), None);
    }
}
