//! Whatever happens in whatever order: the ledger adds up, nothing is given back twice, and nothing that is final changes.

use std::collections::HashMap;
use std::time::Duration;

use musicapi_facts::StateOf;
use openapi_mock::{Handler as _, Request};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::Account;
use crate::Balance;
use crate::Bounds;
use crate::Cause;
use crate::Failure;
use crate::Lifecycle;
use crate::Service;
use crate::Settings;

/// Something that happens.
#[derive(Debug, Clone)]
enum Step {
    /// A call of one of the operations that are paid for, by its index.
    Pay { account: usize, call: usize },
    /// A look at a task that was started, by its index.
    Look { account: usize, task: usize },
    /// Time passes.
    Pass(Duration),
    /// The life of the next task is set.
    Decide(Lifecycle),
    /// A request that is refused.
    Err,
}

fn life() -> impl Strategy<Value = Lifecycle> {
    const FAILURES: [&str; 8] =
        ["failed", "timeout", "api_error", "clips", "server_error", "refunded", "gateway_timeout", "not_found"];
    prop_oneof![
        Just(Lifecycle::Immediate),
        Just(Lifecycle::Timed),
        Just(Lifecycle::Stuck),
        Just(Lifecycle::OneClipFails),
        (0..5u32).prop_map(Lifecycle::AfterLooks),
        (0..200u64).prop_map(|seconds| Lifecycle::After(Duration::from_secs(seconds))),
        prop::sample::select(&FAILURES[..]).prop_map(|word| Lifecycle::Failed(word.parse::<Failure>().unwrap())),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..2usize, 0..CALLS.len()).prop_map(|(account, call)| Step::Pay { account, call }),
        4 => (0..2usize, 0..64usize).prop_map(|(account, task)| Step::Look { account, task }),
        2 => (0..90_000u64).prop_map(|milliseconds| Step::Pass(Duration::from_millis(milliseconds))),
        2 => life().prop_map(Step::Decide),
        1 => Just(Step::Err),
    ]
}

