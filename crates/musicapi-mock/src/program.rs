//! The mock as a program, for any language: `musicapi-mock`, and the command `musicapi mock`.
//!
//! `arguments` become settings, or a `command` is done instead. While it runs, it may `log` each request; it `stop`s at a signal or with
//! its parent, and `at_end` writes its reports.

#![allow(clippy::print_stderr, reason = "a program for the terminal")]

mod arguments;
mod at_end;
mod commands;
mod log;
mod out;
mod state_file;
mod stop;

use std::io::Write as _;
use std::sync::Arc;

use openapi_mock::Handler;
use tokio::net::TcpListener;

use crate::spaces::{Spaces, SpacesOptions};
use crate::webhook::Delivery;
pub use arguments::Arguments;
use at_end::AtEnd;
use log::Logged;
use out::say;
use state_file::StateFile;

/// Does what is asked for, or runs the mock until Ctrl-C or SIGTERM; tells whether its reports were good enough.
///
/// # Errors
/// A text for people: a setting that can't be, or an address that can't be listened on.
pub async fn run(mut arguments: Arguments) -> Result<bool, String> {
    if let Some(command) = arguments.command.take() {
        return command.run().map(|()| true);
    }
    let listen = arguments.listen.clone();
    let Arguments { open_control, cors, log, exit_with_parent, .. } = arguments;
    let control_key = arguments.control_key.clone().filter(|key| !key.is_empty());
    let has_key = control_key.is_some();
    let state = arguments.state.take();
    let at_end = AtEnd::of(&arguments);
    at_end.make_files()?;
    let (settings, faults) = arguments.settings()?;
    let options = SpacesOptions { control_key, cors, missed: Some(tell_of_callback), ..SpacesOptions::default() };
    let mock = Arc::new(Spaces::new(settings, faults, options)?);
    let state = state.map(|path| StateFile { mock: Arc::clone(&mock), path });
    state.as_ref().map_or(Ok(()), StateFile::begin)?;
    let service = mock.service();
    let listener = TcpListener::bind(&listen).await.map_err(|error| {
        // A port alone is what one thinks of first.
        let host =
            if listen.parse::<u16>().is_ok() { format!("; write --listen 127.0.0.1:{listen}") } else { String::new() };
        format!(
            "can't listen on {listen}: {error}{host}; choose another with --listen HOST:PORT, or port 0 for a free one"
        )
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    if !address.ip().is_loopback() && !has_key && !open_control {
        return Err(format!(
            "whoever reaches {address} over the network could control the mock: give --control-key KEY, or say --open-control if they may"
        ));
    }
    let stop = openapi_mock::program::stop().map_err(|error| format!("can't wait for signals: {error}"))?;
    let keys: Vec<&str> = service.settings().accounts.iter().map(|(key, _)| key.as_str()).collect();
    let base = service.base_path();
    say(&format!(
        "listening on http://{address}{base}\ncontrol: http://{address}/__mock/\nkeys: {}\n",
        keys.join(", ")
    ))?;
    let mut handler = Arc::clone(&mock) as Arc<dyn Handler>;
    if let Some(format) = log {
        handler = Arc::new(Logged { handler, format });
    }
    let ended = async {
        tokio::select! {
            () = stop => {}
            () = stop::parent_gone(exit_with_parent) => {}
        }
    };
    let keeping = state.clone().map(|state| tokio::spawn(state.keep()));
    openapi_mock::server::serve(listener, handler, ended).await.map_err(|error| error.to_string())?;
    keeping.iter().for_each(tokio::task::JoinHandle::abort);
    state.as_ref().map_or(Ok(()), StateFile::write)?;
    say(&mock.faults().states().iter().map(|state| format!("{state}\n")).collect::<String>())?;
    at_end.tell(&mock)
}

/// Tells of a callback that wasn't taken: whoever waits for it in vain has nothing else to look at.
fn tell_of_callback(delivery: &Delivery) {
    // If nobody reads that, there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "callback: {delivery}");
}
