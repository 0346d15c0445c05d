//! Makes a song, and tells by the error what to do if it doesn't come to be.
//!
//! `MUSICAPI_KEY=a-key cargo run -p musicapi --example errors -- "a lullaby for a lighthouse keeper"`

#![allow(clippy::print_stdout, reason = "an example for the terminal")]

use musicapi::types::{SonicClip, SonicCreateMusic};
use musicapi::{Client, Error, ErrorKind, Outcome};

/// What to do now. What money is at stake is asked first, then whose turn it is: the wallet's, the writer's, or that of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// It may be paid for. Find out before it is sent again; [`Error::intent`] is what is needed for that.
    FindOut,
    /// It is paid for and goes on: wait for [`Error::task`], in this process or another one.
    WaitForTheTask,
    /// Its words, or what they were taken for, aren't allowed: change them.
    ChangeTheWords,
    /// The request breaks a rule: [`Error::violations`] says which.
    MendTheRequest,
    /// The account has too few credits.
    BuyCredits,
    /// It would cost more than this program may spend.
    RaiseTheBudget,
    /// The key isn't good.
    CheckTheKey,
    /// Nothing was charged, and a little later it may work: [`Error::retry_after`] may say when.
    TryLater,
    /// The service made nothing of it. What it cost is given back: [`Error::is_refunded`].
    MakeAnother,
    /// Somebody must look at it: [`Error`] says what was answered.
    LookAtIt,
}

/// What to do about an error.
#[must_use]
pub fn advice(error: &Error) -> Advice {
    if error.is_outcome_unknown() {
        return Advice::FindOut;
    }
    if error.is_moderated() {
        return Advice::ChangeTheWords;
    }
    match error.kind() {
        ErrorKind::TaskFailed => Advice::MakeAnother,
        _ if error.task().is_some() => Advice::WaitForTheTask,
        ErrorKind::InvalidRequest => Advice::MendTheRequest,
        ErrorKind::OverBudget => Advice::RaiseTheBudget,
        _ if error.is_out_of_credits() => Advice::BuyCredits,
        _ if error.is_auth() => Advice::CheckTheKey,
        _ if error.is_transient() => Advice::TryLater,
        // Refused for a reason that isn't known here, a disk that is full, a journal that can't be read …
        _ => Advice::LookAtIt,
    }
}

/// Makes a song of this description.
pub async fn run(client: &Client, description: &str) -> Result<Outcome<SonicClip>, Error> {
    let song = SonicCreateMusic::without_custom_mode("sonic-v5").gpt_description_prompt(description);
    client.sonic().create(song).await?.await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let description = std::env::args().nth(1).ok_or("what is the song to be?")?;
    match run(&Client::from_env()?, &description).await {
        Ok(outcome) => outcome.succeeded.iter().filter_map(|clip| clip.audio()).for_each(|url| println!("{url}")),
        Err(error) => println!("{error}\n{:?}", advice(&error)),
    }
    Ok(())
}
