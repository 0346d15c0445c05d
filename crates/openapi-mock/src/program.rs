//! The program `openapi-mock FILE`: the engine for tests in any language.
//!
//! `options` is the command line; `watched` is an engine that is loaded again when its files change; `proxy` asks a real service instead of
//! the document. This file serves one of them until `stop`, and prints `lines`, one for each request.

mod lines;
mod options;
#[cfg(feature = "proxy")]
mod proxy;
mod stop;
mod watched;

use std::{io, net::SocketAddr, sync::Arc};

use serde_json::Value;
use tokio::net::TcpListener;

use crate::Handler;
use crate::Reply;
use crate::Request;
use crate::adapters::hyper;
use crate::program::watched::Watched;

pub use lines::Lines;
pub use options::Options;
pub use stop::stop;

/// Serves a document until the program is [stopped](stop()).
///
/// The first line on standard output has the address; then comes a line for each request. Warnings go to standard error.
///
/// # Errors
/// A message for people, if the document can't be used or the address can't be listened on.
pub async fn run(options: Options) -> Result<(), String> {
    let (out, warnings) = (Lines::to(io::stdout()), Lines::to(io::stderr()));
    let served = serve(options, &out, &warnings).await;
    warnings.end(None);
    served.map(|report| out.end(report))
}

/// Serves a document; in the end there may be a report.
async fn serve(options: Options, out: &Lines, warnings: &Lines) -> Result<Option<String>, String> {
    let listen = options.listen.clone();
    let failed = |error: io::Error| {
        // A port alone is what one thinks of first.
        let hint = if listen.parse::<u16>().is_ok() {
            format!("; write `--listen 127.0.0.1:{listen}`")
        } else {
            String::new()
        };
        format!("can't listen on {listen}: {error}{hint}")
    };
    let watched = Watched::load(options, warnings)?;
    let listener = TcpListener::bind(&listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let stop = stop().map_err(|error| format!("can't wait for signals: {error}"))?;
    #[cfg(feature = "proxy")]
    let proxy = proxy::Proxy::of(&watched)?;
    #[cfg(feature = "proxy")]
    let stop = async {
        stop.await;
        proxy.iter().for_each(|proxy| proxy.end());
    };
    #[cfg(feature = "proxy")]
    let handler = match &proxy {
        Some(proxy) => proxy.clone() as Arc<dyn Handler>,
        None => watched.clone(),
    };
    #[cfg(not(feature = "proxy"))]
    let handler = watched.clone();
    out.say(format!("listening on http://{}", shown(address)));
    let serving = hyper::serve(listener, Arc::new(Logged { handler, out: out.clone() }), stop);
    tokio::select! {
        served = serving => served.map_err(|error| error.to_string())?,
        () = watched.clone().watch(out, warnings) => {}
    }
    #[cfg(feature = "proxy")]
    if let Some(proxy) = &proxy {
        return Ok(Some(proxy.report()));
    }
    Ok(None)
}

/// An address that a client can use: the loopback address, if the server listens on all.
fn shown(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    address
}

/// A handler that writes a line for each request.
struct Logged {
    handler: Arc<dyn Handler>,
    out: Lines,
}

impl Handler for Logged {
    fn handle(&self, request: Request) -> Reply {
        let mut line = format!("{} {}", request.method, plain(&request.path));
        let reply = self.handler.handle(request);
        line.push_str(&format!(" {}", reply.status.as_u16()));
        if let Some(why) = why(&reply) {
            line.push_str(&format!(": {}", plain(&why)));
        }
        self.out.say(line);
        reply
    }

    fn body_limit(&self, path: &str, headers: &http::HeaderMap) -> usize {
        self.handler.body_limit(path, headers)
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
