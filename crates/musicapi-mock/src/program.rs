//! The mock as a program, for any language: `musicapi-mock`, and the command `musicapi mock`.

#![allow(clippy::print_stderr, reason = "a program for the terminal")]

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use openapi_replay::Handler;
use tokio::net::TcpListener;

use crate::{Account, Bounds, CallbackSettings, Clock, ErrorShape, Fault, Faults, Life, Service, Settings};

/// An offline MusicAPI: documented answers, tasks that proceed, credits, playable audio. It costs nothing.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Arguments {
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
    /// The lyrics credits of each account, a purse of its own.
    #[arg(long, default_value_t = 0)]
    lyrics_credits: u64,
    /// The subscription of each account has lapsed: everything that may cost credits is refused.
    #[arg(long)]
    lapsed: bool,
    /// What becomes of tasks: immediate, timed, after_looks:3, after:90 (seconds), failed:timeout, one_clip_fails, stuck. With
    /// an operation before it, as in create_sonic=stuck, it is of its tasks only. May be given more than once.
    #[arg(long = "life", value_name = "[OPERATION=]LIFE", value_parser = life)]
    lives: Vec<(Option<String>, Life)>,
    /// Refuses more than one create in this many seconds, as the service does in 3 (observed).
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "3")]
    rate_limit: Option<f64>,
    /// How many tasks are kept; of those that are over the oldest is forgotten first.
    #[arg(long, default_value_t = Bounds::default().tasks)]
    keep_tasks: usize,
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
    /// Something that goes wrong, such as `create_sonic:1:after:reset`; may be given more than once. The README has the words.
    /// At the end it is told how often each was used.
    #[arg(long = "fault", value_name = "FAULT")]
    faults: Vec<Fault>,
}

impl Arguments {
    fn settings(self) -> Result<Settings, String> {
        let callbacks = CallbackSettings {
            secret: self.callback_secret,
            duplicates: self.callback_duplicates,
            reordered: self.callbacks_reordered,
            anywhere: self.callbacks_anywhere,
            // A receiver in another language has no other clock.
            machine_time: true,
            ..CallbackSettings::default()
        };
        let Self { keys, credits, extra_credits, lyrics_credits, lapsed, seed, speed, error_shape, .. } = self;
        let account = Account { credits, extra_credits, lyrics_credits, subscribed: !lapsed };
        let rate_limit = self.rate_limit.map(Duration::try_from_secs_f64).transpose();
        let rate_limit = rate_limit.map_err(|error| format!("--rate-limit: {error}"))?;
        let (of_all, lives): (Vec<_>, Vec<_>) = self.lives.into_iter().partition(|(operation, _)| operation.is_none());
        Ok(Settings {
            accounts: keys.into_iter().map(|key| (key, account)).collect(),
            seed,
            error_shape,
            clock: Clock::real(speed),
            life: of_all.into_iter().next_back().map(|(_, life)| life).unwrap_or_default(),
            lives: lives.into_iter().filter_map(|(operation, life)| Some((operation?, life))).collect(),
            rate_limit,
            bounds: Bounds { tasks: self.keep_tasks, ..Bounds::default() },
            callbacks,
            ..Settings::default()
        })
    }
}

/// A life, perhaps of the tasks of one operation.
fn life(text: &str) -> Result<(Option<String>, Life), String> {
    let (operation, life) =
        text.split_once('=').map_or((None, text), |(operation, life)| (Some(operation.to_owned()), life));
    Ok((operation, life.parse().map_err(|error: crate::UnknownLife| error.to_string())?))
}

/// Runs it until Ctrl-C or SIGTERM.
///
/// # Errors
/// A text for people: a setting that can't be, or an address that can't be listened on.
pub async fn run(arguments: Arguments) -> Result<(), String> {
    let (listen, speed, faults) = (arguments.listen.clone(), arguments.speed, arguments.faults.clone());
    if !(speed.is_finite() && speed > 0.0) {
        return Err(format!("--speed {speed}: it must be a number above 0"));
    }
    let service = Arc::new(Service::new(arguments.settings()?)?);
    let layer = Arc::new(Faults::new(Arc::clone(&service)));
    for fault in faults {
        layer.add(fault).map_err(|error| error.to_string())?;
    }
    let listener = TcpListener::bind(&listen).await.map_err(|error| {
        format!("can't listen on {listen}: {error}; choose another with --listen, or port 0 for a free one")
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let stop = stop().map_err(|error| format!("can't wait for signals: {error}"))?;
    let keys: Vec<&str> = service.settings().accounts.iter().map(|(key, _)| key.as_str()).collect();
    say(&format!("listening on http://{address}{}\nkeys: {}\n", service.base_path(), keys.join(", ")))?;
    tokio::spawn(tell_of_callbacks(Arc::clone(&service)));
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
