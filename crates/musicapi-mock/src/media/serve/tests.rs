//! Files, asked for in every way that HTTP has.

use super::*;
use crate::media::{Kind, Song};

/// A second and a half after midnight.
fn made() -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(1_767_225_601_500)
}

const MODIFIED: &str = "Thu, 01 Jan 2026 00:00:01 GMT";

fn artefact(kind: Kind) -> MediaFile {
    MediaFile { song: Song::new(7, 50), kind }
}

fn get() -> Request {
    Request::get("/media/a.mp3")
}

fn answer(request: &Request) -> Reply {
    reply(request, Some((artefact(Kind::Mp3), made())))
}

fn header<'r>(reply: &'r Reply, name: &str) -> &'r str {
    reply.headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// The whole file.
fn whole() -> Vec<u8> {
    answer(&get()).body.to_vec()
}

#[test]
fn a_file_says_what_it_is() {
    for (kind, media_type) in [
        (Kind::Mp3, "audio/mpeg"),
        (Kind::M4a, "audio/mp4"),
        (Kind::Wav, "audio/wav"),
        (Kind::Midi, "audio/midi"),
        (Kind::Jpeg, "image/jpeg"),
    ] {
        let get = reply(&get(), Some((artefact(kind), made())));
        let head = reply(&Request::new(Method::HEAD, "/media/a"), Some((artefact(kind), made())));
        assert_eq!(get.status, 200);
        assert_eq!(header(&get, "content-type"), media_type);
        assert_eq!(header(&get, "content-length"), get.body.len().to_string());
        assert_eq!(header(&get, "accept-ranges"), "bytes");
        assert_eq!(header(&get, "etag"), artefact(kind).etag());
        assert_eq!(header(&get, "last-modified"), MODIFIED);
        assert_eq!((head.status, &head.headers, head.body.len()), (get.status, &get.headers, 0));
    }
}

#[test]
fn a_file_can_only_be_fetched() {
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::PATCH] {
        for file in [None, Some((artefact(Kind::Mp3), made()))] {
            let reply = reply(&Request::new(method.clone(), "/media/x.mp3"), file);
            assert_eq!((reply.status.as_u16(), header(&reply, "allow")), (405, "GET, HEAD"));
        }
    }
    assert_eq!(reply(&get(), None).status, 404);
}

#[test]
fn a_part_is_what_the_whole_has_there() {
    let whole = whole();
    let length = whole.len();
    for (range, expected) in [
        ("bytes=0-0", 0..1),
        ("bytes=0-", 0..length),
        ("bytes=5-9", 5..10),
        ("bytes=191-192", 191..193),
        ("bytes=-1", length - 1..length),
        ("bytes=-999999", 0..length),
        ("bytes=9500-99999999999999999999999", 9500..length),
        ("Bytes = 1-2 ", 1..3),
        ("bytes=-0007", length - 7..length),
    ] {
        let reply = answer(&get().with_header("range", range));
        assert_eq!(reply.status, 206, "{range}");
        assert_eq!(reply.body, whole[expected.clone()], "{range}");
        assert_eq!(header(&reply, "content-length"), expected.len().to_string());
        let place = format!("bytes {}-{}/{length}", expected.start, expected.end - 1);
        assert_eq!(header(&reply, "content-range"), place, "{range}");
        assert_eq!(header(&reply, "etag"), artefact(Kind::Mp3).etag());
        // Only GET knows ranges (RFC 9110, 14.2).
        let mut head = get().with_header("range", range);
        head.method = Method::HEAD;
        assert_eq!((answer(&head).status.as_u16(), header(&answer(&head), "content-range")), (200, ""));
    }
}

#[test]
fn at_any_byte_a_download_can_be_resumed() {
    let whole = whole();
    let mut rng = fastrand::Rng::with_seed(3);
    for at in (0..300).map(|_| rng.usize(..whole.len())).chain([0, whole.len() - 1]) {
        let reply = answer(&get().with_header("range", &format!("bytes={at}-")).with_header("if-range", MODIFIED));
        assert_eq!([&whole[..at], &reply.body].concat(), whole, "{at}");
    }
}

