//! The intent of a paid call: what is written down before the call is sent, and needed to find out later whether it was charged.

use std::fmt;
use std::fmt::Write as _;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use musicapi_facts::{BalanceKind, Operation, Price};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::display::SECRET;

/// A paid call, as it was about to be sent.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Intent {
    /// The id, made by this client. It stands in the address of a [callback](crate::Builder::callback).
    pub id: String,
    /// The `operationId`.
    pub operation: String,
    /// SHA-256 of the operation and the request, in hexadecimal: equal requests to one operation have equal fingerprints.
    pub fingerprint: String,
    /// When the call was about to be sent, and the balance about to be read, in milliseconds since 1970.
    pub at: u64,
    /// The documented price, in credits; `None` if the document has none.
    pub credits: Option<u32>,
    /// The balance before the call, if [it was read](crate::Policy::read_balance).
    pub balance: Option<f64>,
    /// The account, as a [digest of its key](crate::Client::account_digest): the balance of another account says nothing of this call.
    #[serde(default)]
    pub account: Option<String>,
    /// The request, without its `webhook_secret`.
    pub request: Value,
}

/// Removes the secrets of webhooks from a request, also from the items of a batch: no file and no error may contain them.
fn leave_out(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove(SECRET);
            fields.values_mut().for_each(leave_out);
        }
        Value::Array(items) => items.iter_mut().for_each(leave_out),
        _ => {}
    }
}

/// All that an [`Intent`] is made of. The intent itself is made on first use only: the fingerprint of a long text takes as long as all
/// else that the client does for a call.
pub(crate) struct Plan {
    operation: &'static Operation,
    request: Value,
    price: Option<Price>,
    account: Option<String>,
    balance: Option<f64>,
    /// In milliseconds since 1970.
    at: u64,
    random: u64,
    made: OnceLock<Intent>,
}

impl Plan {
    pub(crate) fn new(
        operation: &'static Operation,
        request: Value,
        price: Option<Price>,
        now: SystemTime,
        random: u64,
    ) -> Self {
        let (account, balance, at) = (None, None, milliseconds(now));
        Self { operation, request, price, account, balance, at, random, made: OnceLock::new() }
    }

    /// Sets the account that pays.
    pub(crate) fn with_account(self, account: &str) -> Self {
        Self { account: Some(account.to_owned()), ..self }
    }

    /// Sets the time of the call, once its turn has come.
    pub(crate) fn begin(&mut self, now: SystemTime) {
        self.at = milliseconds(now);
        if let Some(made) = self.made.get_mut() {
            made.at = self.at;
        }
    }

    pub(crate) fn price(&self) -> Option<Price> {
        self.price
    }

    /// The request that is to be sent.
    pub(crate) fn request(&self) -> &Value {
        &self.request
    }

    /// Sets the balance before the call.
    pub(crate) fn set_balance(&mut self, balance: f64) {
        self.balance = Some(balance);
        if let Some(made) = self.made.get_mut() {
            made.balance = self.balance;
        }
    }

    pub(crate) fn intent(&self) -> &Intent {
        self.made.get_or_init(|| {
            let mut request = self.request.clone();
            leave_out(&mut request);
            Intent {
                // Begins with the time, so that a sorted list of ids is in the order of time.
                id: format!("{:012x}{:016x}", self.at, self.random),
                operation: self.operation.id.to_owned(),
                fingerprint: fingerprint(self.operation, &request),
                at: self.at,
                credits: self.price.map(|price| price.credits),
                balance: self.balance,
                account: self.account.clone(),
                request,
            }
        })
    }
}

/// A date in milliseconds since 1970.
fn milliseconds(date: SystemTime) -> u64 {
    let since = date.duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

impl Intent {
    /// The documented price, and the balance that it is taken from; `None` if the document has no price.
    #[must_use]
    pub fn price(&self) -> Option<Price> {
        price(&self.operation, self.credits)
    }

    /// When the call was about to be sent.
    #[must_use]
    pub fn date(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(self.at)
    }
}

/// Without the request, which may contain lyrics: errors end up in logs.
impl fmt::Debug for Intent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, operation, fingerprint, at, credits, balance, account, request: _ } = self;
        out.debug_struct("Intent")
            .field("id", id)
            .field("operation", operation)
            .field("fingerprint", fingerprint)
            .field("at", at)
            .field("credits", credits)
            .field("balance", balance)
            .field("account", account)
            .finish_non_exhaustive()
    }
}

