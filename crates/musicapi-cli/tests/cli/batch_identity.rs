//! A batch is identified by its rows: however its file is renamed, copied or edited, no song is paid for twice.

use std::collections::BTreeMap;
use std::fs;

use crate::common::{PRICE, at, cost, folder, json, mock, result_of, with_input};
use musicapi_mock::MockApi;
use serde_json::{Value, json as object};
use tempfile::TempDir;

struct Desk {
    mock: MockApi,
    folder: TempDir,
    // Held for its drop.
    _runtime: tokio::runtime::Runtime,
}

/// Exit code, number of songs paid for, and output.
type Ran = (i32, u64, String);

impl Desk {
    fn new() -> Self {
        let (runtime, mock) = mock(100_000);
        Self { mock, folder: folder(), _runtime: runtime }
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn move_to(&self, from: &str, to: &str) {
        fs::rename(self.folder.path().join(from), self.folder.path().join(to)).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = at(&self.mock, &self.folder);
        // These tests need no interval between creates.
        command.env("MUSICAPI_CREATE_INTERVAL", "0").args(arguments);
        command
    }

    fn run(&self, file: &str, more: &[&str]) -> Ran {
        let before = self.mock.accepted();
        let mut command = self.command(&["batch", "run", file, "--no-tags", "--out", "songs"]);
        let (code, out, err) = result_of(&command.args(more).output().unwrap());
        (code.unwrap(), self.mock.accepted() - before, out + &err)
    }

    /// The number of songs that a successful run pays for.
    fn paid(&self, file: &str) -> u64 {
        let (code, paid, said) = self.run(file, &[]);
        assert_eq!(code, 0, "{said}");
        paid
    }
}

const SONGS: &str = "{\"gpt_description_prompt\": \"a march\", \"style_weight\": 1}\n\
    {\"gpt_description_prompt\": \"a march\", \"style_weight\": 1}\n\
    {\"prompt\": \"la\\nla\", \"title\": \"A\", \"mv\": \"sonic-v5\"}\n";

#[test]
fn a_file_may_be_moved_reordered_and_reformatted() {
    let desk = Desk::new();
    desk.write("songs.jsonl", SONGS);
    assert_eq!(desk.paid("songs.jsonl"), 3);
    let lines: Vec<&str> = SONGS.lines().collect();
    for (what, text) in [
        ("reordered", [lines[2], lines[0], lines[1]].join("\n")),
        ("with CRLF and empty lines", format!("\r\n{}", SONGS.replace('\n', "\r\n\r\n"))),
        (
            "other numbers, other order of fields",
            SONGS.replace("\"style_weight\": 1}", "\"style_weight\": 1.0}").replace(
                "{\"prompt\": \"la\\nla\", \"title\": \"A\", \"mv\": \"sonic-v5\"}",
                "{\"mv\": \"sonic-v5\", \"title\": \"A\", \"prompt\": \"la\\r\\nla\"}",
            ),
        ),
        ("a count instead of twins", format!("{}\n{}", lines[0].replace('}', ", \"count\": 2}"), lines[2])),
        ("as a list", format!("[{}]", lines.join(",\n"))),
    ] {
        desk.write("songs.jsonl", &text);
        let (code, paid, said) = desk.run("songs.jsonl", &[]);
        assert_eq!((code, paid), (0, 0), "{what}: {said}");
        assert!(!said.contains("new song"), "{what}: {said}");
    }
    // Another default model doesn't make the rows new.
    let mut command = desk.command(&["batch", "run", "songs.jsonl", "--no-tags", "--out", "songs"]);
    let output = command.env("MUSICAPI_MODEL", "sonic-v4").output().unwrap();
    assert_eq!((output.status.code(), desk.mock.accepted()), (Some(0), 3), "{}", result_of(&output).2);
    // Change name, folder and format, one after the other.
    for (from, to) in [("songs.jsonl", "album.jsonl"), ("album.jsonl", "deep/er.jsonl")] {
        fs::create_dir_all(desk.folder.path().join("deep")).unwrap();
        desk.move_to(from, to);
        let (code, paid, said) = desk.run(to, &[]);
        assert_eq!((code, paid), (0, 0), "{to}: {said}");
        let line = format!("{to} is {from} under another name: it has the same rows, and goes on\n");
        assert!(said.contains(&line), "{said}");
        assert_eq!(desk.paid(to), 0);
        for name in [from, to] {
            let status = json(&desk.command(&["batch", "status", name, "--json"]).output().unwrap());
            assert_eq!(status["progress"]["spent"], 3 * PRICE, "{name}");
        }
    }
    let pages = fs::read_dir(desk.folder.path().join("songs")).unwrap().map(|entry| entry.unwrap().file_name());
    let pages: Vec<_> = pages.filter(|name| name.to_string_lossy().ends_with(".html")).collect();
    assert_eq!(pages, ["index.html"], "its page is brought up to date under each name");
    let page = fs::read_to_string(desk.folder.path().join("songs/index.html")).unwrap();
    assert!(page.contains("<title>er</title>") && page.matches("<audio").count() == 6, "{page}");
    fs::remove_file(desk.folder.path().join("deep/er.jsonl")).unwrap();
    desk.write(
        "songs.csv",
        "gpt_description_prompt,style_weight,prompt,title,mv\r\n\r\na march,1.0,,,\r\na march,1,,,\r\n,,\"la\r\nla\",A,sonic-v5\r\n,,,,\r\n",
    );
    let (code, paid, said) = desk.run("songs.csv", &[]);
    assert_eq!((code, paid), (0, 0), "{said}");
    // Copy the file, and read it from standard input.
    fs::copy(desk.folder.path().join("songs.csv"), desk.folder.path().join("copy.csv")).unwrap();
    assert!(desk.run("copy.csv", &[]).2.contains("copy.csv is songs.csv once more"));
    let output = with_input(&mut desk.command(&["batch", "run", "-", "--no-tags"]), SONGS);
    assert_eq!(output.status.code(), Some(0), "{}", result_of(&output).2);
    let status = desk.command(&["batch", "resume", "copy.csv"]).output().unwrap();
    assert_eq!((status.status.code(), desk.mock.accepted()), (Some(0), 3));
    // Add a row, under any of these names.
    desk.write("songs.csv", "gpt_description_prompt,style_weight\na march,1\na march,1\na march,1\n");
    assert_eq!(desk.paid("songs.csv"), 1);
}

#[test]
fn an_edited_row_is_reported_as_a_new_song() {
    let desk = Desk::new();
    desk.write("songs.jsonl", SONGS);
    assert_eq!(desk.paid("songs.jsonl"), 3);
    let edited = SONGS.replace("\"A\"", "\"B\"");
    desk.write("songs.jsonl", &edited);
    let line = "songs.jsonl:3: title was \"A\" when it was sent (job 3, on ";
    let (code, paid, said) = desk.run("songs.jsonl", &["--dry-run"]);
    assert_eq!((code, paid), (0, 0), "{said}");
    assert!(said.contains(line) && said.contains(") and is \"B\": it is a new song\n"), "{said}");
    assert!(said.contains(&format!("1 call of songs.jsonl would cost {PRICE} credits")), "{said}");
    assert!(said.contains("1 of these is no longer in the file"), "{said}");
    let planned = json(&desk.command(&["batch", "run", "songs.jsonl", "--dry-run", "--json"]).output().unwrap());
    let wanted = object!([{"line": 3, "key": "3", "job": 3, "fields": [{"field": "title", "was": "A", "is": "B"}]}]);
    assert_eq!(planned["edited"], wanted);
    let (code, paid, said) = desk.run("songs.jsonl", &[]);
    assert_eq!((code, paid), (0, 1), "{said}");
    assert!(said.contains(line) && said.contains(&format!("{} credits spent", cost(4))), "{said}");
    // Neither the old nor the new row is sent again.
    for text in [SONGS, &edited, SONGS] {
        desk.write("songs.jsonl", text);
        assert_eq!(desk.paid("songs.jsonl"), 0);
    }
}

#[test]
fn rows_of_another_batch_are_paid_for_again_only_on_request() {
    let desk = Desk::new();
    desk.write("songs.jsonl", SONGS);
    assert_eq!(desk.paid("songs.jsonl"), 3);
    let more = format!("{SONGS}{{\"gpt_description_prompt\": \"a jig\"}}\n");
    desk.write("more.jsonl", &more);
    for arguments in [&[][..], &["--dry-run"]] {
        let (code, paid, said) = desk.run("more.jsonl", arguments);
        assert_eq!((code, paid), (2, 0), "{said}");
        assert!(said.contains("3 of 4 rows were made in songs.jsonl on "), "{said}");
        assert!(said.contains("--skip-made leaves them out, --again pays for them; nothing was sent"), "{said}");
    }
    let output = desk.command(&["batch", "run", "more.jsonl", "--json"]).output().unwrap();
    let error = &json(&output)["error"];
    assert_eq!((&error["kind"], &error["elsewhere"][0]["made"]), (&"MadeElsewhere".into(), &3.into()), "{error}");
    // The other rows were made with another key.
    let mut command = desk.command(&["batch", "run", "more.jsonl"]);
    let (code, _, said) = result_of(&command.env("MUSICAPI_KEY", "another-key").output().unwrap());
    assert!(code == Some(2) && said.contains(", with another key"), "{said}");

    let (code, paid, said) = desk.run("more.jsonl", &["--skip-made", "--dry-run"]);
    assert!(
        (code, paid) == (0, 0) && said.contains("1 call of more.jsonl") && said.contains("3 rows are left out"),
        "{said}"
    );
    assert_eq!(desk.run("more.jsonl", &["--skip-made"]).1, 1);
    assert_eq!(desk.run("more.jsonl", &["--skip-made"]).1, 0);
    assert_eq!((desk.run("more.jsonl", &[]).0, desk.mock.accepted()), (2, 4), "it is asked each time");
    assert_eq!(desk.run("more.jsonl", &["--again"]).1, 3);
    assert_eq!(desk.paid("more.jsonl"), 0, "from now on they are its own");
    assert_eq!(desk.run("more.jsonl", &["--again", "--skip-made"]).0, 2);
    // Rows that wait in another batch would be paid for there.
    let waiting = "{\"gpt_description_prompt\": \"a reel\", \"count\": 3}\n";
    desk.write("waiting.jsonl", waiting);
    assert_eq!(desk.run("waiting.jsonl", &["--max-credits", &cost(1), "--concurrency", "1"]).0, 4);
    desk.write("all.jsonl", &format!("{waiting}{{\"gpt_description_prompt\": \"a hymn\"}}\n"));
    let (_, _, said) = desk.run("all.jsonl", &[]);
    assert!(
        said.contains("1 of 4 rows was made in waiting.jsonl on ")
            && said.contains(", and 2 wait to be sent in waiting.jsonl"),
        "{said}"
    );
}

#[test]
fn the_cost_is_compared_with_balance_and_limit_before_a_run() {
    let (_runtime, mock) = mock(3 * PRICE + 5);
    let folder = folder();
    fs::write(folder.path().join("songs.jsonl"), "{\"gpt_description_prompt\": \"a march\", \"count\": 5}\n").unwrap();
    let run = |more: &[&str]| {
        let mut command = at(&mock, &folder);
        let output = command.args(["batch", "run", "songs.jsonl", "--no-tags"]).args(more).output().unwrap();
        let (code, out, err) = result_of(&output);
        (code, out + &err)
    };
    let short =
        format!("5 songs cost {} credits; the balance is {}: 3 of them can be paid for\n", cost(5), 3 * PRICE + 5);
    let short = short.as_str();
    let limited =
        format!("5 songs cost {} credits; the limit is {PRICE} credits: 1 of them can be sent within it\n", cost(5));
    let limited = limited.as_str();
    let (code, said) = run(&["--dry-run", "--max-credits", &cost(1)]);
    assert!(code == Some(0) && said.contains(short) && said.contains(limited), "{said}");
    let planned: Value = serde_json::from_str(&run(&["--dry-run", "--json", "--max-credits", &cost(1)]).1).unwrap();
    let all_results =
        ["balance", "affordable", "max_credits", "within_limit"].map(|field| planned[field].as_f64().unwrap());
    assert_eq!(all_results, [(3 * PRICE + 5) as f64, 3.0, PRICE as f64, 1.0]);
    let (code, said) = run(&["--max-credits", &cost(1), "--concurrency", "1"]);
    assert!(code == Some(4) && said.contains(short) && said.contains(limited), "{said}");
    let (code, said) = run(&["--max-credits", "1000", "--concurrency", "1"]);
    let left = 2 * PRICE + 5;
    let short = format!("4 songs cost {} credits; the balance is {left}: 2 of them can be paid for\n", cost(4));
    assert!(code == Some(4) && said.contains(&short), "{said}");
    assert_eq!(mock.accepted(), 3);
    let mut command = crate::common::musicapi(&folder);
    let (code, out, _) = result_of(&command.args(["batch", "run", "songs.jsonl", "--dry-run"]).output().unwrap());
    assert!(code == Some(0) && out.contains("the balance wasn't asked: there is no API key"), "{out}");
}

/// Rows that an older version sent under another path are recognized.
#[test]
fn a_batch_of_an_older_version_goes_on_under_another_name() {
    let folder = folder();
    let from = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/f4ae237");
    for name in ["store.db", "songs.jsonl"] {
        fs::copy(from.join(name), folder.path().join(name)).unwrap();
    }
    let mut command = crate::common::musicapi(&folder);
    let (code, out, err) =
        result_of(&command.args(["--store", "store.db", "batch", "run", "songs.jsonl", "--dry-run"]).output().unwrap());
    assert_eq!(code, Some(0), "{err}");
    assert!(
        // At the price of that time.
        out.contains("0 calls of songs.jsonl") && out.contains("5 were sent before, for 75 credits"),
        "{out}"
    );
}

/// A description, and the model if it is named.
type Wish = (u64, Option<&'static str>);

const MODELS: [&str; 2] = ["sonic-v4", "sonic-v5"];

fn written(wishes: &[Wish], how: u64) -> (&'static str, String) {
    let end = if how.is_multiple_of(2) { "\n" } else { "\r\n" };
    let rows = wishes.iter().map(|(text, model)| (format!("song {text}"), model.unwrap_or_default()));
    match how % 3 {
        0 => {
            let rows = rows.map(|(text, model)| match model {
                "" => format!("{{\"gpt_description_prompt\": \"{text}\", \"style_weight\": 1}}{end}"),
                _ => format!(
                    "{{\"mv\": \"{model}\", \"style_weight\": 1.0, \"gpt_description_prompt\": \"{text}\"}}{end}"
                ),
            });
            ("jsonl", rows.collect())
        }
        1 => {
            let rows = rows.map(|(text, model)| format!("{text},{model},1.00{end}"));
            ("csv", format!("gpt_description_prompt,mv,style_weight{end}{}", rows.collect::<String>()))
        }
        _ => {
            let rows = rows.map(|(text, model)| match model {
                "" => format!("- {{gpt_description_prompt: {text}, style_weight: 1, mv: null}}\n"),
                _ => format!("- gpt_description_prompt: {text}\n  style_weight: 1e0\n  mv: {model}\n"),
            });
            ("yaml", rows.collect())
        }
    }
}

/// Compares wanted and paid songs by text and model, by count only.
fn missing(
    paid: &BTreeMap<(u64, &str), u64>,
    wishes: &[Wish],
    default: &'static str,
) -> BTreeMap<(u64, &'static str), u64> {
    let mut missing = BTreeMap::new();
    for text in 0..4 {
        let of = |model: Option<&str>| {
            wishes
                .iter()
                .filter(|wish| {
                    **wish == (text, model.map(|model| *MODELS.iter().find(|known| **known == model).unwrap()))
                })
                .count() as u64
        };
        let mut left = 0;
        for model in MODELS {
            let there = paid.get(&(text, model)).copied().unwrap_or_default();
            left += there.saturating_sub(of(Some(model)));
            *missing.entry((text, model)).or_default() += of(Some(model)).saturating_sub(there);
        }
        *missing.entry((text, default)).or_default() += of(None).saturating_sub(left);
    }
    missing
}

/// A random number below a bound.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 8) % bound
    }
}

