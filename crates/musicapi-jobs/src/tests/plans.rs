//! What each statement touches: no more than it is about, however many rows there are.

use std::time::Instant;

use musicapi::{Entry, Intent, Journal as _, TaskRef, Verdict};
use musicapi_mock::Failure;

use super::*;
use crate::sqlite::line::{Line, STATEMENTS};
use crate::sqlite::work;

/// Everything that can be done with a store.
async fn live(stage: &Stage) -> Jobs {
    for fault in
        ["create_sonic:2:after:reset", "create_sonic:4:reset", "create_sonic:5:status=403:example=lyrics_copyright"]
    {
        stage.mock.fault(fault.parse().unwrap());
    }
    let jobs = stage.jobs().await;
    let work: Vec<JobSpec> = (0..7).map(|row| song(&row.to_string(), "a march")).collect();
    jobs.set("album", &work, Some(200)).await.unwrap();
    jobs.plan("album", &work).await.unwrap();
    jobs.add("single", &songs()[..1]).await.unwrap();
    let options = Options { concurrency: 1, ..stage.options() };
    jobs.run(&stage.client(), options.clone()).finish().await.unwrap();
    let failed = Options { scope: Scope::Batch("album".to_owned()), reconcile: true, ..options.clone() };
    stage.mock.next_lifecycle("create_sonic", Lifecycle::Failed(Failure::Timeout));
    jobs.resume(5).await.unwrap();
    jobs.run(&stage.client(), failed).finish().await.unwrap();
    let job = jobs.show(1).await.unwrap();
    let of_task = jobs.of_task(job.task.as_ref().unwrap()).await.unwrap();
    assert_eq!(of_task.map(|job| job.id), Some(1));
    jobs.find(&job.intent.unwrap().fingerprint).await.unwrap();
    for (scope, closed) in [(Scope::All, false), (Scope::Batch("album".to_owned()), true), (Scope::Job(1), false)] {
        jobs.progress(&scope).await.unwrap();
        jobs.list(&scope).await.unwrap();
        jobs.names("album").await.unwrap();
        let mut gate = Closed::default();
        gate.close(closed.then_some("album"));
        let queue =
            Queue { claim: Claim { scope, ..Queue::new(&jobs, "one", 30).claim }, ..Queue::new(&jobs, "one", 30) };
        queue.take(&gate, 1).await.unwrap();
        queue.others(&gate).await.unwrap();
        queue.rest(1, "no").await.unwrap();
        jobs.ledger().set_aside(&queue.claim, 1, "no").await.unwrap();
        jobs.ledger().release(&queue.claim, Some(1)).await.unwrap();
        queue.release_all().await.unwrap();
    }
    for job in jobs.list(&Scope::All).await.unwrap() {
        let task: TaskRef = format!("sonic/task/adopted-{}", job.id).parse().unwrap();
        let _ = jobs.settle(job.id, Verdict::Charged).await;
        let _ = jobs.adopt(job.id, &task).await;
        jobs.forget(job.id).await.unwrap();
        jobs.resume(job.id).await.unwrap();
    }
    for number in 0..2 {
        let intent = Intent {
            id: "lost".to_owned(),
            operation: "create_sonic".to_owned(),
            fingerprint: "f".to_owned(),
            at: number,
            credits: Some(15),
            balance: None,
            account: Some("a".to_owned()),
            request: Value::Null,
        };
        assert_eq!(record(&jobs, None, &Entry::Intent(intent)).await.is_ok(), number == 0, "an intent is one");
    }
    let lost = Entry::OutcomeUnknown { intent: "lost".to_owned(), error: String::new(), answer: None };
    record(&jobs, None, &lost).await.unwrap();
    jobs.set("album", &work[1..], None).await.unwrap();
    jobs.prune(SystemTime::UNIX_EPOCH, false).await.unwrap();
    jobs.check().await.unwrap();
    jobs
}

#[tokio::test]
async fn no_statement_reads_all_jobs_or_all_calls() {
    let stage = Stage::new().await;
    let jobs = live(&stage).await;
    let statements: Vec<String> = STATEMENTS.lock().unwrap().iter().cloned().collect();
    // A list of all, what looks for what is long over, and a check of the file: these are about everything.
    let is_about_all =
        |sql: &str| sql == work::ALL_IDS || sql.contains("coalesce(ended, 0) >= ?1") || sql.starts_with("PRAGMA");
    let examined: Vec<_> = statements.into_iter().filter(|sql| !is_about_all(sql)).collect();
    assert!(examined.len() > 45, "{} statements", examined.len());
    let explained = jobs.store().alone(move |line| {
        line.connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_TRIGGER_EQP, true)?;
        let scans = examined.iter().map(|sql| scans_of(line, sql)).collect::<Result<Vec<_>, _>>()?;
        Ok(scans.concat())
    });
    let scans = explained.await.unwrap();
    assert_eq!(scans, [""; 0], "{}", scans.join("\n"));
    // It would be seen.
    let seen = jobs.store().alone(|line| scans_of(line, "SELECT * FROM submissions WHERE error = ''")).await.unwrap();
    assert_eq!(seen.len(), 1);
}

