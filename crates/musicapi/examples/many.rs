//! Makes many songs side by side and fetches them. It pays for none twice, however often it is killed and run again, and spends no more
//! over all than it may.
//!
//! `MUSICAPI_KEY=a-key cargo run -p musicapi --example many -- 45 "a march" "a waltz" "a tango"`

#![allow(clippy::print_stdout, reason = "an example for the terminal")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use musicapi::types::{SonicClip, SonicCreateMusic};
use musicapi::{Builder, Client, Clip, Deliveries, Downloaded, ErrorKind, FileJournal, Policy, Spend};
use tokio::task::JoinSet;

/// What became of a song: its clips, and those of its files that weren't there already.
pub type Song = (String, Result<Deliveries<SonicClip, Option<Downloaded>>, musicapi::Error>);

/// Makes songs of these descriptions, which are all different, for at most so many credits over all runs, and tells what became of each
/// as soon as it is known.
pub async fn run(
    builder: Builder,
    folder: &Path,
    credits: u64,
    descriptions: Vec<String>,
    mut tell: impl FnMut(Song),
) -> Result<Spend, Box<dyn Error>> {
    // What was bought in another run is taken from the journal, and is in the budget already.
    let journal = Arc::new(FileJournal::open(folder.join("songs.journal"))?);
    // All who wait together look twice a second at most; the more they are, the less often each of them looks.
    let policy = Policy { once: true, read_balance: true, poll_gap: Duration::from_millis(500), ..Policy::default() };
    let client = builder.journal(journal).budget("songs", credits).policy(policy).build()?;
    let mut songs = JoinSet::new();
    for description in descriptions {
        // Clones share the budgets and keep the creates 3 seconds apart, as the service asks for.
        let (client, folder) = (client.clone(), folder.to_owned());
        songs.spawn(async move { (description.clone(), song(client, folder, description).await) });
    }
    // One that fails doesn't end the others: each was paid for on its own.
    while let Some(song) = songs.join_next().await {
        tell(song?);
    }
    Ok(client.spent())
}

async fn song(
    client: Client,
    folder: PathBuf,
    description: String,
) -> Result<Deliveries<SonicClip, Option<Downloaded>>, musicapi::Error> {
    let song = SonicCreateMusic::without_custom_mode("sonic-v5").gpt_description_prompt(description);
    let task = client.sonic().create(song).await?;
    // Each clip is fetched as soon as it is final. A file has its name only once it is whole.
    let download = move |clip: &Clip<SonicClip>| {
        let path = folder.join(format!("{}.mp3", clip.clip_id));
        if path.exists() { None } else { Some(client.download(clip.audio()?, path)) }
    };
    task.deliver(task.usual_polling(), download).finish().await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let credits = arguments.next().ok_or("how many credits may it spend?")?.parse()?;
    let tell = |(description, result): Song| match result {
        Ok(songs) => {
            println!("{description}: {} of {} clips", songs.fetched.len(), songs.fetched.len() + songs.missing.len());
        }
        // Nothing was sent, so nothing is lost.
        Err(error) if error.kind() == ErrorKind::OverBudget => println!("{description}: not begun, {error}"),
        // It may be paid for, and isn't sent again: the example `reconcile` asks what became of it.
        Err(error) if error.is_outcome_unknown() => println!("{description}: in doubt, {error}"),
        // If it was begun, another run goes on with it.
        Err(error) => println!("{description}: {error}; task {:?}", error.task()),
    };
    let spent = run(Builder::from_env()?, Path::new("."), credits, arguments.collect(), tell).await?;
    println!("this run: {spent:?}");
    Ok(())
}
