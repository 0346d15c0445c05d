//! Waiting: patient where it may be, done when it is done, and resumed by anyone.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::time::Duration;

use contract_tests::{KEY, Server, TASK, client, client_of, clips, created, creates, start};
use http::{Method, StatusCode};
use musicapi::types::{SonicClip, SonicVoiceRequest};
use musicapi::{ClipState, ErrorKind, PollPolicy, TaskRef};
use musicapi_mock::{Clock, MockApi, Settings};
use openapi_mock::{Reply, Wire};
use serde_json::{Value, json};

use crate::paid::{create, json_reply, text};

/// What a free look may meet and outlive.
fn passing() -> Vec<Reply> {
    vec![
        // Whose trouble it is isn't said, and no credits came back.
        json_reply(500, json!({"type": "api_error", "message": "hiccup"})),
        text(502, "text/html", "<html>"),
        text(503, "text/plain", ""),
        Reply::new(StatusCode::TOO_MANY_REQUESTS),
        clips(&["running"]).with_wire(Wire::CutAfter(9)),
    ]
}

#[tokio::test]
async fn a_wait_outlives_failures_that_pass_as_long_as_the_policy_says() {
    let max_errors = PollPolicy::default().max_errors as usize;
    let five = passing();
    assert_eq!(five.len(), max_errors);
    let good = clips(&["running", "running"]);
    let done = clips(&["succeeded", "succeeded"]);
    // Between two that are good any five in a row.
    let mut replies = vec![created(), good.clone()];
    replies.extend(five.clone());
    replies.push(good.clone());
    replies.extend(five.iter().rev().cloned());
    replies.push(done.clone());
    let looks = replies.len() - 1;
    let server = Server::script(replies);
    let outcome = create(&server.client()).await.unwrap().wait().await.unwrap();
    assert_eq!((outcome.succeeded.len(), server.times(Method::GET).len()), (2, looks));

    // One more is one too many, of whichever kind.
    for last in passing() {
        let mut replies = vec![created(), good.clone()];
        replies.extend(five.clone());
        replies.extend([last.clone(), done.clone()]);
        let server = Server::script(replies);
        let error = create(&server.client()).await.unwrap().wait().await.unwrap_err();
        let kind = if last.status == 429 { ErrorKind::Refused } else { ErrorKind::Interrupted };
        assert_eq!((error.kind(), error.is_transient()), (kind, true), "{error}");
        assert_eq!(error.task().unwrap().to_string(), format!("sonic/task/{TASK}"));
        assert_eq!(server.times(Method::GET).len(), 1 + max_errors + 1);
    }
}

#[tokio::test]
async fn a_failure_that_asking_again_cannot_mend_ends_a_wait_at_once() {
    for status in [400, 401, 403, 422] {
        let server = Server::script(vec![created(), json_reply(status, json!({"error": "no"})), clips(&["succeeded"])]);
        let error = create(&server.client()).await.unwrap().wait().await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Refused, Some(status)));
        assert_eq!(error.task().map(TaskRef::id), Some(TASK));
        assert_eq!(server.times(Method::GET).len(), 1);
    }
}

