//! The command `musicapi`: make music with MusicAPI from a terminal.
//!
//! `cli` describes the command line as data. `commands::dispatch` turns the parsed arguments into one command, which works through
//! `calls` (one request) or `batch` (many), within the settings and the session of `context`. Every command ends in a `Report` or a
//! `Failure` of `output`, and `main` prints it and sets the exit code.

mod batch;
mod calls;
mod cli;
mod commands;
mod context;
mod output;

use std::io::Write as _;
use std::process::ExitCode;

use crate::cli::{booleans, command_line};
use crate::output::failure::Failure;

fn main() -> ExitCode {
    let matches = match command_line::command().try_get_matches_from(booleans::join_values(std::env::args_os())) {
        Ok(matches) => matches,
        Err(error) => return print_parse_error(&error),
    };
    let json = matches.get_flag("json");
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Failure::plain(format!("the runtime can't start: {error}")).print(json),
    };
    let run = async {
        let result = async { Ok(commands::dispatch::run(&matches).await?.print(json).await?) };
        tokio::select! {
            biased;
            result = result => result,
            () = force_quit() => Err(Failure::stopped()),
        }
    };
    context::interrupt::guard(runtime.handle());
    let done = runtime.block_on(run);
    // Don't wait for blocking work: a disk that hangs must not keep the program alive.
    runtime.shutdown_background();
    done.unwrap_or_else(|failure| failure.print(json))
}

/// Completes after the second interrupt. The short pause lets the running command, which knows more about what is left behind, report it
/// first; signals arrive on another thread, at any moment.
async fn force_quit() {
    context::interrupt::second().await;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
}

/// Prints a parse error of the command line, or the help or version that it asks for.
fn print_parse_error(error: &clap::Error) -> ExitCode {
    let text = error.render();
    if error.use_stderr() && std::env::args_os().any(|argument| argument == "--json") {
        let text = cli::help::restore_spaces(&text.to_string());
        return Failure::usage(text.trim_start_matches("error: ").trim_end()).print(true);
    }
    let of = |is_coloured| {
        let text = if is_coloured { text.ansi().to_string() } else { text.to_string() };
        // The text may repeat what the user typed, such as an address with a password.
        output::sanitize::masked(&cli::help::restore_spaces(&text))
    };
    // A reader that has gone away is no error.
    let _ = match error.use_stderr() {
        true => std::io::stderr().write_all(of(console::colors_enabled_stderr()).as_bytes()),
        false => std::io::stdout().write_all(of(console::colors_enabled()).as_bytes()),
    };
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
