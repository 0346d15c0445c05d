//! Verify that a webhook was signed by a sender that knows a secret, and that it came in time.
//!
//! The signature is an HMAC over the time stamp, a dot and the raw body, compared in constant time. It is checked before the time stamp
//! is judged, so a forged time stamp is only ever a wrong signature, and only a genuine webhook is called too old. Since the time stamp is
//! signed, an event that was overheard can be replayed within the window only.

use std::fmt;
use std::time::{Duration, SystemTime};

use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::event::{Event, text};
use super::sign::{PREFIX, keyed, over};
use super::{FIRST_SIGNATURE, HeaderMap, SIGNATURE, TIMESTAMP, WebhookError};

/// How far a time stamp may be from now, in both directions: what receivers were observed to accept.
const WINDOW: Duration = Duration::from_secs(300);

/// Verifies webhooks; it compares in constant time, and never shows its secrets.
///
/// ```
/// # use std::time::{Duration, SystemTime};
/// # use musicapi::webhook::{self, Verifier, WebhookError};
/// // While a secret is exchanged for another, both hold.
/// let verifier = Verifier::new(["the new one", "the old one"])?.window(Duration::from_secs(60));
///
/// let (body, now) = (b"{}", SystemTime::now());
/// let headers = webhook::sign("the old one", body, now)?;
/// assert!(verifier.verify_at(&headers, body, now).is_ok());
/// let late = verifier.verify_at(&headers, body, now + Duration::from_secs(62)).unwrap_err();
/// assert!(matches!(late, WebhookError::TooOld { .. }));
/// # Ok::<(), WebhookError>(())
/// ```
#[derive(Clone)]
pub struct Verifier {
    secrets: Vec<Hmac<Sha256>>,
    window: Duration,
    accepts_first_edition: bool,
}

impl Verifier {
    /// A verifier with the accepted secrets: the `webhook_secret` of the creates, and both secrets while one replaces the other.
    ///
    /// # Errors
    /// [`WebhookError::NoSecret`] if there is no secret, or one is empty.
    pub fn new<S: AsRef<[u8]>>(secrets: impl IntoIterator<Item = S>) -> Result<Self, WebhookError> {
        let secrets = secrets.into_iter().map(|secret| keyed(secret.as_ref())).collect::<Result<Vec<_>, _>>()?;
        if secrets.is_empty() {
            return Err(WebhookError::NoSecret);
        }
        Ok(Self { secrets, window: WINDOW, accepts_first_edition: false })
    }

    /// Sets how far a time stamp may be from now, in both directions; 300 s by default. A wider window leaves more time to replay an
    /// event that was overheard.
    #[must_use]
    pub fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// Also accepts the header `X-Signature` of the first edition of webhooks, if there is no `X-Webhook-Signature`.
    ///
    /// That signature is over the body alone: **nothing tells when it was sent**, so anyone who overheard an event can replay it at any
    /// time. How it is written is not documented; it is read as hexadecimal, with or without `sha256=`.
    #[must_use]
    pub fn accept_first_edition(mut self) -> Self {
        self.accepts_first_edition = true;
        self
    }

    /// Verifies and reads a webhook, by the machine's clock.
    ///
    /// # Errors
    /// See [`WebhookError`].
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<Event, WebhookError> {
        self.verify_at(headers, body, SystemTime::now())
    }

    /// Verifies and reads a webhook that came at this time.
    ///
    /// # Errors
    /// See [`WebhookError`].
    pub fn verify_at(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<Event, WebhookError> {
        let sent = self.check(headers, body, now)?;
        Event::read(headers, body, sent)
    }

    /// Checks signature and time; returns when the webhook was sent, if that is signed.
    fn check(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<Option<SystemTime>, WebhookError> {
        let Some(signature) = text(headers, SIGNATURE)? else {
            return match text(headers, FIRST_SIGNATURE)? {
                Some(signature) if self.accepts_first_edition => {
                    let signature = signature.strip_prefix(PREFIX).unwrap_or(signature);
                    self.matches(FIRST_SIGNATURE, signature, &[body]).map(|()| None)
                }
                _ => Err(WebhookError::Missing(SIGNATURE)),
            };
        };
        let stamp = text(headers, TIMESTAMP)?.ok_or(WebhookError::Missing(TIMESTAMP))?;
        let sent = time(stamp).ok_or(WebhookError::Malformed(TIMESTAMP))?;
        let signature = signature.strip_prefix(PREFIX).ok_or(WebhookError::Malformed(SIGNATURE))?;
        // Before the time, so that only a genuine webhook is called late.
        self.matches(SIGNATURE, signature, &[stamp.as_bytes(), b".", body])?;
        match now.duration_since(sent) {
            Ok(age) if age > self.window => Err(WebhookError::TooOld { age }),
            Err(error) if error.duration() > self.window => {
                Err(WebhookError::FromTheFuture { ahead: error.duration() })
            }
            _ => Ok(Some(sent)),
        }
    }

    /// Whether one of the secrets signed these parts.
    fn matches(&self, header: &'static str, signature: &str, parts: &[&[u8]]) -> Result<(), WebhookError> {
        let signature = from_hex(signature).ok_or(WebhookError::Malformed(header))?;
        let signed = |secret: &Hmac<Sha256>| over(secret.clone(), parts).verify_slice(&signature).is_ok();
        if self.secrets.iter().any(signed) { Ok(()) } else { Err(WebhookError::WrongSignature) }
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Verifier")
            .field("secrets", &self.secrets.len())
            .field("window", &self.window)
            .field("accepts_first_edition", &self.accepts_first_edition)
            .finish()
    }
}

/// Seconds since 1970, written in digits and nothing else.
fn time(stamp: &str) -> Option<SystemTime> {
    let digits = stamp.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = stamp.parse().ok().filter(|_| digits)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Some(digit(*pair.first()?)? << 4 | digit(*pair.get(1)?)?)).collect()
}
