//! How long the mock takes to make the files of a clip, and to serve them beside a server that has the same bytes at hand:
//! `cargo run --release -p musicapi-mock --example files`.

#![allow(clippy::print_stdout, reason = "its result is what it prints")]

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{Method, StatusCode};
use musicapi_mock::{Service, Settings};
use openapi_mock::{Handler, Reply, Request, server};

/// A clip of the document's examples.
const CLIP: &str = "26c9c592-0566-46cf-bb71-91ac1deaa7b5";
const TIMES: u32 = 41;

/// The median.
fn time<T>(mut act: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(act());
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

/// Fetches a file again and again over one connection, and gives the megabytes a second.
fn throughput(address: SocketAddr, path: &str) -> Result<f64, Box<dyn Error>> {
    let request = format!("GET {path} HTTP/1.1\r\nhost: a\r\n\r\n");
    let mut stream = BufReader::with_capacity(1 << 20, TcpStream::connect(address)?);
    let mut body = Vec::new();
    let mut fetch = || -> Result<(), Box<dyn Error>> {
        stream.get_mut().write_all(request.as_bytes())?;
        let (mut line, mut length) = (String::new(), 0);
        while stream.read_line(&mut line)? > 2 {
            if let Some(told) = line.strip_prefix("content-length: ") {
                length = told.trim_end().parse()?;
            }
            line.clear();
        }
        body.resize(length, 0);
        Ok(stream.read_exact(&mut body)?)
    };
    fetch()?;
    let mut failed = None;
    let median = time(|| failed = failed.take().or(fetch().err()));
    failed.map_or(Ok(body.len() as f64 / 1e6 / median.as_secs_f64()), Err)
}

fn main() -> Result<(), Box<dyn Error>> {
    let service = Arc::new(Service::new(Settings::default())?);
    let mock = server::spawn(Arc::clone(&service) as Arc<dyn Handler>)?;
    println!("kind      bytes   whole    HEAD  last kB  MB/s mock  MB/s at hand");
    for kind in ["mp3", "m4a", "wav", "mid", "jpeg"] {
        let path = format!("/media/{CLIP}.{kind}");
        let get = Request::get(&path);
        let body = service.handle(get.clone()).body;
        let whole = time(|| service.handle(get.clone()));
        let head = time(|| service.handle(Request { method: Method::HEAD, ..get.clone() }));
        let last = time(|| service.handle(get.clone().with_header("range", "bytes=-1000")));
        let bytes = body.len();
        let floor = server::spawn(Arc::new(move |_: Request| {
            let mut reply = Reply::new(StatusCode::OK);
            reply.body = body.clone();
            reply
        }))?;
        let (mock, floor) = (throughput(mock.address(), &path)?, throughput(floor.address(), &path)?);
        println!("{kind:5} {bytes:9} {whole:7.0?} {head:7.0?} {last:8.0?} {mock:10.0} {floor:13.0}");
    }
    Ok(())
}
