//! The client reaches all that is documented, and what it is told about money is true.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::time::Duration;

use contract_tests::{
    Example, Server, TASK, answers, audio_of, call, client_of, creates, document, duration_of, examples, exercised,
    fact, id_of, name_of, seconds_of, start,
};
use http::StatusCode;
use musicapi::facts::{self, StateOf};
use musicapi::{ClipState, Error, ErrorKind, Retry};
use musicapi_mock::MockApi;
use openapi_mock::Reply;
use serde_json::Value;

#[tokio::test]
async fn every_example_of_a_create_ends_in_clips_that_play_as_long_as_they_say() {
    let mock = MockApi::start().credits(100_000).await;
    let client = client_of(&mock);
    let folder = tempfile::tempdir().unwrap();
    let mut balance = mock.balance().total();
    for (index, example) in creates().into_iter().enumerate() {
        let task = start(&client, example.operation, example.body.clone().unwrap()).await.unwrap();
        assert_eq!(task.price(), example.form().unwrap().price, "{}", example.name);
        balance -= example.price();
        assert_eq!(mock.balance().total(), balance, "{} costs {}", example.name, example.price());

        let outcome = task.wait().await.unwrap();
        let report = document().operation(task.reference().operation()).unwrap();
        let success = report.answer(Some(200), None).unwrap().body.unwrap();
        let documented = match example.operation.id() {
            // One clip a track; so many are observed.
            "split_sonic_stems_basic" => 4,
            "split_sonic_stems_full" => 24,
            "create_sonic_voice" => 1,
            _ => contract_tests::clips_of(fact(report).report.as_ref().unwrap(), success).len(),
        };
        assert_eq!((outcome.succeeded.len(), outcome.failed.len()), (documented, 0), "{}", example.name);
        for clip in outcome.succeeded {
            let path = folder.path().join(format!("{index}-{}.mp3", id_of(&clip)));
            // A recording that was brought in is told by its id alone, and a singer can't be heard.
            let Some(address) = audio_of(&clip) else {
                assert!(["upload_producer_clip", "create_sonic_voice"].contains(&example.operation.id()));
                continue;
            };
            let file = client.download(address, &path).await.unwrap();
            let bytes = std::fs::read(&path).unwrap();
            assert_eq!((file.bytes, &file.path), (bytes.len() as u64, &path));
            // The first song is decoded whole; of the others here and there a packet, since decoding is slow in a debug build.
            let seconds = seconds_of(bytes, if index == 0 { 1 } else { 50 });
            if let Some(told) = duration_of(&clip) {
                // To the last sample, but for the blocks of an M4A, which are no multiple of a song's frames.
                let off = if audio_of(&clip).unwrap().ends_with(".m4a") { 512.0 / 48_000.0 } else { 0.0 };
                assert!((seconds - told).abs() < off + 1e-9, "{}: told {told} s, and it is {seconds} s", example.name);
            }
        }
        assert_eq!(mock.balance().total(), balance, "{}: looking and fetching is free", example.name);
    }
    assert!(mock.clock().now() >= Duration::from_secs(60), "songs took their time on the mock's clock");
    let left = client.account().get_credits().await.unwrap();
    assert_eq!(left.credits + left.extra_credits, balance as f64);
}

#[tokio::test]
async fn every_documented_error_is_told_with_status_text_and_code() {
    let mut tried = 0;
    for (operation, answer) in answers().into_iter().filter(|(_, answer)| answer.status.as_u16() >= 400) {
        let body = answer.body.unwrap();
        let name = format!("{} {} {}", operation.id(), answer.status, body);
        let server = Server::always(answer.reply());
        let example = examples().into_iter().find(|example| example.operation.id() == operation.id()).unwrap();
        let error = call(&server.client(), &example).await.unwrap_err();
        let text = |key: &str| body[key].as_str();
        assert_eq!(error.status(), Some(answer.status.as_u16()), "{name}");
        if let Some(told) = text("error").or(text("message")) {
            assert_eq!(error.message(), told, "{name}");
        } else {
            assert!(!error.message().is_empty(), "{name}");
        }
        let code = text("type").map(str::to_owned).or(body.get("code").map(ToString::to_string));
        assert_eq!(error.code().map(str::to_owned), code, "{name}");
        assert_eq!(error.operation(), Some(operation.id()), "{name}");
        let wait = answer.headers.get("retry-after").map(|wait| wait.to_str().unwrap().parse().unwrap());
        assert_eq!(error.retry_after(), wait.map(Duration::from_secs), "{name}");
        let paid = fact(operation).is_paid();
        let kind = match answer.status.as_u16() {
            500.. if body["refund_processed"] == true && fact(operation).report.is_some() => ErrorKind::TaskFailed,
            _ if body["already_refunded"] == true || body["refund_processed"] == true => ErrorKind::Refused,
            500.. if paid => ErrorKind::OutcomeUnknown,
            500.. => ErrorKind::Interrupted,
            _ => ErrorKind::Refused,
        };
        // A report that says that the task failed has a test of its own.
        if fact(operation).report.as_ref().and_then(|report| said(report, body)).is_none() {
            assert_eq!(error.kind(), kind, "{name}");
        }
        assert_eq!(error.is_auth(), answer.status == 401, "{name}");
        let named = |names: &[&str]| answer.example.is_some_and(|example| names.contains(&example));
        assert_eq!(error.is_rate_limited(), answer.status == 429 || named(&["rate", "queue"]), "{name}");
        assert_eq!(error.is_retired(), answer.status == 410, "{name}");
        let moderated = error.refusal().is_some_and(|name| {
            name == "known_recording"
                || ["lyrics_", "description_"].iter().any(|what| name.starts_with(what)) && name != "lyrics_format"
        });
        assert_eq!(error.is_moderated(), moderated, "{name}");
        let purse = answer.status == 402
            || answer.status == 403
                && ["credits", "subscription"].iter().any(|what| answer.example.unwrap().starts_with(what));
        assert_eq!(error.is_out_of_credits(), purse, "{name}");
        let passes = error.kind() == ErrorKind::Interrupted || answer.status == 429;
        let times = if passes { Retry::default().attempts as usize } else { 1 };
        assert_eq!(server.asked(), times, "{name}");
        exercised("client", operation, &name_of(&answer));
        tried += 1;
    }
    assert!(tried > 20);
}

