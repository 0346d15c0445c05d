//! Buys songs with a journal in a file, each once: a process of its own for tests that kill one and run it again from its first line.

use std::path::PathBuf;
use std::sync::Arc;

use contract_tests::fast::FastTime;
use musicapi::types::SonicCreateMusic;
use musicapi::{Client, FileJournal, Policy};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("too few arguments");
    let (folder, uri, key, songs) = (PathBuf::from(next()?), next()?, next()?, next()?.parse::<usize>()?);
    let journal = Arc::new(FileJournal::open(folder.join("songs.journal"))?);
    let policy = Policy { once: true, ..Policy::default() };
    let client =
        Client::builder(key).base_url(uri).clock(Arc::new(FastTime)).journal(journal).policy(policy).build()?;
    for number in 0..songs {
        let song = SonicCreateMusic::without_custom_mode("sonic-v5");
        let song = song.gpt_description_prompt(format!("march number {number}"));
        let mut created = client.sonic().create(song.clone()).await;
        // Nothing was sent: on a clock that runs a thousand times as fast, a busy machine stands still for long.
        while created.as_ref().is_err_and(musicapi::Error::is_transient) {
            created = client.sonic().create(song.clone()).await;
        }
        let task = match created {
            Ok(task) => task,
            // Of one that is in doubt nothing more can be known here; the others go on.
            Err(error) if error.is_outcome_unknown() => continue,
            Err(error) => return Err(error.into()),
        };
        for clip in task.wait().await?.succeeded {
            let path = folder.join(format!("{}.mp3", clip.clip_id));
            if let (Some(audio), false) = (clip.audio(), path.exists()) {
                client.download(audio, path).await?;
            }
        }
    }
    Ok(())
}
