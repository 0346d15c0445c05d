//! What isn't the file that was asked for is refused, and nothing of it is left.

use contract_tests::Server;
use contract_tests::files::{names, song};
use http::StatusCode;
use musicapi::{Error, ErrorKind};
use openapi_mock::{Reply, Wire};

use super::audio;

/// Tries to fetch what the server has into an empty folder, which must stay empty.
async fn refused(reply: Reply, what: &str) -> Error {
    refused_as("song.mp3", reply, what).await
}

async fn refused_as(name: &str, reply: Reply, what: &str) -> Error {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::always(reply);
    let error = server.client().download(server.file(), folder.path().join(name)).await;
    let error = error.err().unwrap_or_else(|| panic!("{what}: it was taken for a file"));
    assert_eq!(names(folder.path()), Vec::<String>::new(), "{what}: something was left");
    error
}

#[tokio::test]
async fn of_a_file_that_is_cut_off_and_can_not_be_resumed_nothing_stays() {
    for at in [0, 1, 500_000, 999_999] {
        let reply = audio("audio/mpeg", song(1_000_000, 7)).with_wire(Wire::CutAfter(at));
        let error = refused(reply, &format!("cut after {at}")).await;
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Download, true), "{error}");
    }
    // Fewer bytes than were announced, on a connection that is closed in order.
    let error = refused(audio("audio/mpeg", song(1000, 7)).with_wire(Wire::Length(1001)), "too short").await;
    assert!(error.is_transient(), "{error}");
}

#[tokio::test]
async fn a_page_is_never_a_song_whatever_it_is_called() {
    let page = b"<html>expired</html>".as_slice();
    let json = br#"{"error": "expired"}"#.as_slice();
    let error = br#"<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>"#.as_slice();
    for kind in [
        "text/html",
        "text/html; charset=utf-8",
        "Text/HTML",
        "TEXT/PLAIN",
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/problem+json",
        "application/xml",
        "application/xhtml+xml",
        "audio/mpeg",
        "application/octet-stream",
        "",
    ] {
        for body in [page, json, error, b"gone"] {
            for name in ["song.mp3", "cover.jpg", "anything"] {
                let error = refused_as(name, audio(kind, body.to_vec()), kind).await;
                assert_eq!((error.kind(), error.status()), (ErrorKind::Download, Some(200)), "{kind}: {error}");
                assert!(error.to_string().contains("what came is") && !error.is_transient(), "{kind}: {error}");
                assert!(error.is_file_pending(), "the song may be there later: {error}");
            }
        }
    }
    // However long it is.
    let long = "<p>expired</p>".repeat(100_000).into_bytes();
    refused(audio("audio/mpeg", [b"<html>".to_vec(), long].concat()), "a long page").await;
}

#[tokio::test]
async fn where_the_name_promises_audio_nothing_else_is_taken() {
    for body in [b"\xFF\xD8\xFF\xE0".as_slice(), b"\0\0\0\x20ftypisom", b"PK\x03\x04\x14\0", b"\x01\x02\x03", b""] {
        let error = refused(audio("audio/mpeg", body.to_vec()), "no audio").await;
        assert_eq!((error.kind(), error.status()), (ErrorKind::Download, Some(200)), "{error}");
    }
}

#[tokio::test]
async fn an_answer_that_is_no_file_is_refused() {
    for status in [204, 206, 304, 401, 402, 403, 404, 410, 416, 429, 500, 503] {
        let reply = Reply {
            status: status.try_into().unwrap(),
            ..audio("audio/mpeg", song(if status == 204 || status == 304 { 0 } else { 1000 }, 7))
        };
        let error = refused(reply, &status.to_string()).await;
        assert_eq!((error.kind(), error.status()), (ErrorKind::Download, Some(status)), "{error}");
        assert_eq!(error.is_transient(), [206, 429, 500, 503].contains(&status), "{error}");
        assert!(error.is_file_pending(), "{error}");
        // A host of files says nothing about key or purse.
        assert!(!error.is_auth() && !error.is_out_of_credits() && !error.is_rate_limited(), "{error}");
    }
    // Packed by what can't be undone here.
    for coding in ["br", "gzip, zstd"] {
        let reply = audio("audio/mpeg", vec![0x0B, 0xFF, 0x80, 1, 2, 3]).with_header("content-encoding", coding);
        for name in ["song.mp3", "cover"] {
            let error = refused_as(name, reply.clone(), "packed").await;
            assert!(error.to_string().contains(coding), "{error}");
        }
    }
}

#[tokio::test]
async fn what_is_no_address_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let client = Server::always(Reply::new(StatusCode::OK)).client();
    for (address, is_transient) in [
        ("", false),
        ("song.mp3", false),
        ("file:///etc/passwd", false),
        ("data:audio/mpeg,ID3", false),
        ("http://127.0.0.1:1/song.mp3?signature=secret", true),
    ] {
        let error = client.download(address, folder.path().join("song.mp3")).await.unwrap_err();
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Download, is_transient), "{address}: {error}");
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[tokio::test]
async fn a_file_beyond_the_cap_is_refused_before_it_comes_or_as_soon_as_it_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    for header in ["x-length", "transfer-encoding"] {
        let reply = audio("audio/mpeg", song(5000, 7)).with_header("etag", "\"1\"").with_header(header, "chunked");
        let server = Server::always(reply);
        let download = |cap| server.client().download(server.file(), &path).max_bytes(cap);
        for cap in [0, 100, 4999] {
            let error = download(cap).await.unwrap_err();
            assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Download, false), "{error}");
            assert!(error.to_string().contains(&cap.to_string()), "{error}");
            assert_eq!(names(folder.path()), Vec::<String>::new());
        }
        download(5000).await.unwrap();
        std::fs::remove_file(&path).unwrap();
    }
    // The announced length is refused by itself: of what was announced here, nothing comes.
    let server = Server::always(audio("audio/mpeg", song(2 << 10, 7)).with_wire(Wire::Length(2 << 30)));
    let error = server.client().download(server.file(), &path).await.unwrap_err();
    assert!(error.to_string().contains("1073741824"), "{error}");
}