/// What a report says by the rules of `x-task`: what the state of each clip means, or that the task failed; none if neither.
fn said(report: &facts::Report, body: &Value) -> Option<Result<Vec<ClipState>, ErrorKind>> {
    let state = |word: &str| match word {
        word if report.succeeded.contains(&word) => ClipState::Succeeded,
        word if report.failed.contains(&word) => ClipState::Failed,
        _ => ClipState::Waiting,
    };
    let word = |value: &Value| value.pointer(report.state).and_then(Value::as_str).map(state);
    let clips = contract_tests::clips_of(report, body);
    match report.state_of {
        StateOf::Task if body.pointer(report.state).is_some() => {
            return Some(Ok(clips.iter().filter_map(|_| word(body)).collect()));
        }
        StateOf::Clip if clips.iter().all(|clip| word(clip).is_some()) && body.pointer(report.clips).is_some() => {
            return Some(Ok(clips.iter().filter_map(|clip| word(clip)).collect()));
        }
        _ => {}
    }
    let notice = report.notice?;
    let word = body.pointer(notice.word)?.as_str()?;
    let failed = notice.failed.contains(&word).then_some(Err(ErrorKind::TaskFailed));
    failed.or_else(|| notice.waiting.contains(&word).then(|| Ok(Vec::new())))
}

#[tokio::test]
async fn every_documented_report_is_understood_under_whatever_status_it_comes() {
    let mut failed = 0;
    for (operation, answer) in answers() {
        let (Some(report), Some(body)) = (fact(operation).report.as_ref(), answer.body) else { continue };
        let (Some(said), status) = (said(report, body), answer.status) else { continue };
        // What is said of the caller is not about the task.
        if matches!(status.as_u16(), 401 | 402 | 403 | 429) {
            continue;
        }
        let name = format!("{status} {body}");
        let server = Server::always(answer.reply());
        let reference: musicapi::TaskRef = operation.path().replace("{task_id}", TASK).parse().unwrap();
        let look = server.client().task::<Value>(reference.clone()).poll().await;
        let told =
            look.as_ref().map(|look| look.clips.iter().map(|clip| clip.state).collect()).map_err(|error| error.kind());
        assert_eq!(told, said, "{name}");
        match look {
            Ok(look) => {
                let is = |state: ClipState| look.clips.iter().any(|clip| clip.state == state);
                let all_there = look.clips.len() >= report.at_least.max(1) || is(ClipState::Failed);
                assert_eq!(look.is_done(), all_there && !is(ClipState::Waiting), "{name}");
                for (index, clip) in look.clips.iter().enumerate() {
                    assert_eq!(&clip.value, contract_tests::clips_of(report, body)[index], "{name}");
                }
            }
            Err(error) => {
                assert_eq!(Some(error.message()), body["error"].as_str().or(body["message"].as_str()), "{name}");
                assert_eq!(error.task(), Some(&reference), "{name}");
                assert!(!error.is_transient(), "{name}: asking again can't help");
                failed += 1;
            }
        }
    }
    assert!(failed > 0);
}

