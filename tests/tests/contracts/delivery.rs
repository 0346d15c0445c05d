//! A delivery that nobody waits for any more: after its first poll, its second, and so on to its last. What has a name is whole, nothing is
//! paid for, and another delivery of the task fetches the rest.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::HashMap;
use std::future::Future as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use contract_tests::files::{Hosted, names, song};
use contract_tests::{Server, TASK};
use http::Method;
use musicapi::types::SonicClip;
use musicapi::{Client, Clip, Delivered, Delivery, Downloaded};
use openapi_mock::Wire;
use serde_json::json;

use crate::buying::dies_after;
use crate::paid::{json_reply, text};

const CLIPS: [&str; 2] = ["first", "second"];

/// What the file of a clip holds.
fn body(clip: &str) -> Vec<u8> {
    song(50_000, clip.len() as u8)
}

/// A task whose second clip is final some looks after its first. Each file isn't there when it is asked for first, and comes in pieces.
fn slow() -> Server {
    let (looks, asked) = (AtomicUsize::new(0), [AtomicUsize::new(0), AtomicUsize::new(0)]);
    let pieces = Wire::Trickle { bytes: 10_000, pause: Duration::from_millis(1) };
    Server::start(move |request, _| {
        assert_eq!(request.method, Method::GET, "nothing is paid for");
        let file = |clip: &str| format!("/files/{clip}.mp3");
        if let Some(place) = CLIPS.iter().position(|clip| file(clip) == request.path) {
            return match asked[place].fetch_add(1, Ordering::SeqCst) {
                0 => text(404, "text/plain", "not yet"),
                _ => Hosted::tagged(body(CLIPS[place]), "\"1\"").answer(request).with_wire(pieces),
            };
        }
        let host = request.headers["host"].to_str().unwrap();
        let second = if looks.fetch_add(1, Ordering::SeqCst) < 5 { "running" } else { "succeeded" };
        let clips = CLIPS.iter().zip(["succeeded", second]);
        let clips = clips.map(|(clip, state)| {
            json!({"clip_id": clip, "state": state, "audio_url": format!("http://{host}{}", file(clip))})
        });
        json_reply(200, json!({"code": 200, "data": clips.collect::<Vec<_>>()}))
    })
}

/// Fetches what isn't there.
fn deliver<'f>(client: &Client, folder: &'f Path) -> Delivery<'f, SonicClip, Option<Downloaded>> {
    let (task, client) = (client.sonic().task(TASK), client.clone());
    task.deliver(task.usual_polling(), move |clip: &Clip<SonicClip>| {
        let path = folder.join(format!("{}.mp3", clip.clip_id));
        if path.exists() { None } else { Some(client.download(clip.audio()?, path)) }
    })
}

/// The clips whose files have their names: these are whole.
fn named(folder: &Path) -> Vec<&'static str> {
    let is_there = |clip: &&str| match std::fs::read(folder.join(format!("{clip}.mp3"))) {
        Ok(file) => {
            assert!(file == body(clip), "the file of the {clip} clip is cut");
            true
        }
        Err(_) => false,
    };
    CLIPS.into_iter().filter(is_there).collect()
}

#[tokio::test]
async fn dropped_after_any_poll_it_keeps_what_it_has_and_another_fetches_the_rest() {
    let (mut polls, mut stages) = (0, HashMap::new());
    loop {
        let (server, folder) = (slow(), tempfile::tempdir().unwrap());
        let client = server.client();
        let ended = dies_after(polls, deliver(&client, folder.path()).finish()).await;
        let before = named(folder.path());
        *stages.entry(before.len()).or_insert(0) += 1;
        let made = loop {
            let made = deliver(&client, folder.path()).finish().await;
            // A download that was dropped gives its place up beside the runtime, a moment later.
            let errors = match &made {
                Ok(made) => made.missing.iter().filter_map(|missing| missing.error.as_ref()).collect(),
                Err(error) => vec![error],
            };
            if !errors.iter().any(|error| error.to_string().contains("is being downloaded already")) {
                break made.unwrap();
            }
            tokio::task::yield_now().await;
        };
        assert!(made.missing.is_empty() && made.error.is_none(), "after {polls} polls: {made:?}");
        assert_eq!((made.fetched.len(), named(folder.path()).len()), (2, 2), "after {polls} polls");
        for (clip, file) in made.fetched {
            assert!(!before.contains(&&*clip.clip_id) || file.is_none(), "{} was fetched twice", clip.clip_id);
        }
        assert_eq!(names(folder.path()), CLIPS.map(|clip| format!("{clip}.mp3")), "after {polls} polls");
        if ended {
            break;
        }
        polls += 1 + polls / 16;
        assert!(polls < 1_000_000, "it never ends");
    }
    assert!(stages[&0] > 1 && stages[&2] > 0 && stages.values().sum::<usize>() > 20, "{stages:?}");
}

/// As `select!` does when another branch is faster: whoever asks for the next event is dropped after each poll.
#[tokio::test]
async fn its_next_event_may_be_dropped_and_asked_for_again() {
    let (server, folder) = (slow(), tempfile::tempdir().unwrap());
    let mut delivery = deliver(&server.client(), folder.path());
    let (mut fetched, mut delayed, mut dropped) = (Vec::new(), 0, 0);
    loop {
        let next = std::pin::pin!(delivery.next()).poll(&mut Context::from_waker(Waker::noop()));
        match next {
            Poll::Pending => {
                dropped += 1;
                assert!(dropped < 100_000, "it never gets anywhere");
            }
            Poll::Ready(event) => match event.unwrap() {
                Some(Delivered::Fetched { key, .. }) => fetched.push(key),
                Some(Delivered::Delayed { .. }) => delayed += 1,
                Some(Delivered::Lost { error, .. }) => panic!("{error}"),
                Some(_) => {}
                None => break,
            },
        }
        tokio::task::yield_now().await;
    }
    fetched.sort();
    assert_eq!((fetched.as_slice(), delayed, named(folder.path()).len()), (CLIPS.map(str::to_owned).as_slice(), 2, 2));
    assert!(dropped > 10, "{dropped}");
    // Each file was refused once and fetched once: nothing was begun anew.
    let of_files = server.requests().into_iter().filter(|request| request.path.starts_with("/files/")).count();
    assert_eq!(of_files, 4);
}
