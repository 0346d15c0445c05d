//! What stands between the generated calls and the network.

use std::time::Duration;

use progenitor_client::{ClientHooks, OperationInfo};
use reqwest::header::{AUTHORIZATION, HeaderValue};

use crate::error::Error;
use crate::generated::raw;

/// What each generated call needs to know: the key, in a form that `Debug` doesn't show.
#[derive(Debug, Clone)]
pub struct Transport {
    authorization: HeaderValue,
    timeout: Duration,
}

impl Transport {
    /// None if the key can't stand in a header.
    pub(crate) fn new(key: &str, timeout: Duration) -> Option<Self> {
        let mut authorization = HeaderValue::from_str(&format!("Bearer {key}")).ok()?;
        authorization.set_sensitive(true);
        Some(Self { authorization, timeout })
    }
}

impl ClientHooks<Transport> for raw::Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        _: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        request.headers_mut().insert(AUTHORIZATION, self.inner.authorization.clone());
        // Whatever the HTTP client is set to: a call without an end would wait for ever.
        *request.timeout_mut() = Some(self.inner.timeout);
        Ok(())
    }
}

/// What a client of the API [is made of](crate::Builder::http), for one with a proxy or certificates of one's own: no redirect is
/// followed (a 307 would repeat a create), and nothing below repeats a request.
///
/// # Errors
/// [`ErrorKind::Config`](crate::ErrorKind::Config) if TLS can't be set up.
pub fn http_builder() -> Result<reqwest::ClientBuilder, Error> {
    Ok(common(false)?.redirect(reqwest::redirect::Policy::none()))
}

/// For calls of the API.
pub(crate) fn api(is_local: bool) -> Result<reqwest::Client, Error> {
    let builder = http_builder()?;
    build(if is_local { builder.no_proxy() } else { builder })
}

/// For files: redirects are usual there, and neither the key nor the address that led there is sent along. Silence is watched for
/// by the download itself.
pub(crate) fn files(is_local: bool) -> Result<reqwest::Client, Error> {
    build(common(is_local)?.referer(false))
}

fn build(builder: reqwest::ClientBuilder) -> Result<reqwest::Client, Error> {
    builder.build().map_err(|error| Error::config("the HTTP client can't be set up").because(error))
}

fn common(is_local: bool) -> Result<reqwest::ClientBuilder, Error> {
    let builder = reqwest::Client::builder()
        .user_agent(concat!("musicapi-rust/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(Duration::from_secs(10))
        .retry(reqwest::retry::never());
    let builder = if is_local { builder.no_proxy() } else { builder };
    #[cfg(feature = "rustls")]
    let builder = builder.tls_backend_preconfigured(tls()?);
    Ok(builder)
}

/// Ring as the provider of rustls, for these clients alone: no process-wide default is set. The certificates of the system are read
/// once in a process, since that takes longer than all else that a client needs.
#[cfg(feature = "rustls")]
fn tls() -> Result<rustls::ClientConfig, Error> {
    use rustls_platform_verifier::BuilderVerifierExt;

    static CONFIG: std::sync::OnceLock<rustls::ClientConfig> = std::sync::OnceLock::new();
    if let Some(config) = CONFIG.get() {
        return Ok(config.clone());
    }
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier);
    let config = config.map_err(|error| Error::config("TLS can't be set up").because(error))?;
    Ok(CONFIG.get_or_init(|| config.with_no_client_auth()).clone())
}
