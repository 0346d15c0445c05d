//! What the file keeps, whoever writes, cuts, moves or shares it.

use std::time::SystemTime;

use musicapi_facts::CREATE_SONIC;
use serde_json::json;

use super::*;
use crate::journal::intent::Plan;

fn intent(number: u64) -> Entry {
    let plan = Plan::new(&CREATE_SONIC, json!({"n": number}), None, SystemTime::UNIX_EPOCH, number);
    Entry::Intent(plan.intent().clone())
}

fn accepted(number: u64) -> Entry {
    let task = Some(crate::TaskRef::of(&musicapi_facts::GET_SONIC_TASK, format!("task-{number}")));
    Entry::Accepted { intent: intent(number).intent().to_owned(), task, answer: json!({"task_id": number}) }
}

async fn written(path: &Path, entries: &[Entry]) {
    let journal = FileJournal::open(path).unwrap();
    for entry in entries {
        journal.record(entry).await.unwrap();
    }
}

#[tokio::test]
async fn cut_off_at_any_byte_it_keeps_every_whole_line_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let entries = [intent(1), accepted(1)];
    written(&path, &entries).await;
    let whole = std::fs::read(&path).unwrap();
    let ends: Vec<usize> = whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
    let before_last = ends[ends.len() - 2];
    for length in before_last..=whole.len() {
        std::fs::write(&path, &whole[..length]).unwrap();
        // A whole line without its end counts: the mark after it says only that it may be cut.
        let lines = whole[..length].split(|byte| *byte == b'\n').skip(1);
        let kept = lines.filter(|line| serde_json::from_slice::<Entry>(line).is_ok()).count();
        written(&path, &[intent(2)]).await;
        let read = FileJournal::open(&path).unwrap().entries().unwrap();
        assert_eq!(read, [&entries[..kept], &[intent(2)]].concat(), "cut at {length}");
    }
}

#[tokio::test]
async fn an_intent_without_an_answer_is_in_doubt() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    written(&path, &[intent(1), intent(2), accepted(1)]).await;
    let journal = FileJournal::open(&path).unwrap();
    let [first, second] = journal.submissions().unwrap().try_into().unwrap();
    assert_eq!(first.task().map(ToString::to_string).as_deref(), Some("sonic/task/task-1"));
    assert!(!first.is_outcome_unknown() && second.is_outcome_unknown() && second.task().is_none());
    // That nothing was found out settles nothing.
    journal.settle(&second.intent.id, Verdict::Undetermined).await.unwrap();
    assert!(journal.submissions().unwrap()[1].is_outcome_unknown());
}

#[test]
fn what_is_no_journal_is_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let entry = serde_json::to_string(&intent(1)).unwrap();
    for (text, wanted) in [
        ("shopping list".to_owned(), "line 1 is not one of a journal"),
        (format!("{entry}\n"), "line 1 is not one of a journal"),
        ("{\"musicapi_journal\":9}\n".to_owned(), "it is of version 9; this program knows version 1"),
        (format!("{{\"musicapi_journal\":1}}\n{{\"x\":1}}\n{entry}\n"), "line 2 is not one of a journal"),
    ] {
        std::fs::write(&path, &text).unwrap();
        let error = FileJournal::open(&path).err().unwrap();
        assert!(error.kind() == ErrorKind::Journal && error.message().contains(wanted), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
    let error = FileJournal::open(folder.path().join("none/journal.jsonl")).err().unwrap();
    assert!(error.to_string().contains("it can't be opened"), "{error}");
}

#[tokio::test]
async fn whoever_has_it_open_knows_what_others_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let (one, other) = (FileJournal::open(&path).unwrap(), FileJournal::open(&path).unwrap());
    let fingerprint = |number| match intent(number) {
        Entry::Intent(intent) => intent.fingerprint,
        _ => unreachable!(),
    };
    one.record(&intent(1)).await.unwrap();
    assert!(other.find(&fingerprint(1)).await.unwrap().unwrap().is_outcome_unknown());
    other.record(&accepted(1)).await.unwrap();
    let found = one.find(&fingerprint(1)).await.unwrap().unwrap();
    assert_eq!(found.task().map(ToString::to_string).as_deref(), Some("sonic/task/task-1"));
    assert_eq!(found.outcome, Some(accepted(1)));
    // Another process dies over a line; whoever writes next marks it.
    std::io::Write::write_all(&mut OpenOptions::new().append(true).open(&path).unwrap(), b"{\"entry\":\"int").unwrap();
    other.record(&intent(2)).await.unwrap();
    assert!(one.find(&fingerprint(2)).await.unwrap().is_some());
    assert_eq!(one.entries().unwrap(), [intent(1), accepted(1), intent(2)]);
    assert_eq!(FileJournal::open(&path).unwrap().entries().unwrap().len(), 3);
}

