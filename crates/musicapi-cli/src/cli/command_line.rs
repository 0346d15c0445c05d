//! The whole command line: the commands written by hand, and those generated from the facts.

use std::path::PathBuf;

use clap::{CommandFactory as _, Parser, Subcommand, ValueHint};
use serde_json::Number;

use crate::cli::batch::Batch;
use crate::cli::generated_commands;
use crate::cli::help::format_examples;
use crate::cli::jobs::Jobs;
use crate::cli::options::{Common, Delivery, DryRun, NAMES, Out, SongOptions, Source};
use crate::cli::shortcuts::complete_command;
use crate::cli::suggestions::Suggestions;

/// Make music with MusicAPI.
///
/// The key is that of MUSICAPI_KEY, or else the one that `musicapi login` has stored for the service.
#[derive(Debug, Parser)]
#[command(name = "musicapi", version, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Builds the command line, with prices, aliases and examples in its help.
pub(crate) fn command() -> clap::Command {
    format_examples(Arguments::command()).mut_subcommands(complete_command).subcommands(generated_commands::commands())
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a song from a description or from lyrics, wait for it, and download its clips
    ///
    /// Example: musicapi song "a lullaby for a lighthouse keeper" --out songs
    Song {
        /// Description of the song, in plain words
        #[arg(conflicts_with_all = ["lyrics", "description"])]
        text: Option<String>,
        /// The same description, as a flag
        #[arg(long, value_name = "TEXT", conflicts_with = "lyrics")]
        description: Option<String>,
        #[command(flatten)]
        options: SongOptions,
        #[command(flatten)]
        delivery: Delivery,
    },
    /// Make a cover of a clip in another style
    ///
    /// Example: musicapi cover a2632456-62b0-405c-9de8-2ba509cf24fe --description "as a slow waltz"
    Cover {
        #[command(flatten)]
        clip: Source,
        /// Description of the new song, in plain words
        #[arg(long, value_name = "TEXT", conflicts_with = "lyrics")]
        description: Option<String>,
        #[command(flatten)]
        options: SongOptions,
        #[command(flatten)]
        delivery: Delivery,
    },
    /// Extend a clip from a given second
    ///
    /// Example: musicapi extend 26c9c592-0566-46cf-bb71-91ac1deaa7b5 --at 60 --description "with a choir"
    Extend {
        #[command(flatten)]
        clip: Source,
        /// Second at which the new part begins; the service decides if it is absent
        #[arg(long, value_name = "SECONDS", allow_negative_numbers = true, value_parser = seconds)]
        at: Option<Number>,
        /// Description of the new part, in plain words
        #[arg(long, value_name = "TEXT", conflicts_with = "lyrics")]
        description: Option<String>,
        #[command(flatten)]
        options: SongOptions,
        #[command(flatten)]
        delivery: Delivery,
    },
    /// Split a clip into voice and instruments
    ///
    /// Example: musicapi stems 26c9c592-0566-46cf-bb71-91ac1deaa7b5 --out stems
    Stems {
        #[command(flatten)]
        clip: Source,
        /// Split it into every instrument, at a higher price
        #[arg(long)]
        full: bool,
        #[command(flatten)]
        delivery: Delivery,
    },
    /// Generate lyrics
    ///
    /// Example: musicapi lyrics "a blue kite on a windy day"
    Lyrics {
        /// What the lyrics are about
        text: String,
        #[command(flatten)]
        dry_run: DryRun,
    },
    /// Make many songs from one file, within a budget, and resumable
    #[command(subcommand)]
    Batch(Batch),
    /// List, resume and settle everything you have paid for
    #[command(subcommand)]
    Jobs(Jobs),
    /// Wait for tasks that were started before, or show them
    #[command(subcommand)]
    Task(Task),
    /// Show the credits that are left
    ///
    /// Example: musicapi credits
    Credits,
    /// List the models with their limits
    ///
    /// Example: musicapi models --family sonic
    Models {
        /// Only models of this family
        #[arg(long, value_parser = Suggestions::of(musicapi::facts::FAMILIES.iter().map(|family| family.name)))]
        family: Option<String>,
    },
    /// Store the API key, so that only you can read it
    ///
    /// It is asked for without being shown, or read from standard input. It is kept for the service of --base-url alone, and sent to no
    /// other.
    ///
    /// Example: musicapi login < key.txt
    Login {
        /// Delete the key that is stored for the service
        #[arg(long)]
        forget: bool,
    },
    /// Read and change the settings in the config file
    #[command(subcommand)]
    Config(Config),
    /// Show the settings, and check each step to the service
    ///
    /// Example: musicapi doctor
    Doctor,
    /// Start the mock of the service, for programs in any language
    ///
    /// Example: musicapi mock --listen 127.0.0.1:0 --speed 60
    Mock(Box<musicapi_mock::program::Arguments>),
    /// Print a shell completion script
    ///
    /// Example: musicapi completions bash > ~/.local/share/bash-completion/completions/musicapi
    Completions {
        /// Shell
        shell: Shell,
    },
    /// Write a man page for every command into a folder
    ///
    /// Example: musicapi man man1
    Man {
        /// Folder for the pages, created if necessary
        #[arg(value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
}

/// The subcommands of `config`.
#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// List all settings, and where each comes from
    ///
    /// Example: musicapi config list
    List,
    /// Print the value of a setting
    ///
    /// Example: musicapi config get model
    Get {
        /// The setting, as in `config list`
        #[arg(value_parser = Suggestions::of(NAMES))]
        name: String,
    },
    #[command(flatten)]
    Change(Change),
}