/// What answers a poll need not have heard of the task yet, and a proxy's page says nothing of it.
#[tokio::test]
async fn in_its_first_minutes_a_task_may_not_be_known_yet() {
    let not_found = |status, body: Value| json_reply(status, body);
    let unknown = || {
        [
            not_found(404, json!({"message": "Task not found"})),
            not_found(404, json!({"type": "failed", "error": "no"})),
            not_found(400, json!({"error": "task not found."})),
        ]
    };
    for reply in unknown() {
        // More often than a poll may fail.
        let mut replies = vec![created()];
        replies.extend(vec![reply.clone(); 9]);
        replies.push(clips(&["succeeded"]));
        let server = Server::script(replies);
        create(&server.client()).await.unwrap().wait().await.unwrap();
        // After that it isn't there.
        let server = Server::script(vec![created(), reply.clone()]);
        let error = create(&server.client()).await.unwrap().wait().await.unwrap_err();
        let polls = server.times(Method::GET);
        assert!((280.0..=330.0).contains(polls.last().unwrap()), "{polls:?}");
        assert!(error.is_not_found() && error.kind() == ErrorKind::Refused, "{error}");
        // Nor is one whose age nobody tells, or that is old.
        let server = Server::always(reply);
        let client = server.client();
        let task = || client.sonic().task(TASK);
        let began = contract_tests::began() + server.clock().now();
        for (task, polls) in [
            (task(), 1..=1),
            (task().begun_at(began - Duration::from_secs(301)), 1..=1),
            (task().begun_at(began - Duration::from_secs(200)), 5..=8),
            // By a clock that was set back it is as if it had just begun.
            (task().begun_at(began + Duration::from_secs(1_000_000)), 12..=21),
        ] {
            let before = server.asked();
            assert!(task.wait().await.unwrap_err().is_not_found());
            let asked = server.asked() - before;
            assert!(polls.contains(&asked), "{asked} polls");
        }
    }
    for status in [200, 400, 403, 404, 500, 502, 503] {
        let page = text(status, "text/html", "<!DOCTYPE html><title>Just a moment...</title>");
        let mut replies = vec![page; 5];
        replies.push(clips(&["succeeded"]));
        let server = Server::script(replies);
        server.client().sonic().task(TASK).wait().await.unwrap();
    }
}

#[tokio::test]
async fn looks_come_at_the_documented_pace() {
    let mut pauses = Vec::new();
    for seed in 0..5 {
        let server = Server::mock(Settings { seed, ..Settings::default() }.with_key(KEY));
        let began = server.clock().now().as_secs_f64();
        create(&server.client()).await.unwrap().wait().await.unwrap();
        let looks: Vec<f64> = server.times(Method::GET).iter().map(|time| time - began).collect();
        assert_eq!(looks[0], 15.0, "seed {seed}");
        pauses.extend(looks.windows(2).map(|pair| pair[1] - pair[0]));
        // Songs take one to three minutes, so that is how many looks there are.
        assert!((3..=12).contains(&looks.len()), "{looks:?}");
    }
    assert!(pauses.iter().all(|pause| (15.0..=25.0).contains(pause)), "{pauses:?}");
    // Drawn, so that many who wait don't look together.
    assert!(pauses.windows(2).any(|pair| pair[0] != pair[1]), "{pauses:?}");
}

#[tokio::test]
async fn retry_after_is_obeyed_and_a_mad_one_does_no_harm() {
    let busy = |wait: &str| Reply::new(StatusCode::TOO_MANY_REQUESTS).with_header("retry-after", wait);
    let date = "Thu, 01 Jan 2026 00:01:45 GMT";
    for (wait, second) in [
        ("90", 105.0..=105.0),
        ("90000ms", 105.0..=105.0),
        (date, 105.0..=105.0),
        ("1", 30.0..=40.0),
        ("soon", 30.0..=40.0),
        ("-1", 30.0..=40.0),
    ] {
        let server = Server::script(vec![created(), busy(wait), clips(&["succeeded"])]);
        create(&server.client()).await.unwrap().wait().await.unwrap();
        let looks = server.times(Method::GET);
        assert!(looks.len() == 2 && looks[0] == 15.0 && second.contains(&looks[1]), "{wait}: {looks:?}");
    }
    // No longer than the deadline, at which there is one last look.
    for wait in ["1000000", "18446744073709551615"] {
        let server = Server::script(vec![created(), busy(wait), clips(&["succeeded"])]);
        create(&server.client()).await.unwrap().wait().await.unwrap();
        assert_eq!(server.times(Method::GET), [15.0, 1800.0], "{wait}");
    }
}

