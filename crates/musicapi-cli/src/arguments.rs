//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Makes music with MusicAPI. The key is taken from MUSICAPI_KEY.
#[derive(Debug, Parser)]
#[command(name = "musicapi", version, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    /// Works against a mock inside this program: no key, no network, no cost, in a few seconds
    #[arg(long, global = true)]
    pub(crate) mock: bool,
    /// Prints one JSON object on standard output, and nothing else there
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// The address of the API [default: that of the service]
    #[arg(long, global = true, env = "MUSICAPI_BASE_URL", hide_env_values = true, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Makes a song from a description, waits for it, and downloads its clips
    ///
    /// Example: musicapi song "a lullaby for a lighthouse keeper" --out songs
    Song {
        /// What the song is to be, in plain words
        text: String,
        /// The model
        #[arg(
            long,
            default_value = "sonic-v4-5",
            env = "MUSICAPI_MODEL",
            hide_env_values = true,
            value_name = "MODEL"
        )]
        model: String,
        /// Without vocals
        #[arg(long)]
        instrumental: bool,
        #[command(flatten)]
        out: Out,
    },
    /// The operations of the sonic family
    #[command(subcommand)]
    Sonic(Sonic),
    /// Tasks that were started before
    #[command(subcommand)]
    Task(Task),
    /// Shows what is left to spend
    Credits,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Sonic {
    /// Sends any request of `POST /sonic/create`, waits for it, and downloads its clips
    ///
    /// Example: musicapi sonic create --body cover.json
    Create {
        /// The request as JSON, or - for standard input; it is checked before it is sent
        #[arg(long, value_name = "FILE|-")]
        body: PathBuf,
        #[command(flatten)]
        out: Out,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Waits for a task, and downloads its clips
    ///
    /// Example: musicapi task wait sonic/task/468d0e42-f7a6-40ce-9a4c-37db56b13b99
    Wait {
        /// The task, as it was printed when it was started; a bare id is one of the sonic family
        task: String,
        #[command(flatten)]
        out: Out,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Out {
    /// The folder for the files; it is made if need be, and nothing in it is overwritten
    #[arg(long = "out", default_value = ".", value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

const EXIT_CODES: &str = "\
Exit codes:
    0  done
    1  anything not named here, such as a file that can't be written
    2  the command line or the request is wrong; nothing was sent
    3  the key is missing or wrong
    4  the credits don't suffice, or the subscription has ended
    5  the task failed; the service gives the credits back
    6  not known whether a paid request was accepted: look at `musicapi credits` before sending it again
    7  the service can't be reached, or answers in a way that can't be read
    8  waiting ended before the task did; it goes on
  130  interrupted; a task that was started goes on, and how to wait for it was printed";
