use std::time::Duration;

use musicapi_facts::OPERATIONS;
use openapi_mock::{Handler, Reply, Request};
use serde_json::{Value, json};

use super::*;
use crate::clock::Clock;
use crate::contract::told_apart::PRICE;
use crate::faults::Faults;
use crate::setup::settings::Settings;
use crate::spaces::{FINDINGS, Spaces, SpacesOptions};
use crate::state::account::Account;
use crate::state::lifecycle::Lifecycle;

pub(super) fn mock(settings: Settings) -> Faults {
    Faults::new(std::sync::Arc::new(Service::new(settings).unwrap()))
}

pub(super) fn ask(mock: &Faults, request: Request) -> Reply {
    mock.handle(request.with_header("authorization", "Bearer mock-key"))
}

pub(super) fn song(prompt: &str) -> Request {
    Request::post(
        "/api/v1/sonic/create",
        &json!({"custom_mode": false, "gpt_description_prompt": prompt, "mv": "sonic-v6"}),
    )
}

pub(super) fn body(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.body).unwrap()
}

pub(super) fn task(mock: &Faults, prompt: &str) -> Request {
    let id = body(&ask(mock, song(prompt)))["task_id"].as_str().unwrap().to_owned();
    Request::get(&format!("/api/v1/sonic/task/{id}"))
}

pub(super) fn wait(mock: &Faults, seconds: u64) {
    mock.service().settings().clock.advance(Duration::from_secs(seconds));
}

/// The findings, by their rules: the message and the requests.
fn found(mock: &Faults, rule: Rule) -> Vec<(String, Vec<u64>)> {
    let findings = mock.service().report().findings.into_iter().filter(|finding| finding.rule == rule);
    findings.map(|finding| (finding.message, finding.requests)).collect()
}

/// What one rule finds, and that no other finds anything.
pub(super) fn alone(mock: &Faults, rule: Rule) -> (String, Vec<u64>) {
    let all = mock.service().report().findings;
    assert!(all.len() == 1 && all[0].rule == rule, "{all:#?}");
    (all[0].message.clone(), all[0].requests.clone())
}

#[test]
fn a_good_client_has_no_findings() {
    let mock = mock(Settings { rate_limit: Some(Duration::from_secs(3)), ..Settings::default() });
    let look = task(&mock, "one");
    let is_over =
        |body: Value| body["data"].as_array().is_some_and(|it| it.iter().all(|it| it["state"] == "succeeded"));
    wait(&mock, 15);
    while !is_over(body(&ask(&mock, look.clone()))) {
        wait(&mock, 15);
    }
    for clip in body(&ask(&mock, look))["data"].as_array().unwrap() {
        let address = clip["audio_url"].as_str().unwrap().strip_prefix("http://localhost").unwrap();
        assert_eq!(mock.handle(Request::get(address)).status, 200);
    }
    assert_eq!(mock.service().report().findings, []);
}

#[test]
fn polls_that_are_too_fast_are_found() {
    let mock = mock(Settings::default());
    let look = task(&mock, "one");
    for pause in [0, 15, 5, 5, 15, 0] {
        wait(&mock, pause);
        ask(&mock, look.clone());
    }
    // The last one came while the clock stood still, which says nothing.
    let (message, requests) = alone(&mock, Rule::PolledTooFast);
    assert_eq!(
        message,
        "`get_sonic_task` asked about the same task again in under 15 s; the pace is 15 to 25 s (2 times)"
    );
    assert_eq!(requests, [4, 5]);
}

#[test]
fn looks_while_the_clock_stood_still_and_at_what_is_over_say_nothing() {
    let mock = mock(Settings::default());
    let look = task(&mock, "one");
    (0..3).for_each(|_| drop(ask(&mock, look.clone())));
    mock.service().settings().clock.set_speed(60.0);
    assert_eq!(found(&mock, Rule::PolledTooFast), [], "it stood still then");
    mock.service().settings().clock.set_speed(0.0);
    wait(&mock, 200);
    for _ in 0..3 {
        assert_eq!(body(&ask(&mock, look.clone()))["data"][0]["state"], "succeeded");
        wait(&mock, 1);
    }
    assert_eq!(mock.service().report().findings.iter().filter(|it| it.rule == Rule::PolledTooFast).count(), 0);
}

