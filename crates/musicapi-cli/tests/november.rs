//! The bodies of November 2026, given to the command: what the vendor shows is taken, and what it calls wrong is refused before anything
//! is sent. The contract tests hold document, mock and client to the same file.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{folder, musicapi, told, with_input};
use musicapi::facts;
use serde_json::Value;

#[test]
fn what_the_vendor_shows_is_taken_and_what_it_calls_wrong_is_not_sent() {
    let folder = folder();
    let cases: Vec<Value> = serde_json::from_str(include_str!("../../../tests/fixtures/november.json")).unwrap();
    assert!(cases.len() >= 20);
    for case in cases {
        let operation = facts::operation(case["operation"].as_str().unwrap()).unwrap();
        let method = operation.id.replace(&format!("_{}", operation.family), "").replace('_', "-");
        let mut command = musicapi(&folder);
        let command = command.args(["--mock", operation.family, &method, "--dry-run", "--body", "-"]);
        let output = with_input(command, &case["body"].to_string());
        let (code, out, err) = told(&output);
        let what = &case["what"];
        if case["taken"] == true {
            assert_eq!(code, Some(0), "{what}: {err}");
            assert!(out.contains("it would cost") && out.contains("nothing was sent"), "{what}: {out}");
        } else {
            assert_eq!(code, Some(2), "{what}: {out} {err}");
            assert!(err.contains(case["names"].as_str().unwrap()), "{what}: {err}");
        }
    }
}