/// The subcommands of `config` that write the config file.
#[derive(Debug, Subcommand)]
pub(crate) enum Change {
    /// Set a setting in the config file
    ///
    /// Example: musicapi config set model sonic-v5
    Set {
        /// The setting, as in `config list`
        #[arg(value_parser = Suggestions::of(NAMES))]
        name: String,
        /// Its value
        #[arg(allow_negative_numbers = true)]
        value: String,
    },
    /// Remove a setting from the config file
    ///
    /// Example: musicapi config unset model
    Unset {
        /// The setting, as in `config list`
        #[arg(value_parser = Suggestions::of(NAMES))]
        name: String,
    },
}

/// The shells with a completion script.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum Shell {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    Power,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Wait for a task, and download its clips
    ///
    /// Example: musicapi task wait sonic/task/468d0e42-f7a6-40ce-9a4c-37db56b13b99
    Wait {
        /// The task, as it was printed when it was started; a bare id is one of the sonic family
        task: String,
        #[command(flatten)]
        out: Out,
    },
    /// Show how far a task is
    ///
    /// Example: musicapi task show sonic/task/468d0e42-f7a6-40ce-9a4c-37db56b13b99
    Show {
        /// The task, as it was printed when it was started; a bare id is one of the sonic family
        task: String,
    },
}

/// Parses a number of seconds, keeping the digits that were typed.
fn seconds(text: &str) -> Result<Number, String> {
    let number = serde_json::from_str(text).ok().or_else(|| Number::from_f64(text.trim().parse().ok()?));
    number.ok_or_else(|| format!("{text:?} isn't a number of seconds"))
}

const EXIT_CODES: &str = "\
Exit codes:
    0  done
    1  anything not named here, such as a file that can't be written
    2  the command line or the request is wrong; nothing was sent
    3  the key is missing or wrong
    4  the credits don't suffice, or the subscription has ended
    5  a task failed; the service gives the credits back
    6  not known whether a paid request was accepted: see `musicapi credits` before you repeat it
    7  the service can't be reached, or answers in a way that can't be read
    8  waiting ended before the task did; it goes on
  130  interrupted; a task that was started goes on, and how to wait for it was printed";

#[cfg(test)]
mod tests {
    #[test]
    fn clap_accepts_the_command_line() {
        super::command().debug_assert();
    }
}