#[test]
fn what_one_account_is_told_another_need_not_obey() {
    let mock = mock(Settings::default().with_account("mock-other", Account::default()));
    mock.add("get_credits:retry-after=30".parse().unwrap()).unwrap();
    let look = Request::get("/api/v1/get-credits");
    ask(&mock, look.clone());
    wait(&mock, 5);
    mock.handle(look.clone().with_header("authorization", "Bearer mock-other"));
    assert_eq!(found(&mock, Rule::RetryAfterIgnored), [], "their keys begin alike");
    ask(&mock, look);
    assert_eq!(found(&mock, Rule::RetryAfterIgnored)[0].1, [3]);
}

#[test]
fn a_retry_after_that_is_ignored_is_found() {
    let mock = mock(Settings::default());
    mock.add("get_credits:next=3:retry-after=30".parse().unwrap()).unwrap();
    for pause in [0, 29, 30, 60] {
        wait(&mock, pause);
        ask(&mock, Request::get("/api/v1/get-credits"));
    }
    let (message, requests) = alone(&mock, Rule::RetryAfterIgnored);
    assert!(message.starts_with("`get_credits` was called again before the time"), "{message}");
    assert_eq!(requests, [2]);
}

#[test]
fn what_one_poll_is_told_another_under_way_does_not_know() {
    let mock = mock(Settings::default());
    let (one, two) = (task(&mock, "one"), task(&mock, "two"));
    mock.add("get_sonic_task:next=1:retry-after=30".parse().unwrap()).unwrap();
    wait(&mock, 20);
    ask(&mock, one.clone());
    wait(&mock, 1);
    ask(&mock, two);
    assert_eq!(found(&mock, Rule::RetryAfterIgnored), []);
    wait(&mock, 1);
    ask(&mock, one);
    assert_eq!(found(&mock, Rule::RetryAfterIgnored)[0].1, [5]);
}

#[test]
fn what_is_paid_twice_is_found_with_its_requests() {
    let mock = mock(Settings::default());
    ask(&mock, song("one"));
    ask(&mock, song("two"));
    wait(&mock, 10);
    ask(&mock, song("one"));
    let (message, requests) = alone(&mock, Rule::PaidTwice);
    assert_eq!(
        (&*message, requests),
        ("the same `create_sonic` was accepted twice within 10.0 s, and paid twice", vec![1, 3])
    );
}

#[test]
fn clips_that_are_left_behind_and_previews_that_are_kept_are_found() {
    let mock = mock(Settings { life: Lifecycle::After(Duration::from_secs(100)), ..Settings::default() });
    let look = task(&mock, "one");
    let address = |clip: usize| {
        let body = body(&ask(&mock, look.clone()));
        body["data"][clip]["audio_url"].as_str().unwrap().strip_prefix("http://localhost").unwrap().to_owned()
    };
    wait(&mock, 70);
    let preview = address(0);
    assert!(preview.contains("/preview/"), "{preview}");
    assert_eq!(mock.handle(Request::get(&preview)).status, 200);
    let so_far = mock.service().report().findings;
    assert!(so_far.len() == 1 && so_far[0].rule == Rule::PreviewKept && !so_far[0].certain, "it isn't done yet");
    wait(&mock, 100);
    let (message, _) = alone(&mock, Rule::PreviewKept);
    assert!(message.ends_with("was fetched, and never the clip"), "{message}");
    assert_eq!(mock.handle(Request::get(&address(0))).status, 200);
    let (message, _) = alone(&mock, Rule::OnlyFirstClip);
    assert!(message.ends_with("only the first clip was fetched, and 2 paid for"), "{message}");
    assert_eq!(mock.handle(Request::get(&address(1))).status, 200);
    assert_eq!(mock.service().report().findings, []);
}

#[test]
fn what_is_not_as_documented_is_found() {
    let mock = mock(Settings::default());
    let with = json!({"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v6", "tempo": 3});
    ask(&mock, Request::post("/api/v1/sonic/create", &with));
    assert_eq!(alone(&mock, Rule::UnknownField).0, "`create_sonic` doesn't have the field `tempo` for what was asked");
    // A field of another task type is no unknown one.
    let sibling = self::mock(Settings::default());
    let body = json!({"task_type": "extend_music", "continue_clip_id": "8ce9770b-ec3b-4029-a3e3-4b8db20da7d1", "mv": "sonic-v6",
        "persona_id": "x"});
    ask(&sibling, Request::post("/api/v1/sonic/create", &body));
    let told = "`create_sonic`: the field `persona_id` is not documented for this task type";
    assert_eq!(alone(&sibling, Rule::UnknownField).0, told);
    ask(&mock, Request::post("/api/v1/sonic/create", &json!({"custom_mode": 7, "mv": "sonic-v6"})));
    assert_eq!(found(&mock, Rule::InvalidRequest).len(), 1);
    ask(&mock, Request::get("/api/v1/sonic/taks/1"));
    assert!(found(&mock, Rule::Unmatched)[0].0.contains("the nearest operation is `get_sonic_task`: its path is"));
    ask(&mock, Request::get("/api/v1/sonic/task"));
    let told = "the nearest operation is `get_sonic_task`: its path is `/api/v1/sonic/task/{task_id}`, and there is no `task_id`";
    assert!(found(&mock, Rule::Unmatched).iter().any(|(message, _)| message.ends_with(told)));
    ask(&mock, Request::get("/api/v1/nuro/task/1"));
    assert_eq!(
        found(&mock, Rule::Retired)[0].0,
        "`get_nuro_task` is deprecated; use get_sonic_task, get_producer_task"
    );
}

