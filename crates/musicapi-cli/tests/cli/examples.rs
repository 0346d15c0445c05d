//! Every operation has a command, and every example in the help works.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::process::Output;

use crate::common::{folder, json, musicapi, result_of, shell};
use musicapi::facts::{FAMILIES, OPERATIONS, Operation};
use serde_json::Value;

/// The commands without subcommands, by the names of the man pages.
fn commands() -> Vec<Vec<String>> {
    let folder = folder();
    let (code, _, err) = result_of(&musicapi(&folder).args(["man", "man"]).output().unwrap());
    assert_eq!(code, Some(0), "{err}");
    let pages = std::fs::read_dir(folder.path().join("man")).unwrap().map(|page| page.unwrap().path());
    let named = pages.filter_map(|page| {
        let name = page.file_stem()?.to_str()?.strip_prefix("musicapi-")?.to_owned();
        Some((name, std::fs::read_to_string(page).unwrap().contains("SUBCOMMANDS")))
    });
    let (groups, names): (BTreeSet<_>, BTreeSet<_>) = named.partition(|(_, is_group)| *is_group);
    let groups: Vec<&str> = groups.iter().map(|(name, _)| name.as_str()).collect();
    let split = |name: &str| match name.split_once('-').filter(|(group, _)| groups.contains(group)) {
        Some((group, command)) => vec![group.to_owned(), command.to_owned()],
        None => vec![name.to_owned()],
    };
    names.iter().map(|(name, _)| split(name)).collect()
}

/// The help of a command, without wrapping.
fn help(command: &[String]) -> String {
    help_at(command, 2000)
}

fn help_at(command: &[String], columns: u32) -> String {
    let folder = folder();
    let mut musicapi = musicapi(&folder);
    let (code, out, err) =
        result_of(&musicapi.args(command).arg("--help").env("COLUMNS", columns.to_string()).output().unwrap());
    assert_eq!((code, err.as_str()), (Some(0), ""), "{command:?}");
    out
}

/// The example in the help of a command.
fn example(command: &[String]) -> String {
    example_in(command, &help(command))
}

fn example_in(command: &[String], help: &str) -> String {
    let (_, example) = help.split_once("Example:").unwrap_or_else(|| panic!("{command:?} has no example:\n{help}"));
    // The text above the usage is a paragraph of its own.
    let end = example.find("\n\nUsage").unwrap_or(example.len());
    example[..end].trim().to_owned()
}

/// An example that wraps within a value would be another command.
#[test]
fn an_example_can_be_pasted_from_a_terminal_of_any_width() {
    // The help of `mock` belongs to another crate.
    for command in commands().into_iter().filter(|command| command[0] != "mock") {
        let whole = example(&command);
        for columns in [60, 80, 120] {
            assert_eq!(example_in(&command, &help_at(&command, columns)), whole, "{columns}");
        }
        // A shell reads it as one command.
        let line = with(&format!("printf '%s\\n' {whole}"), "| head -1");
        let (code, out, err) = result_of(
            &shell(&folder(), line.split(" > ").next().unwrap().split(" < ").next().unwrap()).output().unwrap(),
        );
        assert_eq!((code, err.as_str(), out.lines().next()), (Some(0), "", Some("musicapi")), "{whole}");
    }
    let page =
        |folder: &tempfile::TempDir| std::fs::read_to_string(folder.path().join("man/musicapi-sonic-cover.1")).unwrap();
    let folder = folder();
    assert_eq!(musicapi(&folder).args(["man", "man"]).output().unwrap().status.code(), Some(0));
    assert!(!page(&folder).contains('\u{e000}'));
}

/// Adds flags to an example, before any redirection.
fn with(example: &str, flags: &str) -> String {
    match example.split_once(" > ").or(example.split_once(" < ")) {
        Some((before, _)) => format!("{before} {flags}"),
        None => format!("{example} {flags}"),
    }
}

/// A request as it is shown, with its secret masked.
fn as_shown(mut request: Value) -> Value {
    if request["webhook_secret"].is_string() {
        request["webhook_secret"] = "[secret]".into();
    }
    request
}

fn is_of_facts(command: &[String]) -> bool {
    FAMILIES.iter().any(|family| family.name == command[0])
}

#[test]
fn every_operation_and_task_type_has_a_command_with_its_documented_example() {
    let mut reached = BTreeSet::new();
    for command in commands().iter().filter(|command| is_of_facts(command)) {
        let line = with(&example(command), "--dry-run --json");
        let output = shell(&folder(), &line).output().unwrap();
        let shown = json(&output);
        assert_eq!(output.status.code(), Some(0), "{line}: {shown}");
        let operation = OPERATIONS.iter().find(|operation| operation.id == shown["operation"]).unwrap();
        let said = operation.tag.map(|tag| shown["body"][tag.field].as_str());
        let form = operation.form(said.flatten());
        let documented: Option<Value> = form.map(|form| serde_json::from_str(form.example.unwrap()).unwrap());
        assert_eq!(shown["body"], documented.map(as_shown).unwrap_or_default(), "{line}");
        let price = form.and_then(|form| form.price).map(|price| price.credits);
        assert_eq!(shown["credits"].as_u64(), price.map(u64::from), "{line}");
        reached.insert((operation.id, form.and_then(|form| form.name)));
    }
    let forms = |operation: &'static Operation| {
        let forms = operation.forms.iter().map(move |form| (operation.id, form.name));
        forms.chain(operation.forms.is_empty().then_some((operation.id, None)))
    };
    let all: BTreeSet<_> = OPERATIONS.iter().copied().flat_map(forms).collect();
    assert_eq!(reached, all);
}

