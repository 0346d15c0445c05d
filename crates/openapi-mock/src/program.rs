//! The program `openapi-mock FILE`: the engine for tests in any language.
//!
//! `options` is the command line; `watched` is an engine that is loaded again when its files change; `proxy` asks a real service instead of
//! the document. This file serves one of them, and prints a line for each request.

#![allow(clippy::print_stderr, reason = "a program for the terminal")]

mod options;
#[cfg(feature = "proxy")]
mod proxy;
mod watched;

use std::{
    io::{self, Write as _},
    net::SocketAddr,
    sync::Arc,
};

use serde_json::Value;
use tokio::net::TcpListener;

use crate::Handler;
use crate::Reply;
use crate::Request;
use crate::adapters::hyper;
use crate::program::watched::Watched;

pub use options::Options;

/// Serves a document until the program is interrupted.
///
/// The first line on standard output has the address; then comes a line for each request. Warnings go to standard error.
///
/// # Errors
/// A message for people, if the document can't be used or the address can't be listened on.
pub async fn run(options: Options) -> Result<(), String> {
    let listen = options.listen.clone();
    let failed = |error: io::Error| format!("can't listen on {listen}: {error}");
    let watched = Watched::load(options)?;
    let listener = TcpListener::bind(&listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    say(&format!("listening on http://{}", shown(address)));
    let watching = watched.clone().watch();
    #[cfg(feature = "proxy")]
    let proxy = proxy::Proxy::of(&watched)?;
    #[cfg(feature = "proxy")]
    let handler = match &proxy {
        Some(proxy) => Logged(proxy.clone() as Arc<dyn Handler>),
        None => Logged(watched.clone()),
    };
    #[cfg(not(feature = "proxy"))]
    let handler = Logged(watched.clone());
    let serving = hyper::serve(listener, Arc::new(handler), async {
        // If interrupts can't be received, the program runs until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    });
    let served = tokio::select! {
        served = serving => served.map_err(|error| error.to_string()),
        () = watching => Ok(()),
    };
    #[cfg(feature = "proxy")]
    if let Some(proxy) = proxy {
        say(&proxy.report());
    }
    served
}

/// An address that a client can use: the loopback address, if the server listens on all.
fn shown(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    address
}

/// Prints a line; a closed standard output is no error.
fn say(line: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// A handler that writes a line for each request.
struct Logged(Arc<dyn Handler>);

impl Handler for Logged {
    fn handle(&self, request: Request) -> Reply {
        let mut line = format!("{} {}", request.method, plain(&request.path));
        let reply = self.0.handle(request);
        line.push_str(&format!(" {}", reply.status.as_u16()));
        if let Some(why) = why(&reply) {
            line.push_str(&format!(": {}", plain(&why)));
        }
        say(&line);
        reply
    }
}

/// What a reply says is wrong with its request.
fn why(reply: &Reply) -> Option<String> {
    if let Some(told) = reply.headers.get("x-violations") {
        let told: Value = serde_json::from_slice(told.as_bytes()).ok()?;
        let messages = told.as_array()?.iter().filter_map(|it| it.get("message")?.as_str());
        return Some(messages.collect::<Vec<_>>().join("; "));
    }
    if reply.status.as_u16() < 400 || reply.body.len() > 1_000_000 {
        return None;
    }
    let body: Value = serde_json::from_slice(&reply.body).ok()?;
    Some(body.get("error")?.get("message")?.as_str()?.to_owned())
}

/// A text from outside on one line, without control characters, which a terminal would obey.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '?' } else { letter }).take(2_000).collect()
}
