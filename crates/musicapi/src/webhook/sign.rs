//! Sign webhooks as the service does, for the tests of a receiver; and the keyed hash that signing and verifying share.

use std::time::SystemTime;

use hmac::{Hmac, Mac};
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{EVENT, HeaderMap, ID, IDEMPOTENCY_KEY, SIGNATURE, TIMESTAMP, WebhookError};

/// The headers that the service would send with this body at this time, for tests of a receiver.
///
/// The id is made from the body, so a repeated event has the same id, as those of the service do. Only the time stamp and the body are
/// signed; a test can set the other headers as it needs them.
///
/// # Errors
/// [`WebhookError::NoSecret`] if the secret is empty; [`WebhookError::Malformed`] if the time is before 1970.
///
/// ```
/// # use std::time::{Duration, SystemTime};
/// let sent = SystemTime::UNIX_EPOCH + Duration::from_secs(1_760_274_782);
/// let mut headers = musicapi::webhook::sign("a-secret-of-your-own", b"{}", sent)?;
/// headers.insert("x-webhook-id", "0f8a6b1e".parse().unwrap());
/// assert_eq!(
///     headers["x-webhook-signature"],
///     "sha256=5e597ba16fc62d093fae703f260aa3c204e8eb435f156fb8bfad978dea0a96fc"
/// );
/// # Ok::<(), musicapi::webhook::WebhookError>(())
/// ```
pub fn sign(secret: impl AsRef<[u8]>, body: &[u8], sent: SystemTime) -> Result<HeaderMap, WebhookError> {
    let sent = sent.duration_since(SystemTime::UNIX_EPOCH).map_err(|_| WebhookError::Malformed(TIMESTAMP))?;
    let stamp = sent.as_secs().to_string();
    let signature = over(keyed(secret.as_ref())?, &[stamp.as_bytes(), b".", body]).finalize().into_bytes();
    let id = &digest(body)[..32];
    let event = serde_json::from_slice::<Value>(body).ok();
    let event = event.as_ref().and_then(|body| body.get("event")?.as_str()).unwrap_or_default();

    let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    let signature = format!("{PREFIX}{}", hex(&signature));
    for (name, value) in [(ID, id), (EVENT, event), (TIMESTAMP, &stamp), (SIGNATURE, &signature), (IDEMPOTENCY_KEY, id)]
    {
        headers.insert(name, HeaderValue::from_str(value).map_err(|_| WebhookError::Malformed(name))?);
    }
    Ok(headers)
}

/// The prefix of the signature.
pub(super) const PREFIX: &str = "sha256=";

/// The keyed hash of a secret.
pub(super) fn keyed(secret: &[u8]) -> Result<Hmac<Sha256>, WebhookError> {
    if secret.is_empty() {
        return Err(WebhookError::NoSecret);
    }
    // HMAC takes a key of any length, so this can't fail.
    Hmac::new_from_slice(secret).map_err(|_| WebhookError::NoSecret)
}

/// The keyed hash over these parts.
pub(super) fn over(mut hash: Hmac<Sha256>, parts: &[&[u8]]) -> Hmac<Sha256> {
    parts.iter().for_each(|part| hash.update(part));
    hash
}

/// SHA-256 in hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
