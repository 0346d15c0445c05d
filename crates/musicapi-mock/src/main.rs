//! The mock as a program, for any language.

#![allow(clippy::print_stderr, reason = "a program for the terminal")]

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use musicapi_mock::{CallbackSettings, Clock, ErrorShape, Service, Settings};
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
    /// What signs callbacks where a create has no `webhook_secret`.
    #[arg(long, default_value = "mock-webhook-secret", value_name = "SECRET")]
    callback_secret: String,
    /// How many times each callback is sent again after it was taken.
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    callback_duplicates: u32,
    /// Sends the callbacks of a task in the wrong order.
    #[arg(long)]
    callbacks_reordered: bool,
    /// Calls other machines back too, by http.
    #[arg(long)]
    callbacks_anywhere: bool,
}

impl Arguments {
    fn settings(self) -> Settings {
        let callbacks = CallbackSettings {
            secret: self.callback_secret,
            duplicates: self.callback_duplicates,
            reordered: self.callbacks_reordered,
            anywhere: self.callbacks_anywhere,
            // A receiver in another language has no other clock.
            machine_time: true,
            ..CallbackSettings::default()
        };
        Settings {
            keys: self.keys,
            credits: self.credits,
            extra_credits: self.extra_credits,
            seed: self.seed,
            error_shape: self.error_shape,
            clock: Clock::real(self.speed),
            callbacks,
        }
    }
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
    let (listen, speed) = (arguments.listen.clone(), arguments.speed);
    if !(speed.is_finite() && speed > 0.0) {
        return Err(format!("--speed {speed}: it must be a number above 0"));
    }
    let service = Arc::new(Service::new(arguments.settings())?);
    let listener = TcpListener::bind(&listen).await.map_err(|error| {
        format!("can't listen on {listen}: {error}; choose another with --listen, or port 0 for a free one")
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let stop = stop().map_err(|error| format!("can't wait for signals: {error}"))?;
    let mut out = std::io::stdout();
    let told = writeln!(out, "listening on http://{address}{}", service.base_path())
        .and_then(|()| writeln!(out, "keys: {}", service.settings().keys.join(", ")))
        // Whoever started it may be reading the address through a pipe.
        .and_then(|()| out.flush());
    match told {
        // Nobody reads it, and yet it may be called.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            return Err(format!("can't write to standard output: {error}"));
        }
        _ => {}
    }
    tokio::spawn(tell_of_callbacks(Arc::clone(&service)));
    openapi_replay::server::serve(listener, service, stop).await.map_err(|error| error.to_string())
}

/// Tells of each callback that wasn't taken: whoever waits for it in vain has nothing else to look at.
async fn tell_of_callbacks(service: Arc<Service>) {
    let mut seen = 0;
    loop {
        for delivery in service.callbacks().after(seen).await {
            if !delivery.receipt.is_taken() {
                eprintln!("callback: {delivery}");
            }
            seen = delivery.number;
        }
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