/// Random edits of files between runs. `EDITS` sets the number of files.
#[test]
fn random_edits_renames_and_copies_pay_for_each_song_once() {
    let files = std::env::var("EDITS").ok().and_then(|files| files.parse().ok()).unwrap_or(4);
    for seed in 1..=files {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (seed * 0x1234_5678_9abc));
        let desk = Desk::new();
        let (mut wishes, mut default, mut paid) =
            (vec![(0, None), (0, None), (1, Some(MODELS[0]))], MODELS[1], BTreeMap::new());
        let (mut name, mut all_results) = (String::new(), Vec::new());
        for step in 0..6 {
            // Edits between two runs; a file isn't renamed and edited at the same time.
            let is_new_name = dice.below(3) == 0 && step > 0;
            for _ in 0..if is_new_name || step == 0 { 0 } else { dice.below(4) } {
                let (at, text) = (dice.below(wishes.len() as u64) as usize, dice.below(4));
                let wish = (text, [None, Some(MODELS[0]), Some(MODELS[1])][dice.below(3) as usize]);
                match dice.below(5) {
                    0 => wishes.insert(at, wish),
                    1 if wishes.len() > 1 => drop(wishes.remove(at)),
                    2 => wishes[at] = wish,
                    3 => wishes.push(wishes[at]),
                    _ => wishes.rotate_left(at),
                }
            }
            if dice.below(3) == 0 {
                default = MODELS[dice.below(2) as usize];
            }
            let (ending, text) = written(&wishes, dice.below(6));
            if is_new_name || step == 0 || !name.ends_with(ending) {
                let is_copied = is_new_name && dice.below(2) == 0;
                let old = std::mem::replace(&mut name, format!("songs-{step}.{ending}"));
                // Another format changes the name: only if the rows are equal, or the file is new.
                if step > 0 && !is_new_name {
                    let (ending, text) = (old.rsplit('.').next().unwrap(), (0..6).map(|how| written(&wishes, how)));
                    name = old.clone();
                    desk.write(&name, &text.clone().find(|(known, _)| *known == ending).unwrap().1);
                } else {
                    if step > 0 && !is_copied {
                        fs::remove_file(desk.folder.path().join(&old)).unwrap();
                    }
                    desk.write(&name, &text);
                }
            } else {
                desk.write(&name, &text);
            }
            let due = missing(&paid, &wishes, default);
            let wanted: u64 = due.values().sum();
            due.into_iter().for_each(|(song, count)| *paid.entry(song).or_default() += count);
            all_results.push(format!("{name} {wishes:?} {default}"));
            let before = desk.mock.accepted();
            let run = |more: &[&str]| {
                let mut command = desk.command(&["batch", "run", &name, "--no-tags", "--out", "songs"]);
                let (code, _, err) = result_of(&command.args(more).env("MUSICAPI_MODEL", default).output().unwrap());
                (code, err)
            };
            let (mut code, mut err) = run(&[]);
            // A copy that has diverged, so that the user must decide.
            if code == Some(2) {
                assert!(
                    err.contains("made in") && desk.mock.accepted() == before,
                    "seed {seed}: {all_results:#?}\n{err}"
                );
                (code, err) = run(&["--skip-made"]);
            }
            assert_eq!(
                (code, desk.mock.accepted() - before),
                (Some(0), wanted),
                "seed {seed}: {all_results:#?}\n{err}"
            );
        }
        assert_eq!(desk.mock.accepted(), paid.values().sum::<u64>());
    }
}
