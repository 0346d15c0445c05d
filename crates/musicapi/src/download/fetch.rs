//! Asking for a file until it is whole.

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, HeaderMap, IF_RANGE, RANGE};
use reqwest::{Response, StatusCode, Url};
use tokio::time::timeout;

use super::partial::Partial;
use super::version::{self, Version, text};
use super::{Download, Progress, kind, public};
use crate::call::retry_after::retry_after;
use crate::error::{Error, ErrorKind};

/// The pause after the first failure; it doubles with each further one.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// The longest pause of our own.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The longest pause that a host may ask for; beyond it, that is left to the caller.
const LONGEST_HINT: Duration = Duration::from_secs(60);

/// What helps where a file isn't there any more.
const EXPIRED: &str = "the address may have expired: look at the task again for a fresh one";

/// A download that is under way.
pub(super) struct Fetch<'d> {
    download: &'d Download,
    url: &'d Url,
}

impl<'d> Fetch<'d> {
    pub(super) fn new(download: &'d Download, url: &'d Url) -> Self {
        Self { download, url }
    }

    /// Asks until the file is whole. To begin anew isn't to get further, so that a host whose file always changes isn't asked for
    /// ever.
    pub(super) async fn run(&self, partial: &mut Partial) -> Result<(), Error> {
        let mut failures = 0;
        loop {
            let (length, begun) = (partial.length(), partial.begun());
            let result = self.ask(partial).await;
            partial.settle().await?;
            let error = match result {
                Err(error) if error.is_transient() => error,
                result => return result,
            };
            let got_further = partial.begun() == begun && partial.length() > length;
            failures = if got_further { 1 } else { failures + 1 };
            let hint = error.retry_after().unwrap_or_default();
            if failures >= self.download.tries || hint > LONGEST_HINT {
                return Err(error);
            }
            let pause = FIRST_PAUSE.saturating_mul(1 << (failures - 1).min(16)).min(LONGEST_PAUSE);
            self.download.client.clock().sleep(pause.max(hint)).await;
        }
    }

    /// Asks once, for what is missing.
    async fn ask(&self, partial: &mut Partial) -> Result<(), Error> {
        let mut request = self.download.client.files().await?.get(self.url.clone()).header(ACCEPT_ENCODING, "identity");
        let asked_from = partial.validator().map(|_| partial.length());
        if let (Some(from), Some(validator)) = (asked_from, partial.validator()) {
            request = request.header(RANGE, format!("bytes={from}-")).header(IF_RANGE, validator);
        }
        let sent = timeout(self.download.stall, request.send()).await.map_err(|_| self.silent(partial))?;
        let response = sent.map_err(|error| self.unreachable(error))?;
        match (response.status(), asked_from) {
            (StatusCode::OK, _) => self.whole(response, partial).await,
            (StatusCode::PARTIAL_CONTENT, Some(from)) => self.rest(response, from, partial).await,
            (StatusCode::RANGE_NOT_SATISFIABLE, Some(from)) => self.nothing_left(&response, from, partial).await,
            _ => Err(self.refused(&response)),
        }
    }

    /// Takes the whole file. What there was of it is given up once this is seen to be a file.
    async fn whole(&self, mut response: Response, partial: &mut Partial) -> Result<(), Error> {
        let total = response.content_length();
        self.check(&response, total)?;
        let mut head = Vec::new();
        while head.len() < kind::HEAD {
            match self.chunk(&mut response, partial).await? {
                Some(chunk) => head.extend_from_slice(&chunk),
                None => break,
            }
        }
        let looked = kind::look(&head[..head.len().min(kind::HEAD)], &self.download.path);
        looked.map_err(|reason| self.failed(reason).with_status(response.status().as_u16()))?;
        self.within_cap(head.len() as u64)?;
        partial.begin(Some(Version::new(self.url, response.headers(), total))).await?;
        partial.write(head.into()).await?;
        self.add(response, partial).await
    }

    /// Takes the rest of the file, if it is the rest of what is there.
    async fn rest(&self, response: Response, from: u64, partial: &mut Partial) -> Result<(), Error> {
        let headers = response.headers();
        let range = text(headers, &CONTENT_RANGE).and_then(version::content_range);
        let known = partial.version().and_then(|version| version.total);
        let fits = range.is_some_and(|(first, _, total)| {
            let allowed = partial.version().is_some_and(|version| version.allows(headers, total));
            first == from && allowed && total.or(known).is_some()
        });
        if !fits {
            partial.begin(None).await?;
            let text = "the host sent another part of the file than was asked for; it is asked for from its beginning";
            return Err(self.failed(text).with_status(response.status().as_u16()).passing());
        }
        let total = range.and_then(|(_, _, total)| total).or(known);
        self.check(&response, total)?;
        partial.learn_total(total);
        self.tell(partial);
        self.add(response, partial).await
    }