#[tokio::test]
async fn every_documented_success_is_read() {
    for (operation, answer) in answers().into_iter().filter(|(_, answer)| answer.status.is_success()) {
        let server = Server::always(answer.reply());
        for example in examples().into_iter().filter(|example| example.operation.id() == operation.id()) {
            let read = call(&server.client(), &example).await;
            // A create that is accepted has a task id. Without one nobody knows what became of it.
            let pointer = fact(operation).starts.map(|starts| starts.task_id);
            if pointer.is_some_and(|pointer| answer.body.unwrap().pointer(pointer).is_none()) {
                let kind = read.as_ref().map_err(Error::kind);
                assert_eq!(kind, Err(ErrorKind::OutcomeUnknown), "{} {:?}", example.name, answer.example);
            } else {
                assert!(read.is_ok(), "{} {:?}: {:?}", example.name, answer.example, read.unwrap_err());
            }
            exercised("client", operation, &example.record);
            exercised("client", operation, &name_of(&answer));
        }
    }
}

/// The text of a documented error.
fn text_of(body: &Value) -> &str {
    let text = [&body["error"], &body["message"], &body["error"]["message"], body].into_iter().find_map(Value::as_str);
    text.unwrap_or_else(|| panic!("write the text of the error into `error` or `message` of the example {body}"))
}

#[tokio::test]
async fn every_shape_of_an_error_is_told_with_its_text() {
    use musicapi_mock::ErrorShape::{CodeMessage, Error, Message, Text, TypeError};
    for (shape, code) in
        [(TypeError, Some("forbidden")), (CodeMessage, Some("403")), (Error, None), (Message, None), (Text, None)]
    {
        let mock = MockApi::start().credits(1).error_shape(shape).await;
        // Where 402 says so, it has a code of its own.
        let has = |example: &Example, status| example.operation.answer(Some(status), None).is_some();
        let tells_by_403 = |example: &Example| has(example, 403) && !has(example, 402);
        for example in creates().into_iter().filter(|example| example.price() > 1 && tells_by_403(example)) {
            let error = start(&client_of(&mock), example.operation, example.body.unwrap()).await.unwrap_err();
            assert_eq!((error.kind(), error.code()), (ErrorKind::Refused, code), "{shape:?}");
            let documented = example.operation.answer(Some(403), Some("credits"));
            if let Some(documented) = documented.and_then(|answer| answer.body) {
                assert_eq!(error.message(), text_of(documented), "{shape:?}");
                assert!(error.is_out_of_credits(), "{shape:?}");
            }
        }
        assert_eq!((mock.balance().total(), mock.accepted()), (1, 0), "{shape:?}");
    }
}

#[tokio::test]
async fn a_wrong_key_is_refused_and_nothing_is_taken() {
    let mock = MockApi::start().await;
    let client = contract_tests::client(mock.uri(), "wrong", mock.clock());
    let mut with_text = 0;
    for example in examples() {
        let error = call(&client, &example).await.unwrap_err();
        assert!(error.is_auth() && error.kind() == ErrorKind::Refused, "{}: {error:?}", example.name);
        let documented = example.operation.answers().filter(|answer| answer.status == 401);
        let texts: Vec<&str> = documented.filter_map(|answer| answer.body).map(text_of).collect();
        // Where an operation documents no 401, the text is the mock's.
        assert!(texts.is_empty() || texts.contains(&error.message()), "{}: {}", example.name, error.message());
        with_text += usize::from(!texts.is_empty());
    }
    assert_eq!((mock.balance().total(), mock.accepted()), (1000, 0));
    assert!(with_text > 0);
}

#[tokio::test]
async fn a_task_that_does_not_exist_is_told_in_documented_words() {
    let mock = MockApi::start().await;
    let error = client_of(&mock).sonic().task("nothing").wait().await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.message()), (ErrorKind::Refused, Some(404), "task not found."));
    assert_eq!(error.task().unwrap().to_string(), "sonic/task/nothing");
    let error = client_of(&mock).sonic().get_task("").await.unwrap_err();
    assert_eq!((error.status(), error.message()), (Some(400), "missing task id."));
}

#[tokio::test]
async fn an_id_reaches_the_service_as_it_is() {
    for id in ["a b", "a/b", "ä?x=1#y", "%2f", "a%b"] {
        let server = Server::always(Reply::new(StatusCode::ACCEPTED).with_header("content-type", "application/json"));
        let _ = server.client().sonic().get_task(id).await;
        let path = &server.requests()[0].path;
        let route =
            document().route(&http::Method::GET, path).unwrap_or_else(|error| panic!("{id:?} became {path}: {error}"));
        assert_eq!(route.path_parameters["task_id"], id, "{path}");
    }
}

#[test]
fn examples_cover_every_operation() {
    let of = |example: &Example| example.operation.id().to_owned();
    let covered: Vec<String> = examples().iter().map(of).collect();
    assert!(facts::OPERATIONS.iter().all(|operation| covered.contains(&operation.id.to_owned())));
    assert_eq!(document().operations().count(), facts::OPERATIONS.len());
}
