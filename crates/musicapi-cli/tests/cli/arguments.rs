//! Arguments as beginners type them, and the messages that a command prints at once.

use crate::common::{PRICE, at, cost, folder, json, mock, musicapi, result_of};
use serde_json::{Value, json};

/// The body that a command would send, from a dry run.
fn body(arguments: &[&str]) -> Value {
    let output = musicapi(&folder()).args(arguments).args(["--dry-run", "--json"]).output().unwrap();
    assert_eq!(result_of(&output).0, Some(0), "{arguments:?}: {output:?}");
    json(&output)["body"].take()
}

#[test]
fn the_shortcuts_have_flags_for_the_details_of_a_song() {
    let more = ["--exclude", "drums", "--gender", "f", "--style-weight", "0.5", "--weirdness", "0.2"];
    for start in [["song", "x"].as_slice(), &["cover", "c", "-d", "x"], &["extend", "c", "--at", "1", "-d", "x"]] {
        let said = body(&[start, &more].concat());
        let wanted =
            json!({"negative_tags": "drums", "vocal_gender": "f", "style_weight": 0.5, "weirdness_constraint": 0.2});
        for (field, value) in wanted.as_object().unwrap() {
            assert_eq!(said[field], *value, "{start:?} {field}");
        }
    }
    assert_eq!(body(&["song", "x", "--length", "60"])["duration"], 60);
}

#[test]
fn a_flag_has_the_names_that_people_try_first() {
    let wanted = body(&["song", "x", "--tags", "jazz", "--title", "T", "--model", "sonic-v5"]);
    assert_eq!(body(&["song", "--description", "x", "--style", "jazz", "-t", "T", "--mv", "sonic-v5"]), wanted);
    assert_eq!(body(&["song", "-d", "x", "-s", "jazz", "-t", "T", "-m", "sonic-v5"]), wanted);
    let own = body(&["sonic", "create", "-d", "x", "--style", "jazz", "-t", "T", "-m", "sonic-v5"]);
    assert_eq!(own, wanted);
}

#[test]
fn a_boolean_takes_its_value_with_a_space_too_and_never_the_text() {
    for (flags, is_one) in [
        (["--instrumental", "true"].as_slice(), true),
        (&["--instrumental=false"], false),
        (&["--instrumental", "false"], false),
        (&["--instrumental"], true),
    ] {
        let said = body(&[["song"].as_slice(), flags, &["x"]].concat());
        assert_eq!((&said["make_instrumental"], &said["gpt_description_prompt"]), (&json!(is_one), &json!("x")));
    }
    assert_eq!(body(&["sonic", "create", "--custom-mode", "false", "-d", "x"])["custom_mode"], false);
}

#[test]
fn the_configured_model_applies_to_generated_commands() {
    let of = |arguments: &[&str]| {
        let folder = folder();
        let mut command = musicapi(&folder);
        command.args(arguments).args(["--dry-run", "--json"]).env("MUSICAPI_MODEL", "sonic-v5");
        json(&command.output().unwrap())["body"].take()
    };
    let wanted = json!({"gpt_description_prompt": "x", "custom_mode": false, "mv": "sonic-v5"});
    assert_eq!(of(&["sonic", "create", "-d", "x"]), wanted);
    assert_eq!(of(&["sonic", "create", "--prompt", "la", "--tags", "pop", "--title", "T"])["custom_mode"], true);
}

#[test]
fn errors_name_fields_as_they_were_typed_and_suggest_names() {
    let of = |arguments: &[&str]| result_of(&musicapi(&folder()).args(arguments).arg("--dry-run").output().unwrap());
    for (arguments, wanted) in [
        (["song", "x", "--model", "v5"].as_slice(), "--model: \"v5\" is not one of"),
        (&["song", "x", "--model", "v5"], "did you mean sonic-v5?"),
        (&["sonic", "create", "-d", "x", "--mv", "v4-5"], "--mv: \"v4-5\" is not one of"),
        (&["song", "x", "--styl", "jazz"], "'--style'"),
        (&["extend", "c", "--at", "-1", "-d", "x"], "--at: "),
        (&["extend", "c", "--at", "nan"], "\"nan\" isn't a number of seconds"),
        (&["song", "--title", "T"], "a song needs a description, --lyrics or --instrumental"),
        (&["sonic", "create"], "a song needs --gpt-description-prompt, --prompt or --make-instrumental"),
        (&["sonic", "create", "--custom-mode"], "custom_mode true needs it"),
        // The operation calls lyrics `prompt`; here that is no description.
        (&["song", "--prompt", "x"], "unexpected argument '--prompt'"),
        // The mode is inferred, and this field needs the other mode.
        (&["song", "x", "--auto-lyrics"], "unexpected argument '--auto-lyrics'"),
    ] {
        let (code, _, err) = of(arguments);
        assert!(code == Some(2) && err.contains(wanted), "{arguments:?}: {err}");
    }
}