#[test]
fn models_that_others_replace_are_found_in_a_batch_too() {
    let mock = mock(Settings::default());
    let older = json!({"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v4"});
    ask(&mock, song("new"));
    ask(&mock, Request::post("/api/v1/sonic/create", &older));
    ask(&mock, Request::post("/api/v1/sonic/batch", &json!({"items": [older]})));
    let told = found(&mock, Rule::Retired);
    let of = |operation| format!("`{operation}` was asked with the mv `sonic-v4`, which is replaced by sonic-v6");
    assert_eq!(told, [(of("create_sonic_batch"), vec![3]), (of("create_sonic"), vec![2])]);
}

#[test]
fn who_wants_the_voice_alone_left_nothing_behind() {
    let mock = mock(Settings { life: Lifecycle::Immediate, ..Settings::default() });
    let split = json!({"clip_id": "26c9c592-0566-46cf-bb71-91ac1deaa7b5"});
    let task = body(&ask(&mock, Request::post("/api/v1/sonic/stems/basic", &split)))["task_id"].clone();
    let tracks = body(&ask(&mock, Request::get(&format!("/api/v1/sonic/task/{}", task.as_str().unwrap()))));
    assert_eq!(tracks["data"].as_array().unwrap().len(), 4);
    let address = tracks["data"][0]["audio_url"].as_str().unwrap().strip_prefix("http://localhost").unwrap().to_owned();
    assert_eq!(mock.handle(Request::get(&address)).status, 200);
    assert_eq!(mock.service().report().findings, []);
}

#[test]
fn a_pace_is_told_with_its_own_source() {
    let mock = mock(Settings::default());
    let producer = json!({"task_type": "create_music", "sound": "harbour at night", "mv": "Lyria 3 Pro"});
    let made = body(&ask(&mock, Request::post("/api/v1/producer/create", &producer)));
    let other = Request::get(&format!("/api/v1/producer/task/{}", made["task_id"].as_str().unwrap()));
    for look in [task(&mock, "one"), other] {
        ask(&mock, look.clone());
        wait(&mock, 1);
        ask(&mock, look);
    }
    let findings = mock.service().report().findings;
    let sources: Vec<_> = findings.iter().map(|it| (it.rule, it.certain, it.source)).collect();
    let documented = "documented: get-sonic-music (E0, E4), introduction (E4)";
    let inferred = "inferred, nothing found: from the other families";
    assert_eq!(sources, [(Rule::PolledTooFast, true, documented), (Rule::PolledTooFast, false, inferred)]);
}

#[test]
fn coverage_and_cost_are_told() {
    let mock = mock(Settings { clock: Clock::by_hand(), ..Settings::default() });
    ask(&mock, Request::get("/api/v1/get-credits"));
    ask(&mock, song("one"));
    ask(&mock, Request::post("/api/v1/sonic/create", &json!({})));
    mock.handle(song("no key"));
    let report = mock.service().report();
    assert_eq!((report.coverage.operations.seen, report.coverage.answers.seen), (2, 4));
    let missing = &report.coverage.examples.missing;
    assert!(
        !missing.contains(&"create_sonic 401 missing".to_owned())
            && missing.contains(&"create_sonic 401 format".to_owned())
    );
    assert_eq!((report.cost.credits, report.cost.tasks, report.cost.minutes), (PRICE, 1, 2));
    let minimum = Minimum { operations: 50.0, examples: 0.1, ..Minimum::default() };
    let short = report.shortfalls(&minimum);
    assert!(
        short.len() == 1 && short[0].contains("operations were tried") && short[0].ends_with("and not 50 %"),
        "{short:?}"
    );
    let text = report.to_string();
    assert!(text.starts_with("Report on the client: 4 requests, 1 finding\n"), "{text}");
    assert!(
        text.contains(&format!("would have cost {PRICE} credits and about 2 minutes on the real service")),
        "{text}"
    );
    assert!(text.contains("invalid-request: `create_sonic`: ") && text.contains(" #3\n"), "{text}");
}