#[tokio::test]
async fn a_pause_that_one_look_was_asked_for_is_kept_by_those_of_other_tasks() {
    let busy = |wait: &str| Reply::new(StatusCode::SERVICE_UNAVAILABLE).with_header("retry-after", wait);
    for (wait, second) in [("90", 105.0), ("1000000", 315.0)] {
        let server = Server::script(vec![created(), busy(wait), clips(&["succeeded"])]);
        let client = server.client();
        let task = create(&client).await.unwrap();
        // The time until the next look can't be waited for here: to sleep is to move the clock.
        let impatient = PollPolicy { max_errors: 0, ..PollPolicy::default() };
        task.poller(impatient).next().await.unwrap_err();
        let other = client.task::<SonicClip>("sonic/task/26c9c592-0566-46cf-bb71-91ac1deaa7b5".parse().unwrap());
        other.poller(PollPolicy::default()).next().await.unwrap();
        assert_eq!(server.times(Method::GET), [15.0, second], "{wait}");
    }
    // However long it is, there is a last look at the deadline.
    let server = Server::script(vec![created(), busy("200"), clips(&["succeeded"])]);
    let client = server.client();
    let task = create(&client).await.unwrap();
    task.poller(PollPolicy { max_errors: 0, ..PollPolicy::default() }).next().await.unwrap_err();
    let short = PollPolicy { deadline: Duration::from_secs(60), ..PollPolicy::default() };
    client.task::<SonicClip>(task.reference().clone()).poller(short).next().await.unwrap();
    assert_eq!(server.times(Method::GET), [15.0, 75.0]);
}

#[tokio::test]
async fn a_wait_without_end_can_be_asked_for() {
    let server = Server::script(vec![created(), clips(&["running"]), clips(&["running"]), clips(&["succeeded"])]);
    server.clock().advance(Duration::from_secs(5));
    let task = create(&server.client()).await.unwrap();
    let mut watch = task.poller(PollPolicy { deadline: Duration::MAX, ..PollPolicy::default() });
    let mut looks = 0;
    while watch.next().await.unwrap().is_some() {
        looks += 1;
    }
    assert_eq!(looks, 3);
    assert!(watch.next().await.unwrap().is_none(), "what is over stays over");
    assert_eq!(server.times(Method::GET).len(), 3);
}

#[tokio::test]
async fn not_yet_is_said_by_the_status_alone() {
    for (reference, done) in [
        ("sonic/task", clips(&["succeeded", "succeeded"])),
        (
            "nuro/task",
            json_reply(200, json!({"task_id": TASK, "status": "succeeded", "audio_url": "https://files.test/a.wav"})),
        ),
        ("producer/task", clips(&["succeeded"])),
    ] {
        let empty = [text(202, "text/plain", ""), text(202, "text/html", "<p>soon"), json_reply(202, json!({}))];
        // More often than a look may fail.
        let mut replies: Vec<Reply> = empty.iter().cycle().take(12).cloned().collect();
        replies.push(done);
        let looks = replies.len();
        let server = Server::script(replies);
        let task = server.client().task::<Value>(format!("{reference}/{TASK}").parse().unwrap());
        assert!(!task.wait().await.unwrap().succeeded.is_empty(), "{reference}");
        assert_eq!(server.times(Method::GET).len(), looks, "{reference}");
    }
}

#[tokio::test]
async fn a_look_that_comes_too_soon_by_other_words_is_made_again() {
    let slower =
        json_reply(403, json!({"type": "forbidden", "message": "API QPS limit exceeded", "refund_processed": true}));
    let done =
        json_reply(200, json!({"task_id": TASK, "status": "succeeded", "audio_url": "https://files.test/a.wav"}));
    let server = Server::script(vec![slower, done]);
    let task = server.client().task::<Value>(format!("nuro/task/{TASK}").parse().unwrap());
    assert_eq!(task.wait().await.unwrap().succeeded.len(), 1);
}

#[tokio::test]
async fn a_wait_that_comes_to_its_end_says_what_it_saw_and_how_to_go_on() {
    for (reply, seen) in [
        (clips(&["succeeded", "no_such_word"]), "succeeded, no_such_word"),
        (clips(&["running", "pending"]), "running, pending"),
        (json_reply(202, json!({"type": "not_ready"})), "not ready"),
        (json_reply(200, json!({"type": "not_ready", "error": "The task is not ready."})), "not ready"),
        (text(202, "application/json", "{}"), "not ready"),
        (clips(&[]), "not ready"),
    ] {
        let server = Server::script(vec![created(), reply]);
        let error = create(&server.client()).await.unwrap().wait().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WaitedTooLong, "{error}");
        assert!(error.to_string().contains(seen), "{error} doesn't say {seen:?}");
        let reference = error.task().unwrap();
        assert_eq!(reference.to_string(), format!("sonic/task/{TASK}"));
        assert_eq!(error.seen().unwrap_or("not ready"), seen);
        let looks = server.times(Method::GET);
        assert!((70..=121).contains(&looks.len()), "{looks:?}");
        // Chance may put the poll before it less than a gap away, whose end the last one waits for.
        let (deadline, gap) = (PollPolicy::default().deadline, musicapi::Policy::default().poll_gap);
        let last = Duration::from_secs_f64(looks[looks.len() - 1]);
        assert!((deadline..=deadline + gap).contains(&last), "the last poll, at {last:?}, is not at the deadline");
        assert_eq!(server.times(Method::POST).len(), 1);
    }
}