    /// There is no byte after those that are there: so they are all, or they aren't a part of this file.
    async fn nothing_left(&self, response: &Response, from: u64, partial: &mut Partial) -> Result<(), Error> {
        let headers = response.headers();
        let total = text(headers, &CONTENT_RANGE).and_then(version::total_of_refused);
        let is_whole = partial
            .version()
            .is_some_and(|version| version.allows(headers, total) && total.or(version.total) == Some(from));
        if is_whole {
            self.within_cap(from)?;
            partial.learn_total(Some(from));
            self.tell(partial);
            return Ok(());
        }
        partial.begin(None).await?;
        let text = "the file has become shorter; it is asked for from its beginning";
        Err(self.failed(text).with_status(response.status().as_u16()).passing())
    }

    /// Adds what comes to what is there.
    async fn add(&self, mut response: Response, partial: &mut Partial) -> Result<(), Error> {
        let total = partial.version().and_then(|version| version.total);
        while let Some(chunk) = self.chunk(&mut response, partial).await? {
            if let Err(error) = self.within_cap(partial.length() + chunk.len() as u64) {
                // It may have no end at all.
                partial.begin(None).await?;
                return Err(error);
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

    /// The next bytes. Those that came before are written meanwhile, and told of once they are.
    async fn chunk(&self, response: &mut Response, partial: &mut Partial) -> Result<Option<Bytes>, Error> {
        let mut next = pin!(timeout(self.download.stall, response.chunk()));
        let read = tokio::select! {
            read = &mut next => read,
            written = partial.settle(), if partial.is_writing() => {
                written?;
                self.tell(partial);
                next.await
            }
        };
        let read = read.map_err(|_| self.silent(partial))?;
        read.map_err(|error| self.broken(partial).because(error.without_url()))
    }

    /// Whether an answer may be the file, as far as its head tells.
    fn check(&self, response: &Response, total: Option<u64>) -> Result<(), Error> {
        let (headers, status) = (response.headers(), response.status().as_u16());
        let kind = essence(headers);
        // Hosts call by the name of plain text what they don't know; the bytes will tell.
        let is_text = kind.starts_with("text/") && kind != "text/plain";
        if is_text || kind.ends_with("json") || kind.ends_with("xml") {
            let text = format!("what came is {kind}, not a file of media; {EXPIRED}");
            return Err(self.failed(text).with_status(status));
        }
        let encoding = text(headers, &CONTENT_ENCODING).unwrap_or("identity");
        if !encoding.eq_ignore_ascii_case("identity") {
            let text = format!("the host sent the file in an encoding that wasn't asked for ({encoding})");
            return Err(self.failed(text).with_status(status));
        }
        self.within_cap(total.unwrap_or_default())
    }

    fn within_cap(&self, bytes: u64) -> Result<(), Error> {
        let cap = self.download.max_bytes;
        if bytes <= cap {
            return Ok(());
        }
        Err(self.failed(format!("it is longer than the {cap} bytes that are allowed; allow more by `max_bytes`")))
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
        if passing { failed.passing() } else { failed }
    }

    fn silent(&self, partial: &Partial) -> Error {
        let text = format!("nothing came for {} s, {}", self.download.stall.as_secs_f64(), so_far(partial));
        self.failed(text).passing()
    }

    fn broken(&self, partial: &Partial) -> Error {
        self.failed(format!("the connection broke {}", so_far(partial))).passing()
    }

    /// A status that is no file.
    fn refused(&self, response: &Response) -> Error {
        let status = response.status();
        let error = match status.as_u16() {
            408 | 429 | 500 | 502 | 503 | 504 => self.failed("the host fails for now; ask again later").passing(),
            _ => self.failed(format!("there is no file here; {EXPIRED}")),
        };
        error
            .with_status(status.as_u16())
            .with_retry_after(retry_after(response.headers(), self.download.client.clock().date()))
    }
}

/// How far it is, and what happens to that.
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
