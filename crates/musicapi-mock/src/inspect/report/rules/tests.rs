//! Clients with one mistake each: the right rule finds it, and no other finds anything.

use openapi_mock::{Handler as _, Request};
use serde_json::{Value, json};

use super::super::tests::{alone, ask, body, mock, song, task, wait};
use super::*;
use crate::faults::Faults;
use crate::setup::settings::Settings;
use crate::state::account::Account;
use crate::state::lifecycle::{Failure, Lifecycle};

/// Looks at a task at the documented pace until it is over, and gives the last answer.
fn to_the_end(mock: &Faults, look: &Request) -> Value {
    for _ in 0..40 {
        wait(mock, 20);
        let answer = body(&ask(mock, look.clone()));
        let is_over = answer["data"].as_array().is_some_and(|it| it.iter().all(|it| it["state"] == "succeeded"));
        if is_over {
            return answer;
        }
    }
    panic!("it never ended");
}

/// Fetches the clip with this index.
fn fetch(mock: &Faults, answer: &Value, clip: usize) {
    let address = answer["data"][clip]["audio_url"].as_str().unwrap().strip_prefix("http://localhost").unwrap();
    assert_eq!(mock.handle(Request::get(address)).status, 200);
}

fn fetch_all(mock: &Faults, answer: &Value) {
    (0..answer["data"].as_array().unwrap().len()).for_each(|clip| fetch(mock, answer, clip));
}

/// What is found, by rule and certainty.
fn all(mock: &Faults) -> Vec<(Rule, bool)> {
    mock.service().report().findings.iter().map(|it| (it.rule, it.certain)).collect()
}

#[test]
fn who_never_asks_about_a_paid_task_has_abandoned_it() {
    let mock = mock(Settings::default());
    ask(&mock, song("one"));
    wait(&mock, 20);
    assert_eq!(all(&mock), [], "nobody asks so soon");
    wait(&mock, 20);
    let (message, requests) = alone(&mock, Rule::TaskAbandoned);
    assert_eq!((&*message, requests), ("a task of `create_sonic` was paid for and never asked about", vec![1]));
    ask(&mock, song("two"));
    wait(&mock, 30);
    let (message, requests) = alone(&mock, Rule::TaskAbandoned);
    assert!(message.ends_with("(2 times)") && requests.len() == 2, "{message} {requests:?}");
}

#[test]
fn who_lost_the_answer_cannot_ask() {
    let mock = mock(Settings::default());
    mock.add("create_sonic:1:after:reset".parse().unwrap()).unwrap();
    ask(&mock, song("one"));
    wait(&mock, 600);
    assert_eq!(all(&mock), []);
}

#[test]
fn who_gives_up_before_the_usual_time_is_told_so_and_who_gives_up_on_a_stuck_song_is_not() {
    let mock = mock(Settings::default());
    let look = task(&mock, "one");
    for _ in 0..2 {
        wait(&mock, 20);
        ask(&mock, look.clone());
    }
    wait(&mock, 25);
    assert_eq!(all(&mock), [], "it may still ask");
    wait(&mock, 300);
    let (message, requests) = alone(&mock, Rule::GivenUpEarly);
    let told = "a task of `create_sonic` was given up before it was over; such a task takes up to 180 s, and it is over by now";
    assert_eq!((&*message, requests), (told, vec![3]));

    let stuck = self::mock(Settings { life: Lifecycle::Stuck, ..Settings::default() });
    let look = task(&stuck, "one");
    for _ in 0..15 {
        wait(&stuck, 20);
        ask(&stuck, look.clone());
    }
    wait(&stuck, 3600);
    assert_eq!(all(&stuck), []);
}

#[test]
fn a_passing_failure_is_no_end() {
    for fault in ["get_sonic_task:2:status=503", "get_sonic_task:2:after:reset", "get_sonic_task:2:retry-after=5"] {
        let careful = mock(Settings::default());
        careful.add(fault.parse().unwrap()).unwrap();
        let look = task(&careful, "one");
        let answer = to_the_end(&careful, &look);
        fetch_all(&careful, &answer);
        assert_eq!(all(&careful), [], "{fault}");

        let hasty = mock(Settings::default());
        hasty.add(fault.parse().unwrap()).unwrap();
        let look = task(&hasty, "one");
        for _ in 0..2 {
            wait(&hasty, 20);
            ask(&hasty, look.clone());
        }
        wait(&hasty, 200);
        let (message, requests) = alone(&hasty, Rule::FailureTakenForFinal);
        assert!(message.ends_with("and the task was never asked about again"), "{message}");
        assert_eq!(requests, [3]);
    }
}

