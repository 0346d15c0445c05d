//! Refusals under status 200.
//!
//! Programs have seen answers such as `{"type": "forbidden", …}` with status 200 (observed). Whether nothing was accepted decides about
//! money: an answer that is certain to say so is a refusal, so that a run without credits ends; any other stays in doubt. The words that
//! say so are those that the document has for statuses from 400 on; with such a status, all of them mean that nothing was accepted. That
//! they mean the same under 200 is inferred.

use serde_json::Value;

use crate::error::Error;

/// Statuses of documented refusals, which an answer may name as its `code`.
const STATUSES: [u16; 7] = [400, 401, 402, 403, 404, 410, 429];

/// The documented words for classes of refusals, each with its status.
const WORDS: [(&str, u16); 8] = [
    ("validation_error", 400),
    ("bad_request", 400),
    ("unauthorized", 401),
    ("insufficient_credits", 402),
    ("forbidden", 403),
    ("not_found", 404),
    ("endpoint_retired", 410),
    ("rate_limited", 429),
];

/// The documented words for failures of calls that may have been accepted before.
const OPEN: [&str; 5] = ["api_error", "upstream_error", "failed", "timeout", "not_ready"];

/// Whether an answer under a status of success reports a failure: it has the class, the text or the code of
/// an error, and nothing that an error doesn't have.
pub(crate) fn is_failure(body: &Value) -> bool {
    let is_text = |field: &str| body.get(field).is_some_and(Value::is_string);
    let is_status = code(body).is_some_and(|code| (400..600).contains(&code));
    (is_text("type") || is_text("error") || is_status) && may_be(body)
}

/// Whether an answer may report a failure: it has nothing that an error doesn't have. Null counts as absent.
pub(crate) fn may_be(body: &Value) -> bool {
    const OF_ERRORS: [&str; 6] = ["type", "error", "message", "code", "already_refunded", "refund_processed"];
    let is_of_errors = |(name, value): (&String, &Value)| value.is_null() || OF_ERRORS.contains(&name.as_str());
    body.as_object().is_some_and(|fields| fields.iter().all(is_of_errors))
}

/// The number in an answer's `code`.
fn code(body: &Value) -> Option<u16> {
    let code = body.get("code")?;
    let number = code.as_u64().or_else(|| code.as_str()?.trim().parse().ok())?;
    number.try_into().ok()
}

/// The status that an answer under status 200 stands for, if it is certain that nothing was accepted; `None` if its parts disagree.
pub(crate) fn meant(error: &Error, body: &Value) -> Option<u16> {
    if !may_be(body) {
        return None;
    }
    let word = body.get("type").and_then(Value::as_str);
    if word.is_some_and(|word| OPEN.contains(&word)) {
        return None;
    }
    let by_code = match code(body) {
        Some(code) => Some(STATUSES.into_iter().find(|known| *known == code)?),
        None => None,
    };
    let by_word = word.and_then(|word| WORDS.into_iter().find(|(known, _)| *known == word)).map(|(_, status)| status);
    // The exact text of a documented refusal.
    let by_text = error.documented().map(|refusal| refusal.status).filter(|status| STATUSES.contains(status));
    let status = by_code.or(by_word).or(by_text)?;
    // "Not refunded" is said of tasks whose credits were taken; a wrong key or an empty account takes none.
    let is_kept = error.is_refunded() == Some(false) && ![401, 402].contains(&status);
    (!is_kept).then_some(status)
}

#[cfg(test)]
mod tests {
    use musicapi_facts::CREATE_SONIC;
    use serde_json::json;

    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn only_what_surely_says_so_means_that_nothing_was_accepted() {
        let broke = musicapi_facts::REFUSALS.iter().find(|refusal| refusal.name == "credits").unwrap().text;
        for (body, wanted) in [
            (json!({"code": 402, "message": "Insufficient credits"}), Some(402)),
            (json!({"code": "402", "message": "Insufficient credits", "data": null}), Some(402)),
            (json!({"code": 401, "error": "wrong key"}), Some(401)),
            (json!({"type": "unauthorized", "message": "Invalid signature", "refund_processed": false}), Some(401)),
            (json!({"type": "insufficient_credits", "error": "x"}), Some(402)),
            (json!({"error": broke}), Some(402)),
            (json!({"message": broke}), Some(402)),
            (json!({"error": "Authorization header is missing."}), Some(401)),
            (json!({"type": "forbidden", "error": "The song description needs moderation review."}), Some(403)),
            (json!({"code": 429, "message": "Too many requests."}), Some(429)),
            (json!({"type": "error", "code": 400, "message": "x"}), Some(400)),
            // In doubt: not documented, of what may have been accepted, or of two minds.
            (json!({"error": "Insufficient credits"}), None),
            (json!({"message": "Insufficient credits"}), None),
            (json!({"code": 500, "message": "x"}), None),
            (json!({"code": 408, "message": "x"}), None),
            (json!({"code": 200, "error": broke}), None),
            (json!({"code": 402, "type": "failed", "message": "x"}), None),
            (json!({"type": "api_error", "error": "x"}), None),
            (json!({"type": "forbidden", "error": "x", "refund_processed": false}), None),
            (json!({"code": 402, "message": "x", "data": {"id": "7"}}), None),
            (json!({"code": 402, "message": "x", "id": "7"}), None),
            (json!("unauthorized"), None),
            (json!([402]), None),
        ] {
            let error = Error::answered(ErrorKind::OutcomeUnknown, &CREATE_SONIC, 200, &body.to_string());
            assert_eq!(meant(&error, &body), wanted, "{body}");
        }
    }

    /// Each word and status here is one of the document's.
    #[test]
    fn the_words_are_those_of_the_document() {
        for status in STATUSES {
            assert!(musicapi_facts::REFUSALS.iter().any(|refusal| refusal.status == status), "{status}");
        }
    }
}
