//! What the client does when things go wrong on the way, and what it costs.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use contract_tests::PRICE;
use musicapi::{Client, ErrorKind, Policy, PollPolicy, Retry};
use musicapi_mock::{Fault, MockApi};

use crate::paid::create;

/// A client that sends each call once, so that a fault meets one call.
fn client_of(mock: &MockApi) -> Client {
    let client = contract_tests::client_of(mock);
    client.with(Policy { retry: Retry::NEVER, ..*client.policy() })
}

async fn mock(faults: &[&str]) -> MockApi {
    let start = MockApi::start().over_hyper();
    faults.iter().fold(start, |start, fault| start.fault(fault.parse().unwrap())).await
}

#[tokio::test]
async fn a_create_that_goes_wrong_is_sent_once_and_told_as_what_it_is() {
    use ErrorKind::{OutcomeUnknown, Refused};
    // Whether the service acted can't be seen from outside: what is told is the same.
    for when in ["before", "after"] {
        for (what, kind) in [
            ("reset", OutcomeUnknown),
            ("close", OutcomeUnknown),
            ("status=500", OutcomeUnknown),
            ("status=502:shape=text", OutcomeUnknown),
            ("html=502", OutcomeUnknown),
            ("html=200", OutcomeUnknown),
            ("status=503:cut=3", OutcomeUnknown),
            ("status=500:empty", OutcomeUnknown),
            ("retry-after=3", Refused),
            ("retry-after-date=3", Refused),
            ("retry-after-ms=3", Refused),
            ("status=403:example=subscription", Refused),
        ] {
            let mock = mock(&[&format!("create_sonic:{when}:{what}")]).await;
            let error = create(&client_of(&mock)).await.unwrap_err();
            assert_eq!(error.kind(), kind, "{when} {what}: {error}");
            mock.assert_faults_consumed();
            assert_eq!(mock.faults()[0].calls, 1, "{when} {what}: it was sent again");
            assert_eq!(mock.accepted(), u64::from(when == "after"), "{when} {what}");
        }
    }
}

#[tokio::test]
async fn a_create_whose_answer_is_spoilt_was_accepted() {
    for what in ["cut=0", "cut=9", "reset=9", "malformed", "empty", "length=9", "null=task_id"] {
        let mock = mock(&[&format!("create_sonic:{what}")]).await;
        let error = create(&client_of(&mock)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OutcomeUnknown, "{what}: {error}");
        mock.assert_faults_consumed();
        assert_eq!((mock.accepted(), mock.balance().total()), (1, 1000 - PRICE), "{what}");
    }
    // The id is there in full, so it isn't lost.
    for what in ["unknown-field", "content-type=text/plain", "trickle=1/1us", "length=1000"] {
        let mock = mock(&[&format!("create_sonic:{what}")]).await;
        create(&client_of(&mock)).await.unwrap();
        mock.assert_faults_consumed();
    }
}

#[tokio::test]
async fn a_task_is_waited_for_through_whatever_its_looks_meet() {
    let looks = [
        "get_sonic_task:reset",
        "get_sonic_task:close",
        "get_sonic_task:cut=9",
        "get_sonic_task:reset=9",
        "get_sonic_task:html=502",
        "get_sonic_task:status=500:example=internal",
        "get_sonic_task:status=503",
        "get_sonic_task:retry-after=7",
        "get_sonic_task:numbers-as-text",
        "get_sonic_task:unknown-field",
        "get_sonic_task:state=archived",
    ];
    for look in looks {
        let mock = mock(&[look]).await;
        let clips = create(&client_of(&mock)).await.unwrap().wait().await.unwrap();
        mock.assert_faults_consumed();
        assert_eq!((clips.succeeded.len(), mock.accepted()), (2, 1), "{look}");
    }
    // What can't be read once is looked at again, and ends the wait if it stays so; the task is still there to be waited for.
    for look in ["malformed", "empty", "html=200"] {
        let mock = mock(&[&format!("get_sonic_task:next=2:{look}")]).await;
        let task = create(&client_of(&mock)).await.unwrap();
        let error = task.wait_with(PollPolicy { max_errors: 1, ..task.usual_polling() }).await.unwrap_err();
        assert_eq!((error.kind(), error.task()), (ErrorKind::Unreadable, Some(task.reference())), "{look}: {error}");
        mock.assert_faults_consumed();
        mock.fault(format!("get_sonic_task:{look}").parse().unwrap());
        assert_eq!(task.wait().await.unwrap().succeeded.len(), 2, "{look}");
    }
}

#[tokio::test]
async fn a_file_arrives_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let mock = mock(&[]).await;
    let client = client_of(&mock);
    let clips = create(&client).await.unwrap().wait().await.unwrap().succeeded;
    let url = clips[0].audio_url.clone().unwrap();
    let place = |what: &str| folder.path().join(format!("{}.mp3", what.replace('=', "-")));
    for what in ["empty", "reset", "close", "cut=1000", "reset=1000", "length=1000000000", "html=200", "status=503"] {
        mock.fault(format!("media:{what}").parse().unwrap());
        let result = client.download(&url, place(what)).tries(1).await;
        assert!(result.is_err(), "{what}: {result:?}");
        assert!(!place(what).exists(), "{what}");
        mock.assert_faults_consumed();
    }
    // What came before it broke off is kept, and only the rest is fetched.
    let path = place("cut=1000");
    let file = client.download(&url, &path).await.unwrap();
    let whole = told_length("HEAD", &url);
    assert_eq!((file.bytes, std::fs::metadata(&path).unwrap().len()), (whole, whole));
    mock.fault("media:trickle=100000/1us".parse().unwrap());
    let again = client.download(&url, folder.path().join("again.mp3")).await.unwrap();
    assert_eq!(again.bytes, whole);
    mock.assert_faults_consumed();
}

