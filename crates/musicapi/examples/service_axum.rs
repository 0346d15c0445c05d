//! A service with axum that makes songs for others. A caller who leaves loses nothing: what was bought is finished and written down, and
//! whoever asks for the same again is given the same task.
//!
//! `MUSICAPI_KEY=a-key MUSICAPI_WEBHOOK_SECRET=a-secret-of-your-own cargo run -p musicapi --example service_axum -- 127.0.0.1:8080 https://songs.example.com`:
//! where it listens, and how the service reaches it. `curl -d "a march" 127.0.0.1:8080/songs` asks it for a song.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example for the terminal")]

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use musicapi::types::SonicCreateMusic;
use musicapi::webhook::Verifier;
use musicapi::{Builder, Client, ErrorKind, FileJournal, Policy};
use tokio::sync::mpsc;

// It verifies what comes and hands it on, once.
#[path = "webhook_axum.rs"]
#[allow(dead_code, reason = "it is an example by itself")]
pub mod receiver;

/// What handlers share.
#[derive(Clone)]
pub struct Songs {
    client: Client,
    secret: String,
}

impl Songs {
    /// It hears of its tasks at `address`. The journal is for the receiver's words, too.
    pub fn new(
        builder: Builder,
        journal: &Arc<FileJournal>,
        address: &str,
        secret: String,
    ) -> Result<Self, musicapi::Error> {
        let policy = Policy { once: true, read_balance: true, ..Policy::default() };
        let builder = builder.journal(Arc::<FileJournal>::clone(journal)).policy(policy);
        Ok(Self { client: builder.callback(format!("{address}/hooks/music")).build()?, secret })
    }
}

/// Starts a song of this description, and answers with the task.
pub async fn song(State(songs): State<Songs>, description: String) -> (StatusCode, String) {
    let song = SonicCreateMusic::without_custom_mode("sonic-v5").gpt_description_prompt(description);
    // axum drops this here if the caller leaves. The call is finished all the same, and its task is in the journal.
    match songs.client.sonic().create(song.webhook_secret(songs.secret)).await {
        Ok(task) => (StatusCode::ACCEPTED, task.reference().to_string()),
        // It may be bought, and isn't sent again. Word of it names its intent; then the same request is answered.
        Err(error) if error.is_outcome_unknown() => (StatusCode::CONFLICT, error.to_string()),
        Err(error) if error.kind() == ErrorKind::InvalidRequest => (StatusCode::BAD_REQUEST, error.to_string()),
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()),
    }
}

/// What callers and the service ask for.
pub fn router(songs: Songs, verifier: Verifier, words: mpsc::UnboundedSender<receiver::Word>) -> Router {
    Router::new().route("/songs", post(song)).with_state(songs).merge(receiver::router(verifier, words))
}

/// Learns from the service's word which task an intent has started: its answer may have been lost.
pub async fn hear(journal: &FileJournal, (intent, event): &receiver::Word) -> Result<(), musicapi::Error> {
    match (intent, &event.task) {
        (Some(intent), Some(task)) => journal.adopt(intent, task).await,
        _ => Ok(()),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (listens, address) = (arguments.next(), arguments.next());
    let (listens, address) = listens.zip(address).ok_or("where does it listen, and how is it reached?")?;
    let secret = std::env::var("MUSICAPI_WEBHOOK_SECRET")?;
    let verifier = Verifier::new([&secret])?;
    let journal = Arc::new(FileJournal::open(Path::new("songs.journal"))?);
    let songs = Songs::new(Builder::from_env()?, &journal, &address, secret)?;
    let (work, mut words) = mpsc::unbounded_channel::<receiver::Word>();
    tokio::spawn(async move {
        while let Some(word) = words.recv().await {
            println!("{}", receiver::told(&word.1));
            if let Err(error) = hear(&journal, &word).await {
                eprintln!("{error}");
            }
        }
    });
    axum::serve(tokio::net::TcpListener::bind(listens).await?, router(songs, verifier, work)).await?;
    Ok(())
}