#[test]
fn a_task_id_that_none_was_given_is_told_by_what_it_is() {
    let mock = mock(Settings::default().with_account("mock-other", Account::default()));
    let look = task(&mock, "one");
    let answer = to_the_end(&mock, &look);
    fetch_all(&mock, &answer);
    let clip = answer["data"][0]["clip_id"].as_str().unwrap();
    let id = look.path.rsplit('/').next().unwrap();
    let at = |path: String| Request::get(&path);
    ask(&mock, at(format!("/api/v1/sonic/task/{clip}")));
    ask(&mock, at("/api/v1/sonic/task/undefined".to_owned()));
    ask(&mock, at(format!("/api/v1/producer/task/{id}")));
    mock.handle(look.clone().with_header("authorization", "Bearer mock-other"));
    let findings = mock.service().report().findings;
    assert!(findings.iter().all(|it| it.rule == Rule::UnknownTask && it.certain), "{findings:#?}");
    let told: Vec<&str> = findings.iter().map(|it| &*it.message).collect();
    assert_eq!(
        told,
        [
            "`get_producer_task` was asked with the id of a task of another family, of which get_sonic_task tells",
            "`get_sonic_task` was asked with an id that no create was answered with",
            "`get_sonic_task` was asked with the id of a clip, and not of a task",
            "`get_sonic_task` was asked with the id of a task that another key has started",
        ]
    );
}

#[test]
fn who_asks_on_after_the_end_is_told_where_the_end_stood() {
    let mock = mock(Settings::default());
    let look = task(&mock, "one");
    let answer = to_the_end(&mock, &look);
    fetch_all(&mock, &answer);
    let end = mock.service().asked() - 2;
    for _ in 0..2 {
        wait(&mock, 20);
        ask(&mock, look.clone());
    }
    assert_eq!(all(&mock), [], "who takes a task up again looks once more");
    (0..2).for_each(|_| drop(ask(&mock, look.clone())));
    let (message, requests) = alone(&mock, Rule::AskedAfterEnd);
    assert!(
        message.contains(&format!("its end stood in the answer to #{end}, where `data[].state` is succeeded")),
        "{message}"
    );
    assert_eq!(requests.len(), 4);
}

#[test]
fn a_final_failure_is_an_end() {
    let mock = mock(Settings { life: Lifecycle::Failed(Failure::ServerError), ..Settings::default() });
    let look = task(&mock, "one");
    for _ in 0..15 {
        wait(&mock, 20);
        ask(&mock, look.clone());
    }
    let (message, _) = alone(&mock, Rule::AskedAfterEnd);
    assert!(message.contains("of a task that failed it is `type`"), "{message}");
}

#[test]
fn what_is_seen_to_succeed_and_not_fetched_is_told_for_certain_once_others_are_fetched() {
    let mock = mock(Settings::default());
    let one = task(&mock, "one");
    to_the_end(&mock, &one);
    assert_eq!(all(&mock), [(Rule::NeverFetched, false)], "addresses may be handed on");
    let two = task(&mock, "two");
    let answer = to_the_end(&mock, &two);
    fetch_all(&mock, &answer);
    alone(&mock, Rule::NeverFetched);
    assert_eq!(all(&mock), [(Rule::NeverFetched, true)]);
}

#[test]
fn the_same_after_a_lost_answer_is_paid_twice_however_late_it_comes_and_at_any_speed() {
    for fault in ["create_sonic:1:after:reset", "create_sonic:1:malformed", "create_sonic:1:after:status=502"] {
        let mock = mock(Settings::default());
        mock.add(fault.parse().unwrap()).unwrap();
        ask(&mock, song("one"));
        wait(&mock, 7200);
        let look = task(&mock, "one");
        let answer = to_the_end(&mock, &look);
        fetch_all(&mock, &answer);
        let (message, requests) = alone(&mock, Rule::PaidTwice);
        assert!(message.contains("the answer to the first was lost"), "{message}");
        assert_eq!(requests, [1, 2]);
    }
    let harmless = mock(Settings::default());
    harmless.add("create_sonic:1:unknown-field".parse().unwrap()).unwrap();
    ask(&harmless, song("one"));
    wait(&harmless, 7200);
    ask(&harmless, song("one"));
    assert!(all(&harmless).iter().all(|(rule, _)| *rule != Rule::PaidTwice), "that answer could be read");
    // Two minutes on a clock that runs sixty times as fast are two seconds.
    let fast = mock(Settings::default());
    fast.service().settings().clock.set_speed(60.0);
    ask(&fast, song("one"));
    wait(&fast, 3600);
    ask(&fast, song("one"));
    assert!(all(&fast).contains(&(Rule::PaidTwice, true)));
}

