//! Jobs whose call went wrong: in doubt until evidence or the user settles it, or refused.

use crate::common::{PRICE, folder, json, mock, result_of, run};
use musicapi_mock::Fault;
use serde_json::Value;

#[test]
fn a_song_in_doubt_is_reconciled_and_never_sent_again_by_itself() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    mock.fault("create_sonic:1:after:reset".parse::<Fault>().unwrap());
    let (code, _, err) = result_of(&run(&mock, &folder, &["song", "a march", "--out", "songs"]).output().unwrap());
    assert_eq!(code, Some(6), "{err}");
    assert!(err.contains("musicapi jobs reconcile 1"), "{err}");
    let job = |arguments: &[&str]| {
        let output = run(&mock, &folder, arguments).arg("--json").output().unwrap();
        (output.status.code(), json(&output)["job"].clone())
    };
    assert_eq!(run(&mock, &folder, &["jobs", "resume"]).output().unwrap().status.code(), Some(6));
    assert_eq!(run(&mock, &folder, &["jobs", "wait", "1"]).output().unwrap().status.code(), Some(2));
    assert_eq!(run(&mock, &folder, &["jobs", "resume", "1"]).output().unwrap().status.code(), Some(2));
    assert_eq!(mock.accepted(), 1);
    let reconcile = |more: &[&str]| {
        let output = run(&mock, &folder, &["jobs", "reconcile", "--json"]).args(more).output().unwrap();
        (output.status.code(), json(&output)["jobs"][0]["job"]["state"].clone())
    };
    assert_eq!(reconcile(&[]), (Some(6), "charged".into()), "somebody must look at it");
    // The user has learnt the task from the service's support.
    let task = mock.ledger().rows().next().unwrap().task.clone().unwrap();
    for (wrong, code, why) in [("nonsense", 1, "knows no such task"), ("a/b/c", 2, "doesn't name a task")] {
        let output = run(&mock, &folder, &["jobs", "reconcile", "1", "--task", wrong]).output().unwrap();
        let (said, _, err) = result_of(&output);
        assert!(said == Some(code) && err.contains(why), "{said:?} {err}");
    }
    // Any error of the poll refuses the task.
    mock.fault("get_sonic_task:1:status=401".parse::<Fault>().unwrap());
    let (code, _, err) =
        result_of(&run(&mock, &folder, &["jobs", "reconcile", "1", "--task", &task]).output().unwrap());
    assert!(code == Some(3) && err.contains("nothing was written down"), "{code:?} {err}");
    assert_eq!(job(&["jobs", "show", "1"]).1["state"], "charged");
    assert_eq!(reconcile(&["1", "--task", &task]), (Some(0), "running".into()));
    let output = run(&mock, &folder, &["jobs", "resume"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!((job(&["jobs", "show", "1"]).1["state"].clone(), mock.accepted()), ("done".into(), 1));
    assert_eq!(job(&["jobs", "forget", "1"]).1["state"], "forgotten");
    assert_eq!(run(&mock, &folder, &["jobs", "show", "2"]).output().unwrap().status.code(), Some(2));
}

#[test]
fn a_job_that_the_balance_cannot_settle_is_left_to_the_user() {
    let (_runtime, mock) = mock(1000);
    let folder = folder();
    mock.fault("create_sonic:1:malformed".parse::<Fault>().unwrap());
    mock.fault("create_sonic:2:before:close".parse::<Fault>().unwrap());
    for _ in 0..2 {
        assert_eq!(run(&mock, &folder, &["song", "a march"]).output().unwrap().status.code(), Some(6));
    }
    let said = |arguments: &[&str]| result_of(&run(&mock, &folder, arguments).output().unwrap());
    let (code, out, _) = said(&["jobs", "reconcile"]);
    assert_eq!(code, Some(6), "it is still in doubt");
    assert!(out.contains("job 1 is charged"), "{out}");
    assert!(out.contains("job 2 is still in doubt: another call was under way"), "{out}");
    assert!(out.contains("musicapi jobs reconcile 2 --not-charged"), "{out}");
    // The truncated answer is shown, since it contains the task id.
    let task = mock.ledger().rows().next().unwrap().task.clone().unwrap();
    let (_, out, _) = said(&["jobs", "show", "1"]);
    assert!(out.lines().any(|line| line.starts_with("came") && line.contains(&task)), "{out}");
    assert!(said(&["jobs", "reconcile", "2", "--not-charged"]).1.starts_with("job 2 is waiting"));
    assert_eq!(said(&["jobs", "reconcile", "--not-charged"]).0, Some(2), "of which one?");
}

#[test]
fn a_refused_call_is_not_sent_by_the_next_run() {
    let (_runtime, mock) = mock(PRICE - 1);
    let folder = folder();
    assert_eq!(run(&mock, &folder, &["song", "a march"]).output().unwrap().status.code(), Some(4));
    let listed = json(&run(&mock, &folder, &["jobs", "list", "--json"]).output().unwrap());
    assert_eq!(listed["jobs"][0]["state"], "forgotten");
    let listed = json(&run(&mock, &folder, &["jobs", "list", "--json", "--state", "in-doubt"]).output().unwrap());
    assert_eq!(listed["jobs"], Value::Array(Vec::new()));
    let (code, _, err) = result_of(&run(&mock, &folder, &["jobs", "list", "--state", "lost"]).output().unwrap());
    assert!(code == Some(2) && err.contains("there are waiting, sending"), "{err}");
    assert_eq!(run(&mock, &folder, &["jobs", "resume"]).output().unwrap().status.code(), Some(0));
    let creates = mock.journal().iter().filter(|asked| asked.operation == Some("create_sonic")).count();
    assert_eq!(creates, 1);
}
