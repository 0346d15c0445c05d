//! The README and the guide: every line of shell runs, and the table of commands is that of the program.

#![allow(clippy::unwrap_used, reason = "a test ends where it can't go on")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{folder, musicapi, shell, told};
use musicapi::facts::FAMILIES;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The lines of shell in a text, in their order.
fn blocks(text: &str) -> Vec<String> {
    let blocks = text.split("```sh\n").skip(1).map(|rest| rest.split_once("```").unwrap().0.to_owned());
    blocks.collect()
}

#[test]
fn every_line_of_shell_runs() {
    let (_runtime, mock) = common::mock(1_000_000);
    for name in ["README.md", "../../docs/guide.md"] {
        let text = fs::read_to_string(file(name)).unwrap();
        let blocks = blocks(&text);
        assert!(!blocks.is_empty(), "{name}");
        // All in one folder, since one block goes on where another ended.
        let folder = folder();
        // What is about jobs is asked of a mock that knows of them when the next command comes.
        let which =
            "musicapi() { case $1 in batch|jobs) command musicapi \"$@\";; *) command musicapi --mock \"$@\";; esac; }";
        let lines = format!("set -e\n{which}\n{}", blocks.concat().replace("musicapi --mock", "musicapi"));
        let mut command = shell(&folder, &lines);
        common::to(&mock, &mut command);
        let (code, out, err) = told(&command.output().unwrap());
        assert_eq!(code, Some(0), "{name}: {out}{err}");
    }
}

/// What the help lists below `Commands:`, each with its description.
fn listed(arguments: &[&str]) -> Vec<(String, String)> {
    let out = told(&musicapi(&folder()).args(arguments).arg("-h").env("COLUMNS", "2000").output().unwrap()).1;
    let Some((_, rest)) = out.split_once("Commands:\n") else { return Vec::new() };
    let lines = rest.lines().take_while(|line| !line.is_empty()).map(|line| line.trim().split_once("  ").unwrap());
    lines.map(|(name, about)| (name.to_owned(), about.trim().to_owned())).filter(|(name, _)| name != "help").collect()
}

#[test]
fn the_table_of_commands_is_that_of_the_program() {
    let mut table = "| command | what it does |\n|---|---|\n".to_owned();
    let mut families = String::new();
    for (name, about) in listed(&[]) {
        let below = listed(&[&name]);
        if FAMILIES.iter().any(|family| family.name == name) {
            let commands: Vec<String> = below.into_iter().map(|(command, _)| format!("`{command}`")).collect();
            families.push_str(&format!("| `{name} …` | {about}: {} |\n", commands.join(", ")));
        } else {
            // One that has others below it may also stand alone.
            let help = told(&musicapi(&folder()).args([&name, "-h"]).output().unwrap()).1;
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
        assert_eq!(found, table, "bring it up to date with UPDATE_DOCS=1 cargo test -p musicapi-cli --test docs");
    }
}
