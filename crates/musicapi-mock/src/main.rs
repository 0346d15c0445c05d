//! The mock as a program, for any language.

#![allow(clippy::print_stderr, reason = "a program for the terminal")]

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use musicapi_mock::{Clock, ErrorShape, Fault, Faults, Service, Settings};
use openapi_replay::Handler;
use tokio::net::TcpListener;

/// An offline MusicAPI: documented answers, tasks that proceed, credits, playable audio. It costs nothing.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen; port 0 picks a free one. The first line on standard output tells the address of the API.
    #[arg(long, default_value = "127.0.0.1:4010", value_name = "HOST:PORT")]
    listen: String,
    /// An API key that is known; may be given more than once, and each has an account of its own.
    #[arg(long = "key", default_value = "mock-key")]
    keys: Vec<String>,
    /// The monthly credits of each account.
    #[arg(long, default_value_t = 1000)]
    credits: u64,
    /// The extra credits of each account; they are spent first.
    #[arg(long, default_value_t = 0)]
    extra_credits: u64,
    /// Decides ids, lengths, melodies and how long things take; the same seed repeats a run.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How many times faster than real its time runs: with 60 a song of two minutes takes two seconds.
    #[arg(long, default_value_t = 1.0)]
    speed: f64,
    /// The shape of error bodies, since which one the service uses where is not known.
    #[arg(long, value_enum, default_value_t)]
    error_shape: ErrorShape,
    /// Something that goes wrong, such as `create_sonic:1:after:reset`; may be given more than once. The README has the words.
    /// At the end it is told how often each was used.
    #[arg(long = "fault", value_name = "FAULT")]
    faults: Vec<Fault>,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(arguments: Arguments) -> Result<(), String> {
    let Arguments { listen, keys, credits, extra_credits, seed, speed, error_shape, faults } = arguments;
    if !(speed.is_finite() && speed > 0.0) {
        return Err(format!("--speed {speed}: it must be a number above 0"));
    }
    let settings = Settings { keys, credits, extra_credits, seed, error_shape, clock: Clock::real(speed) };
    let service = Arc::new(Service::new(settings)?);
    let layer = Arc::new(Faults::new(Arc::clone(&service)));
    for fault in faults {
        layer.add(fault).map_err(|error| error.to_string())?;
    }
    let listener = TcpListener::bind(&listen).await.map_err(|error| {
        format!("can't listen on {listen}: {error}; choose another with --listen, or port 0 for a free one")
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let stop = stop().map_err(|error| format!("can't wait for signals: {error}"))?;
    let keys = service.settings().keys.join(", ");
    say(&format!("listening on http://{address}{}\nkeys: {keys}\n", service.base_path()))?;
    let handler = Arc::clone(&layer) as Arc<dyn Handler>;
    openapi_replay::server::serve(listener, handler, stop).await.map_err(|error| error.to_string())?;
    say(&layer.states().iter().map(|state| format!("{state}\n")).collect::<String>())
}

/// Writes to standard output at once: whoever started it may be reading through a pipe.
fn say(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Nobody reads it, and yet it may be called.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("can't write to standard output: {error}"))
        }
        _ => Ok(()),
    }
}

/// Ends at Ctrl-C or SIGTERM.
#[cfg(unix)]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends at Ctrl-C.
#[cfg(not(unix))]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}
