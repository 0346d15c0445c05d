//! `jobs list` and `jobs bill`.

use std::fs;

use crate::common::{PRICE, at, cost, folder, json, mock, result_of};
use musicapi::facts;
use musicapi_mock::{Failure, Lifecycle};
use serde_json::json;

#[test]
fn jobs_are_listed_the_newest_first_with_dates_and_files() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    // Search also covers paths, and the name of a temporary folder may contain any digit.
    let place = |number: u32| if number % 10 == 7 { " at the harbour" } else { "" };
    let row = |number| format!("{{\"gpt_description_prompt\": \"march {number}{}\"}}\n", place(number));
    let rows: String = (1..=22).map(row).collect();
    fs::write(folder.path().join("songs.jsonl"), rows).unwrap();
    let run = |arguments: &[&str]| result_of(&at(&mock, &folder).args(arguments).output().unwrap());
    assert_eq!(run(&["batch", "run", "songs.jsonl", "--out", "album", "--no-tags"]).0, Some(0));
    let numbers = |arguments: &[&str]| {
        let (code, out, err) = run(&[&["jobs", "list"], arguments].concat());
        assert_eq!(code, Some(0), "{err}");
        let numbers = out.lines().filter_map(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        (numbers.collect::<Vec<_>>(), out)
    };
    let (listed, out) = numbers(&[]);
    assert_eq!(listed, (3..=22).rev().collect::<Vec<_>>());
    assert!(out.contains("these are the newest 20; `musicapi jobs list --all` lists all"), "{out}");
    let newest = out.lines().nth(1).unwrap();
    assert!(newest.contains("album/") && newest.contains("and 1 more") && newest.contains(':'), "{newest}");
    assert_eq!(numbers(&["--all"]).0.len(), 22);
    assert_eq!(numbers(&["-n", "2"]).0, [22, 21]);
    assert_eq!(numbers(&["--search", "MARCH harbour"]).0, [17, 7]);
    let day = mock_day(&out);
    assert_eq!(numbers(&["--all", "--since", &day, "--until", &day]).0.len(), 22);
    assert_eq!(numbers(&["--until", "2020-01-01"]).0, [0; 0]);
    let listed = json(&at(&mock, &folder).args(["jobs", "list", "--json", "--limit", "2"]).output().unwrap());
    assert_eq!((&listed["jobs"][0]["id"], &listed["jobs"][1]["id"]), (&json!(21), &json!(22)));
    let (code, _, err) = run(&["jobs", "list", "--state", "runing"]);
    assert!(code == Some(2) && err.contains("did you mean running?"), "{err}");
    let (code, _, err) = run(&["jobs", "list", "--since", "2026-06-01", "--until", "2026-05-31"]);
    assert!(code == Some(2) && err.contains("--since is after --until"), "{err}");
    assert_eq!(run(&["jobs", "list", "--since", "2026-05-31", "--until", "2026-05-31"]).0, Some(0));
    let (code, _, err) = run(&["jobs", "list", "--limit", "0"]);
    assert!(code == Some(2) && err.contains("it must be a whole number from 1"), "{err}");
}

/// The day of the newest job in a list.
fn mock_day(listed: &str) -> String {
    listed.lines().nth(1).unwrap().split_whitespace().nth(1).unwrap().to_owned()
}

#[test]
fn the_bill_is_grouped_by_day_or_by_batch() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    fs::write(folder.path().join("songs.csv"), "gpt_description_prompt\na march\na waltz\n").unwrap();
    let run = |arguments: &[&str]| result_of(&at(&mock, &folder).args(arguments).output().unwrap());
    assert_eq!(run(&["batch", "run", "songs.csv"]).0, Some(0));
    assert_eq!(run(&["song", "x"]).0, Some(0));
    let (code, out, err) = run(&["jobs", "bill", "--by", "batch", "--csv"]);
    assert_eq!(code, Some(0), "{err}");
    let head = "batch,jobs,files,spent,given back,in doubt,to come";
    let lines = [
        head.to_owned(),
        format!("one by one,1,2,{PRICE},0,0,0"),
        format!("songs.csv,2,4,{},0,0,0", cost(2)),
        format!("all,3,6,{},0,0,0", cost(3)),
    ];
    assert_eq!(out.lines().collect::<Vec<_>>(), lines);
    let result = json(&at(&mock, &folder).args(["jobs", "bill", "--json"]).output().unwrap());
    assert_eq!(
        (&result["bill"][0]["spent"], &result["bill"][1]["day"]),
        (&json!(3 * PRICE), &json!("all")),
        "{result}"
    );
    let (_, out, _) = run(&["jobs", "bill"]);
    // It names the sources of the prices, by the form of the call.
    let known = facts::CREATE_SONIC.form(None).unwrap().prices[0];
    let sure =
        format!("credits, by expected prices\ncreate_sonic (create_music): {} credits, price {}", PRICE, known.source);
    assert!(out.starts_with("day ") && out.contains(&sure), "{out}");
    assert_eq!(result["prices"][0]["source"], known.source, "{result}");
}

/// A job that failed and was sent again was paid for twice.
#[test]
fn the_sum_includes_calls_that_were_sent_again() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    let run = |arguments: &[&str]| result_of(&at(&mock, &folder).args(arguments).output().unwrap());
    mock.next_lifecycle("create_sonic", Lifecycle::Failed(Failure::Failed));
    assert_eq!(run(&["song", "x"]).0, Some(5));
    assert_eq!(run(&["jobs", "resume", "1"]).0, Some(0));
    let result = json(&at(&mock, &folder).args(["jobs", "bill", "--json"]).output().unwrap());
    let bill = result["bill"].as_array().unwrap();
    let all = bill.last().unwrap();
    assert_eq!((&all["spent"], &all["given_back"]), (&json!(PRICE), &json!(PRICE)), "{result}");
    assert_eq!(bill[bill.len() - 2]["given_back"], json!(PRICE), "{result}");
    let result = json(&at(&mock, &folder).args(["jobs", "bill", "--by", "batch", "--json"]).output().unwrap());
    let [single, all] = result["bill"].as_array().unwrap().as_slice() else { panic!("{result}") };
    assert_eq!((&single["batch"], &all["batch"]), (&json!("one by one"), &json!("all")));
    for sum in ["jobs", "files", "spent", "given_back"] {
        assert_eq!(single[sum], all[sum], "{result}");
    }
}

/// A path that can be read only once can't be named again, and isn't standard input either.
#[cfg(unix)]
#[test]
fn a_batch_from_a_pipe_is_named_after_it() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    let of =
        |line: &str| result_of(&crate::common::to(&mock, &mut crate::common::shell(&folder, line)).output().unwrap());
    let rows = "printf 'gpt_description_prompt\\na %s\\n'";
    assert_eq!(of(&format!("{rows} march | musicapi batch run -")).0, Some(0));
    let fifo = format!("mkfifo rows; {rows} waltz > rows & musicapi batch run rows");
    assert_eq!(of(&fifo).0, Some(0));
    let (_, out, _) = of("musicapi jobs bill --by batch --csv");
    let names: Vec<&str> = out.lines().skip(1).filter_map(|line| line.rsplit_once(' ')).map(|(name, _)| name).collect();
    assert_eq!(names, ["pipe", "standard input"], "{out}");
}
