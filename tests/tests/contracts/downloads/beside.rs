//! What is told of a file: beside it, and of its length.

use std::time::Duration;

use contract_tests::files::{Hosted, mp3, names, song};
use contract_tests::{KEY, Server, TASK};
use musicapi::{Downloaded, ErrorKind, SideFile, Stored, TaskRef};
use openapi_mock::{Reply, Request, Wire};
use serde_json::{Value, json};

use super::audio;

fn server(hosted: &Hosted) -> Server {
    let hosted = hosted.clone();
    Server::start(move |request, _| hosted.answer(request))
}

fn read(path: &std::path::Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[tokio::test]
async fn a_side_file_tells_where_a_file_comes_from_and_no_secret() {
    let server = server(&Hosted::tagged(b"\xFF\xFB\x90\x64abc".to_vec(), "\"1\""));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    let task: TaskRef = format!("sonic/task/{TASK}").parse().unwrap();
    let request = json!({
        "title": format!("the key is {KEY}"), "webhook_secret": "mine", "nested": [{"webhook_secret": "mine too"}],
        "url": "https://me:word@bucket.example/a.mp3?X-Signature=signed#part", "webhook_url": "https://me.example/hook",
    });
    let about = SideFile::new().task(&task).model("sonic-v5").request(request);
    let url = server.file().replace("http://", "http://me:word@");
    let file = server.client().download(format!("{url}?signature=signed"), &path).side_file(about).await.unwrap();
    assert_eq!(file.side_file.as_deref(), Some(folder.path().join("song.mp3.json").as_path()));
    let sha256 = "4b1474307e79702f676c30a4e7014ec746401752c76dfcb1de258c4c28674826";
    let written = read(&folder.path().join("song.mp3.json"));
    assert_eq!(
        written,
        json!({
            "musicapi_side_file": 1, "file": "song.mp3", "url": server.file(), "media_type": "audio/mpeg", "bytes": 7,
            "sha256": sha256, "etag": "\"1\"", "task": format!("sonic/task/{TASK}"), "model": "sonic-v5",
            "request": {
                "title": "the key is [key]", "webhook_secret": "[secret]", "nested": [{"webhook_secret": "[secret]"}],
                "url": "https://bucket.example/a.mp3?[left out]", "webhook_url": "https://me.example/hook",
            },
        })
    );
    assert_eq!(file.sha256.as_deref(), Some(sha256));
    let text = written.to_string();
    assert!(!["signed", "word", "mine", KEY].iter().any(|secret| text.contains(secret)), "{text}");
}

/// The same checksum, whether it was taken in one go or not.
#[tokio::test]
async fn the_checksum_of_a_file_that_was_resumed_is_that_of_the_whole() {
    let hosted = Hosted::tagged(song(1000, 7), "\"1\"");
    let folder = tempfile::tempdir().unwrap();
    let mut seen = Vec::new();
    for (name, tries, wires) in [
        ("whole", 1, vec![]),
        ("in the call", 5, vec![Wire::CutAfter(500), Wire::CutAfter(300)]),
        ("in the next", 1, vec![Wire::CutAfter(500)]),
    ] {
        let hosted = hosted.clone();
        let server = Server::start(move |request: &Request, index| -> Reply {
            hosted.answer(request).with_wire(wires.get(index).copied().unwrap_or_default())
        });
        let download = || {
            let download = server.client().download(server.file(), folder.path().join(format!("{name}.mp3")));
            download.tries(tries).side_file(SideFile::new())
        };
        let file = match download().await {
            Err(error) if error.is_transient() => download().await,
            file => file,
        };
        seen.push(file.unwrap().sha256.unwrap());
    }
    assert_eq!((&seen[0], &seen[0]), (&seen[1], &seen[2]));
}

#[tokio::test]
async fn a_side_file_is_written_over_only_if_asked_or_if_its_file_never_came() {
    let hosted = Hosted::tagged(song(1000, 7), "\"1\"");
    let server = server(&hosted);
    let folder = tempfile::tempdir().unwrap();
    let (path, side) = (folder.path().join("song.mp3"), folder.path().join("song.mp3.json"));
    let download = || server.client().download(server.file(), &path).side_file(SideFile::new());
    for mine in ["mine", "{}", r#"{"musicapi_side_file": 1, "file": "other.mp3"}"#, ""] {
        std::fs::write(&side, mine).unwrap();
        let error = download().await.unwrap_err();
        assert!(error.kind() == ErrorKind::File && error.to_string().contains("song.mp3.json"), "{error}");
        assert_eq!(std::fs::read_to_string(&side).unwrap(), mine);
    }
    assert!(server.requests().is_empty());
    download().overwrite(true).await.unwrap();
    assert_eq!(read(&side)["file"], "song.mp3");
    // The process died after the side file, and before the file got its name.
    std::fs::remove_file(&path).unwrap();
    download().await.unwrap();
    assert_eq!(names(folder.path()), ["song.mp3", "song.mp3.json"]);
    // Without one, what lies beside it is nothing to the download.
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&side, "mine").unwrap();
    server.client().download(server.file(), &path).await.unwrap();
    assert_eq!(std::fs::read_to_string(&side).unwrap(), "mine");
}

#[tokio::test]
async fn if_the_name_is_taken_meanwhile_no_side_file_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    let other = path.clone();
    let server = Server::start(move |_, _| {
        std::fs::write(&other, "mine").unwrap();
        audio("audio/mpeg", song(1000, 7))
    });
    let download = server.client().download(server.file(), &path).side_file(SideFile::new());
    assert_eq!(download.await.unwrap_err().kind(), ErrorKind::File);
    assert_eq!(names(folder.path()), ["song.mp3"]);
}