/// Paths, bodies, and where the task id stands; the report's path.
const CALLS: [(&str, &str, &str); 6] = [
    (
        "/sonic/create",
        r#"{"custom_mode": false, "gpt_description_prompt": "a tune", "mv": "sonic-v5"}"#,
        "/sonic/task/",
    ),
    ("/sonic/stems/full", r#"{"clip_id": "8ce9770b-ec3b-4029-a3e3-4b8db20da7d1"}"#, "/sonic/task/"),
    ("/riffusion/create", r#"{"custom_mode": false, "prompt": "a tune", "mv": "FUZZ-1.0"}"#, "/riffusion/task/"),
    ("/producer/create", r#"{"sound": "a tune"}"#, "/producer/task/"),
    ("/nuro/create", r#"{"type": "bgm", "description": "a tune"}"#, "/nuro/task/"),
    ("/sonic/bpm", r#"{"clip_id": "8ce9770b-ec3b-4029-a3e3-4b8db20da7d1"}"#, ""),
];

const KEYS: [&str; 2] = ["one", "two"];

/// A task, as it was last seen.
struct Seen {
    account: usize,
    report: &'static str,
    id: String,
    /// What was final, and its state.
    finals: HashMap<String, String>,
    failed: Option<String>,
}

struct World {
    service: Service,
    tasks: Vec<Seen>,
    accepted: [u64; 2],
}

impl World {
    fn ask(&self, request: Request, account: usize) -> (u16, Value) {
        let reply = self.service.handle(request.with_header("authorization", &format!("Bearer {}", KEYS[account])));
        (reply.status.as_u16(), serde_json::from_slice(&reply.body).unwrap_or(Value::Null))
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Pay { account, call } => {
                let (path, body, report) = CALLS[call];
                let body: Value = serde_json::from_str(body).unwrap();
                let (status, answer) = self.ask(Request::post(&format!("/api/v1{path}"), &body), account);
                assert!(status == 200 || status == 403, "{status} {answer}");
                self.accepted[account] += u64::from(status == 200);
                if let (200, Some(id)) = (status, answer["task_id"].as_str()) {
                    let (id, finals) = (id.to_owned(), HashMap::new());
                    self.tasks.push(Seen { account, report, id, finals, failed: None });
                }
            }
            Step::Look { .. } if self.tasks.is_empty() => {}
            Step::Look { account, task } => {
                let index = task % self.tasks.len();
                let path = format!("/api/v1{}{}", self.tasks[index].report, self.tasks[index].id);
                let (status, answer) = self.ask(Request::get(&path), account);
                let seen = &mut self.tasks[index];
                if account == seen.account {
                    seen.check(status, &answer);
                } else {
                    assert!(status == 400 || status == 404, "another account's task: {status} {answer}");
                }
            }
            Step::Pass(time) => self.service.settings().clock.advance(time),
            Step::Decide(life) => self.service.next_lifecycle(None, life).unwrap(),
            Step::Err => assert_eq!(self.ask(Request::post("/api/v1/sonic/create", &json!({"mv": 1})), 0).0, 400),
        }
        self.check();
    }

    fn check(&self) {
        let ledger = self.service.ledger();
        ledger.check().unwrap();
        for (key, accepted) in KEYS.iter().zip(self.accepted) {
            let sums = ledger.account(key).unwrap();
            assert_eq!(sums.debits, accepted);
            assert_eq!(self.service.balance(key), Some(sums.balance));
        }
        // Rows are in the order of time, and each refund gives back what its debit took.
        let rows: Vec<_> = ledger.rows().collect();
        assert!(rows.windows(2).all(|pair| pair[0].at <= pair[1].at && pair[0].number + 1 == pair[1].number));
        for row in &rows {
            if let Cause::Failed { debit } = row.cause
                && let Some(paid) = rows.iter().find(|row| row.number == debit)
            {
                assert_eq!((&paid.key, &paid.task, paid.amount), (&row.key, &row.task, row.amount));
                assert_eq!(paid.cause, Cause::Accepted);
            }
        }
    }
}

impl Seen {
    /// What was final stays as it is.
    fn check(&mut self, status: u16, answer: &Value) {
        let operation = musicapi_facts::OPERATIONS.iter().find(|it| it.path.starts_with(self.report)).unwrap();
        let report = operation.report.unwrap();
        let notice = report.notice.and_then(|notice| answer.pointer(notice.word)?.as_str());
        let is_waiting = notice.is_some_and(|word| report.notice.unwrap().waiting.contains(&word));
        if status != 200 || (notice.is_some() && !is_waiting) {
            if status != 202 {
                let told = format!("{status} {answer}");
                assert_eq!(*self.failed.get_or_insert_with(|| told.clone()), told);
            }
            assert!(self.finals.is_empty() || status == 400, "what was there is gone: {status} {answer}");
            return;
        }
        assert_eq!(self.failed, None, "it failed, and now there is {answer}");
        let clips = match answer.pointer(report.clips) {
            Some(Value::Array(clips)) => clips.clone(),
            Some(only) => vec![only.clone()],
            None => Vec::new(),
        };
        assert_eq!(report.state_of, StateOf::Clip);
        let mut found = HashMap::new();
        for clip in clips {
            let state = clip.pointer(report.state).and_then(Value::as_str).unwrap().to_owned();
            let id = clip.get("clip_id").or(clip.get("task_id")).unwrap().to_string();
            if !report.waiting.contains(&&*state) {
                found.insert(id, state);
            }
        }
        for (id, state) in &self.finals {
            assert_eq!(found.get(id), Some(state), "{id} was {state}");
        }
        self.finals = found;
    }
}

fn world(seed: u64, bounds: Bounds, credits: u64, extra_credits: u64) -> World {
    let account = Account { credits, extra_credits, ..Account::default() };
    let accounts = KEYS.map(|key| (key.to_owned(), account)).into();
    let service = Service::new(Settings { accounts, seed, bounds, ..Settings::default() }).unwrap();
    World { service, tasks: Vec::new(), accepted: [0; 2] }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_ledger_adds_up_and_what_is_final_stays(
        seed: u64,
        (credits, extra_credits) in (0..500u64, 0..200u64),
        steps in prop::collection::vec(step(), 1..120),
    ) {
        let mut world = world(seed, Bounds::default(), credits, extra_credits);
        steps.into_iter().for_each(|step| world.step(step));
        // In the end everything that failed was given back, and nothing else.
        world.service.settings().clock.advance(Duration::from_secs(3600));
        let ledger = world.service.ledger();
        ledger.check().unwrap();
        for seen in &world.tasks {
            let rows: Vec<_> = ledger.rows().filter(|row| row.task.as_deref() == Some(&*seen.id)).collect();
            prop_assert!(rows.len() == 1 || rows.len() == 2, "{:?}", rows);
            let (status, _) = world.ask(Request::get(&format!("/api/v1{}{}", seen.report, seen.id)), seen.account);
            prop_assert!(rows.len() == 2 || status == 200 || status == 202, "it failed and wasn't given back");
            prop_assert!(seen.failed.is_none() || rows.len() == 2, "it failed and wasn't given back");
        }
    }

    #[test]
    fn with_little_room_the_ledger_still_adds_up(
        seed: u64,
        bounds in (0..6usize, 0..6usize, 0..6usize),
        steps in prop::collection::vec(step(), 1..80),
    ) {
        let (tasks, rows, requests) = bounds;
        let mut world = world(seed, Bounds { tasks, rows, requests, ..Bounds::default() }, 10_000, 10_000);
        for step in steps {
            // What is forgotten isn't found any more, so looks prove nothing here.
            if !matches!(step, Step::Look { .. }) {
                world.step(step);
            }
            prop_assert!(world.service.tasks().kept <= tasks as u64);
            prop_assert!(world.service.ledger().rows().len() <= rows);
            prop_assert!(world.service.journal().len() <= requests);
        }
        // Each failure was given back, be its task forgotten or not.
        world.service.settings().clock.advance(Duration::from_secs(3600));
        let ledger = world.service.ledger();
        ledger.check().unwrap();
        for sums in ledger.accounts() {
            prop_assert_eq!(sums.start, Balance { credits: 10_000, extra_credits: 10_000, lyrics_credits: 0 });
        }
    }
}