#[test]
fn every_documented_example_that_can_be_asked_for_counts() {
    let mock = mock(Settings::default());
    let document = mock.service().document();
    for operation in document.operations() {
        let segments = operation.path().split('/').map(|segment| if segment.starts_with('{') { "x" } else { segment });
        let path = segments.collect::<Vec<_>>().join("/");
        for answer in operation.answers() {
            let name = answer.example.map(|name| format!(", example={name}")).unwrap_or_default();
            let prefer = format!("code={}{name}", answer.status.as_u16());
            let request = Request::new(operation.method().clone(), &format!("/api/v1{path}"));
            mock.handle(request.with_header("prefer", &prefer));
        }
    }
    let coverage = mock.service().report().coverage;
    assert_eq!(
        (coverage.operations.missing, coverage.answers.missing, coverage.examples.missing),
        (vec![], vec![], vec![])
    );
}

#[test]
fn junit_has_a_test_for_each_rule() {
    let mock = mock(Settings::default());
    ask(&mock, song("one"));
    ask(&mock, song("one"));
    let report = mock.service().report();
    let xml = report.junit(&Minimum { operations: 90.0, ..Minimum::default() });
    assert!(xml.contains(r#"<testsuites name="musicapi-mock" tests="21" failures="2">"#), "{xml}");
    assert!(xml.contains(r#"<testcase classname="client" name="paid-twice">"#), "{xml}");
    assert!(xml.contains(r#"<testcase classname="client" name="unmatched"/>"#), "{xml}");
    let all = OPERATIONS.len();
    assert!(xml.contains(&format!(r#"<failure message="1 of {all} operations were tried"#)), "{xml}");
    let mut reader = quick_xml::Reader::from_str(&xml);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
}

#[test]
fn all_spaces_are_reported_as_one_also_those_that_are_over() {
    let mock = Spaces::new(Settings::default(), Vec::new(), SpacesOptions::default()).unwrap();
    let control = |method: &str, path: &str| {
        let request =
            Request { method: method.parse().unwrap(), ..Request::post(&format!("/__mock{path}"), &json!({})) };
        let reply = mock.handle(request);
        assert!(reply.status.is_success(), "{path}: {}", String::from_utf8_lossy(&reply.body));
        reply
    };
    let by = |key: &str, request: Request| mock.handle(request.with_header("authorization", &format!("Bearer {key}")));
    let [one, two] = [0, 1].map(|_| body(&control("POST", "/spaces"))["keys"][0].as_str().unwrap().to_owned());
    by("mock-key", Request::get("/api/v1/get-credits"));
    (0..2).for_each(|_| drop(by(&one, song("twice"))));
    by(&two, song("once"));
    for number in 0..FINDINGS + 20 {
        by(&two, Request::get(&format!("/api/v1/nowhere/{number}")));
    }
    let all = || body(&control("GET", "/report?all=true"));
    let before = all();
    control("DELETE", &format!("/spaces?space={one}"));
    control("POST", &format!("/reset?space={two}"));
    by(&two, Request::get("/api/v1/elsewhere"));
    let after = all();
    for report in [&before, &after] {
        let twice: Vec<_> =
            report["findings"].as_array().unwrap().iter().filter(|it| it["rule"] == "paid-twice").collect();
        assert_eq!((twice.len(), &twice[0]["space"], &twice[0]["requests"]), (1, &json!(1), &json!([1, 2])));
        assert_eq!(report["cost"], json!({"credits": 3 * PRICE, "lyrics_credits": 0, "tasks": 3, "minutes": 6}));
        let operations = &report["coverage"]["operations"];
        assert_eq!(
            (&operations["seen"], operations["missing"].as_array().unwrap().len()),
            (&json!(2), OPERATIONS.len() - 2)
        );
    }
    let asked = FINDINGS as u64 + 24;
    assert_eq!((&before["asked"], &after["asked"]), (&json!(asked), &json!(asked + 1)));
    let astray = |report: &Value| report["findings"].as_array().unwrap().iter().filter(|it| it["space"] == 2).count();
    assert_eq!((astray(&before), astray(&after)), (FINDINGS + 20, FINDINGS + 1), "what is over doesn't grow");
    assert_eq!(body(&control("GET", "/report"))["asked"], 1, "by itself a report is of one space");
    let text = String::from_utf8(control("GET", "/report?all=true&format=text").body.to_vec()).unwrap();
    assert!(text.contains("and paid twice (in space 1) #1 #2\n"), "{text}");
}
