//! Makes a cover of a recording. It can be killed at any line and run again: nothing is bought twice.
//!
//! `MUSICAPI_KEY=a-key cargo run -p musicapi --example cover -- https://example.com/recording.mp3`

#![allow(clippy::print_stdout, reason = "an example for the terminal")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use musicapi::types::{SonicCoverUploadMusic, SonicUploadRequest};
use musicapi::{Builder, FileJournal, Policy};

/// The files of the cover, in this folder.
pub async fn run(builder: Builder, recording: &str, folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    // Each paid call is on the disk before it is sent, and its answer before anything is done with it.
    let journal = FileJournal::open(folder.join("journal.jsonl"))?;
    // `once`: what the journal has is not bought again. `read_balance`: if an answer is lost, the balance from before
    // tells what became of the call; see the example `reconcile`.
    let policy = Policy { once: true, read_balance: true, ..Policy::default() };
    let client = builder.journal(Arc::new(journal)).policy(policy).build()?;

    let uploaded = client.sonic().upload_clip(SonicUploadRequest::new(recording)).await?;
    let clip = uploaded.clip_id.clone().ok_or("the upload has no clip")?;
    let cover = SonicCoverUploadMusic::without_custom_mode(clip, "sonic-v5")
        .gpt_description_prompt("the same tune, for a brass band");
    // A song takes minutes; awaiting the task looks at it at the documented pace.
    let outcome = client.sonic().create(cover).await?.await?;

    let mut files = Vec::new();
    for clip in outcome.succeeded {
        let path = folder.join(format!("{}.mp3", clip.clip_id));
        // A file has its name only once it is whole; one that was broken off is taken up where it ended.
        if let (Some(audio), false) = (clip.audio(), path.exists()) {
            client.download(audio, &path).await?;
        }
        files.push(path);
    }
    Ok(files)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let recording = std::env::args().nth(1).ok_or("which recording? Name its public address")?;
    for file in run(Builder::from_env()?, &recording, Path::new(".")).await? {
        println!("{}", file.display());
    }
    Ok(())
}
