//! A file is whole under its name or not there at all.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod beside;
mod changed;
mod dropped;
mod places;
mod refusals;
mod resume;

use contract_tests::files::{Hosted, names, song};
use contract_tests::{KEY, Server};
use http::StatusCode;
use musicapi::{Client, Progress, SideFile};
use openapi_mock::{Reply, Wire};

fn audio(kind: &'static str, body: Vec<u8>) -> Reply {
    Reply { body: body.into(), ..Reply::new(StatusCode::OK).with_header("content-type", kind) }
}

#[tokio::test]
async fn a_file_comes_whole_without_the_key_and_with_the_rights_of_any_file() {
    let folder = tempfile::tempdir().unwrap();
    for (index, kind) in ["audio/mpeg", "application/octet-stream", "text/plain", ""].into_iter().enumerate() {
        let body = song(3_000_000 + index, 7);
        let server = Server::always(audio(kind, body.clone()));
        let path = folder.path().join(format!("song-{index}.mp3"));
        let file = server.client().download(server.file(), &path).await.unwrap();
        assert_eq!((file.bytes, &file.path, file.media_type), (body.len() as u64, &path, "audio/mpeg"));
        assert_eq!(std::fs::read(&path).unwrap(), body);
        let headers = &server.requests()[0].headers;
        assert!(headers.get("authorization").is_none() && !format!("{headers:?}").contains(KEY), "{headers:?}");
        assert_eq!(headers["accept-encoding"], "identity");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode();
            let plain = folder.path().join("plain");
            std::fs::write(&plain, "x").unwrap();
            assert_eq!(mode(&path), mode(&plain));
        }
    }
    assert_eq!(names(folder.path()), ["plain", "song-0.mp3", "song-1.mp3", "song-2.mp3", "song-3.mp3"]);
}

#[tokio::test]
async fn a_redirect_to_where_the_file_lies_is_followed_and_tells_nothing() {
    let media = Server::always(audio("audio/mpeg", song(1000, 7)));
    let server = Server::always(Reply::new(StatusCode::FOUND).with_header("location", &media.file()));
    let folder = tempfile::tempdir().unwrap();
    let signed = format!("{}?signature=secret", server.file());
    let file = server.client().download(signed, folder.path().join("song.mp3")).await.unwrap();
    assert_eq!(file.bytes, 1000);
    let headers = format!("{:?}", media.requests()[0].headers);
    assert!(!headers.contains("authorization") && !headers.contains("secret"), "{headers}");
}

#[tokio::test]
async fn files_that_are_no_songs_come_too() {
    let folder = tempfile::tempdir().unwrap();
    for (name, head, found) in [
        ("cover.jpeg", b"\xFF\xD8\xFF\xE0".as_slice(), "image/jpeg"),
        ("song.mid", b"MThd\0\0\0\x06", "audio/midi"),
        ("song.mp4", b"\0\0\0\x20ftypisom", "video/mp4"),
        ("stems.zip", b"PK\x03\x04\x14\0", "application/zip"),
    ] {
        let server = Server::always(audio("application/octet-stream", [head, &[0; 900]].concat()));
        let file = server.client().download(server.file(), folder.path().join(name)).await.unwrap();
        assert_eq!(file.media_type, found, "{name}");
    }
}

#[tokio::test]
async fn progress_rises_to_the_whole_over_breaks_and_then_ends() {
    let hosted = Hosted::tagged(song(500_000, 7), "\"1\"");
    let server = Server::start(move |request, index| {
        let reply = hosted.answer(request);
        if index < 3 { reply.with_wire(Wire::CutAfter(100_000)) } else { reply }
    });
    let folder = tempfile::tempdir().unwrap();
    let download = server.client().download(server.file(), folder.path().join("song.mp3"));
    let mut progress = download.progress();
    assert_eq!(*progress.borrow(), Progress::default());
    let watch = tokio::spawn(async move {
        let mut seen = Vec::new();
        while progress.changed().await.is_ok() {
            seen.push(*progress.borrow_and_update());
        }
        (seen, *progress.borrow())
    });
    download.await.unwrap();
    let (seen, last) = watch.await.unwrap();
    assert!(seen.is_sorted_by_key(|progress| progress.bytes), "{seen:?}");
    assert!(seen.iter().all(|progress| progress.total == Some(500_000)), "{seen:?}");
    assert_eq!(last, Progress { bytes: 500_000, total: Some(500_000) });
    assert_eq!(server.asked(), 4);
}

#[tokio::test]
async fn a_download_fits_into_a_task_and_is_small() {
    fn sendable<T: Send + 'static>(value: T) -> usize {
        std::mem::size_of_val(&value)
    }
    let client = Client::builder(KEY).build().unwrap();
    let download = || client.download("https://example.com/?signature=secret", "song.mp3").side_file(SideFile::new());
    assert!(sendable(download()) < 512 && sendable(IntoFuture::into_future(download())) < 64);
    assert!(!format!("{:?}", download()).contains("secret"));
}