#[test]
fn what_lies_beyond_the_end_is_refused() {
    let length = whole().len();
    for range in [format!("bytes={length}-"), format!("bytes={length}-{length}"), "bytes=-0".into()] {
        let reply = answer(&get().with_header("range", &range));
        assert_eq!((reply.status.as_u16(), reply.body.len()), (416, 0), "{range}");
        assert_eq!(header(&reply, "content-range"), format!("bytes */{length}"));
    }
    let reply = answer(&get().with_header("range", "bytes=99999999999999999999-99999999999999999999"));
    assert_eq!(reply.status, 416);
}

#[test]
fn a_range_that_is_none_is_ignored() {
    let whole = whole();
    for range in [
        "bytes=0-1,4-5",
        "bytes=0-1,",
        "bytes=5-4",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=1",
        "bytes=--1",
        "bytes=+1-2",
        "bytes=1 - 2",
        "bytes",
        "seconds=0-1",
        "",
    ] {
        let reply = answer(&get().with_header("range", range));
        assert_eq!((reply.status.as_u16(), header(&reply, "content-range")), (200, ""), "{range:?}");
        assert_eq!(reply.body, whole, "{range:?}");
    }
    let twice = get().with_header("range", "bytes=0-1").with_header("range", "bytes=4-5");
    assert_eq!(answer(&twice).status, 200);
}

#[test]
fn a_part_of_another_version_is_not_given_out() {
    let tag = artefact(Kind::Mp3).etag();
    for (version, status) in [
        (tag.as_str(), 206),
        (MODIFIED, 206),
        ("Thursday, 01-Jan-26 00:00:01 GMT", 206),
        (&format!("W/{tag}"), 200),
        ("\"another\"", 200),
        ("Thu, 01 Jan 2026 00:00:00 GMT", 200),
        ("Thu, 01 Jan 2026 00:00:02 GMT", 200),
        ("*", 200),
        ("", 200),
    ] {
        let reply = answer(&get().with_header("range", "bytes=5-9").with_header("if-range", version));
        assert_eq!(reply.status, status, "{version}");
        assert_eq!(answer(&get().with_header("if-range", version)).status, 200);
    }
}

#[test]
fn conditions_are_kept() {
    let tag = artefact(Kind::Mp3).etag();
    let weak = format!("W/{tag}");
    let among = format!("\"x,y\", {weak} ,\"z\"");
    let (before, after) = ("Thu, 01 Jan 2026 00:00:00 GMT", "Thu, 01 Jan 2026 00:00:02 GMT");
    for (conditions, status) in [
        (&[("if-none-match", tag.as_str())][..], 304),
        (&[("if-none-match", &weak)], 304),
        (&[("if-none-match", &among)], 304),
        (&[("if-none-match", "*")], 304),
        (&[("if-none-match", "\"x\""), ("if-none-match", &tag)], 304),
        (&[("if-none-match", "\"x\"")], 200),
        (&[("if-none-match", tag.trim_matches('"'))], 200),
        // The tag goes before the date.
        (&[("if-none-match", "\"x\""), ("if-modified-since", after)], 200),
        (&[("if-none-match", &tag), ("if-modified-since", before)], 304),
        (&[("if-modified-since", MODIFIED)], 304),
        (&[("if-modified-since", after)], 304),
        (&[("if-modified-since", before)], 200),
        (&[("if-modified-since", "yesterday")], 200),
        (&[("if-match", &tag)], 200),
        (&[("if-match", "*")], 200),
        (&[("if-match", &weak)], 412),
        (&[("if-match", "\"x\"")], 412),
        (&[("if-match", &tag), ("if-unmodified-since", before)], 200),
        (&[("if-match", "\"x\""), ("if-none-match", &tag)], 412),
        (&[("if-unmodified-since", MODIFIED)], 200),
        (&[("if-unmodified-since", before)], 412),
        (&[("if-unmodified-since", "never")], 200),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let mut request = get();
            request.method = method;
            let request = conditions.iter().fold(request, |request, (name, value)| request.with_header(name, value));
            let reply = answer(&request);
            assert_eq!(reply.status, status, "{conditions:?}");
            assert_eq!(header(&reply, "etag"), tag);
            // Conditions go before ranges.
            let ranged = answer(&request.with_header("range", "bytes=999999-"));
            assert!(status == 200 || (ranged.status == status && ranged.body.is_empty()), "{conditions:?}");
        }
    }
}
