//! The real transport and clock of a probe.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Client, Method, Url};
use tokio::runtime::{Builder, Runtime};

use super::answer::Answer;
use super::ask::{Clock, Transport};
use super::questions::{Call, Key};

/// The timeout for an answer.
const TIMEOUT: Duration = Duration::from_secs(60);

/// An invalid key.
const INVALID_KEY: &str = "sk-00000000000000000000000000000000";

/// Whether an address is on this machine.
pub(super) fn is_this_machine(address: &str) -> bool {
    let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.is_some_and(|host| matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]"))
}

/// Sends calls over HTTP. Redirects aren't followed, since the key belongs to the given address only.
pub(super) struct Http {
    address: String,
    key: String,
    client: Client,
    runtime: Runtime,
}

impl Http {
    pub(super) fn new(address: &str, key: &str) -> Result<Self> {
        let url = Url::parse(address).with_context(|| format!("{address} is not an address"))?;
        ensure!(url.scheme() == "https" || is_this_machine(address), "{address}: a key is sent over https only");
        let client = Client::builder().timeout(TIMEOUT).redirect(reqwest::redirect::Policy::none());
        let client = if is_this_machine(address) { client.no_proxy() } else { client };
        Ok(Self {
            address: address.trim_end_matches('/').to_owned(),
            key: key.to_owned(),
            client: client.build().context("there is no HTTP client")?,
            runtime: Builder::new_current_thread().enable_all().build().context("there is no runtime")?,
        })
    }
}

impl Transport for Http {
    fn send(&mut self, call: &Call) -> Result<Answer, String> {
        let method = Method::from_bytes(call.method.as_bytes()).map_err(|error| error.to_string())?;
        let mut request = self.client.request(method, format!("{}{}", self.address, call.path));
        let key = match call.key {
            Key::Good => Some(format!("Bearer {}", self.key)),
            Key::Wrong => Some(format!("Bearer {INVALID_KEY}")),
            Key::Bare => Some(self.key.clone()),
            Key::None => None,
        };
        if let Some(key) = key {
            request = request.header(AUTHORIZATION, key);
        }
        if let Some(body) = &call.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.to_string());
        }
        self.runtime.block_on(async {
            // The error contains the address, but not the key.
            let answer = request.send().await.map_err(|error| error.to_string())?;
            let status = answer.status().as_u16();
            let headers = answer.headers().iter();
            let headers =
                headers.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
            let headers = headers.collect();
            let body = answer.bytes().await.map_err(|error| error.to_string())?;
            Ok(Answer::new(status, headers, &body))
        })
    }
}

/// The system clock.
pub(super) struct SystemClock(Instant);

impl SystemClock {
    pub(super) fn new() -> Self {
        Self(Instant::now())
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&mut self, time: Duration) {
        std::thread::sleep(time);
    }
}
