//! A receiver of webhooks with axum: it verifies, remembers, answers, and leaves the work to somebody else.
//!
//! `MUSICAPI_WEBHOOK_SECRET=a-secret-of-your-own cargo run -p musicapi --example webhook_axum -- 127.0.0.1:8080`,
//! then name `http://127.0.0.1:8080/hooks/music` as the `webhook_url` of a create. `musicapi-mock` calls it back as it is; the
//! service itself only calls addresses that it can reach, by https.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example for the terminal")]

use std::collections::HashSet;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::routing::post;
use musicapi::types::{SonicClip, WebhookEvent};
use musicapi::webhook::{Event, Verifier, intent_of};
use tokio::sync::mpsc;

/// An event, and the id of the intent that its address was made for.
pub type Word = (Option<String>, Event);

struct Receiver {
    verifier: Verifier,
    // A program that must not do anything twice keeps these keys where it keeps its work, such as in a column that is unique.
    seen: Mutex<HashSet<String>>,
    work: mpsc::UnboundedSender<Word>,
}

/// A router that hands each verified event on, once.
pub fn router(verifier: Verifier, work: mpsc::UnboundedSender<Word>) -> Router {
    let receiver = Receiver { verifier, seen: Mutex::default(), work };
    Router::new().route("/hooks/music", post(receive)).with_state(Arc::new(receiver))
}

async fn receive(State(receiver): State<Arc<Receiver>>, uri: Uri, headers: HeaderMap, body: Bytes) -> StatusCode {
    // The bytes as they came: the signature is over these, and over no JSON that was written anew.
    let event = match receiver.verifier.verify(&headers, &body) {
        Ok(event) => event,
        Err(error) => {
            eprintln!("refused: {error}");
            return StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_REQUEST);
        }
    };
    let mut seen = receiver.seen.lock().unwrap_or_else(PoisonError::into_inner);
    let key = event.key();
    if seen.contains(&key) {
        return StatusCode::OK; // It is known already; a refusal would only bring it again.
    }
    match receiver.work.send((intent_of(&uri.to_string()), event)) {
        Ok(()) => {
            seen.insert(key);
            StatusCode::OK
        }
        // Nobody works any more. It isn't remembered, so that it can come again.
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// What an event means.
pub fn told(event: &Event) -> String {
    let task = event.task.as_ref().map_or_else(|| "an unknown task".to_owned(), ToString::to_string);
    match (&event.kind, event.task_status::<SonicClip>()) {
        // What a clip's address leads to is final only once its state says so.
        (WebhookEvent::SongCompleted, Ok(look)) if look.is_done() => {
            let urls: Vec<String> = look.clips.into_iter().filter_map(|clip| clip.value.audio_url).collect();
            format!("{task} is done: {}", urls.join(", "))
        }
        (WebhookEvent::SongCompleted, _) => format!("{task} is done: look at it for its clips"),
        (WebhookEvent::SongStreaming, _) => format!("{task} can be heard already, and goes on"),
        (WebhookEvent::SongFailed, _) => format!("{task} failed; the service gives the credits back"),
        (other, _) => format!("{task}: {other}"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let verifier = Verifier::new([std::env::var("MUSICAPI_WEBHOOK_SECRET")?])?;
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let (work, mut words) = mpsc::unbounded_channel::<Word>();
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("waiting for webhooks at http://{}/hooks/music", listener.local_addr()?);
    tokio::spawn(async move {
        while let Some((intent, event)) = words.recv().await {
            println!("{} (intent {})", told(&event), intent.as_deref().unwrap_or("unknown"));
        }
    });
    axum::serve(listener, router(verifier, work)).await?;
    Ok(())
}
