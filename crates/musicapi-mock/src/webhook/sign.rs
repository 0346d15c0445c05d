//! The headers of a callback, as the service's webhook guide has them.

use hmac::{Hmac, Mac};
use http::header::{CONTENT_TYPE, InvalidHeaderValue};
use http::{HeaderMap, HeaderValue};
use sha2::Sha256;

/// The headers of an event that is sent at this time, in seconds since 1970.
pub(super) fn headers(
    secret: &str,
    id: &str,
    event: &str,
    stamp: i64,
    body: &[u8],
) -> Result<HeaderMap, InvalidHeaderValue> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("x-webhook-id", id.parse()?);
    headers.insert("x-webhook-event", event.parse()?);
    headers.insert("x-webhook-timestamp", HeaderValue::from(stamp));
    headers.insert("x-webhook-signature", format!("sha256={}", signature(secret, stamp, body)).parse()?);
    headers.insert("idempotency-key", id.parse()?);
    Ok(headers)
}

/// HMAC-SHA256 over the time stamp, a dot and the bytes of the body, in hexadecimal.
fn signature(secret: &str, stamp: i64, body: &[u8]) -> String {
    // A key of any length will do, so that it always is one.
    let Ok(mut hash) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    hash.update(format!("{stamp}.").as_bytes());
    hash.update(body);
    hash.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn it_signs_as_openssl_does() {
        let file: Value = serde_json::from_str(include_str!("vectors.json")).unwrap();
        for vector in file["vectors"].as_array().unwrap() {
            let text = |key: &str| vector[key].as_str().unwrap();
            let stamp = vector["timestamp"].as_i64().unwrap();
            let headers = headers(text("secret"), "an-id", "song.completed", stamp, text("body").as_bytes()).unwrap();
            assert_eq!(headers["x-webhook-signature"], text("signature"), "{}", vector["name"]);
            assert_eq!(headers["x-webhook-timestamp"], vector["timestamp"].to_string().as_str());
            assert_eq!(
                (&headers["x-webhook-id"], &headers["idempotency-key"]),
                (&"an-id".parse().unwrap(), &"an-id".parse().unwrap())
            );
        }
    }
}
