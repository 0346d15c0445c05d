//! Makes a song, and tells what happens to it meanwhile.
//!
//! `MUSICAPI_KEY=a-key cargo run -p musicapi --example progress -- "a lullaby for a lighthouse keeper"`

#![allow(clippy::print_stdout, reason = "an example for the terminal")]

use std::error::Error;

use musicapi::types::SonicCreateMusic;
use musicapi::{Client, Event};

/// Makes a song of this description.
pub async fn run(client: &Client, description: &str, mut tell: impl FnMut(String)) -> Result<(), musicapi::Error> {
    let song = SonicCreateMusic::without_custom_mode("sonic-v5").gpt_description_prompt(description);
    let task = client.sonic().create(song).await?;
    // It is a `futures_core::Stream` too. Dropping it stops the looking, not the song.
    let mut events = task.events(task.usual_polling());
    while let Some(event) = events.next().await {
        match event? {
            Event::Submitted(task) => tell(format!("{task} finds it again, in any process")),
            Event::NotReady => tell("nothing can be heard yet".to_owned()),
            Event::Running(look) => {
                // A preview is a stream that ends, and not what was paid for: to be heard, not to be kept.
                let heard = look.clips.iter().filter(|clip| clip.preview().is_some()).count();
                tell(format!("{look}; {heard} can be heard already"));
            }
            Event::ClipReady(clip) => tell(format!("{} is at {}", clip.clip_id, clip.audio().unwrap_or("no address"))),
            Event::ClipFailed(clip) => tell(format!("{} failed", clip.clip_id)),
            Event::Done(outcome) => tell(format!(
                "done: {} of {} clips",
                outcome.succeeded.len(),
                outcome.succeeded.len() + outcome.failed.len()
            )),
            // There may be more kinds of events one day.
            _ => {}
        }
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let description = std::env::args().nth(1).ok_or("what is the song to be?")?;
    run(&Client::from_env()?, &description, |line| println!("{line}")).await?;
    Ok(())
}
