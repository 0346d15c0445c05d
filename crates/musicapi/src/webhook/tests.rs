//! What is accepted, what is refused, and what is read.

use std::time::{Duration, SystemTime};

use musicapi_facts::StateOf;
use serde_json::{Value, json};

use super::sign::PREFIX;
use super::*;
use crate::ClipState;
use crate::ErrorKind;
use crate::TaskRef;
use crate::types::{ProducerClip, SonicClip, WebhookEvent, WebhookPlatform};

const SECRET: &str = "a-secret-of-your-own";
const TASK: &str = "468d0e42-f7a6-40ce-9a4c-37db56b13b99";

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.insert(*name, value.parse().unwrap());
    }
    headers
}

/// A body as a verified event.
fn event(body: &Value) -> Event {
    let body = body.to_string();
    let headers = sign(SECRET, body.as_bytes(), at(1000)).unwrap();
    Verifier::new([SECRET]).unwrap().verify_at(&headers, body.as_bytes(), at(1000)).unwrap()
}

/// Secret, time stamp, body, signature and signature of the first edition, made by openssl.
fn vectors() -> Vec<(String, u64, Vec<u8>, String, String)> {
    let file: Value = serde_json::from_str(include_str!("vectors.json")).unwrap();
    let text = |vector: &Value, key: &str| vector[key].as_str().unwrap().to_owned();
    let vectors = file["vectors"].as_array().unwrap().iter().map(|it| {
        let stamp = it["timestamp"].as_u64().unwrap();
        (text(it, "secret"), stamp, text(it, "body").into_bytes(), text(it, "signature"), text(it, "first_signature"))
    });
    vectors.collect()
}

#[test]
fn it_signs_and_verifies_as_openssl_does() {
    for (secret, stamp, body, signature, first) in vectors() {
        assert_eq!(sign(&secret, &body, at(stamp)).unwrap()[SIGNATURE], signature);
        let verifier = Verifier::new([&secret]).unwrap().accept_first_edition();
        let stamped = headers(&[(TIMESTAMP, &stamp.to_string()), (SIGNATURE, &signature)]);
        for headers in [stamped, headers(&[(FIRST_SIGNATURE, &first)])] {
            match verifier.verify_at(&headers, &body, at(stamp)) {
                Ok(event) => assert_eq!(event.raw, body),
                // Only what is signed comes to be read.
                Err(error) => assert!(matches!(error, WebhookError::Unreadable(_)), "{error}"),
            }
        }
    }
}

#[test]
fn whatever_is_changed_the_signature_is_wrong() {
    for (secret, stamp, body, signature, first) in vectors() {
        let stamp = stamp.to_string();
        let other = Verifier::new([secret.clone() + "!"]).unwrap().accept_first_edition();
        let verifier = Verifier::new([secret]).unwrap().accept_first_edition().window(Duration::MAX);
        let refused = |verifier: &Verifier, headers: &HeaderMap, body: &[u8]| {
            let error = verifier.verify_at(headers, body, at(0)).unwrap_err();
            assert_eq!((&error, error.status()), (&WebhookError::WrongSignature, 401));
        };
        let stamped = headers(&[(TIMESTAMP, &stamp), (SIGNATURE, &signature)]);
        let unstamped = headers(&[(FIRST_SIGNATURE, &first)]);
        for headers in [&stamped, &unstamped] {
            refused(&other, headers, &body);
            refused(&verifier, headers, &[body.as_slice(), b" "].concat());
            for index in 0..body.len() {
                let mut body = body.clone();
                body[index] ^= 1;
                refused(&verifier, headers, &body);
            }
        }
        // The end of the time stamp can't be taken for the beginning of the body, or the other way round.
        refused(&verifier, &headers(&[(TIMESTAMP, &(stamp.clone() + "0")), (SIGNATURE, &signature)]), &body);
        for index in PREFIX.len()..signature.len() {
            let mut changed = signature.clone().into_bytes();
            changed[index] = if changed[index] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(changed).unwrap();
            refused(&verifier, &headers(&[(TIMESTAMP, &stamp), (SIGNATURE, &changed)]), &body);
        }
        // A part of it is not enough.
        let part = &signature[..signature.len() - 2];
        refused(&verifier, &headers(&[(TIMESTAMP, &stamp), (SIGNATURE, part)]), &body);
        refused(&verifier, &headers(&[(TIMESTAMP, &stamp), (SIGNATURE, PREFIX)]), &body);
    }
}