#[tokio::test]
async fn a_wait_goes_on_until_every_clip_is_final() {
    let looks = [
        json_reply(202, json!({"type": "not_ready"})),
        json_reply(200, json!({"type": "not_ready"})),
        clips(&["pending", "pending"]),
        clips(&["succeeded", "no_such_word"]),
        clips(&["succeeded", "running"]),
        clips(&["succeeded", "failed"]),
    ];
    let mut replies = vec![created()];
    replies.extend(looks.clone());
    let server = Server::script(replies);
    let task = create(&server.client()).await.unwrap();
    let mut watch = task.poller(PollPolicy::default());
    let mut seen = Vec::new();
    while let Some(look) = watch.next().await.unwrap() {
        seen.push((look.to_string(), look.is_done()));
    }
    let wanted = [
        "not ready",
        "not ready",
        "pending, pending",
        "succeeded, no_such_word",
        "succeeded, running",
        "succeeded, failed",
    ];
    let wanted: Vec<_> = wanted.iter().enumerate().map(|(index, text)| ((*text).to_owned(), index == 5)).collect();
    assert_eq!(seen, wanted);
    // What succeeded is not lost for what failed.
    let outcome = task.wait().await.unwrap();
    assert_eq!((outcome.succeeded[0].clip_id.as_str(), outcome.failed[0].clip_id.as_str()), ("clip-0", "clip-1"));
    assert_eq!((outcome.succeeded.len(), outcome.failed.len()), (1, 1));
}

#[tokio::test]
async fn a_task_that_failed_says_so_and_whether_the_credits_came_back() {
    for (reply, message, refunded) in [
        (clips(&["failed", "failed"]), "every clip failed", None),
        (json_reply(200, json!({"type": "failed", "error": "no luck"})), "no luck", None),
        (json_reply(200, json!({"type": "timeout", "message": "too slow"})), "too slow", None),
        (
            json_reply(200, json!({"type": "forbidden", "error": "bad words", "already_refunded": false})),
            "bad words",
            Some(false),
        ),
        (
            json_reply(200, json!({"type": "api_error", "error": "upstream", "already_refunded": true})),
            "upstream",
            Some(true),
        ),
        (
            json_reply(202, json!({"type": "api_error", "error": "upstream", "already_refunded": true})),
            "upstream",
            Some(true),
        ),
        (
            json_reply(500, json!({"type": "api_error", "error": "upstream", "already_refunded": true})),
            "upstream",
            Some(true),
        ),
        (json_reply(504, json!({"type": "timeout", "error": "too slow"})), "too slow", None),
    ] {
        let name = format!("{} {:?}", reply.status, reply.body);
        let server = Server::script(vec![created(), clips(&["running"]), reply]);
        let error = create(&server.client()).await.unwrap().wait().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TaskFailed, "{name}: {error}");
        assert_eq!((error.message(), error.is_refunded()), (message, refunded), "{name}");
        assert_eq!(error.task().map(TaskRef::id), Some(TASK), "{name}");
        assert!(!error.is_transient(), "{name}");
        assert_eq!(server.times(Method::GET).len(), 2, "{name}");
    }
}