#[tokio::test]
async fn the_index_says_what_the_entries_say() {
    let folder = tempfile::tempdir().unwrap();
    let of = |number| intent(number).intent().to_owned();
    let unknown = |number| Entry::OutcomeUnknown { intent: of(number), error: "lost".to_owned(), answer: None };
    let refused = |number| Entry::NotAccepted { intent: of(number), error: "no".to_owned() };
    let settled = |number, verdict| Entry::Reconciled { intent: of(number), verdict };
    let none = |number| Entry::Accepted { intent: of(number), task: None, answer: json!({}) };
    let later = |number| {
        let verdicts = [Verdict::Charged, Verdict::NotCharged, Verdict::Undetermined];
        let verdicts = verdicts.into_iter().map(move |verdict| settled(number, verdict));
        [accepted(number), none(number), unknown(number), refused(number)].into_iter().chain(verdicts)
    };
    let mut number = 0;
    let mut entries = Vec::new();
    for one in 0..7 {
        for two in 0..7 {
            number += 1;
            entries.extend([intent(number)].into_iter().chain(later(number).nth(one)).chain(later(number).nth(two)));
        }
    }
    let path = folder.path().join("journal.jsonl");
    written(&path, &entries).await;
    let journal = FileJournal::open(&path).unwrap();
    for submission in Submission::of(entries) {
        let found = journal.find(&submission.intent.fingerprint).await.unwrap();
        assert_eq!(found, Some(submission.clone()).filter(|it| !it.is_not_accepted()), "{submission:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_moved_replaced_or_cut_sends_nothing_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let elsewhere = folder.path().join("elsewhere.jsonl");
    let journal = FileJournal::open(&path).unwrap();
    journal.record(&intent(1)).await.unwrap();
    std::fs::rename(&path, &elsewhere).unwrap();
    for replaced in [false, true] {
        if replaced {
            written(&path, &[intent(7)]).await;
        }
        let error = journal.record(&intent(2)).await.unwrap_err().to_string();
        assert!(error.contains("it was renamed or replaced while it was open"), "{error}");
        let Entry::Intent(first) = intent(1) else { unreachable!() };
        assert!(journal.find(&first.fingerprint).await.is_err(), "another file may know more");
    }
    journal.record(&accepted(1)).await.unwrap();
    assert_eq!(FileJournal::open(&elsewhere).unwrap().entries().unwrap(), [intent(1), accepted(1)]);
    // Back again.
    std::fs::rename(&elsewhere, &path).unwrap();
    journal.record(&intent(2)).await.unwrap();
    OpenOptions::new().write(true).open(&path).unwrap().set_len(30).unwrap();
    let error = journal.record(&intent(3)).await.unwrap_err().to_string();
    assert!(error.contains("it was cut while it was open"), "{error}");
}

#[tokio::test]
async fn a_claim_is_for_one_at_a_time_and_ends_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let (one, other) = (FileJournal::open(&path).unwrap(), FileJournal::open(&path).unwrap());
    let claim = one.claim("a").await.unwrap();
    other.claim("b").await.unwrap();
    let mut waiting = tokio::spawn(async move { other.claim("a").await.unwrap() });
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(!waiting.is_finished());
    drop(claim);
    drop((&mut waiting).await.unwrap());
    // What is left of a process that was killed holds nobody up.
    one.claim("a").await.unwrap();
}

#[tokio::test]
async fn a_budget_counts_what_everyone_has_spent_under_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let priced = |number| {
        let price = Some(musicapi_facts::Price { credits: 15, purse: BalanceKind::Credits });
        let plan = Plan::new(&CREATE_SONIC, json!({"n": number}), price, SystemTime::UNIX_EPOCH, number);
        plan.intent().clone()
    };
    let budget = |name: &str| NamedBudget { name: name.to_owned(), credits: 40 };
    let spent = async |number, name| {
        let journal = FileJournal::open(&path).unwrap();
        journal.record_within(&priced(number), &budget(name)).await.unwrap()
    };
    assert_eq!((spent(1, "album").await, spent(2, "album").await), (None, None));
    assert_eq!(spent(3, "album").await, Some(30));
    assert_eq!(spent(3, "single").await, None, "a budget of its own");
    let journal = FileJournal::open(&path).unwrap();
    journal.record(&Entry::NotAccepted { intent: priced(1).id, error: "no".to_owned() }).await.unwrap();
    assert_eq!((spent(4, "album").await, spent(5, "album").await), (None, Some(30)));
}