/// The Content-Length that a server answers a request for this address by.
fn told_length(method: &str, url: &str) -> u64 {
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "{method} /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    // It may well break off.
    let _ = stream.read_to_end(&mut answer);
    let head = String::from_utf8_lossy(&answer).to_lowercase();
    let mut told = head.lines().filter_map(|line| line.strip_prefix("content-length: "));
    let length = told.next().unwrap_or_else(|| panic!("no answer with a length: {head}")).parse().unwrap();
    assert_eq!(told.next(), None);
    length
}

#[tokio::test]
async fn a_fault_on_a_file_tells_the_length_that_it_says() {
    let mock = mock(&[]).await;
    let client = client_of(&mock);
    let clips = create(&client).await.unwrap().wait().await.unwrap().succeeded;
    let url = clips[0].audio_url.clone().unwrap();
    let whole = told_length("GET", &url);
    for (what, told) in [
        ("length=5", 5),
        ("length=1000000000", 1_000_000_000),
        ("malformed", whole - 1),
        ("empty", 0),
        ("cut=1000", whole),
        ("content-type=text/plain", whole),
    ] {
        mock.fault(format!("media:{what}").parse().unwrap());
        assert_eq!(told_length("GET", &url), told, "{what}");
        mock.assert_faults_consumed();
    }
    mock.fault("media:content-type=text/plain".parse().unwrap());
    assert_eq!(told_length("HEAD", &url), whole, "of what isn't sent only its header tells the length");
}

#[tokio::test]
async fn a_caller_that_gives_up_on_a_silent_service_has_paid_or_not() {
    for (fault, accepted) in [
        (Fault::on("create_sonic").before().silence(), 0),
        (Fault::on("create_sonic").after().silence(), 1),
        (Fault::on("create_sonic").stall(0), 1),
        (Fault::on("create_sonic").stall(9), 1),
        (Fault::on("create_sonic").delay(Duration::from_secs(40)), 1),
    ] {
        let mock = MockApi::start().over_hyper().fault(fault.clone()).await;
        let client = client_of(&mock);
        // The program is ended while it waits for the answer.
        tokio::select! {
            answered = create(&client) => panic!("{fault}: {answered:?}"),
            () = mock.faults_consumed() => {}
        }
        assert_eq!((mock.accepted(), mock.faults()[0].calls), (accepted, 1), "{fault}");
    }
}

#[tokio::test]
async fn an_answer_that_is_late_comes_once_the_clock_is_moved() {
    let mock = mock(&["create_sonic:delay=40s", "get_credits:delay=1s:status=500"]).await;
    let client = client_of(&mock);
    let late = async {
        while mock.faults()[0].consumed == 0 {
            tokio::task::yield_now().await;
        }
        mock.advance(Duration::from_secs(39));
        assert_eq!(mock.accepted(), 1);
        mock.advance(Duration::from_secs(1));
    };
    let (task, ()) = tokio::join!(create(&client), late);
    assert!(task.is_ok());
    let late = async {
        mock.faults_consumed().await;
        mock.advance(Duration::from_secs(1));
    };
    let account = client.account();
    let (credits, ()) = tokio::join!(account.get_credits(), late);
    assert_eq!(credits.unwrap_err().status(), Some(500));
}

#[tokio::test]
async fn faults_are_added_while_it_runs() {
    let mock = MockApi::start().await;
    let client = client_of(&mock);
    client.account().get_credits().await.unwrap();
    mock.fault(Fault::on("get_credits").status(500));
    assert!(!mock.faults()[0].is_consumed());
    assert_eq!(client.account().get_credits().await.unwrap_err().status(), Some(500));
    client.account().get_credits().await.unwrap();
    assert_eq!((mock.faults()[0].calls, mock.faults()[0].consumed), (2, 1));
    mock.assert_faults_consumed();
}

#[tokio::test]
#[should_panic(expected = "the fault `create_sonic:3:reset` was consumed at 0 of 0 calls")]
async fn a_fault_that_is_not_used_is_told() {
    mock(&["create_sonic:3:reset"]).await.assert_faults_consumed();
}

#[tokio::test]
#[should_panic(expected = "the fault `create_sonic:cut=3` needs the hyper adapter: .over_hyper()")]
async fn wiremock_refuses_what_it_can_not_do() {
    MockApi::start().fault(Fault::on("create_sonic").cut(3)).await;
}

#[tokio::test]
#[should_panic(expected = "the fault `create_sonic:delay=3s` needs the hyper adapter: .over_hyper()")]
async fn wiremock_refuses_it_while_it_runs_too() {
    MockApi::start().await.fault(Fault::on("create_sonic").delay(Duration::from_secs(3)));
}

#[tokio::test]
#[should_panic(expected = "no operation `create_sonik`; the nearest is `create_sonic`")]
async fn an_operation_that_does_not_exist_is_told() {
    mock(&["create_sonik:reset"]).await;
}