#[test]
fn the_window_is_as_wide_on_both_sides() {
    let headers = sign(SECRET, b"{}", at(10_000)).unwrap();
    let verifier = Verifier::new([SECRET]).unwrap();
    for (verifier, width) in [(verifier.clone(), 300), (verifier.window(Duration::from_secs(5)), 5)] {
        let verify = |now| verifier.verify_at(&headers, b"{}", at(now));
        for now in [10_000 - width, 10_000, 10_000 + width] {
            assert_eq!(verify(now).unwrap().sent, Some(at(10_000)));
        }
        let (late, early) = (verify(10_001 + width).unwrap_err(), verify(9_999 - width).unwrap_err());
        let beyond = Duration::from_secs(width + 1);
        assert_eq!((&late, late.status()), (&WebhookError::TooOld { age: beyond }, 401));
        assert_eq!((&early, early.status()), (&WebhookError::FromTheFuture { ahead: beyond }, 401));
    }
}

#[test]
fn the_convenience_looks_at_the_clock_of_the_machine() {
    let verifier = Verifier::new([SECRET]).unwrap();
    let verify = |sent| verifier.verify(&sign(SECRET, b"{}", sent).unwrap(), b"{}");
    assert!(verify(SystemTime::now()).is_ok());
    assert!(matches!(verify(at(1000)).unwrap_err(), WebhookError::TooOld { .. }));
}

#[test]
fn both_secrets_hold_while_one_is_exchanged_for_the_other() {
    let verifier = Verifier::new(["new", "old"]).unwrap();
    let verify = |secret| verifier.verify_at(&sign(secret, b"{}", at(0)).unwrap(), b"{}", at(0)).map(drop);
    assert_eq!((verify("new"), verify("old")), (Ok(()), Ok(())));
    assert_eq!(verify("older"), Err(WebhookError::WrongSignature));
}

#[test]
fn without_a_secret_nothing_is_verified() {
    for secrets in [vec![], vec![""], vec!["good", ""]] {
        assert_eq!(Verifier::new(secrets).unwrap_err(), WebhookError::NoSecret);
    }
    assert_eq!(sign("", b"{}", at(0)).unwrap_err().status(), 500);
}

#[test]
fn secrets_are_not_shown() {
    let told = format!("{:?}", Verifier::new(["hunter2"]).unwrap());
    assert_eq!(told, "Verifier { secrets: 1, window: 300s, accepts_first_edition: false }");
}

#[test]
fn the_first_edition_is_accepted_only_on_demand() {
    let (secret, stamp, body, signature, first) = vectors().remove(1);
    let careful = Verifier::new([&secret]).unwrap();
    let lenient = careful.clone().accept_first_edition();
    let unstamped = headers(&[(FIRST_SIGNATURE, &first)]);
    assert_eq!(careful.verify_at(&unstamped, &body, at(0)).unwrap_err(), WebhookError::Missing(SIGNATURE));
    // It has no time, so that any time is right.
    assert_eq!(lenient.verify_at(&unstamped, &body, at(0)).unwrap().sent, None);
    let prefixed = headers(&[(FIRST_SIGNATURE, &format!("sha256={}", first.to_uppercase()))]);
    assert!(lenient.verify_at(&prefixed, &body, at(0)).is_ok());
    // Beside the later header it says nothing: neither does it mend a wrong signature, nor make an old one young.
    let stamp = stamp.to_string();
    let wrong = signature.replace('e', "f");
    let both = |signature: &str| headers(&[(FIRST_SIGNATURE, &first), (TIMESTAMP, &stamp), (SIGNATURE, signature)]);
    let error = |headers| lenient.verify_at(&headers, &body, at(0)).unwrap_err();
    assert_eq!(error(both(&wrong)), WebhookError::WrongSignature);
    assert!(matches!(error(both(&signature)), WebhookError::FromTheFuture { .. }));
}

