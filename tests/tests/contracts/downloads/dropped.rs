//! A download that nobody waits for any more, or that isn't worth waiting for.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use contract_tests::files::{Hosted, names, song};
use contract_tests::{Server, until};
use musicapi::{ErrorKind, SideFile};
use openapi_mock::Wire;

use crate::buying::dies_after;

/// The disk hangs in the middle of the last work on a file: whoever drops the download goes on at once, and when the disk does too, the
/// file doesn't get its name.
#[tokio::test]
async fn dropping_blocks_nobody_and_gives_no_name() {
    let hosted = Hosted::tagged(song(100_000, 7), "\"1\"");
    let server = Server::start(move |request, _| hosted.answer(request));
    let folder = tempfile::tempdir().unwrap();
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let may_go_on = Mutex::new(may_go_on);
    // Else this test would hang where it is to fail.
    let (is_late, late) = (Arc::new(AtomicBool::new(false)), go_on.clone());
    let noted = Arc::clone(&is_late);
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(30));
        noted.store(true, Ordering::SeqCst);
        let _ = late.send(());
    });
    let download = server.client().download(server.file(), folder.path().join("song.mp3"));
    let download = download.side_file(SideFile::new()).change(move |_| {
        let _ = begun.send(());
        let _ = may_go_on.lock().unwrap().recv();
        Ok(())
    });
    tokio::select! {
        file = download => panic!("{file:?}"),
        begun = has_begun => begun.unwrap(),
    }
    // It was dropped above, while the disk still hangs.
    assert!(!is_late.load(Ordering::SeqCst), "dropping it waited for the disk");
    go_on.send(()).unwrap();
    until("the folder is empty", || names(folder.path()).is_empty()).await;
    // The place is free.
    server.client().download(server.file(), folder.path().join("song.mp3")).await.unwrap();
}

/// After its first poll, its second, and so on to its last: a file is whole, or it has no name.
#[tokio::test]
async fn dropped_after_any_poll_a_file_is_whole_or_has_no_name() {
    let body = song(100_000, 7);
    let hosted = Hosted::tagged(body.clone(), "\"1\"");
    let server = Server::start(move |request, _| hosted.answer(request));
    let client = server.client();
    let folder = tempfile::tempdir().unwrap();
    let (mut polls, mut dropped) = (0, Vec::new());
    loop {
        let path = folder.path().join(format!("song-{polls}.mp3"));
        let download = client.download(server.file(), &path);
        if dies_after(polls, async { drop(download.await.unwrap()) }).await {
            assert!(std::fs::read(&path).unwrap() == body, "it ended, and isn't whole");
            break;
        }
        dropped.push(path);
        polls += 1 + polls / 4;
        assert!(polls < 1_000_000, "it never ends");
    }
    assert!(dropped.len() > 4, "{}", dropped.len());
    // At the end it is decided within a moment whether it is named or dropped.
    for path in dropped {
        assert!(std::fs::read(&path).is_ok_and(|file| file == body) || !path.exists(), "{} is cut", path.display());
    }
}

/// The times are real here, and short.
#[tokio::test]
async fn next_to_nothing_ends_a_connection_and_the_file_goes_on() {
    let hosted = Hosted::tagged(song(100_000, 7), "\"1\"");
    let body = hosted.body.clone();
    let trickle = Wire::Trickle { bytes: 300, pause: Duration::from_millis(10) };
    let server = Server::start(move |request, index| {
        let reply = hosted.answer(request);
        if index == 0 { reply.with_wire(trickle) } else { reply }
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    let download = || server.client().download(server.file(), &path).least_speed(1_000_000, Duration::from_millis(50));
    download().await.unwrap();
    assert!(std::fs::read(&path).unwrap() == body);
    let requests = server.requests();
    assert!(requests.len() >= 2 && requests[1].headers.contains_key("range"), "{requests:?}");
    // Where it never gets better, that comes to its end, though each try gets a little further.
    let hosted = Hosted::tagged(song(10_000_000, 7), "\"1\"");
    let server = Server::start(move |request, _| hosted.answer(request).with_wire(trickle));
    let path = folder.path().join("slow.mp3");
    let download = server.client().download(server.file(), &path).least_speed(1_000_000, Duration::from_millis(50));
    let error = download.await.unwrap_err();
    assert!(error.is_transient() && error.is_file_pending(), "{error}");
    assert!(error.to_string().contains("1000000 are the least"), "{error}");
    assert_eq!(server.asked(), 5);
}

#[tokio::test]
async fn what_is_not_worth_it_has_an_end() {
    let hosted = Hosted::tagged(song(10_000_000, 7), "\"1\"");
    for wire in [Wire::Silence, Wire::StallAfter(1000), Wire::Trickle { bytes: 100, pause: Duration::from_millis(10) }]
    {
        let hosted = hosted.clone();
        let server = Server::start(move |request, _| hosted.answer(request).with_wire(wire));
        let folder = tempfile::tempdir().unwrap();
        let download = server.client().download(server.file(), folder.path().join("cover"));
        let error = download.deadline(Duration::from_millis(200)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Download);
        assert!(error.to_string().contains("within 0.2 s") && error.is_transient(), "{wire:?}: {error}");
    }
}