/// The documented price of a call, with the balance that it is taken from.
pub(crate) fn price(operation: &str, credits: Option<u32>) -> Option<Price> {
    let prices = |operation: &'static Operation| operation.forms.iter().filter_map(|form| form.price);
    // No operation takes from two balances, and the price may have changed since: only the balance is looked up.
    let purse = musicapi_facts::operation(operation).and_then(|operation| prices(operation).map(|it| it.purse).next());
    credits.map(|credits| Price { credits, purse: purse.unwrap_or(BalanceKind::Credits) })
}

/// The fingerprint of a request: the same for the same fields in any order.
fn fingerprint(operation: &Operation, request: &Value) -> String {
    let mut hash = Sha256::new();
    hash.update(operation.id);
    feed(&mut hash, request);
    hexadecimal(&hash.finalize())
}

/// A short digest of a key: the same for the same key.
pub(crate) fn digest(key: &str) -> String {
    hexadecimal(&Sha256::digest(["account ", key].concat())[..8])
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn feed(hash: &mut Sha256, value: &Value) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by_key(|(key, _)| *key);
            hash.update("{");
            for (key, value) in fields {
                hash.update(Value::from(key.as_str()).to_string());
                hash.update(":");
                feed(hash, value);
                hash.update(",");
            }
            hash.update("}");
        }
        Value::Array(items) => {
            hash.update("[");
            for item in items {
                feed(hash, item);
                hash.update(",");
            }
            hash.update("]");
        }
        plain => hash.update(plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use musicapi_facts::{CREATE_SONIC, CREATE_SUNO};
    use serde_json::json;

    use super::*;

    fn intent(operation: &'static Operation, request: &Value) -> Intent {
        let at = SystemTime::UNIX_EPOCH + Duration::from_millis(5);
        Plan::new(operation, request.clone(), None, at, 7).intent().clone()
    }

    #[test]
    fn the_balance_may_be_known_before_or_after_it_is_made() {
        let plan = || Plan::new(&CREATE_SONIC, json!({}), None, SystemTime::UNIX_EPOCH, 7);
        let (mut before, mut after) = (plan(), plan());
        before.set_balance(50.0);
        assert_eq!(after.intent().balance, None);
        after.set_balance(50.0);
        assert_eq!((before.intent().balance, after.intent().balance), (Some(50.0), Some(50.0)));
    }

    #[test]
    fn the_same_request_has_the_same_fingerprint() {
        let song = json!({"title": "a", "mv": "b", "parts": [1, {"x": null}]});
        let turned = json!({"parts": [1, {"webhook_secret": "hush", "x": null}], "mv": "b", "title": "a", "webhook_secret": "hush"});
        let same = intent(&CREATE_SONIC, &song).fingerprint;
        assert_eq!(same.len(), 64);
        assert_eq!(intent(&CREATE_SONIC, &turned).fingerprint, same);
        for (operation, other) in [
            (&CREATE_SUNO, song),
            (&CREATE_SONIC, json!({"title": "b", "mv": "b", "parts": [1, {"x": null}]})),
            (&CREATE_SONIC, json!({"title": "a", "mv": "b", "parts": [[1, {"x": null}]]})),
        ] {
            assert_ne!(intent(operation, &other).fingerprint, same);
        }
    }

    #[test]
    fn a_secret_is_not_kept_and_lyrics_are_not_shown() {
        let intent =
            intent(&CREATE_SONIC, &json!({"prompt": "The lamp goes round", "parts": [{"webhook_secret": "hush"}]}));
        let written = serde_json::to_string(&intent).unwrap();
        assert!(written.contains("The lamp goes round") && !written.contains("hush"), "{written}");
        assert!(!format!("{intent:?}").contains("lamp"));
        assert_eq!(serde_json::from_str::<Intent>(&written).unwrap(), intent);
        assert_eq!(intent.id, "0000000000050000000000000007");
    }
}
