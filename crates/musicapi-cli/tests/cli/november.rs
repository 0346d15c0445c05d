//! The vendor's examples of November 2026, given to the command: it accepts the valid ones, and refuses the invalid ones before anything is
//! sent. The contract tests check document, mock and client with the same file.
use crate::common::{folder, musicapi, result_of, with_input};
use musicapi::facts;
use serde_json::Value;

#[test]
fn the_vendors_valid_examples_are_accepted_and_invalid_ones_not_sent() {
    let folder = folder();
    let cases: Vec<Value> = serde_json::from_str(include_str!("../../../../tests/fixtures/november.json")).unwrap();
    assert!(cases.len() >= 20);
    for case in cases {
        let operation = facts::operation(case["operation"].as_str().unwrap()).unwrap();
        let method = operation.id.replace(&format!("_{}", operation.family), "").replace('_', "-");
        let mut command = musicapi(&folder);
        let command = command.args(["--mock", operation.family, &method, "--dry-run", "--body", "-"]);
        let output = with_input(command, &case["body"].to_string());
        let (code, out, err) = result_of(&output);
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

/// A body as a shortcut: the command with its flags, and its standard input.
fn shortcut(body: &Value) -> Option<(Vec<String>, String)> {
    let command = match body["task_type"].as_str() {
        None | Some("create_music") => "song",
        Some("cover_music") => "cover",
        Some("extend_music") => "extend",
        Some(_) => return None,
    };
    let (mut arguments, mut input) = (vec![command.to_owned()], String::new());
    for (field, value) in body.as_object().unwrap() {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let flag = match field.as_str() {
            // These follow from the command and its other arguments.
            "task_type" | "custom_mode" => continue,
            "continue_clip_id" => {
                arguments.push(text);
                continue;
            }
            "prompt" => {
                input = text;
                arguments.extend(["--lyrics", "-"].map(str::to_owned));
                continue;
            }
            "mv" => "model",
            "gpt_description_prompt" => "description",
            "make_instrumental" => "instrumental",
            "continue_at" => "at",
            other => other,
        };
        arguments.push(format!("--{}={text}", flag.replace('_', "-")));
    }
    Some((arguments, input))
}

/// The shortcuts accept whatever the document allows, and send the same bodies.
#[test]
fn the_shortcuts_send_the_same_bodies() {
    let folder = folder();
    let cases: Vec<Value> = serde_json::from_str(include_str!("../../../../tests/fixtures/november.json")).unwrap();
    let mut counts = [0, 0];
    for case in cases.iter().filter(|case| case["operation"] == "create_sonic") {
        let Some((arguments, input)) = shortcut(&case["body"]) else { continue };
        let mut command = musicapi(&folder);
        command.arg("--mock").args(arguments).args(["--dry-run", "--json"]);
        let (code, out, err) = result_of(&with_input(&mut command, &input));
        let (what, is_taken) = (&case["what"], case["taken"] == true);
        counts[usize::from(is_taken)] += 1;
        assert_eq!(code, Some(if is_taken { 0 } else { 2 }), "{what}: {err}");
        if is_taken {
            let sent: Value = serde_json::from_str(&out).unwrap();
            assert_eq!(sent["body"], case["body"], "{what}");
        }
    }
    assert!(counts[0] >= 1 && counts[1] >= 4, "{counts:?}");
}
