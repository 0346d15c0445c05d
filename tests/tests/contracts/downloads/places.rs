//! Nothing is written over, and where nothing can be written, nothing is fetched.

use std::path::Path;

use contract_tests::Server;
use contract_tests::files::{Hosted, names, song};
use musicapi::ErrorKind;
use openapi_mock::Wire;

use super::audio;

#[tokio::test]
async fn a_file_that_is_there_is_left_alone_unless_asked() {
    let server = Server::always(audio("audio/mpeg", song(1000, 7)));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    std::fs::write(&path, "mine").unwrap();
    std::fs::create_dir(folder.path().join("folder.mp3")).unwrap();
    for (name, overwrite) in [("song.mp3", false), ("folder.mp3", false), ("folder.mp3", true)] {
        let download = server.client().download(server.file(), folder.path().join(name)).overwrite(overwrite);
        let error = download.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::File, "{error}");
        assert!(error.to_string().contains(name) && error.to_string().contains("already there"), "{error}");
    }
    assert!(server.requests().is_empty(), "what can't be kept isn't fetched");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");

    server.client().download(server.file(), &path).overwrite(true).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), song(1000, 7));
    assert_eq!(names(folder.path()), ["folder.mp3", "song.mp3"]);
}

#[tokio::test]
async fn what_is_to_be_written_over_stays_until_the_new_file_is_whole() {
    let hosted = Hosted::tagged(song(1000, 7), "\"1\"");
    let server = Server::start(move |request, _| hosted.answer(request).with_wire(Wire::CutAfter(500)));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    std::fs::write(&path, "mine").unwrap();
    server.client().download(server.file(), &path).overwrite(true).tries(1).await.unwrap_err();
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
        audio("audio/mpeg", song(1000, 7))
    });
    let error = server.client().download(server.file(), &path).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File, "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    assert_eq!(names(folder.path()), ["song.mp3"]);
}

#[tokio::test]
async fn where_nothing_can_be_written_that_is_told_with_the_path() {
    let server = Server::always(audio("audio/mpeg", song(1000, 7)));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "x").unwrap();
    let mut places = vec![
        (folder.path().join("nothing/song.mp3"), "no such folder"),
        (folder.path().join("file/song.mp3"), "couldn't be written"),
        (folder.path().join(format!("{}.mp3", "x".repeat(252))), "couldn't be written"),
        (folder.path().join(".."), "doesn't name a file"),
    ];
    // Even root writes nothing there.
    places.extend(Path::new("/proc/self").exists().then(|| ("/proc/self/song.mp3".into(), "couldn't be written")));
    for (path, reason) in places {
        let error = server.client().download(server.file(), &path).await.unwrap_err();
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::File, false), "{error}");
        let told = error.to_string();
        assert!(told.contains(&path.display().to_string()) && told.contains(reason), "{told}");
    }
    assert!(server.requests().is_empty(), "what can't be kept isn't fetched");
    assert_eq!(names(folder.path()), ["file"]);
}

#[tokio::test]
async fn the_longest_name_there_is_can_be_used_and_resumed() {
    let hosted = Hosted::tagged(song(1000, 7), "\"1\"");
    let server = Server::start(move |request, index| {
        hosted.answer(request).with_wire(if index == 0 { Wire::CutAfter(500) } else { Wire::Intact })
    });
    let folder = tempfile::tempdir().unwrap();
    let name = format!("{}.mp3", "ü".repeat(125));
    let path = folder.path().join(&name);
    server.client().download(server.file(), &path).tries(1).await.unwrap_err();
    assert_eq!(names(folder.path()).len(), 2, "{:?}", names(folder.path()));
    server.client().download(server.file(), &path).await.unwrap();
    assert_eq!(names(folder.path()), [name]);
    assert!(server.requests()[1].headers.contains_key("range"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_is_not_written_through() {
    use std::os::unix::fs::symlink;

    let server = Server::always(audio("audio/mpeg", song(1000, 7)).with_header("etag", "\"1\""));
    let folder = tempfile::tempdir().unwrap();
    let (path, other) = (folder.path().join("song.mp3"), folder.path().join("other"));
    symlink(folder.path().join("elsewhere"), &path).unwrap();
    let error = server.client().download(server.file(), &path).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File, "{error}");

    std::fs::write(&other, "mine").unwrap();
    symlink(&other, folder.path().join("linked.mp3.musicapi-part")).unwrap();
    let error = server.client().download(server.file(), folder.path().join("linked.mp3")).await.unwrap_err();
    assert!(error.kind() == ErrorKind::File && error.to_string().contains("in the way"), "{error}");

    symlink(&other, folder.path().join("song.mp3.musicapi-part.json")).unwrap();
    server.client().download(server.file(), &path).overwrite(true).await.unwrap();
    assert!(path.symlink_metadata().unwrap().is_file());
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "mine");
    assert_eq!(names(folder.path()), ["linked.mp3.musicapi-part", "other", "song.mp3"]);
}

#[tokio::test]
async fn of_two_downloads_to_one_place_the_second_is_told() {
    let hosted = Hosted::tagged(song(1000, 7), "\"1\"");
    let server = Server::start(move |request, index| {
        hosted.answer(request).with_wire(if index == 0 { Wire::StallAfter(500) } else { Wire::Intact })
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    let first = server.client().download(server.file(), &path);
    let mut progress = first.progress();
    let first = tokio::spawn(first.into_future());
    progress.wait_for(|progress| progress.bytes == 500).await.unwrap();
    for overwrite in [false, true] {
        let error = server.client().download(server.file(), &path).overwrite(overwrite).await.unwrap_err();
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::File, true), "{error}");
        assert!(error.to_string().contains("is being downloaded already"), "{error}");
    }
    assert_eq!(server.asked(), 1);
    // Another place is another download.
    server.client().download(server.file(), folder.path().join("other.mp3")).await.unwrap();
    // The place is free as soon as the first is gone.
    first.abort();
    assert!(first.await.is_err_and(|error| error.is_cancelled()));
    server.client().download(server.file(), &path).await.unwrap();
    assert_eq!(names(folder.path()), ["other.mp3", "song.mp3"]);
}

#[tokio::test]
async fn of_many_downloads_to_one_place_at_once_one_wins() {
    let server = Server::always(audio("audio/mpeg", song(1000, 7)));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.mp3");
    for overwrite in [false, true] {
        let download =
            |_| tokio::spawn(server.client().download(server.file(), &path).overwrite(overwrite).into_future());
        let mut won = 0;
        for download in (0..20).map(download).collect::<Vec<_>>() {
            match download.await.unwrap() {
                Ok(_) => won += 1,
                Err(error) => assert_eq!(error.kind(), ErrorKind::File, "{error}"),
            }
        }
        assert!(won >= 1 && (overwrite || won == 1), "{won}");
        assert_eq!(std::fs::read(&path).unwrap(), song(1000, 7));
        assert_eq!(names(folder.path()), ["song.mp3"]);
        std::fs::remove_file(&path).unwrap();
    }
}
