//! A file that is changed before it gets its name.

use std::io::{self, Read as _, Seek as _, Write as _};

use contract_tests::Server;
use contract_tests::files::{Hosted, names, song};
use musicapi::{ErrorKind, SideFile};
use serde_json::Value;

fn server(hosted: &Hosted) -> Server {
    let hosted = hosted.clone();
    Server::start(move |request, _| hosted.answer(request))
}

#[tokio::test]
async fn both_checksums_are_told_of_a_file_that_was_changed() {
    let hosted = Hosted::tagged(song(1000, 7), "\"1\"");
    let server = server(&hosted);
    let folder = tempfile::tempdir().unwrap();
    let download = |name: &str| server.client().download(server.file(), folder.path().join(name));
    let plain = download("plain.mp3").side_file(SideFile::new()).await.unwrap();
    assert_eq!(plain.served, None);

    let path = folder.path().join("song.mp3");
    let seen = path.clone();
    let changed = download("song.mp3").side_file(SideFile::new().clip("26c9")).change(move |file| {
        assert!(!seen.exists());
        let mut all = Vec::new();
        file.read_to_end(&mut all)?;
        file.rewind()?;
        file.write_all(b"ID3")?;
        file.write_all(&all)
    });
    let changed = changed.await.unwrap();
    let stored = std::fs::read(&path).unwrap();
    assert_eq!((stored.len(), changed.bytes), (1003, 1003));
    assert_eq!(stored[3..], hosted.body);
    let served = changed.served.unwrap();
    assert_eq!((served.bytes, &served.sha256), (1000, &plain.sha256));
    let side: Value = serde_json::from_slice(&std::fs::read(folder.path().join("song.mp3.json")).unwrap()).unwrap();
    assert_eq!((&side["bytes"], &side["sha256"]), (&1003.into(), &changed.sha256.clone().into()));
    assert_eq!((&side["served"]["bytes"], &side["served"]["sha256"]), (&1000.into(), &plain.sha256.into()));
    assert_eq!(side["clip"], "26c9");
    assert_ne!(changed.sha256, served.sha256);

    // What changes nothing leaves nothing to tell.
    let same = download("same.mp3").side_file(SideFile::new()).change(|_| Ok(())).await.unwrap();
    assert_eq!((same.served, same.bytes), (None, 1000));
}

/// A part that was changed isn't one of what the host has, so that no later download may go on from it.
#[tokio::test]
async fn a_change_that_is_cut_short_leaves_nothing_to_go_on_from() {
    let hosted = Hosted::tagged(song(1000, 7), "\"1\"");
    let server = server(&hosted);
    let (folder, crashed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = folder.path().join("song.mp3");
    let (here, there) = (folder.path().to_owned(), crashed.path().to_owned());
    let failing = server.client().download(server.file(), &path).change(move |file| {
        file.set_len(500)?;
        file.write_all(b"changed")?;
        // What a process that is killed now leaves behind.
        for name in names(&here) {
            std::fs::copy(here.join(&name), there.join(&name))?;
        }
        Err(io::Error::other("no"))
    });
    assert_eq!(failing.await.unwrap_err().kind(), ErrorKind::File);
    assert_eq!(names(folder.path()), Vec::<String>::new());
    assert_eq!(names(crashed.path()).len(), 1);
    for folder in [&folder, &crashed] {
        let path = folder.path().join("song.mp3");
        server.client().download(server.file(), &path).await.unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), hosted.body);
    }
}
