//! The service itself, without a wire: what it says, what it takes, and how its tasks proceed.

mod money;
mod refusals;
mod tasks;

use std::time::Duration;

use http::{Method, header::ALLOW};
use musicapi_facts::StateOf;
use serde_json::{Value, json};

use super::*;
use crate::contract::refusal::ErrorShape;
use crate::contract::told_apart::{PENDING, PRICE, SINGING};
use crate::state::account::Account;

fn service(settings: Settings) -> Service {
    Service::new(settings).unwrap()
}

/// One account with so many credits.
fn purse(credits: u64, extra_credits: u64) -> Settings {
    Settings::default().with_account("mock-key", Account { credits, extra_credits, ..Account::default() })
}

fn get(path: &str) -> Request {
    Request::get(&format!("/api/v1{path}")).with_header("authorization", "Bearer mock-key")
}

fn sent(path: &str, body: &Value) -> Request {
    Request::post(&format!("/api/v1{path}"), body).with_header("authorization", "Bearer mock-key")
}

fn create(body: &Value) -> Request {
    sent("/sonic/create", body)
}

fn song() -> Value {
    json!({"custom_mode": true, "prompt": "la", "title": "A", "mv": "sonic-v4-5"})
}

fn with(field: &str, value: Value) -> Value {
    let mut body = song();
    body[field] = value;
    body
}

/// Status and body.
fn told(service: &Service, request: Request) -> (u16, Value) {
    let reply = service.handle(request);
    (reply.status.as_u16(), serde_json::from_slice(&reply.body).unwrap_or(Value::Null))
}

/// The status and the text of a refusal, of which it must have the usual shape.
fn refusal(service: &Service, request: Request) -> (u16, String) {
    let (status, body) = told(service, request);
    let keys: Vec<&String> = body.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["type", "error"], "{body}");
    assert!(!body["type"].as_str().unwrap().is_empty(), "{body}");
    (status, body["error"].as_str().unwrap().to_owned())
}

/// Starts a song, and gives its task id.
fn begin(service: &Service) -> String {
    let (status, body) = told(service, create(&song()));
    assert_eq!((status, &body["message"]), (200, &json!("success")));
    body["task_id"].as_str().unwrap().to_owned()
}

fn seconds(number: u64) -> Duration {
    Duration::from_secs(number)
}

/// Checks that the account still has all that it began with.
fn untouched(service: &Service) {
    let (_, account) = &service.settings().accounts[0];
    assert_eq!(service.balance("mock-key"), Some(account.balance()));
    assert_eq!(service.accepted(), 0);
}
