//! The options of the command line. The comments on them are the help text.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use http::StatusCode;

use crate::Checking;

/// Answer requests as an OpenAPI document says: checked, with its examples, or with bodies made from its schemas.
///
/// A request may choose its answer: by the header `Prefer: code=404, example=NAME, dynamic=true`, or by
/// `?__code=404&__example=NAME&__dynamic=true`.
#[derive(Clone, Debug, Parser)]
#[command(version)]
pub struct Options {
    /// The document, in JSON or YAML; files that it refers to are read from its folder and below. `-` is standard input, alone
    pub(super) file: PathBuf,
    /// Where to listen; port 0 picks a free one. The first line on standard output tells the address
    #[arg(long, default_value = "127.0.0.1:4010", value_name = "HOST:PORT")]
    pub(super) listen: String,
    /// Load the document again whenever one of its files changes
    #[arg(long)]
    pub(super) watch: bool,
    /// Make every body from its schema, even if there is an example, unless a request says otherwise
    #[arg(long)]
    pub(super) dynamic: bool,
    /// Let pages of every origin read the answers, and answer their preflight requests
    #[arg(long)]
    pub(super) cors: bool,
    /// The status that tells broken rules, instead of 400 (or 422 where only that is documented)
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub(super) errors: Option<StatusCode>,
    /// Refuse a document with anything wrong in it
    #[arg(long)]
    pub(super) strict: bool,
    /// What becomes of a request that breaks the document's rules [default: on; warn with --proxy]
    #[arg(long, value_name = "HOW")]
    check: Option<How>,
    /// The same for its credentials [default: on; warn with --proxy]
    #[arg(long, value_name = "HOW")]
    credentials: Option<How>,
    /// Ask the service at this address instead of the document, and check requests and answers by the document. What breaks its rules is
    /// told in each line, in the header `x-violations`, and in a report at the end
    #[cfg(feature = "proxy")]
    #[arg(long, value_name = "URL")]
    pub(super) proxy: Option<String>,
}

impl Options {
    pub(super) fn check(&self) -> Checking {
        self.check.map_or(self.default(), Checking::from)
    }

    pub(super) fn credentials(&self) -> Checking {
        self.credentials.map_or(self.default(), Checking::from)
    }

    fn default(&self) -> Checking {
        #[cfg(feature = "proxy")]
        if self.proxy.is_some() {
            return Checking::Warn;
        }
        Checking::On
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum How {
    /// It is refused
    On,
    /// It is answered, and the header `x-violations` tells what is wrong
    Warn,
    /// It is answered
    Off,
}

impl From<How> for Checking {
    fn from(how: How) -> Self {
        match how {
            How::On => Self::On,
            How::Warn => Self::Warn,
            How::Off => Self::Off,
        }
    }
}

fn status(text: &str) -> Result<StatusCode, String> {
    let status: Option<StatusCode> = text.parse().ok();
    status.filter(StatusCode::is_client_error).ok_or_else(|| "must be a status from 400 to 499".to_owned())
}
