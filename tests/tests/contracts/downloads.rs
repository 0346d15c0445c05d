//! A file is whole under its name or not there at all.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;

use contract_tests::{KEY, Server};
use http::StatusCode;
use musicapi::{Error, ErrorKind};
use openapi_replay::{Reply, Wire};

/// Bytes that no text is.
fn sound(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index * 31 % 251) as u8 | 0x80).collect()
}

fn audio(kind: &str, body: Vec<u8>) -> Reply {
    let mut reply = Reply::new(StatusCode::OK).with_header("content-type", kind);
    reply.body = body.into();
    reply
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Tries to fetch what the server has into an empty folder, which must stay empty.
async fn refused(reply: Reply, what: &str) -> Error {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::always(reply);
    let error = server.client().download(&server.file(), folder.path().join("song.mp3")).await;
    let error = error.err().unwrap_or_else(|| panic!("{what}: it was taken for a file"));
    assert_eq!(names(folder.path()), Vec::<String>::new(), "{what}: something was left");
    error
}

#[tokio::test]
async fn a_file_comes_whole_without_the_key_and_with_the_rights_of_any_file() {
    let folder = tempfile::tempdir().unwrap();
    for (index, kind) in ["audio/mpeg", "application/octet-stream", "binary/octet-stream"].into_iter().enumerate() {
        let body = sound(3_000_000 + index);
        let server = Server::always(audio(kind, body.clone()));
        let path = folder.path().join(format!("song-{index}.mp3"));
        let file = server.client().download(&server.file(), &path).await.unwrap();
        assert_eq!((file.bytes, &file.path), (body.len() as u64, &path));
        assert_eq!(std::fs::read(&path).unwrap(), body);
        let headers = &server.requests()[0].headers;
        assert!(headers.get("authorization").is_none() && !format!("{headers:?}").contains(KEY), "{headers:?}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode();
            let plain = folder.path().join("plain");
            std::fs::write(&plain, "x").unwrap();
            assert_eq!(mode(&path), mode(&plain));
        }
    }
    assert_eq!(names(folder.path()), ["plain", "song-0.mp3", "song-1.mp3", "song-2.mp3"]);
}

#[tokio::test]
async fn a_redirect_to_where_the_file_lies_is_followed() {
    let media = Server::always(audio("audio/mpeg", sound(1000)));
    let server = Server::always(Reply::new(StatusCode::FOUND).with_header("location", &media.file()));
    let folder = tempfile::tempdir().unwrap();
    let file = server.client().download(&server.file(), folder.path().join("song.mp3")).await.unwrap();
    assert_eq!(file.bytes, 1000);
    assert!(media.requests()[0].headers.get("authorization").is_none());
}

#[tokio::test]
async fn of_a_file_that_is_cut_off_nothing_stays() {
    for at in [0, 1, 500_000, 999_999] {
        let error =
            refused(audio("audio/mpeg", sound(1_000_000)).with_wire(Wire::CutAfter(at)), &format!("cut after {at}"))
                .await;
        assert_eq!(error.kind(), ErrorKind::Download, "{error}");
    }
}

#[tokio::test]
async fn what_is_not_a_file_is_refused() {
    let page = || b"<html>expired</html>".to_vec();
    for (kind, body) in [
        ("text/html", page()),
        ("text/html; charset=utf-8", page()),
        ("Text/HTML", page()),
        ("TEXT/PLAIN", b"gone".to_vec()),
        ("application/json", b"{}".to_vec()),
        ("Application/JSON; charset=utf-8", b"{}".to_vec()),
        ("application/problem+json", b"{}".to_vec()),
        ("application/xml", b"<Error><Code>AccessDenied</Code></Error>".to_vec()),
        ("application/xhtml+xml", page()),
        ("audio/mpeg", Vec::new()),
    ] {
        let error = refused(audio(kind, body), kind).await;
        assert_eq!((error.kind(), error.status()), (ErrorKind::Download, Some(200)), "{kind}: {error}");
    }
    for status in [204, 206, 304, 403, 404, 410, 500, 503] {
        let reply = Reply {
            status: status.try_into().unwrap(),
            ..audio("audio/mpeg", sound(if status == 204 || status == 304 { 0 } else { 100 }))
        };
        let error = refused(reply, &status.to_string()).await;
        assert_eq!((error.kind(), error.status()), (ErrorKind::Download, Some(status)), "{error}");
    }
    let folder = tempfile::tempdir().unwrap();
    let client = Server::always(Reply::new(StatusCode::OK)).client();
    for address in ["", "song.mp3", "file:///etc/passwd", "http://127.0.0.1:1/song.mp3"] {
        let error = client.download(address, folder.path().join("song.mp3")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Download, "{address}: {error}");
    }
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[tokio::test]
async fn a_file_that_is_there_is_left_alone() {
    let server = Server::always(audio("audio/mpeg", sound(1000)));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    std::fs::write(&path, "mine").unwrap();
    std::fs::create_dir(folder.path().join("folder.mp3")).unwrap();
    for name in ["song.mp3", "folder.mp3"] {
        let error = server.client().download(&server.file(), folder.path().join(name)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::File, "{error}");
        assert!(error.to_string().contains(name) && error.to_string().contains("already there"), "{error}");
    }
    assert!(server.requests().is_empty(), "what can't be kept isn't fetched");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}

#[tokio::test]
async fn a_file_that_appears_meanwhile_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    let other = path.clone();
    // The name is taken while the answer is on its way.
    let server = Server::start(move |_, _| {
        std::fs::write(&other, "mine").unwrap();
        audio("audio/mpeg", sound(1000))
    });
    let error = server.client().download(&server.file(), &path).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File, "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    assert_eq!(names(folder.path()), ["song.mp3"]);
}

#[tokio::test]
async fn where_nothing_can_be_written_that_is_told_with_the_path() {
    let server = Server::always(audio("audio/mpeg", sound(1000)));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "x").unwrap();
    let mut places = vec![folder.path().join("nothing/song.mp3"), folder.path().join("file/song.mp3")];
    // Even root writes nothing there.
    places.extend(Path::new("/proc/self").exists().then(|| "/proc/self/song.mp3".into()));
    for path in places {
        let error = server.client().download(&server.file(), &path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::File, "{error}");
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    }
    assert_eq!(names(folder.path()), ["file"]);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_dangling_link_is_not_written_through() {
    let server = Server::always(audio("audio/mpeg", sound(1000)));
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), folder.path().join("song.mp3")).unwrap();
    let error = server.client().download(&server.file(), folder.path().join("song.mp3")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File, "{error}");
    assert_eq!(names(folder.path()), ["song.mp3"]);
}

#[tokio::test]
async fn a_host_of_files_says_nothing_about_key_or_purse() {
    let folder = tempfile::tempdir().unwrap();
    for status in [401, 402, 403, 429] {
        let server = Server::always(Reply::new(status.try_into().unwrap()));
        let error = server.client().download(&server.file(), folder.path().join("song.mp3")).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Download, Some(status)));
        assert!(!error.is_auth() && !error.is_out_of_credits() && !error.is_rate_limited(), "{error}");
    }
}
