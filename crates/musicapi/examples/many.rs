//! Makes many songs side by side, and spends no more than it may.
//!
//! `MUSICAPI_KEY=a-key cargo run -p musicapi --example many -- 45 "a march" "a waltz" "a tango"`

#![allow(clippy::print_stdout, reason = "an example for the terminal")]

use std::error::Error;
use std::time::Duration;

use musicapi::types::{SonicClip, SonicCreateMusic};
use musicapi::{Builder, Client, ErrorKind, Outcome, Policy, Spend};
use tokio::task::JoinSet;

/// What became of a song.
pub type Song = (String, Result<Outcome<SonicClip>, musicapi::Error>);

/// Makes songs of these descriptions for at most so many credits, and tells what became of each as soon as it is known.
pub async fn run(
    builder: Builder,
    credits: u64,
    descriptions: Vec<String>,
    mut tell: impl FnMut(Song),
) -> Result<Spend, Box<dyn Error>> {
    // All who wait together look twice a second at most; the more they are, the less often each of them looks.
    let policy = Policy { look_gap: Duration::from_millis(500), ..Policy::default() };
    let client = builder.max_credits(credits).policy(policy).build()?;
    let mut songs = JoinSet::new();
    for description in descriptions {
        // Clones share the budgets and keep the creates 3 seconds apart, as the service asks for.
        let client = client.clone();
        songs.spawn(async move { (description.clone(), song(&client, description).await) });
    }
    // One that fails doesn't end the others: each was paid for on its own.
    while let Some(song) = songs.join_next().await {
        tell(song?);
    }
    Ok(client.spent())
}

async fn song(client: &Client, description: String) -> Result<Outcome<SonicClip>, musicapi::Error> {
    let song = SonicCreateMusic::without_custom_mode("sonic-v5").gpt_description_prompt(description);
    client.sonic().create(song).await?.await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let credits = arguments.next().ok_or("how many credits may it spend?")?.parse()?;
    let spent = run(Builder::from_env()?, credits, arguments.collect(), |(description, result)| match result {
        Ok(outcome) => outcome.succeeded.iter().filter_map(|clip| clip.audio()).for_each(|url| println!("{url}")),
        // Nothing was sent, so nothing is lost.
        Err(error) if error.kind() == ErrorKind::OverBudget => println!("{description}: not begun, {error}"),
        // If it was begun, the error names the task, which goes on: the example `resume` takes it up.
        Err(error) => println!("{description}: {error}; task {:?}", error.task()),
    });
    println!("{:?}", spent.await?);
    Ok(())
}