fn seconds_of(file: &Downloaded) -> f64 {
    file.audio_length.unwrap().as_secs_f64()
}

/// A WAV of so many seconds, whose head claims as many as it is told to.
fn wav(seconds: u32, claimed: u32) -> Vec<u8> {
    let (rate, length) = (8000_u32, 8000 * claimed);
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + length).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend(rate.to_le_bytes());
    wav.extend(rate.to_le_bytes());
    wav.extend(b"\x01\0\x08\0data");
    wav.extend(length.to_le_bytes());
    wav.resize(wav.len() + (8000 * seconds) as usize, 0x80);
    wav
}

#[tokio::test]
async fn audio_of_another_length_than_expected_is_kept_and_what_was_cut_not_under_its_name() {
    let folder = tempfile::tempdir().unwrap();
    for (what, body, expected, seconds, is_odd) in [
        ("as long", mp3(30.0), Some(30.0), Some(30.0), false),
        ("within a second", mp3(30.0), Some(30.9), Some(30.0), false),
        ("within 2 %", mp3(100.0), Some(101.9), Some(100.0), false),
        ("shorter, and intact", mp3(30.0), Some(180.0), Some(30.0), true),
        ("longer", mp3(33.0), Some(30.0), Some(33.0), true),
        ("a WAV", wav(20, 20), Some(20.0), Some(20.0), false),
        ("a WAV of another length", wav(10, 10), Some(20.0), Some(10.0), true),
        ("a WAV that was cut short", wav(10, 20), Some(20.0), None, false),
        (
            "nothing that can be played",
            [b"ID3\x04\0\0\0\0\0\0".as_slice(), &[1; 5000]].concat(),
            Some(20.0),
            None,
            false,
        ),
    ] {
        let server = server(&Hosted::tagged(body.clone(), "\"1\""));
        let path = folder.path().join("song.mp3");
        let download = server.client().download(server.file(), &path).side_file(SideFile::new());
        let result = download.expect_length(expected.map(Duration::from_secs_f64)).await;
        let side = folder.path().join("song.mp3.json");
        let part = folder.path().join("song.mp3.musicapi-part");
        match (result, seconds) {
            (Ok(file), Some(seconds)) => {
                assert!((seconds_of(&file) - seconds).abs() < 0.1, "{what}: {file:?}");
                assert!(!part.exists());
                let told = file.warnings.first().is_some_and(|warning| warning.contains("s were expected"));
                assert_eq!((told, read(&side)["warnings"].is_array()), (is_odd, is_odd), "{what}: {:?}", file.warnings);
                std::fs::remove_file(&side).unwrap();
            }
            (Err(error), None) => {
                assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Download, false), "{what}: {error}");
                assert!(error.to_string().contains(&part.display().to_string()), "{what}: {error}");
                assert!(!path.exists() && std::fs::read(&part).unwrap() == body, "{what}");
                // To take it as it is costs no second transfer.
                server.client().download(server.file(), &path).await.unwrap();
                let asked = &server.requests()[1].headers["range"];
                assert_eq!(asked.to_str().unwrap(), format!("bytes={}-", body.len()), "{what}");
            }
            (result, _) => panic!("{what}: {result:?}"),
        }
        assert!(std::fs::read(&path).unwrap() == body, "{what}");
        std::fs::remove_file(path).unwrap();
        assert_eq!(names(folder.path()), Vec::<String>::new(), "{what}");
    }
}

#[tokio::test]
async fn a_file_that_was_cut_or_changed_afterwards_is_noticed() {
    let hosted = Hosted::tagged(song(1000, 7), "\"1\"");
    let server = server(&hosted);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    let download = || server.client().download(server.file(), &path).side_file(SideFile::new().clip("26c9"));
    assert_eq!(SideFile::stored(&path), Stored::Nothing(None));
    download().await.unwrap();
    let Stored::Whole(record) = SideFile::stored(&path) else { panic!("it is whole") };
    assert_eq!((record.bytes, record.clip.as_deref()), (1000, Some("26c9")));
    let mut damaged = hosted.body.clone();
    damaged[700] ^= 1;
    for bytes in [&hosted.body[..100], &damaged, b""] {
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(SideFile::stored(&path), Stored::Changed(record.clone()));
        let error = download().await.unwrap_err();
        assert!(error.kind() == ErrorKind::File && error.to_string().contains("cut or changed"), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "it may be somebody's work");
    }
    std::fs::remove_file(&path).unwrap();
    assert_eq!(SideFile::stored(&path), Stored::Nothing(Some(record)));
    std::fs::write(folder.path().join("other.mp3"), "mine").unwrap();
    assert_eq!(SideFile::stored(folder.path().join("other.mp3")), Stored::Unknown);
}

#[tokio::test]
async fn what_is_no_expectation_or_can_not_be_measured_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    for expected in [None, Some(Duration::ZERO)] {
        let server = server(&Hosted::plain(mp3(3.0)));
        let file = server.client().download(server.file(), &path).expect_length(expected).await.unwrap();
        assert_eq!(file.audio_length, None);
        std::fs::remove_file(&path).unwrap();
    }
    let server = server(&Hosted::plain([b"MThd\0\0\0\x06".as_slice(), &[0; 100]].concat()));
    let file = server
        .client()
        .download(server.file(), folder.path().join("a.mid"))
        .expect_length(Duration::from_secs(30))
        .await
        .unwrap();
    assert_eq!((file.media_type, file.audio_length), ("audio/midi", None));
}