#[test]
fn who_asks_about_the_task_has_not_lost_it_and_may_buy_the_same_again() {
    for fault in ["", "get_sonic_task:1:status=503"] {
        let mock = mock(Settings::default());
        mock.add("create_sonic:1:after:reset".parse().unwrap()).unwrap();
        (!fault.is_empty()).then(|| mock.add(fault.parse().unwrap()).unwrap());
        ask(&mock, song("one"));
        let id = mock.service().store().newest(0, None).next().unwrap().id.to_string();
        wait(&mock, 20);
        ask(&mock, Request::get(&format!("/api/v1/sonic/task/{id}")));
        wait(&mock, 86_400);
        ask(&mock, song("one"));
        assert!(all(&mock).iter().all(|(rule, _)| *rule != Rule::PaidTwice), "{fault}");
    }
}

#[test]
fn a_refusal_that_is_sent_again_and_again_is_told() {
    let poor = mock(Settings::default().with_credits(0));
    ["one", "two"].into_iter().for_each(|prompt| drop(ask(&poor, song(prompt))));
    assert_eq!(all(&poor), []);
    ask(&poor, song("three"));
    let (message, requests) = alone(&poor, Rule::RefusalRepeated);
    assert!(message.starts_with("`create_sonic` was refused for lack of credits"), "{message}");
    assert_eq!(requests, [1, 2, 3]);

    let keyless = mock(Settings::default());
    (0..3).for_each(|_| drop(keyless.handle(song("one"))));
    let (message, _) = alone(&keyless, Rule::RefusalRepeated);
    assert!(message.starts_with("`create_sonic` was refused for its key by 401"), "{message}");

    let by = |mock: &Faults, key: &str| {
        mock.handle(song("one").with_header("authorization", &format!("Bearer {key}")));
    };
    let strangers = self::mock(Settings::default());
    ["u1", "u2", "u3"].into_iter().for_each(|key| by(&strangers, key));
    assert_eq!(all(&strangers), [], "each was refused once");
    (0..2).for_each(|_| by(&strangers, "u2"));
    assert_eq!(alone(&strangers, Rule::RefusalRepeated).1, [2, 4, 5]);
    assert!(strangers.service().journal().iter().all(|asked| asked.unknown_key.as_ref().unwrap().len() == 8));
}

#[test]
fn what_was_set_and_never_met_is_told_and_so_is_silence() {
    let mock = mock(Settings::default());
    alone(&mock, Rule::NothingAsked);
    mock.service().next_lifecycle(Some("create_sonic"), Lifecycle::Stuck).unwrap();
    ask(&mock, Request::get("/api/v1/get-credits"));
    let (message, _) = alone(&mock, Rule::UnusedFault);
    assert_eq!(message, "the life `stuck` waited for a task of `create_sonic`, and none came");
    mock.add("create_sonic:next=2:status=500".parse().unwrap()).unwrap();
    ask(&mock, song("one"));
    let told = unused(0, &mock.states());
    assert_eq!(told[0].message, "the fault `create_sonic:next=2:status=500` was used once; one call matched it");
}

#[test]
fn what_is_only_inferred_is_weak() {
    let mock = mock(Settings::default());
    let extend = json!({"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v6", "continue_at": 3});
    ask(&mock, Request::post("/api/v1/sonic/create", &extend));
    assert_eq!(all(&mock), [(Rule::UnknownField, false)], "a field of another task type");
    assert_eq!(mock.service().report().certain().count(), 0);
    assert!(mock.service().report().to_string().contains("  perhaps unknown-field: "));
}

#[test]
fn the_readme_and_the_words_tell_of_every_rule() {
    let readme = include_str!("../../../../README.md");
    for rule in Rule::ALL {
        assert!(readme.contains(&format!("| `{}` |", rule.name())), "{}", rule.name());
        assert!(rule.effect().ends_with('.') && rule.remedy().ends_with('.'), "{}", rule.name());
        assert_eq!(serde_json::to_value(rule).unwrap(), rule.name());
    }
    assert!(Rule::ALL.is_sorted());
}
