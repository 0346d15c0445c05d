//! The mock as a program, for any language: `musicapi-mock`, and the command `musicapi mock`.
//!
//! `arguments` become settings, or a `command` is done instead. While it runs, it may `log` each request; it `stop`s at a signal or with
//! its parent, and `at_end` writes its reports.

mod arguments;
mod at_end;
mod commands;
mod lines;
mod log;
mod out;
mod state_file;
mod stop;

use std::path::PathBuf;
use std::sync::Arc;

use openapi_mock::Handler;
use tokio::net::TcpListener;

use crate::spaces::{Spaces, SpacesOptions};
use crate::webhook::Delivery;
pub use arguments::Arguments;
use at_end::AtEnd;
use lines::tell;
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
    let is_good = serve(arguments).await;
    lines::finish();
    is_good
}

/// Runs the mock until it is to end.
async fn serve(mut arguments: Arguments) -> Result<bool, String> {
    let listen = arguments.listen.clone();
    let Arguments { open_control, cors, log, exit_with_parent, .. } = arguments;
    let control_key = arguments.control_key.clone().filter(|key| !key.is_empty());
    let has_key = control_key.is_some();
    let state = arguments.state.take();
    let at_end = AtEnd::of(&arguments);
    at_end.make_files()?;
    let kept = arguments.kept_in_state();
    let (settings, faults) = arguments.settings()?;
    let options = SpacesOptions { control_key, cors, missed: Some(tell_of_callback), ..SpacesOptions::default() };
    let mock = Arc::new(Spaces::new(settings, faults, options)?);
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
    // Where it can't listen, it leaves the file alone.
    let state = match state {
        Some(path) => Some(go_on(&mock, path, &kept)?),
        None => None,
    };
    let (base, keys) = (mock.service().base_path(), mock.first().keys().join(", "));
    say(&format!("listening on http://{address}{base}\ncontrol: http://{address}/__mock/\nkeys: {keys}\n"))?;
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

/// Takes a state file, and tells what it says instead of these options.
fn go_on(mock: &Arc<Spaces>, path: PathBuf, kept: &[&str]) -> Result<StateFile, String> {
    let said = path.display().to_string();
    let (file, is_restored) = StateFile::begin(Arc::clone(mock), path)?;
    if is_restored && !kept.is_empty() {
        let kept = kept.join(", ");
        tell(&format!(
            "--state {said}: the mock goes on as the file says, and so without {kept}; without the file they hold"
        ));
    }
    Ok(file)
}

/// Tells of a callback that wasn't taken: whoever waits for it in vain has nothing else to look at.
fn tell_of_callback(delivery: &Delivery) {
    tell(&format!("callback: {delivery}"));
}
