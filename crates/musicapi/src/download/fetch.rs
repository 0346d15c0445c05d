//! Request a file until it is whole.
//!
//! An attempt requests the whole file, or what is missing of it if the host has given something to know its version by. It ends when the
//! file is whole, with an error that another attempt may mend (silence, a broken connection, a host that is slow or fails), or with one
//! that it can't. What a host says of the bytes (type, coding) is only compared with what they are: a difference is a
//! [warning](super::Downloaded::warnings). What it says of a *range* must be right, since a wrong piece would be stitched into the file:
//! the piece must begin where the part ends, repeat the validator that was sent as `If-Range`, agree with the file's known length, and not
//! be encoded.
//! An answer that isn't this piece gives ranges up, and the whole file is requested. More bytes than were announced empty the part.

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, HeaderMap, IF_RANGE, RANGE};
use reqwest::{Response, StatusCode, Url};
use tokio::time::{Instant, timeout};

use super::coding::{Said, Unpackable, Unpacking};
use super::file::Progress;
use super::partial::Partial;
use super::version::{self, Version, text};
use super::{Download, kind};
use crate::call::observer::{Pause, PauseReason};
use crate::call::retry_after::retry_after;
use crate::display::public;
use crate::error::{Error, ErrorKind};

/// The pause after the first failure; each further failure doubles it.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// The longest pause, unless the host asks for a longer one.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The longest pause that a host may ask for; a longer one is left to the caller.
const LONGEST_HINT: Duration = Duration::from_secs(60);

/// What helps if a file isn't there, or isn't any more.
const EXPIRED: &str = "the address may have expired: look at the task again for a fresh one";

/// A download in progress.
pub(super) struct Fetch<'d> {
    download: &'d Download,
    url: &'d Url,
    /// Whether the host has answered a range by anything else.
    without_ranges: bool,
    /// Whether the last attempt was ended because too little came.
    was_slow: bool,
    warnings: Vec<String>,
}

/// The result of an attempt.
enum Asked {
    /// The file is whole.
    Whole,
    /// The host answered the range by anything else: the whole file is requested at once.
    GivenUp,
}

/// The body of an answer with a file.
struct Body {
    response: Response,
    unpacking: Option<Unpacking>,
    /// How long the download has waited for bytes since [`counted`](Self::counted) was reset, and how many have come.
    waited: Duration,
    counted: u64,
}

impl Body {
    fn new(response: Response) -> Self {
        Self { response, unpacking: None, waited: Duration::ZERO, counted: 0 }
    }
}

impl<'d> Fetch<'d> {
    pub(super) fn new(download: &'d Download, url: &'d Url) -> Self {
        Self { download, url, without_ranges: false, was_slow: false, warnings: Vec::new() }
    }

    /// Requests the file until it is whole, and returns the warnings about it. Starting over is no progress, so that a host whose file always
    /// changes isn't asked for ever; nor is a host that sends next to nothing.
    pub(super) async fn run(mut self, partial: &mut Partial) -> Result<Vec<String>, Error> {
        let mut failures = 0;
        loop {
            let (length, begun) = (partial.length(), partial.begun());
            self.was_slow = false;
            let result = self.ask(partial).await;
            partial.settle().await?;
            let error = match result {
                Ok(Asked::Whole) => return Ok(self.warnings),
                Ok(Asked::GivenUp) => {
                    self.without_ranges = true;
                    partial.begin(None).await?;
                    continue;
                }
                Err(error) if error.is_transient() => error,
                Err(error) => return Err(error),
            };
            let got_further = partial.begun() == begun && partial.length() > length && !self.was_slow;
            failures = if got_further { 1 } else { failures + 1 };
            let hint = error.retry_after().unwrap_or_default();
            if failures >= self.download.tries || hint > LONGEST_HINT {
                return Err(error);
            }
            let pause = FIRST_PAUSE.saturating_mul(1 << (failures - 1).min(16)).min(LONGEST_PAUSE).max(hint);
            let client = &self.download.client;
            client.tell_pause(&Pause::new(PauseReason::File, pause).because(&error));
            client.clock().sleep(pause).await;
        }
    }