#[test]
fn what_is_missing_or_malformed_is_named() {
    let good = format!("sha256={}", "0".repeat(64));
    let verifier = Verifier::new([SECRET]).unwrap().accept_first_edition();
    let error = |pairs: &[(&'static str, &str)]| verifier.verify_at(&headers(pairs), b"{}", at(0)).unwrap_err();
    assert_eq!(error(&[]), WebhookError::Missing(SIGNATURE));
    assert_eq!(error(&[(SIGNATURE, &good)]), WebhookError::Missing(TIMESTAMP));
    for stamp in ["", "soon", "+5", "-5", " 5", "1e9", "1760274782.5", "99999999999999999999", "18446744073709551615"] {
        let error = error(&[(SIGNATURE, &good), (TIMESTAMP, stamp)]);
        assert_eq!((&error, error.status()), (&WebhookError::Malformed(TIMESTAMP), 400), "{stamp}");
    }
    for signature in ["", "0", "sha256", "md5=00", "sha256=0", "sha256=+f", "sha256=0x", "sha256=é", &good[7..]] {
        assert_eq!(
            error(&[(SIGNATURE, signature), (TIMESTAMP, "5")]),
            WebhookError::Malformed(SIGNATURE),
            "{signature}"
        );
    }
    assert_eq!(error(&[(FIRST_SIGNATURE, "no")]), WebhookError::Malformed(FIRST_SIGNATURE));
}

#[test]
fn a_signed_body_that_is_no_json_object_is_unreadable() {
    for body in ["", "{", "[]", "null", "7", "\u{feff}{}", "{}{}", &"[".repeat(100_000)] {
        let headers = sign(SECRET, body.as_bytes(), at(0)).unwrap();
        let error = Verifier::new([SECRET]).unwrap().verify_at(&headers, body.as_bytes(), at(0)).unwrap_err();
        assert!(matches!(error, WebhookError::Unreadable(_)) && error.status() == 400, "{error}");
    }
}

#[test]
fn an_event_is_typed_by_its_platform() {
    let sonic = event(&json!({"code": 200, "data": [{"clip_id": "a", "state": "succeeded", "no_such_field": "calm"}],
        "message": "success", "task_id": TASK, "platform": "suno", "event": "song.completed", "late": true}));
    assert_eq!((&sonic.kind, &sonic.platform), (&WebhookEvent::SongCompleted, &WebhookPlatform::Suno));
    assert_eq!(sonic.task.as_ref().unwrap().to_string(), format!("sonic/task/{TASK}"));
    let Body::Sonic(body) = &sonic.body else { panic!("{:?}", sonic.body) };
    assert_eq!(
        (&body.extra["late"], &body.data.as_ref().unwrap()[0].extra["no_such_field"]),
        (&json!(true), &json!("calm"))
    );

    let producer = event(&json!({"data": [{"clip_id": "a", "state": "succeeded"}], "task_id": TASK,
        "platform": "producer", "event": "song.completed"}));
    assert_eq!(producer.task.as_ref().unwrap().operation(), "get_producer_task");
    assert!(matches!(producer.body, Body::Producer(_)));
    assert_eq!(producer.task_status::<ProducerClip>().unwrap().clips[0].state, ClipState::Succeeded);

    let nuro = event(&json!({"data": {"anything": 1}, "task_id": TASK, "platform": "nuro", "event": "song.completed"}));
    assert_eq!(nuro.task.as_ref().unwrap().operation(), "get_nuro_task");
    let Body::Nuro(body) = &nuro.body else { panic!("{:?}", nuro.body) };
    assert_eq!(body.data, Some(json!({"anything": 1})));
    // What stands in it is not known, and nothing is made up.
    assert_eq!(nuro.task_status::<Value>().unwrap_err().kind(), ErrorKind::Unreadable);
}

#[test]
fn only_a_clip_whose_state_says_so_is_there_for_good() {
    let status_of = |kind: &str, clips: Value| {
        event(&json!({"data": clips, "task_id": TASK, "platform": "suno", "event": kind})).task_status::<SonicClip>()
    };
    let clip = |state: &str| json!({"clip_id": state, "state": state, "audio_url": "https://example.com/a.mp3"});
    for state in ["streaming", "running", "no_such_word"] {
        // Whatever the event says.
        let status = status_of("song.completed", json!([clip("succeeded"), clip(state)])).unwrap();
        assert!(!status.is_done() && status.clips[1].state == ClipState::Waiting, "{state}");
        assert_eq!(status.outcome().unwrap().succeeded.len(), 1);
    }
    let mixed = status_of("song.completed", json!([clip("succeeded"), clip("failed")])).unwrap();
    assert!(mixed.is_done());
    assert_eq!(mixed.outcome().unwrap().failed[0].clip_id, "failed");
    for clips in [json!(null), json!([])] {
        let error = status_of("song.failed", clips.clone()).unwrap_err();
        assert_eq!((error.kind(), error.task().unwrap().id()), (ErrorKind::TaskFailed, TASK));
        assert_eq!(status_of("song.completed", clips).unwrap_err().kind(), ErrorKind::Unreadable);
    }
    let error = status_of("song.completed", json!([{"state": "succeeded"}])).unwrap_err();
    assert_eq!((error.kind(), error.body().is_some()), (ErrorKind::Unreadable, true));
}

#[test]
fn what_is_not_known_is_kept() {
    let body = json!({"event": "song.remixed", "platform": "radio", "task_id": "7", "data": [{"clip_id": 5}]});
    let unknown = event(&body);
    assert_eq!(unknown.kind, WebhookEvent::Unknown("song.remixed".to_owned()));
    assert_eq!(unknown.platform, WebhookPlatform::Unknown("radio".to_owned()));
    assert_eq!((unknown.task_id.as_deref(), &unknown.task), (Some("7"), &None));
    assert!(matches!(&unknown.body, Body::Other(why) if why.contains("radio")));
    assert_eq!((unknown.json(), unknown.raw.clone()), (&body, body.to_string().into_bytes()));

    let misfit = event(&json!({"event": "song.completed", "platform": "suno", "task_id": TASK, "data": [{"id": 5}]}));
    assert!(matches!(&misfit.body, Body::Other(why) if why.contains("clip_id")), "{:?}", misfit.body);
    assert_eq!(misfit.task.unwrap().id(), TASK);

    let empty = event(&json!({}));
    assert_eq!((empty.kind.as_str(), empty.platform.as_str(), &empty.task_id), ("", "", &None));
    assert_eq!(empty.task_status::<Value>().unwrap_err().kind(), ErrorKind::Unreadable);
}

#[test]
fn an_id_that_is_no_part_of_a_path_names_no_task() {
    for id in ["..", ".", ""] {
        let event = event(&json!({"platform": "suno", "task_id": id}));
        assert_eq!((event.task, event.task_id.as_deref()), (None, Some(id).filter(|id| !id.is_empty())));
    }
    for id in [json!(null), json!(7), json!([TASK])] {
        assert_eq!(event(&json!({"platform": "suno", "task_id": id})).task_id, None);
    }
    assert_eq!(
        event(&json!({"platform": "suno", "task_id": "a/../b"})).task.unwrap().to_string(),
        "sonic/task/a%2F..%2Fb"
    );
}

#[test]
fn what_is_signed_comes_before_what_is_not() {
    let body = br#"{"event": "song.failed"}"#;
    let verifier = Verifier::new([SECRET]).unwrap();
    let mut headers = sign(SECRET, body, at(0)).unwrap();
    headers.insert(EVENT, "song.completed".parse().unwrap());
    assert_eq!(verifier.verify_at(&headers, body, at(0)).unwrap().kind, WebhookEvent::SongFailed);
    let mut headers = sign(SECRET, b"{}", at(0)).unwrap();
    headers.insert(EVENT, "song.streaming".parse().unwrap());
    assert_eq!(verifier.verify_at(&headers, b"{}", at(0)).unwrap().kind, WebhookEvent::SongStreaming);
}

#[test]
fn a_repeated_event_has_the_same_key_and_no_other_has() {
    let verifier = Verifier::new([SECRET]).unwrap();
    let key = |body: &Value, id: Option<&str>, sent: u64| {
        let body = body.to_string();
        let mut headers = sign(SECRET, body.as_bytes(), at(sent)).unwrap();
        headers.remove(ID);
        headers.remove(IDEMPOTENCY_KEY);
        if let Some(id) = id {
            headers.insert(ID, id.parse().unwrap());
        }
        verifier.verify_at(&headers, body.as_bytes(), at(sent)).unwrap().key()
    };
    let of = |platform: &str, task: &str| json!({"platform": platform, "task_id": task});
    assert_eq!(key(&of("suno", "7"), Some("e1"), 5), "suno/7/e1");
    assert_eq!(key(&of("suno", "7"), Some("e1"), 99), "suno/7/e1");
    let others = [
        key(&of("suno", "7"), Some("e1"), 5),
        key(&of("suno", "7"), Some("e2"), 5),
        key(&of("nuro", "7"), Some("e1"), 5),
        key(&of("suno", "8"), Some("e1"), 5),
        key(&of("suno", "7/e1"), Some(""), 5),
        key(&json!({}), Some("e1"), 5),
        key(&of("suno", "7"), None, 5),
        key(&of("suno", "8"), None, 5),
        key(&json!({"platform": "suno", "task_id": "8", "event": "song.failed"}), None, 5),
    ];
    for (index, one) in others.iter().enumerate() {
        assert!(!others[..index].contains(one), "{one}");
    }
    assert_eq!(key(&of("suno", "7"), None, 5), key(&of("suno", "7"), None, 99));
    // The other header has the same id, where only that comes.
    let mut headers = sign(SECRET, b"{}", at(0)).unwrap();
    let id = headers.remove(ID).unwrap();
    assert_eq!(verifier.verify_at(&headers, b"{}", at(0)).unwrap().id.as_deref(), id.to_str().ok());
}

#[test]
fn a_stored_task_is_known_again_by_any_of_its_names() {
    let sonic = event(&json!({"platform": "suno", "task_id": TASK}));
    let is_about = |event: &Event, path: &str| event.is_about(&format!("{path}/{TASK}").parse::<TaskRef>().unwrap());
    assert!(is_about(&sonic, "sonic/task") && is_about(&sonic, "suno/clip"));
    assert!(!is_about(&sonic, "producer/task"));
    assert!(!sonic.is_about(&"sonic/task/7".parse().unwrap()));
    assert!(is_about(&event(&json!({"platform": "radio", "task_id": TASK})), "producer/task"));
    assert!(!is_about(&event(&json!({"platform": "suno"})), "sonic/task"));
}

#[test]
fn the_operations_that_report_on_a_platform_mean_the_same() {
    for callback in musicapi_facts::CALLBACKS {
        let reports: Vec<_> = callback.reports().collect();
        assert!(!reports.is_empty(), "{}", callback.name);
        assert!(reports.iter().all(|other| other.report == reports[0].report), "{}", callback.name);
    }
    let of_clips = |platform| musicapi_facts::callback(platform).unwrap().reports().next().unwrap().report.unwrap();
    assert_eq!(of_clips("suno").state_of, StateOf::Clip);
}

#[test]
fn no_body_makes_it_panic() {
    let verifier = Verifier::new([SECRET]).unwrap();
    let (_, _, body, ..) = vectors().remove(1);
    for index in 0..body.len() {
        for byte in [b'"', b'{', b'}', b'[', b']', b',', b':', b'0', b'\\', b' ', 0, 0x80, 0xff] {
            let mut body = body.clone();
            body[index] = byte;
            let headers = sign(SECRET, &body, at(0));
            // A word with letters that can't stand in a header can't be sent in one either.
            let Ok(headers) = headers else { continue };
            if let Ok(event) = verifier.verify_at(&headers, &body, at(0)) {
                let told = (event.key(), format!("{event:?}"), event.task_status::<SonicClip>().is_ok());
                assert!(!told.0.is_empty() && !told.1.contains("Keeper"));
            }
        }
    }
}

#[test]
fn the_intent_is_read_from_any_form_of_address() {
    for (uri, intent) in [
        ("https://example.com/hooks?intent=a1", Some("a1")),
        ("/hooks?intent=mine&x=1&intent=a1", Some("a1")),
        ("/hooks?x=%3Fintent%3Dno&intent=a%20b+c%2B", Some("a b c+")),
        ("/hooks?intent=a1#intent=b", Some("a1")),
        ("/hooks?intention=a1", None),
        ("/hooks?intent", None),
        ("/hooks?intent=", None),
        ("/hooks?intent=%ff", None),
        ("/intent=a1", None),
        ("", None),
    ] {
        assert_eq!(intent_of(uri).as_deref(), intent, "{uri}");
    }
}
