//! A download goes on where it broke off: within a call, in the next one, and in the next process.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use contract_tests::Server;
use contract_tests::files::{Hosted, MONDAY, SUNDAY, Visits, names, number_of, scratch, song};
use http::{Method, StatusCode};
use musicapi::ErrorKind;
use openapi_mock::{Reply, Request, Wire};
use proptest::prelude::*;

/// A small file, of which every byte is tried.
const LENGTH: usize = 400;

/// The ways in which a host tells versions apart, and whether a part can be added to.
fn hosts() -> [(&'static str, Hosted, bool); 4] {
    let body = || song(LENGTH, 7);
    [
        ("etag", Hosted::tagged(body(), "\"1\""), true),
        ("date", Hosted::dated(body(), MONDAY), true),
        ("weak", Hosted::tagged(body(), "W/\"1\""), false),
        ("nothing", Hosted::plain(body()), false),
    ]
}

fn range(request: &Request) -> Option<&str> {
    request.headers.get("range").map(|value| value.to_str().unwrap())
}

/// The first request of each path is answered by the first function, all others by the second. Both know the number in the path.
fn twice(
    first: impl Fn(&Request, usize) -> Reply + Send + Sync + 'static,
    then: impl Fn(&Request, usize) -> Reply + Send + Sync + 'static,
) -> Server {
    let visits = Visits::default();
    Server::start(move |request, _| match visits.before(request) {
        0 => first(request, number_of(request)),
        _ => then(request, number_of(request)),
    })
}

fn numbered(server: &Server, number: usize) -> String {
    server.file().replace("song", &number.to_string())
}

#[tokio::test]
async fn cut_at_any_byte_it_goes_on_within_the_call() {
    for (name, hosted, resumes) in hosts() {
        let (first, body) = (hosted.clone(), hosted.body.clone());
        let server = twice(
            move |request, at| first.answer(request).with_wire(Wire::CutAfter(at)),
            move |request, _| hosted.answer(request),
        );
        let folder = scratch();
        for at in 0..LENGTH {
            let path = folder.path().join("song.mp3");
            server.client().download(numbered(&server, at), &path).await.unwrap();
            assert!(std::fs::read(&path).unwrap() == body, "{name}: cut after {at}");
            let requests = server.requests();
            let again = range(&requests[requests.len() - 1]);
            assert_eq!(requests.len(), 2 * (at + 1), "{name}: cut after {at}");
            // What is too short to be looked at isn't kept.
            assert_eq!(
                again.map(str::to_owned),
                (resumes && at >= LOOKED_AT).then(|| format!("bytes={at}-")),
                "{name}"
            );
            std::fs::remove_file(path).unwrap();
        }
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }
}

/// How many bytes must have come before a file is taken for one.
const LOOKED_AT: usize = 256;

/// Drops a download of a file that stalls after so many bytes, once they are there, as does a program that ends.
async fn drop_after(server: &Server, url: String, path: &Path, bytes: usize) {
    let download = server.client().download(url, path);
    let mut progress = download.progress();
    let asked = server.asked();
    let there = async {
        if bytes >= LOOKED_AT {
            progress.wait_for(|progress| progress.bytes == bytes as u64).await.unwrap();
        }
        while server.asked() == asked {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        result = download => panic!("it should go on for ever: {result:?}"),
        () = there => {}
    }
}

#[tokio::test]
async fn dropped_at_any_byte_the_next_client_goes_on() {
    for (name, hosted, resumes) in hosts() {
        let (first, body) = (hosted.clone(), hosted.body.clone());
        let server = twice(
            move |request, at| first.answer(request).with_wire(Wire::StallAfter(at)),
            move |request, _| hosted.answer(request),
        );
        let folder = scratch();
        for at in 0..LENGTH {
            let (url, path) = (numbered(&server, at), folder.path().join("song.mp3"));
            drop_after(&server, url.clone(), &path, at).await;
            // What nothing can be added to isn't left behind.
            assert_eq!(
                names(folder.path()).is_empty(),
                !resumes || at < LOOKED_AT,
                "{name}: {at}: {:?}",
                names(folder.path())
            );
            server.client().download(url, &path).await.unwrap();
            assert!(std::fs::read(&path).unwrap() == body, "{name}: dropped after {at}");
            std::fs::remove_file(path).unwrap();
        }
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_file_that_has_changed_meanwhile_starts_over() {
    let old = || song(LENGTH, 7);
    for (name, old, new, is_heedless) in [
        ("etag", Hosted::tagged(old(), "\"1\""), Hosted::tagged(song(LENGTH + 50, 9), "\"2\""), false),
        ("date", Hosted::dated(old(), SUNDAY), Hosted::dated(song(LENGTH, 9), MONDAY), false),
        ("shorter than the part", Hosted::tagged(old(), "\"1\""), Hosted::tagged(song(10, 9), "\"2\""), false),
        ("no tag any more", Hosted::tagged(old(), "\"1\""), Hosted::plain(song(LENGTH, 9)), false),
        // A host that sends the part whatever the version is found out by what it says of it.
        ("heedless", Hosted::tagged(old(), "\"1\""), Hosted::tagged(song(LENGTH, 9), "\"2\""), true),
        ("heedless, dated", Hosted::dated(old(), SUNDAY), Hosted::dated(song(LENGTH, 9), MONDAY), true),
        ("heedless, shorter", Hosted::tagged(old(), "\"1\""), Hosted::tagged(song(10, 9), "\"2\""), true),
        ("heedless, longer", Hosted::tagged(old(), "\"1\""), Hosted::plain(song(LENGTH + 1, 9)), true),
    ] {
        let body = new.body.clone();
        let server = twice(
            move |request, at| old.answer(request).with_wire(Wire::CutAfter(at % 1000)),
            move |request, _| {
                let mut request = request.clone();
                if is_heedless {
                    request.headers.remove("if-range");
                }
                new.answer(&request)
            },
        );
        let folder = scratch();
        for at in (0..LENGTH).step_by(13).chain([LENGTH - 1]) {
            let path = folder.path().join("song.mp3");
            server.client().download(numbered(&server, at), &path).await.unwrap();
            assert!(std::fs::read(&path).unwrap() == body, "{name}: cut after {at}");
            std::fs::remove_file(&path).unwrap();

            let url = numbered(&server, 1000 + at);
            let error = server.client().download(&url, &path).tries(1).await.unwrap_err();
            assert!(error.is_transient() && error.kind() == ErrorKind::Download, "{name}: {error}");
            server.client().download(url, &path).await.unwrap();
            assert!(std::fs::read(&path).unwrap() == body, "{name}: cut after {at}, then asked again");
            std::fs::remove_file(path).unwrap();
        }
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }
}

/// What a process leaves that was killed after half of the file: the part and the note about it.
async fn killed(server: &Server, path: &Path) -> (PathBuf, PathBuf) {
    drop_after(server, server.file(), path, 300).await;
    let part = path.with_file_name("song.mp3.musicapi-part");
    let note = path.with_file_name("song.mp3.musicapi-part.json");
    assert_eq!(std::fs::read(&part).unwrap(), song(LENGTH, 7)[..300]);
    assert!(note.exists());
    (part, note)
}

/// A host whose first answer stalls after half of the file, and whose others are made by a function.
fn stalling(then: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Server {
    let hosted = Hosted::tagged(song(LENGTH, 7), "\"1\"");
    Server::start(move |request, index| match index {
        0 => hosted.answer(request).with_wire(Wire::StallAfter(300)),
        _ => then(request),
    })
}

#[tokio::test]
async fn what_was_whole_when_the_process_died_is_asked_for_but_not_fetched_again() {
    let no_range = |reply: Reply| {
        let mut reply = reply;
        reply.headers.remove("content-range");
        reply
    };
    let (old, new) = (song(LENGTH, 7), song(LENGTH, 9));
    let hosted = |body: &Vec<u8>, etag| Hosted::tagged(body.clone(), etag);
    let (same, changed) = (hosted(&old, "\"1\""), hosted(&new, "\"2\""));
    for (name, server, expected, requests) in [
        (
            "the same",
            stalling({
                let same = same.clone();
                move |request| same.answer(request)
            }),
            &old,
            2,
        ),
        ("without a length", stalling(move |request| no_range(same.answer(request))), &old, 2),
        (
            "changed",
            stalling({
                let changed = changed.clone();
                move |request| changed.answer(request)
            }),
            &new,
            2,
        ),
        (
            "changed, and heedless",
            stalling(move |request| {
                let mut request = request.clone();
                request.headers.remove("if-range");
                changed.answer(&request)
            }),
            &new,
            3,
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("song.mp3");
        let (part, _) = killed(&server, &path).await;
        std::fs::write(&part, &old).unwrap();
        server.client().download(server.file(), &path).await.unwrap();
        assert!(std::fs::read(&path).unwrap() == *expected, "{name}");
        assert_eq!(range(&server.requests()[1]), Some("bytes=400-"), "{name}");
        assert_eq!(server.asked(), requests, "{name}");
        assert_eq!(names(folder.path()), ["song.mp3"]);
    }
}

#[tokio::test]
async fn what_was_left_is_used_only_if_it_is_known_to_fit() {
    let hosted = Hosted::tagged(song(LENGTH, 7), "\"1\"");
    let server = stalling(move |request| hosted.answer(request));
    let folder = scratch();
    let path = folder.path().join("song.mp3");
    let (part, note) = killed(&server, &path).await;
    let written = std::fs::read(&note).unwrap();
    let strange = song(300, 9);
    let other_address = String::from_utf8(written.clone()).unwrap().replace("\"address\":\"", "\"address\":\"0");
    let torn = (0..written.len()).map(|end| (strange.clone(), Some(written[..end].to_vec())));
    for (left, about) in torn.chain([
        (strange.clone(), None),
        (strange.clone(), Some(other_address.into_bytes())),
        // More than the whole.
        (song(LENGTH + 1, 9), Some(written.clone())),
        (Vec::new(), Some(written.clone())),
    ]) {
        std::fs::write(&part, left).unwrap();
        match about {
            Some(about) => std::fs::write(&note, about).unwrap(),
            None => std::fs::remove_file(&note).unwrap_or_default(),
        }
        server.client().download(server.file(), &path).await.unwrap();
        assert!(std::fs::read(&path).unwrap() == song(LENGTH, 7));
        assert_eq!(names(folder.path()), ["song.mp3"]);
        std::fs::remove_file(&path).unwrap();
    }
    assert!(server.requests()[1..].iter().all(|request| range(request).is_none()));
}

#[tokio::test]
async fn a_part_stays_through_failures_that_say_nothing_of_it() {
    let hosted = Hosted::tagged(song(LENGTH, 7), "\"1\"");
    let page = || Reply::new(StatusCode::OK).with_header("content-type", "application/octet-stream");
    let page = move || Reply { body: b"<html>expired</html>".to_vec().into(), ..page() };
    let server = Server::start(move |request, index| match index {
        0 => hosted.answer(request).with_wire(Wire::StallAfter(300)),
        1 => Reply::new(StatusCode::FORBIDDEN),
        2 => Reply::text(StatusCode::OK, "expired"),
        3 => page(),
        4 => Reply::new(StatusCode::SERVICE_UNAVAILABLE).with_header("retry-after", "3600"),
        _ => hosted.answer(request),
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    killed(&server, &path).await;
    for _ in 1..=4 {
        let error = server.client().download(server.file(), &path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Download, "{error}");
        assert_eq!(names(folder.path()), ["song.mp3.musicapi-part", "song.mp3.musicapi-part.json"], "{error}");
    }
    server.client().download(server.file(), &path).await.unwrap();
    assert!(std::fs::read(&path).unwrap() == song(LENGTH, 7));
    assert!(server.requests()[1..].iter().all(|request| range(request) == Some("bytes=300-")));
}

#[tokio::test]
async fn a_part_that_goes_beyond_the_whole_is_not_taken() {
    let hosted = Hosted::tagged(song(LENGTH, 7), "\"1\"");
    let server = Server::start(move |request, index| {
        let mut reply = hosted.answer(request);
        match index {
            0 => return reply.with_wire(Wire::CutAfter(300)),
            1 => reply.body = song(200, 9).into(),
            _ => {}
        }
        reply
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    server.client().download(server.file(), &path).await.unwrap();
    assert!(std::fs::read(&path).unwrap() == song(LENGTH, 7));
    assert_eq!(range(&server.requests()[2]), None);
}

#[tokio::test]
async fn of_a_file_without_a_length_the_rest_comes_too() {
    let hosted = Hosted::tagged(song(LENGTH, 7), "\"1\"");
    let server = Server::start(move |request, index| {
        let reply = hosted.answer(request).with_header("transfer-encoding", "chunked");
        if index == 0 { reply.with_wire(Wire::CutAfter(300)) } else { reply }
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    let download = server.client().download(server.file(), &path);
    let progress = download.progress();
    download.await.unwrap();
    assert!(std::fs::read(&path).unwrap() == song(LENGTH, 7));
    assert_eq!(range(&server.requests()[1]), Some("bytes=300-"));
    assert_eq!(progress.borrow().total, Some(LENGTH as u64));
}

#[tokio::test]
async fn a_signature_of_the_address_may_change_between_two_calls() {
    let hosted = Hosted::tagged(song(LENGTH, 7), "\"1\"");
    let server = stalling(move |request| hosted.answer(request));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    killed(&server, &path).await;
    server.client().download(format!("{}?signature=new", server.file()), &path).await.unwrap();
    assert_eq!(range(&server.requests()[1]), Some("bytes=300-"));
}

/// What a host does that never gets to the end, how often it is asked, and how long in all the client pauses.
#[tokio::test]
async fn a_host_that_fails_is_asked_again_with_pauses_and_not_for_ever() {
    let hosted = || Hosted::tagged(song(100_000, 7), "\"1\"");
    let status = |status: u16| move |_: &Request, _: usize| Reply::new(status.try_into().unwrap());
    let busy = |after: &'static str| {
        move |_: &Request, _: usize| Reply::new(StatusCode::TOO_MANY_REQUESTS).with_header("retry-after", after)
    };
    let servers = [
        ("503", Server::start(status(503)), 5, 15, true),
        ("404", Server::start(status(404)), 1, 0, false),
        ("busy", Server::start(busy("20")), 5, 80, true),
        ("busy for long", Server::start(busy("3600")), 1, 0, true),
        ("closed", Server::always(Reply::new(StatusCode::OK).with_wire(Wire::Close)), 5, 15, true),
        (
            "no byte more",
            Server::start(move |request, _| hosted().answer(request).with_wire(Wire::CutAfter(0))),
            5,
            15,
            true,
        ),
        (
            "always another version",
            Server::start(move |request, index| {
                let hosted = Hosted::tagged(song(100_000, index as u8), &format!("\"{index}\""));
                hosted.answer(request).with_wire(Wire::CutAfter(50_000))
            }),
            5,
            15,
            true,
        ),
        (
            "never the part that was asked for",
            Server::start(move |request, _| {
                let mut reply = hosted().answer(request).with_wire(Wire::CutAfter(50_000));
                if reply.status == StatusCode::PARTIAL_CONTENT {
                    reply = reply.with_wire(Wire::Intact);
                    reply.headers.insert("content-range", "bytes 0-49999/100000".parse().unwrap());
                }
                reply
            }),
            // Once by a range, and then no more.
            6,
            15,
            true,
        ),
        // Each time a little further: asked on and on, with the shortest pause.
        (
            "slowly",
            Server::start(move |request, index| {
                let reply = hosted().answer(request);
                if index < 8 { reply.with_wire(Wire::CutAfter(10_000)) } else { reply.with_wire(Wire::Close) }
            }),
            12,
            22,
            true,
        ),
    ];
    for (name, server, asked, paused, is_transient) in servers {
        let folder = tempfile::tempdir().unwrap();
        let error = server.client().download(server.file(), folder.path().join("song.mp3")).await.unwrap_err();
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Download, is_transient), "{name}: {error}");
        assert!(error.to_string().contains("/files/song.mp3"), "{name}: {error}");
        let times = server.times(Method::GET);
        assert_eq!((times.len(), times[times.len() - 1] - times[0]), (asked, f64::from(paused)), "{name}: {error}");
    }
    for (tries, asked) in [(0, 1), (1, 1), (2, 2)] {
        let server = Server::start(status(500));
        let path = tempfile::tempdir().unwrap().path().join("song.mp3");
        let folder = path.parent().unwrap().to_owned();
        std::fs::create_dir_all(&folder).unwrap();
        server.client().download(server.file(), path).tries(tries).await.unwrap_err();
        assert_eq!(server.asked(), asked);
        std::fs::remove_dir(folder).unwrap();
    }
}

/// The time-out is real here, and short; if this machine is so slow that more than one runs out, the client asks once more.
#[tokio::test]
async fn silence_ends_a_connection_and_not_the_download() {
    let hosted = Hosted::tagged(song(LENGTH, 7), "\"1\"");
    let body = hosted.body.clone();
    let server = Server::start(move |request, index| match index {
        0 => hosted.answer(request).with_wire(Wire::Silence),
        1 => hosted.answer(request).with_wire(Wire::StallAfter(0)),
        2 => hosted.answer(request).with_wire(Wire::StallAfter(300)),
        _ => hosted.answer(request),
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    let download = server.client().download(server.file(), &path).stall_timeout(Duration::from_millis(100)).tries(100);
    download.await.unwrap();
    assert!(std::fs::read(&path).unwrap() == body);
    assert!(server.asked() >= 4);
}

#[test]
fn a_process_that_is_killed_leaves_what_the_next_one_goes_on_with() {
    let (length, stop) = (3_000_000, 1_234_567);
    let hosted = Hosted::tagged(song(length, 7), "\"1\"");
    let server = Server::start(move |request, index| match index {
        0 => hosted.answer(request).with_wire(Wire::StallAfter(stop)),
        _ => hosted.answer(request),
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    let fetch = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fetch"));
        command.arg(server.file()).arg(&path).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    };
    let mut first = fetch().spawn().unwrap();
    let mut lines = BufReader::new(first.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == stop.to_string()), "it gets as far as the host lets it");
    let second = fetch().output().unwrap();
    let told = String::from_utf8(second.stderr).unwrap();
    assert!(!second.status.success() && told.contains("is being downloaded already"), "{told}");

    first.kill().unwrap();
    first.wait().unwrap();
    let third = fetch().output().unwrap();
    assert!(third.status.success(), "{}", String::from_utf8_lossy(&third.stderr));
    assert!(std::fs::read(&path).unwrap() == song(length, 7));
    assert_eq!(names(folder.path()), ["song.mp3"]);
    let requests = server.requests();
    assert_eq!(requests.len(), 2, "the second asked for nothing");
    // The last piece may not have been written yet.
    let from: usize = range(&requests[1]).unwrap().trim_start_matches("bytes=").trim_end_matches('-').parse().unwrap();
    assert!(from > 0 && from <= stop, "{from}");
}

/// What a host does with one request.
#[derive(Debug, Clone)]
struct Deed {
    version: u8,
    tells: u8,
    is_heedless: bool,
    wire: Wire,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let wire = prop_oneof![
        3 => (0..2 * LENGTH).prop_map(Wire::CutAfter),
        1 => Just(Wire::Intact),
        1 => Just(Wire::Close),
        1 => (0..LENGTH).prop_map(Wire::ResetAfter),
    ];
    let deed = (0..3_u8, 0..4_u8, prop::bool::weighted(0.2), wire);
    let deed = deed.prop_map(|(version, tells, is_heedless, wire)| Deed { version, tells, is_heedless, wire });
    prop::collection::vec(deed, 1..12)
}

/// A version of a file; they differ in their bytes, and some in their length.
fn version(number: u8) -> Vec<u8> {
    song(LENGTH + usize::from(number / 2) * 100, number)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a host does, and however many processes take part: a file that gets its name is one whole version.
    #[test]
    fn no_two_versions_are_ever_mixed(deeds in deeds(), tries in 1..4_u32) {
        let count = deeds.len();
        let server = Server::start(move |request, index| {
            let Some(deed) = deeds.get(index) else { return Hosted::plain(version(2)).answer(request) };
            let hosted = Hosted {
                body: version(deed.version),
                etag: (deed.tells & 1 != 0).then(|| format!("\"{}\"", deed.version)),
                modified: (deed.tells & 2 != 0).then_some([SUNDAY, MONDAY, "Sat, 31 Jan 2026 10:00:00 GMT"][usize::from(deed.version)]),
                kind: None,
            };
            let mut request = request.clone();
            // That a host neither heeds `If-Range` nor tells the version can't be found out.
            if deed.is_heedless && deed.tells == 3 {
                request.headers.remove("if-range");
            }
            hosted.answer(&request).with_wire(deed.wire)
        });
        let folder = scratch();
        let path = folder.path().join("song.mp3");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for _ in 0..=count {
            if runtime.block_on(async { server.client().download(server.file(), &path).tries(tries).await }).is_ok() {
                break;
            }
            prop_assert!(!path.exists());
        }
        let got = std::fs::read(&path).unwrap();
        prop_assert!((0..3).any(|number| got == version(number)), "{} bytes", got.len());
        prop_assert_eq!(names(folder.path()), ["song.mp3"]);
    }
}