    /// Makes one request, for what is missing.
    async fn ask(&mut self, partial: &mut Partial) -> Result<Asked, Error> {
        let mut request = self.download.client.files().await?.get(self.url.clone()).header(ACCEPT_ENCODING, "identity");
        let validator = partial.validator().filter(|_| !self.without_ranges);
        let asked_from = validator.map(|_| partial.length());
        if let (Some(from), Some(validator)) = (asked_from, validator) {
            request = request.header(RANGE, format!("bytes={from}-")).header(IF_RANGE, validator);
        }
        let sent = timeout(self.download.stall, self.download.client.awaited(request.send()))
            .await
            .map_err(|_| self.silent(partial))?;
        let response = sent.map_err(|error| self.unreachable(error))?;
        match (response.status(), asked_from) {
            (StatusCode::OK, _) => self.whole(response, partial).await,
            (StatusCode::PARTIAL_CONTENT, Some(from)) => self.rest(response, from, partial).await,
            // A host that answers by ranges only: the range of all bytes is the whole file.
            (StatusCode::PARTIAL_CONTENT, None) if is_all(response.headers()) => self.whole(response, partial).await,
            (StatusCode::PARTIAL_CONTENT, None) => {
                let text = "the host sent a part of the file, though all of it was asked for";
                Err(self.failed(text).with_status(206).passing().pending())
            }
            (StatusCode::RANGE_NOT_SATISFIABLE, Some(from)) => self.nothing_left(&response, from, partial),
            _ => Err(self.refused(&response)),
        }
    }

    /// Takes the whole file. The part before is given up once the answer is seen to be a file.
    async fn whole(&mut self, response: Response, partial: &mut Partial) -> Result<Asked, Error> {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let total = response.content_length();
        self.within_cap(total.unwrap_or_default())?;
        let mut body = Body::new(response);
        let mut head = self.head(&mut body, Vec::new(), partial).await?;
        let said = Said::of(&headers);
        let is_packed = said.is_packed(&head, kind::promises_audio(&self.download.path));
        if is_packed {
            body.unpacking = Some(Unpacking::new(self.download.max_bytes));
            let first = self.unpacked(&mut body, &head)?;
            head = self.head(&mut body, first, partial).await?;
        }
        let looked = kind::look(&head[..head.len().min(kind::HEAD)], &self.download.path);
        let found = looked.map_err(|reason| {
            let error = match said {
                Said::Other(coding) => self.failed(format!(
                    "{}; the host says that it is encoded as {coding}, which wasn't asked for",
                    reason.text
                )),
                _ => self.failed(&reason.text),
            };
            let error = error.with_status(status);
            if reason.is_pending { error.pending() } else { error }
        })?;
        if let (Said::Other(coding), kind::UNKNOWN) = (said, found) {
            let text = format!("the host sent the file in an encoding that wasn't asked for ({coding})");
            return Err(self.failed(text).with_status(status));
        }
        self.warnings = warnings(&headers, said, found, is_packed);
        self.within_cap(head.len() as u64)?;
        let version = Version::new(self.url, &headers, total.filter(|_| !is_packed));
        partial.begin(Some(if is_packed { version.packed() } else { version })).await?;
        partial.write(head.into()).await?;
        self.add(body, u64::MAX, partial).await.map(|()| Asked::Whole)
    }

    /// Reads until there are enough bytes to judge.
    async fn head(&mut self, body: &mut Body, mut head: Vec<u8>, partial: &mut Partial) -> Result<Vec<u8>, Error> {
        while head.len() < kind::HEAD {
            match self.chunk(body, partial).await? {
                Some(chunk) => head.extend_from_slice(&chunk),
                None => break,
            }
        }
        Ok(head)
    }

    /// Takes the rest of the file, if it is certain to continue the part: this range, of the version that was asked for.
    async fn rest(&mut self, response: Response, from: u64, partial: &mut Partial) -> Result<Asked, Error> {
        let headers = response.headers();
        let range = text(headers, &CONTENT_RANGE).and_then(version::content_range);
        let Some((first, last, total)) = range else { return Ok(Asked::GivenUp) };
        let known = partial.version().and_then(|version| version.total);
        let is_same = partial.version().is_some_and(|version| version.is_told_by(headers, total));
        let length = last - first + 1;
        let fits = response.content_length().is_none_or(|announced| announced == length);
        let is_plain = !matches!(Said::of(headers), Said::Gzip | Said::Other(_));
        let total = total.or(known);
        if first != from || !is_same || !fits || !is_plain || total.is_none() {
            return Ok(Asked::GivenUp);
        }
        self.within_cap(total.unwrap_or_default())?;
        partial.learn_total(total);
        self.tell(partial);
        self.add(Body::new(response), last + 1, partial).await.map(|()| Asked::Whole)
    }

