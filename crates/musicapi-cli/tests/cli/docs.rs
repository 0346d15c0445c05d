//! The README and the guide: every shell command in them runs, and the table of commands is complete.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{folder, musicapi, result_of, shell};
use musicapi::facts::FAMILIES;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The shell blocks of a text.
fn blocks(text: &str) -> Vec<String> {
    let blocks = text.split("```sh\n").skip(1).map(|rest| rest.split_once("```").unwrap().0.to_owned());
    blocks.collect()
}

/// Runs the shell blocks of a file: with `--mock` where they say so, else against a mock that keeps its tasks between commands.
fn runs(name: &str) {
    let (_runtime, mock) = crate::common::mock(1_000_000);
    let blocks = blocks(&fs::read_to_string(file(name)).unwrap());
    assert!(!blocks.is_empty(), "{name}");
    // All in one folder, since a block may continue another one.
    let folder = folder();
    let mut command = shell(&folder, &format!("set -e\n{}", blocks.concat()));
    let (code, out, err) = result_of(&crate::common::to(&mock, &mut command).output().unwrap());
    assert_eq!(code, Some(0), "{name}: {out}{err}");
}

#[test]
fn every_shell_block_of_the_readme_runs() {
    runs("README.md");
}

#[test]
fn every_shell_block_of_the_guide_runs() {
    runs("../../docs/guide.md");
}

/// The commands that a help lists, each with its description.
fn listed(arguments: &[&str]) -> Vec<(String, String)> {
    let out = result_of(&musicapi(&folder()).args(arguments).arg("-h").env("COLUMNS", "2000").output().unwrap()).1;
    let Some((_, rest)) = out.split_once("Commands:\n") else { return Vec::new() };
    let lines = rest.lines().take_while(|line| !line.is_empty()).map(|line| line.trim().split_once("  ").unwrap());
    lines.map(|(name, about)| (name.to_owned(), about.trim().to_owned())).filter(|(name, _)| name != "help").collect()
}

#[test]
fn the_table_of_commands_matches_the_program() {
    let mut table = "| command | what it does |\n|---|---|\n".to_owned();
    let mut families = String::new();
    for (name, about) in listed(&[]) {
        let below = listed(&[&name]);
        if FAMILIES.iter().any(|family| family.name == name) {
            let commands: Vec<String> = below.into_iter().map(|(command, _)| format!("`{command}`")).collect();
            families.push_str(&format!("| `{name} …` | {about}: {} |\n", commands.join(", ")));
        } else {
            // A command with subcommands may also stand alone.
            let help = result_of(&musicapi(&folder()).args([&name, "-h"]).output().unwrap()).1;
            if below.is_empty() || help.contains("[COMMAND]") {
                table.push_str(&format!("| `{name}` | {about} |\n"));
            }
            table.extend(below.into_iter().map(|(command, about)| format!("| `{name} {command}` | {about} |\n")));
        }
    }
    table.push_str(&families);
    let readme = file("README.md");
    let text = fs::read_to_string(&readme).unwrap();
    let (before, rest) = text.split_once("see tests/docs.rs -->\n").unwrap();
    let (found, after) = rest.split_once("<!-- end -->").unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&readme, format!("{before}see tests/docs.rs -->\n{table}<!-- end -->{after}")).unwrap();
    } else {
        assert_eq!(found, table, "bring it up to date with UPDATE_DOCS=1 cargo test -p musicapi-cli --test cli docs::");
    }
}
