//! Serve a file: HEAD, ranges and conditions, as RFC 9110 has them.

use std::ops::Range;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::header::{IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, RANGE};
use http::{HeaderMap, HeaderName, Method, StatusCode};
use openapi_mock::{Reply, Request};

use crate::media::MediaFile;

/// What is answered to a request for a file, given the file, if there is one, and when it was made.
///
/// Of several ranges none is served, but the whole; so it is with a range of other units.
pub(crate) fn reply(request: &Request, file: Option<(MediaFile, SystemTime)>) -> Reply {
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return Reply::text(StatusCode::METHOD_NOT_ALLOWED, "a file can only be fetched\n")
            .with_header("allow", "GET, HEAD");
    }
    let Some((artefact, made)) = file else {
        return Reply::text(StatusCode::NOT_FOUND, "there is no such file, or the clip isn't done yet\n");
    };
    let validators = Validators { etag: artefact.etag(), modified: whole_seconds(made) };
    let described = |status| {
        Reply::new(status)
            .with_header("etag", &validators.etag)
            .with_header("last-modified", &httpdate::fmt_http_date(validators.modified))
            .with_header("accept-ranges", "bytes")
    };
    if let Some(status) = validators.refuse(&request.headers) {
        return described(status);
    }
    let content = match artefact.content() {
        Ok(content) => content,
        Err(error) => return Reply::text(StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")),
    };
    let length = content.length();
    let asked = if request.method == Method::GET && validators.allow_a_part(&request.headers) {
        part(&request.headers, length)
    } else {
        Part::Whole
    };
    let (status, range) = match asked {
        Part::Whole => (StatusCode::OK, 0..length),
        Part::Of(range) => (StatusCode::PARTIAL_CONTENT, range),
        Part::None => {
            return described(StatusCode::RANGE_NOT_SATISFIABLE)
                .with_header("content-range", &format!("bytes */{length}"));
        }
    };
    let mut reply = described(status)
        .with_header("content-type", artefact.kind.media_type())
        .with_header("content-length", &(range.end - range.start).to_string());
    if status == StatusCode::PARTIAL_CONTENT {
        let place = format!("bytes {}-{}/{length}", range.start, range.end - 1);
        reply = reply.with_header("content-range", &place);
    }
    if request.method == Method::GET {
        reply.body = content.bytes(range);
    }
    reply
}

/// By what one version of a file is told from another.
struct Validators {
    etag: String,
    modified: SystemTime,
}

impl Validators {
    /// The status that the conditions of a request lead to if the file isn't to be sent.
    fn refuse(&self, headers: &HeaderMap) -> Option<StatusCode> {
        let wanted = match self.is_among(headers, &IF_MATCH, strong) {
            Some(matches) => matches,
            None => date(headers, &IF_UNMODIFIED_SINCE).is_none_or(|date| self.modified <= date),
        };
        let known = match self.is_among(headers, &IF_NONE_MATCH, weak) {
            Some(matches) => matches,
            None => date(headers, &IF_MODIFIED_SINCE).is_some_and(|date| self.modified <= date),
        };
        match (wanted, known) {
            (false, _) => Some(StatusCode::PRECONDITION_FAILED),
            (true, true) => Some(StatusCode::NOT_MODIFIED),
            (true, false) => None,
        }
    }

    /// Whether `If-Range`, if it is there, names this version. A date does so only if it is the same to the second.
    fn allow_a_part(&self, headers: &HeaderMap) -> bool {
        let Some(version) = headers.get(IF_RANGE) else { return true };
        let is_date = date(headers, &IF_RANGE).is_some_and(|date| date == self.modified);
        is_date || version.to_str().is_ok_and(|tag| strong(tag.trim()) == Some(self.etag.as_str()))
    }

    /// Whether the entity tag is in the list of this header; none if there is no such header.
    fn is_among(&self, headers: &HeaderMap, name: &HeaderName, compared: fn(&str) -> Option<&str>) -> Option<bool> {
        let mut lists = headers.get_all(name).iter().peekable();
        lists.peek()?;
        // The tags given out here have no comma in them, so that a tag that is cut in two at one is another's.
        let mut tags = lists.filter_map(|list| list.to_str().ok()).flat_map(|list| list.split(',')).map(str::trim);
        Some(tags.any(|tag| tag == "*" || compared(tag) == Some(self.etag.as_str())))
    }
}

/// An entity tag as it is, if it isn't weak.
fn strong(tag: &str) -> Option<&str> {
    (!tag.starts_with("W/")).then_some(tag)
}

/// An entity tag without the mark of a weak one.
fn weak(tag: &str) -> Option<&str> {
    Some(tag.strip_prefix("W/").unwrap_or(tag))
}

/// The date in a header; none if there isn't one, or it can't be read, which is the same.
fn date(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()
}

/// HTTP's dates have no fractions.
fn whole_seconds(time: SystemTime) -> SystemTime {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    UNIX_EPOCH + Duration::from_secs(since.as_secs())
}

/// How much of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Of(Range<u64>),
    /// Nothing that there is.
    None,
}

/// What the header `Range` asks for.
fn part(headers: &HeaderMap, length: u64) -> Part {
    let mut ranges = headers.get_all(RANGE).iter();
    match (ranges.next().map(|range| range.to_str()), ranges.next()) {
        (Some(Ok(range)), None) => single(range, length).unwrap_or(Part::Whole),
        _ => Part::Whole,
    }
}

/// One range of bytes; none if it is something else.
fn single(range: &str, length: u64) -> Option<Part> {
    let (unit, range) = range.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = range.trim().split_once('-')?;
    let range = match (first, last) {
        ("", last) => length.saturating_sub(number(last)?)..length,
        (first, "") => number(first)?..length,
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            first..last.saturating_add(1).min(length)
        }
    };
    Some(if range.is_empty() { Part::None } else { Part::Of(range) })
}

/// Digits and nothing else. What is too large for a number is larger than any file.
fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests;