    /// The host has no byte after the part: either the part is whole, or it isn't of this file.
    fn nothing_left(&self, response: &Response, from: u64, partial: &mut Partial) -> Result<Asked, Error> {
        let headers = response.headers();
        let total = text(headers, &CONTENT_RANGE).and_then(version::total_of_refused);
        let is_whole = partial
            .version()
            .is_some_and(|version| version.allows(headers, total) && total.or(version.total) == Some(from));
        if !is_whole {
            return Ok(Asked::GivenUp);
        }
        self.within_cap(from)?;
        partial.learn_total(Some(from));
        self.tell(partial);
        Ok(Asked::Whole)
    }

    /// Adds the bytes of an answer to the part, which must not reach beyond `end`.
    async fn add(&mut self, mut body: Body, end: u64, partial: &mut Partial) -> Result<(), Error> {
        let total = partial.version().and_then(|version| version.total);
        while let Some(chunk) = self.chunk(&mut body, partial).await? {
            let length = partial.length() + chunk.len() as u64;
            if let Err(error) = self.within_cap(length) {
                // The file may have no end at all.
                partial.begin(None).await?;
                return Err(error);
            }
            if length > end {
                partial.begin(None).await?;
                self.without_ranges = true;
                return Err(self.failed("more came than the range that was announced").passing());
            }
            partial.settle().await?;
            self.tell(partial);
            partial.write(chunk).await?;
        }
        partial.settle().await?;
        self.tell(partial);
        match total {
            Some(total) if partial.length() < total => Err(self.broken(partial)),
            Some(total) if partial.length() > total => {
                partial.begin(None).await?;
                Err(self.failed(format!("more came than the {total} bytes that were announced")).passing())
            }
            _ => {
                partial.learn_total(Some(partial.length()));
                self.tell(partial);
                Ok(())
            }
        }
    }

    /// The next bytes, unpacked if need be.
    async fn chunk(&mut self, body: &mut Body, partial: &mut Partial) -> Result<Option<Bytes>, Error> {
        loop {
            let Some(chunk) = self.served(body, partial).await? else {
                let last = body.unpacking.as_mut().map_or_else(|| Ok(Vec::new()), Unpacking::finish);
                let last = last.map_err(|error| self.unpackable(error))?;
                body.unpacking = None;
                return Ok((!last.is_empty()).then(|| last.into()));
            };
            if body.unpacking.is_none() {
                return Ok(Some(chunk));
            }
            let unpacked = self.unpacked(body, &chunk)?;
            if !unpacked.is_empty() {
                return Ok(Some(unpacked.into()));
            }
        }
    }

    fn unpacked(&self, body: &mut Body, packed: &[u8]) -> Result<Vec<u8>, Error> {
        let unpacked = body.unpacking.as_mut().map_or_else(|| Ok(packed.to_vec()), |it| it.unpack(packed));
        unpacked.map_err(|error| self.unpackable(error))
    }

    fn unpackable(&self, error: Unpackable) -> Error {
        match error {
            Unpackable::TooLong => self.too_long(),
            Unpackable::Damaged(error) => self.failed("what came is packed, and damaged").because(error).passing(),
        }
    }

    /// The next bytes as the host serves them. The bytes before are written meanwhile, and count as progress once they are.
    async fn served(&mut self, body: &mut Body, partial: &mut Partial) -> Result<Option<Bytes>, Error> {
        let begun = Instant::now();
        let mut next = pin!(timeout(self.download.stall, body.response.chunk()));
        let read = tokio::select! {
            read = &mut next => read,
            written = partial.settle(), if partial.is_writing() => {
                written?;
                self.tell(partial);
                next.await
            }
        };
        let read = read.map_err(|_| self.silent(partial))?;
        let read = read.map_err(|error| self.broken(partial).because(error.without_url()))?;
        if let Some(chunk) = &read {
            // The time that the disk takes isn't the host's fault, and isn't counted here.
            body.waited += begun.elapsed();
            body.counted += chunk.len() as u64;
            let (least, within) = self.download.least_speed;
            if body.waited >= within {
                if body.counted < least {
                    self.was_slow = true;
                    return Err(self.slow(body.counted, partial));
                }
                (body.waited, body.counted) = (Duration::ZERO, 0);
            }
        }
        Ok(read)
    }