/// The steps of a statement in which SQLite reads a whole table or index of jobs or calls.
fn scans_of(line: &Line, sql: &str) -> Result<Vec<String>, Error> {
    let mut plan = line.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
    let steps = plan.raw_query().mapped(|row| row.get::<_, String>("detail")).collect::<Result<Vec<_>, _>>()?;
    let is_scan = |step: &&String| {
        let words: Vec<&str> = step.split_whitespace().collect();
        let of_many = ["jobs", "submissions", "j", "s", "o"];
        // All calls of an account are as many as there are.
        let is_of_account = step.contains("submissions_at (account=?)");
        is_of_account || words.first() == Some(&"SCAN") && words.get(1).is_some_and(|table| of_many.contains(table))
    };
    Ok(steps.iter().filter(is_scan).map(|step| format!("{step}\n  {sql}")).collect())
}

/// Rows in one batch: half of them done, half held by another process.
async fn filled(folder: &TempDir, rows: u64) -> Jobs {
    let jobs = Jobs::open(folder.path().join(format!("{rows}.db"))).await.unwrap();
    jobs.set_limit("album", u64::from(u32::MAX)).await.unwrap();
    Queue::new(&jobs, "other", 1_000_000).renew().await.unwrap();
    let now = jobs.ledger().now();
    let old = now - 30 * 24 * 60 * 60 * 1000;
    let request = songs()[0].request.to_string();
    let fill = format!(
        "INSERT INTO jobs (batch, key, operation, request, credits, note, due, holder)
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
            SELECT 'album', i, 'create_sonic', '{request}', 15, 'null', i % 2, iif(i % 2, 'other', NULL) FROM n;
         INSERT INTO submissions (intent, job, operation, fingerprint, at, answered, ended, credits, balance, account, request, state, task, answer, clips)
            SELECT 'i' || id, id, operation, 'f' || id, {old} + id, {old} + id, {old} + id, 15, 100, 'a', request, 'complete',
                'sonic/task/t' || id, '{{}}', '[]' FROM jobs WHERE due = 0;"
    );
    sql(&jobs, Durable::No, &fill).await.unwrap();
    jobs
}

/// `cargo test --release -p musicapi-jobs --lib scale -- --ignored --nocapture`
#[tokio::test]
#[ignore = "it takes a minute, and says how long things take"]
#[allow(clippy::print_stdout, reason = "it is for people")]
async fn scale() {
    let folder = tempfile::tempdir_in(".").unwrap();
    for rows in [10_000, 100_000, 1_000_000] {
        drop(filled(&folder, rows).await);
        let begun = Instant::now();
        let jobs = Jobs::open(folder.path().join(format!("{rows}.db"))).await.unwrap();
        let mut told = vec![("open", begun.elapsed())];
        let (other, mine) = (Queue::new(&jobs, "other", 1_000_000), Queue::new(&jobs, "mine", 30));
        let gate = Closed::default();
        let ids: Vec<i64> = (0..100).map(|n| 2 * n + 1).collect();
        macro_rules! time {
            ($what:literal, $times:literal, $act:expr) => {{
                let begun = Instant::now();
                for number in 0..$times {
                    let act = $act;
                    act(number).await;
                }
                told.push(($what, begun.elapsed() / $times));
            }};
        }
        time!("take, nothing free", 20, async |_| assert!(mine.take(&gate, 20).await.unwrap().is_empty()));
        time!("renew, half of them held", 20, async |_| other.renew().await.unwrap());
        time!("begin: lease, limit, intent", 20, async |number: usize| {
            let intent = Intent {
                id: format!("new {number}"),
                operation: "create_sonic".to_owned(),
                fingerprint: String::new(),
                at: u64::try_from(jobs.ledger().now()).unwrap(),
                credits: Some(15),
                balance: Some(50.0),
                account: Some("a".to_owned()),
                request: Value::Null,
            };
            record(&jobs, Some(&claimed(ids[number], "other")), &Entry::Intent(intent)).await.unwrap();
        });
        let task = |number: usize| -> TaskRef { format!("sonic/task/new-{number}").parse().unwrap() };
        time!("accepted", 20, async |number: usize| {
            let (intent, task) = (format!("new {number}"), Some(task(number)));
            record(&jobs, None, &Entry::Accepted { intent, task, answer: Value::Null }).await.unwrap();
        });
        time!("end, by the task", 20, async |number: usize| jobs.end(&task(number), Ok(&[])).await.unwrap());
        time!("progress of the batch", 20, async |_| {
            assert_eq!(jobs.progress(&Scope::Batch("album".to_owned())).await.unwrap().total(), rows);
        });
        time!("doubts of those who are gone", 20, async |_| jobs.ledger().doubt_the_abandoned().await.unwrap());
        let since = jobs.ledger().now() - crate::reconcile::evidence::BEFORE;
        time!("what reconcile reads", 20, async |_| assert_eq!(
            jobs.ledger().calls("a", since).await.unwrap().len(),
            20
        ));
        time!("a job", 20, async |_| drop(jobs.show(7).await.unwrap()));
        time!("others that hold something", 5, async |_| assert!(mine.others(&gate).await.unwrap().is_some()));
        time!("release of one", 20, async |number: usize| {
            jobs.ledger().release(&other.claim, Some(ids[50 + number])).await.unwrap();
        });
        time!("take one", 20, async |_| assert_eq!(mine.take(&gate, 1).await.unwrap().len(), 1));
        let size = std::fs::metadata(folder.path().join(format!("{rows}.db"))).unwrap().len();
        println!("{rows} rows, {} MB", size / 1_000_000);
        for (what, time) in told {
            println!("  {what:<30} {:>9.3} ms", time.as_secs_f64() * 1e3);
        }
    }
}