#[test]
fn one_that_a_program_of_before_holds_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    drop(FileJournal::open(&path).unwrap());
    let before = File::open(&path).unwrap();
    before.lock().unwrap();
    let error = FileJournal::open(&path).err().unwrap();
    assert!(error.message().contains("it is open already, perhaps in another process"), "{error}");
    drop(before);
    FileJournal::open(&path).unwrap();
}

#[tokio::test]
async fn what_is_written_means_for_the_balance_what_it_means_to_jobs() {
    use evidence::{Charge, GivenBack};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let of = |number| intent(number).intent().to_owned();
    let task = |number| crate::TaskRef::of(&musicapi_facts::GET_SONIC_TASK, format!("task-{number}"));
    let unknown = |number| Entry::OutcomeUnknown { intent: of(number), error: "lost".to_owned(), answer: None };
    let settled = |number, verdict| Entry::Reconciled { intent: of(number), verdict };
    let journal = FileJournal::open(&path).unwrap();
    let date = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(7);
    let mut number = 0;
    for (entries, ended, charge, given_back, answered) in [
        (vec![], None, Charge::InDoubt, GivenBack::AnyTime, None),
        (vec![unknown(2)], None, Charge::InDoubt, GivenBack::AnyTime, Some(7000)),
        (vec![settled(3, Verdict::NotCharged)], None, Charge::Never, GivenBack::Never, Some(7000)),
        (vec![accepted(4)], None, Charge::Sure, GivenBack::AnyTime, Some(7000)),
        (vec![accepted(5)], Some(true), Charge::Sure, GivenBack::Never, Some(7000)),
        (vec![accepted(6)], Some(false), Charge::Sure, GivenBack::By(7000), Some(7000)),
        (vec![unknown(7), accepted(7)], None, Charge::Sure, GivenBack::AnyTime, Some(187_000)),
        (vec![unknown(8), settled(8, Verdict::Charged)], None, Charge::Sure, GivenBack::AnyTime, Some(187_000)),
    ] {
        number += 1;
        let Entry::Intent(made) = intent(number) else { unreachable!() };
        let made = Intent { account: Some("a".to_owned()), credits: Some(15), balance: Some(50.0), ..made };
        journal.record(&Entry::Intent(made)).await.unwrap();
        for entry in &entries {
            journal.record_at(entry, date).await.unwrap();
        }
        if let Some(is_whole) = ended {
            journal.ended(&task(number), is_whole, date).await.unwrap();
            // It is told once.
            journal.ended(&task(number), !is_whole, date).await.unwrap();
        }
        let paid = journal.paid_calls("a").await.unwrap().unwrap().pop().unwrap().1;
        assert_eq!((paid.charge, paid.given_back, paid.answered), (charge, given_back, answered), "{entries:?}");
        assert_eq!((paid.price, paid.balance), (Some(15), Some(50.0)));
    }
    assert_eq!(journal.paid_calls("b").await.unwrap().unwrap().len(), 0);
}