#[test]
fn a_dry_run_multiplies_by_the_count() {
    let of =
        |arguments: &[&str]| json(&musicapi(&folder()).args(arguments).args(["--dry-run", "--json"]).output().unwrap());
    let result = of(&["song", "x", "--count", "1000"]);
    assert_eq!((&result["count"], &result["credits"]), (&json!(1000), &json!(1000 * PRICE)));
    assert_eq!(of(&["song", "x"])["count"], 1);
}

#[test]
fn the_request_and_its_price_are_printed_before_the_answer() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let (code, _, err) = result_of(&at(&mock, &folder).args(["song", "x", "--no-wait"]).output().unwrap());
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(
        err.lines().next().unwrap(),
        format!("sending create_sonic (sonic-v6): {PRICE} credits (expected price)")
    );
}

#[test]
fn count_makes_several_songs() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let (code, out, err) =
        result_of(&at(&mock, &folder).args(["song", "a march", "-n", "2", "-o", "out"]).output().unwrap());
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(err.starts_with(&format!("sending 2 times create_sonic (sonic-v6): {} credits", cost(2))), "{err}");
    assert!(out.starts_with("2 done; 4 files\n"), "{out}");
    let songs = std::fs::read_dir(folder.path().join("out")).unwrap().flatten();
    assert_eq!(songs.filter(|file| file.path().extension().is_some_and(|kind| kind == "mp3")).count(), 4);
    let (code, _, err) = result_of(&at(&mock, &folder).args(["song", "x", "-n", "2", "--no-wait"]).output().unwrap());
    assert!(code == Some(2) && err.contains("nothing was sent"), "{err}");
}

#[test]
fn a_clip_is_found_by_its_file_or_as_the_last_one() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let of = |arguments: &[&str]| at(&mock, &folder).args(arguments).args(["--dry-run", "--json"]).output().unwrap();
    let (code, _, err) = result_of(&of(&["cover", "--last", "-d", "x"]));
    assert!(code == Some(2) && err.contains("no song yet; make one with `musicapi song`"), "{err}");
    let made = json(&at(&mock, &folder).args(["song", "a march", "--json"]).output().unwrap());
    let clip = &made["clips"][0];
    let file = clip["file"].as_str().unwrap();
    for said in [file, &format!("{file}.json"), "--last"] {
        assert_eq!(json(&of(&["cover", said, "-d", "x"]))["body"]["continue_clip_id"], clip["clip_id"], "{said}");
        assert_eq!(json(&of(&["stems", said]))["body"]["clip_id"], clip["clip_id"], "{said}");
    }
    // Stems are clips, but no songs.
    assert_eq!(result_of(&at(&mock, &folder).args(["stems", "--last"]).output().unwrap()).0, Some(0));
    assert_eq!(json(&of(&["cover", "--last", "-d", "x"]))["body"]["continue_clip_id"], clip["clip_id"]);
    std::fs::write(folder.path().join("mine.mp3"), "x").unwrap();
    let (code, _, err) = result_of(&of(&["stems", "mine.mp3"]));
    assert!(code == Some(2) && err.contains("nothing beside it says which clip it holds"), "{err}");
}

#[test]
fn the_short_help_has_the_price_and_an_example() {
    for command in ["song", "cover", "extend", "stems", "lyrics"] {
        let (_, out, _) = result_of(&musicapi(&folder()).args([command, "-h"]).output().unwrap());
        assert!(out.contains("\nCosts ") && out.contains(&format!("\nExample:\n  musicapi {command} ")), "{out}");
    }
}