    fn within_cap(&self, bytes: u64) -> Result<(), Error> {
        if bytes <= self.download.max_bytes { Ok(()) } else { Err(self.too_long()) }
    }

    fn too_long(&self) -> Error {
        let cap = self.download.max_bytes;
        self.failed(format!("it is longer than the {cap} bytes that are allowed; allow more by `max_bytes`"))
    }

    fn tell(&self, partial: &Partial) {
        let total = partial.version().and_then(|version| version.total);
        self.download.progress.send_replace(Progress { bytes: partial.length(), total });
    }

    fn failed(&self, what: impl std::fmt::Display) -> Error {
        Error::new(ErrorKind::Download, format!("{}: {what}", public(self.url)))
    }

    fn unreachable(&self, error: reqwest::Error) -> Error {
        let passing = !error.is_builder() && !error.is_redirect();
        let text = if error.is_connect() { "no connection to the host" } else { "the file couldn't be asked for" };
        let failed = self.failed(text).because(error.without_url());
        if passing { failed.passing().pending() } else { failed }
    }

    fn silent(&self, partial: &Partial) -> Error {
        let text = format!("nothing came for {} s, {}", self.download.stall.as_secs_f64(), so_far(partial));
        self.failed(text).passing().pending()
    }

    fn slow(&self, bytes: u64, partial: &Partial) -> Error {
        let (least, within) = self.download.least_speed;
        let within = within.as_secs_f64();
        let text = format!("only {bytes} bytes came in {within} s, and {least} are the least, {}", so_far(partial));
        self.failed(text).passing().pending()
    }

    fn broken(&self, partial: &Partial) -> Error {
        self.failed(format!("the connection broke {}", so_far(partial))).passing().pending()
    }

    /// The error of a status without a file. The file may be there later, or at another address.
    fn refused(&self, response: &Response) -> Error {
        let status = response.status().as_u16();
        let error = match status {
            408 | 425 | 429 | 500..=599 => self.failed("the host fails for now; ask again later").passing(),
            _ => self.failed(format!("there is no file here, or not yet; {EXPIRED}")),
        };
        let hint = retry_after(response.headers(), self.download.client.clock().date());
        error.with_status(status).with_retry_after(hint).pending()
    }
}

/// The warnings about wrong headers, though the bytes are good.
fn warnings(headers: &HeaderMap, said: Said<'_>, found: &str, is_packed: bool) -> Vec<String> {
    let mut warnings = Vec::new();
    let kind = essence(headers);
    // Hosts label as plain text what they don't know.
    let is_text = kind.starts_with("text/") && kind != "text/plain";
    if is_text || kind.ends_with("json") || kind.ends_with("xml") {
        warnings.push(format!("the host calls it {kind}, and it is {found}"));
    }
    match said {
        Said::Gzip if !is_packed => warnings.push("the host says that it is encoded as gzip, and it isn't".to_owned()),
        Said::Other(coding) | Said::Nonsense(coding) => {
            let coding: String = coding.chars().take(80).collect();
            warnings.push(format!("the host says that it is encoded as {coding}, and it isn't"));
        }
        Said::Nothing if is_packed => warnings.push("the host served it packed by gzip, and doesn't say so".to_owned()),
        Said::Nothing | Said::Gzip => {}
    }
    warnings
}

/// Whether a range is the whole file.
fn is_all(headers: &HeaderMap) -> bool {
    let range = text(headers, &CONTENT_RANGE).and_then(version::content_range);
    range.is_some_and(|(first, last, total)| first == 0 && total == Some(last + 1))
}

/// How far the download is, and whether another try continues it.
fn so_far(partial: &Partial) -> String {
    let of = partial.version().and_then(|version| version.total).map(|total| format!(" of {total}"));
    let next = if partial.validator().is_some() { "asked again, it goes on from there" } else { "ask again" };
    format!("after {}{} bytes; {next}", partial.length(), of.unwrap_or_default())
}

/// The media type without its parameters.
fn essence(headers: &HeaderMap) -> String {
    let kind = text(headers, &CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    kind.split(';').next().unwrap_or_default().trim().to_owned()
}
