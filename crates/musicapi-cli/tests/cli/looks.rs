//! Snapshots of help, tables and errors.

use crate::common::{folder, musicapi, result_of};

/// The output of a run: exit code, standard output and standard error.
fn shown(arguments: &[&str]) -> String {
    let (code, out, err) = result_of(&musicapi(&folder()).args(arguments).output().unwrap());
    let code = code.unwrap();
    format!("exit code {code}\n-- out\n{out}-- err\n{err}")
}

#[test]
fn help() {
    for (name, arguments) in [
        ("help", ["--help"].as_slice()),
        ("help_song", &["song", "--help"]),
        ("help_task_wait", &["task", "wait", "-h"]),
        ("help_sonic", &["sonic", "-h"]),
        ("help_sonic_remaster", &["sonic", "remaster", "-h"]),
        ("help_producer_create", &["producer", "create", "-h"]),
        ("help_nuro_bgm", &["nuro", "bgm", "-h"]),
    ] {
        insta::assert_snapshot!(name, shown(arguments));
    }
}

#[test]
fn tables() {
    insta::assert_snapshot!("models", shown(&["models"]));
    let task = "sonic/task/468d0e42-f7a6-40ce-9a4c-37db56b13b99";
    insta::assert_snapshot!("task_show", shown(&["--mock", "task", "show", task]));
    insta::assert_snapshot!("dry_run", shown(&["cover", "x", "--description", "as a slow waltz", "--dry-run"]));
}

#[test]
fn errors() {
    for (name, arguments) in [
        ("error_flags", ["sonic", "remaster", "--mv", "x", "--title", "y"].as_slice()),
        ("error_rules", &["sonic", "remaster", "--mv", "x", "--variation-category", "loud"]),
        ("error_form", &["producer", "create", "--task-type", "sing"]),
        ("error_key", &["credits"]),
        ("error_family", &["models", "--family", "radio"]),
        ("error_no_text", &["song"]),
    ] {
        insta::assert_snapshot!(name, shown(arguments));
    }
}