/// Flags and a body make the same request, with the same errors.
#[test]
fn a_body_is_sent_as_it_is_and_flags_override_it() {
    let folder = folder();
    for operation in OPERATIONS.iter().filter(|operation| !operation.forms.is_empty()) {
        let name = operation.id.replace(&format!("_{}", operation.family), "").replace('_', "-");
        for form in operation.forms {
            std::fs::write(folder.path().join("body.json"), form.example.unwrap()).unwrap();
            let run = |more: &[&str]| {
                let mut command = musicapi(&folder);
                command.args([operation.family, &name, "--body", "body.json", "--dry-run", "--json"]).args(more);
                command.output().unwrap()
            };
            let body = as_shown(serde_json::from_str(form.example.unwrap()).unwrap());
            assert_eq!(json(&run(&[]))["body"], body, "{}", operation.id);
            let Some(text) = form.fields.iter().find(|field| field.name == "title") else { continue };
            let shown = json(&run(&["--title", "Another"]));
            assert_eq!(shown["body"]["title"], "Another");
            if text.limits.is_empty() {
                continue;
            }
            let wrong = run(&["--title", &"t".repeat(10_000)]);
            assert_eq!(wrong.status.code(), Some(2), "{}", operation.id);
            assert_eq!(json(&wrong)["error"]["violations"][0]["field"], "title");
        }
    }
}

/// Runs examples in parallel, since they mostly wait. Generated commands share a mock; handwritten ones have a mock of their own, unless
/// they need the tasks of another command.
fn run_all(commands: Vec<Vec<String>>, check: impl Fn(&[String], &Output)) {
    let (_runtime, mock) = crate::common::mock(1_000_000);
    for some in commands.chunks(16) {
        let started = some.iter().map(|command| {
            let folder = folder();
            std::fs::write(folder.path().join("key.txt"), "a-key-of-nobody").unwrap();
            std::fs::create_dir_all(folder.path().join(".local/share/bash-completion/completions")).unwrap();
            std::fs::write(folder.path().join("songs.jsonl"), "{\"gpt_description_prompt\": \"a march\"}\n").unwrap();
            // A command about jobs needs one, at a mock that keeps its task.
            let line = example(command).replacen("musicapi", "musicapi --json", 1);
            let line = match command[0] == "jobs" || ["status", "resume"].contains(&&**command.last().unwrap()) {
                true => format!("musicapi batch run songs.jsonl 2>&1 >&2 && {line}"),
                false if is_of_facts(command) => line,
                false => line.replacen("musicapi", "musicapi --mock", 1),
            };
            // Keep the folder until the child has ended.
            (command, crate::common::to(&mock, &mut shell(&folder, &line)).spawn().unwrap(), folder)
        });
        for (command, child, _folder) in started.collect::<Vec<_>>() {
            check(command, &child.wait_with_output().unwrap());
        }
    }
}

#[test]
fn the_mock_accepts_every_example_of_an_operation() {
    let commands = commands().into_iter().filter(|command| is_of_facts(command)).collect();
    let downloaded = Cell::new(0);
    run_all(commands, |command, output| {
        let (answer, help) = (json(output), help(command));
        if help.contains("Retired:") {
            assert_eq!((output.status.code(), &answer["error"]["status"]), (Some(1), &410.into()), "{command:?}");
            return;
        }
        assert_eq!(output.status.code(), Some(0), "{command:?}: {answer}");
        let clips = answer["clips"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!(help.contains("--no-wait"), !clips.is_empty(), "{command:?}: {answer}");
        // Every clip that has audio is downloaded; an upload or a persona has none.
        let is_downloaded = |clip: &Value| clip["bytes"].as_u64() > Some(0);
        assert!(clips.iter().all(|clip| is_downloaded(clip) == clip["audio_url"].is_string()), "{command:?}: {answer}");
        downloaded.set(downloaded.get() + clips.iter().filter(|clip| is_downloaded(clip)).count());
    });
    assert!(downloaded.get() > 0);
}

#[test]
fn with_out_the_files_of_an_answer_are_downloaded() {
    let tells = |command: &[String]| {
        let help = help(command);
        is_of_facts(command) && help.contains("--out") && !help.contains("--no-wait")
    };
    let commands: Vec<_> = commands().into_iter().filter(|command| tells(command)).collect();
    assert!(!commands.is_empty());
    for command in commands {
        let folder = folder();
        let line = with(&example(&command).replacen("musicapi", "musicapi --mock", 1), "--out files");
        let (code, out, err) = result_of(&shell(&folder, &line).output().unwrap());
        assert_eq!(code, Some(0), "{line}: {err}");
        assert!(out.lines().count() > 0, "{line}");
        for file in out.lines() {
            assert!(std::fs::metadata(folder.path().join(file)).unwrap().len() > 0, "{line}: {file}");
            let about = std::fs::read_to_string(folder.path().join(format!("{file}.json"))).unwrap();
            assert!(about.contains("sha256"), "{about}");
        }
        // Without a folder, the answer is printed, and nothing is downloaded.
        let (_, out, _) = result_of(&shell(&folder, &line.replace("--out files", "")).output().unwrap());
        assert!(out.contains("http://"), "{out}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[test]
fn every_example_of_a_handwritten_command_works() {
    // `mock` doesn't end by itself, and `login` needs a service that knows the key; both have tests of their own.
    let is_other = |command: &[String]| ["mock", "login"].contains(&&*command[0]);
    let commands = commands().into_iter().filter(|command| !is_of_facts(command) && !is_other(command)).collect();
    run_all(commands, |command, output| {
        let (code, _, err) = result_of(output);
        assert_eq!(code, Some(0), "{command:?}: {err}");
    });
}