#[tokio::test]
async fn a_task_that_was_written_down_is_taken_up_by_another_client() {
    let mock = MockApi::start().credits(100_000).await;
    for example in creates() {
        let task = start(&client_of(&mock), example.operation, example.body.unwrap()).await.unwrap();
        let stored = serde_json::to_string(task.reference()).unwrap();
        drop(task);

        let reference: TaskRef = serde_json::from_str(&stored).unwrap();
        let client = client_of(&mock);
        let (now, accepted) = (mock.clock().now(), mock.accepted());
        let task = client.task::<Value>(reference.clone());
        assert_eq!((task.reference(), task.price()), (&reference, None));
        let look = task.poll().await.unwrap();
        assert!(!look.is_done());
        assert_eq!(mock.clock().now(), now, "what was begun before is looked at at once");
        let outcome = task.wait().await.unwrap();
        assert!(!outcome.succeeded.is_empty());
        assert_eq!(mock.accepted(), accepted, "nothing was paid for again");
    }
}

#[test]
fn every_id_that_a_service_may_choose_can_be_written_down() {
    let client = client("http://127.0.0.1:1/api/v1", KEY, &Clock::by_hand());
    for id in ["468d0e42-f7a6", "7", "a b", "ä", "a%2Fb", "...", "a/b", "/", "task?x#y", " a "] {
        let reference = client.sonic().task(id).reference().clone();
        let stored = serde_json::to_string(&reference).unwrap();
        let again: TaskRef =
            serde_json::from_str(&stored).unwrap_or_else(|error| panic!("{id:?} as {stored}: {error}"));
        assert_eq!((again.id(), &again), (id, &reference), "{stored}");
    }
}

#[tokio::test]
async fn a_dropped_wait_loses_nothing() {
    let mock = MockApi::start().await;
    let task = create(&client_of(&mock)).await.unwrap();
    let mut watch = task.poller(PollPolicy::default());
    let look = watch.next().await.unwrap().unwrap();
    assert!(look.clips.iter().all(|clip| clip.state == ClipState::Waiting));
    drop(watch);
    assert_eq!(task.wait().await.unwrap().succeeded.len(), 2);
    assert_eq!(mock.accepted(), 1);
}

#[tokio::test]
async fn pairs_of_clips_are_clips_and_what_is_null_is_still_to_come() {
    let clip = |id: &str| json!({"clip_id": id, "state": "succeeded"});
    let pair = |full: Value| {
        json_reply(200, json!({"code": 200, "data": [{"extended": clip("a"), "full": full}], "message": "success"}))
    };
    let server = Server::script(vec![created(), pair(Value::Null), pair(clip("b"))]);
    let outcome = create(&server.client()).await.unwrap().wait().await.unwrap();
    let ids: Vec<&str> = outcome.succeeded.iter().map(|clip| clip.clip_id.as_str()).collect();
    assert_eq!((ids, server.times(Method::GET).len()), (vec!["a", "b"], 2));
    // So is what is null in the list itself.
    let list = |last: Value| json_reply(200, json!({"code": 200, "data": [clip("a"), last], "message": "success"}));
    let server = Server::script(vec![created(), list(Value::Null), list(clip("b"))]);
    let outcome = create(&server.client()).await.unwrap().wait().await.unwrap();
    assert_eq!((outcome.succeeded.len(), server.times(Method::GET).len()), (2, 2));
    // What has no state at all is told once the max_errors is used up, rather than waited for to the deadline.
    let server = Server::script(vec![
        created(),
        json_reply(200, json!({"code": 200, "data": [{"id": 1}], "message": "success"})),
    ]);
    let error = create(&server.client()).await.unwrap().wait().await.unwrap_err();
    assert_eq!((error.kind(), server.times(Method::GET).len()), (ErrorKind::Unreadable, 6));
    assert!(error.task().is_some() && error.body().is_some());
}

#[tokio::test]
async fn a_singer_is_waited_for_like_a_song() {
    let mock = MockApi::start().await;
    let client = client_of(&mock);
    let task = client.sonic().create_voice(SonicVoiceRequest::new("https://example.com/singer.wav")).await.unwrap();
    let taken_up = client.task::<Value>(task.reference().clone());
    let mut singers = task.wait().await.unwrap().succeeded;
    let singer = singers.pop().unwrap();
    assert_eq!((singer.id(), singer.audio()), (Some(singer.persona_id.as_str()), None));
    // It is known by its name from then on, and by whoever takes the task up again.
    assert_eq!(taken_up.poll().await.unwrap().clips[0].id(), singer.id());
    assert!(singers.is_empty());
}
