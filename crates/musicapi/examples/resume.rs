//! Takes up a task that another process started, of whatever family, and fetches what it made.
//!
//! `MUSICAPI_KEY=a-key cargo run -p musicapi --example resume -- sonic/task/468d0e42-f7a6-40ce-9a4c-37db56b13b99`

#![allow(clippy::print_stdout, reason = "an example for the terminal")]

use std::error::Error;
use std::path::Path;

use musicapi::{Client, Downloaded, SideFile, TaskRef};
use serde_json::Value;

/// The files of a task, in this folder.
pub async fn run(client: &Client, task: &TaskRef, folder: &Path) -> Result<Vec<Downloaded>, musicapi::Error> {
    // `Value` are clips of any family, as JSON; a type such as `SonicClip` would know their fields. What clips of all
    // families have, such as an id and audio, has methods.
    let outcome = client.task::<Value>(task.clone()).wait().await?;
    let mut files = Vec::new();
    // One of two clips may have failed; the other one is a song still.
    for (number, clip) in outcome.succeeded.iter().enumerate() {
        let name = clip.id().map_or_else(|| format!("{}-{number}", task.id()), str::to_owned);
        if let Some(audio) = clip.audio() {
            // Not every family makes MP3; the address says what it is.
            let path = Path::new(audio.split('?').next().unwrap_or(audio));
            let path = folder.join(name).with_extension(path.extension().unwrap_or("mp3".as_ref()));
            // The side file tells where the song comes from, long after that was forgotten.
            files.push(client.download(audio, path).side_file(SideFile::new().task(task)).await?);
        }
    }
    Ok(files)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let task = std::env::args().nth(1).ok_or("which task? Such as sonic/task/468d0e42-f7a6-40ce-9a4c-37db56b13b99")?;
    for file in run(&Client::from_env()?, &task.parse()?, Path::new(".")).await? {
        println!("{}: {} bytes of {}", file.path.display(), file.bytes, file.media_type);
    }
    Ok(())
}
