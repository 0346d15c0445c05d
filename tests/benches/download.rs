//! How fast a download is against reqwest alone, and what memory it takes: `cargo bench -p contract-tests --bench download`.
//!
//! Each run is a process of its own, so that its peak of memory is its own; the host is this one.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program for developers")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use musicapi::Client;
use tokio::io::AsyncWriteExt as _;

const BYTES: usize = 200_000_000;
const RUNS: usize = 9;

fn main() {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("run") => run(&arguments.next().unwrap(), &arguments.next().unwrap(), &arguments.next().unwrap()),
        _ => compare(),
    }
}

/// Runs each way in turn, and prints the medians.
fn compare() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || listener.incoming().for_each(|stream| serve(stream.unwrap())));
    let folder = tempfile::tempdir_in(std::env::var_os("BENCH_DIR").unwrap_or_else(|| ".".into())).unwrap();
    let ways = ["reqwest", "reqwest-sync", "download", "download-side-file"];
    let mut seen: Vec<Vec<(f64, f64)>> = vec![Vec::new(); ways.len()];
    for _ in 0..RUNS {
        for (way, seen) in ways.iter().zip(&mut seen) {
            let path = folder.path().join("song.mp3");
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.args(["run", way, &format!("http://{address}/song.mp3")]).arg(&path);
            let output = command.output().unwrap();
            assert!(output.status.success(), "{way}: {}", String::from_utf8_lossy(&output.stderr));
            let text = String::from_utf8(output.stdout).unwrap();
            let (seconds, peak) = text.trim().split_once(' ').unwrap();
            seen.push((seconds.parse().unwrap(), peak.parse().unwrap()));
            assert_eq!(std::fs::metadata(&path).unwrap().len(), BYTES as u64);
            std::fs::read_dir(folder.path())
                .unwrap()
                .for_each(|entry| std::fs::remove_file(entry.unwrap().path()).unwrap());
        }
    }
    let mut floor = None;
    for (way, mut seen) in ways.iter().zip(seen) {
        seen.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (seconds, _) = seen[RUNS / 2];
        let peak = seen.iter().map(|(_, peak)| *peak).fold(0.0, f64::max);
        let rate = BYTES as f64 / 1e6 / seconds;
        let floor = *floor.get_or_insert(rate);
        println!(
            "{way:<20} {rate:7.0} MB/s  {:4.0} % of reqwest alone  peak {:5.1} MB",
            rate / floor * 100.0,
            peak / 1e3
        );
    }
}

/// One download in one way; prints its seconds and the process's peak of memory in kB.
fn run(way: &str, url: &str, path: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let start;
    match way {
        "download" | "download-side-file" => {
            let client = Client::builder("key").base_url(url.trim_end_matches("/song.mp3")).build().unwrap();
            start = Instant::now();
            let download = client.download(url, path);
            let download = if way == "download" { download } else { download.side_file(musicapi::SideFile::new()) };
            runtime.block_on(async { download.await }).unwrap();
        }
        _ => {
            let client = reqwest::Client::builder().no_proxy().build().unwrap();
            start = Instant::now();
            runtime.block_on(plain(&client, url, path.as_ref(), way == "reqwest-sync"));
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    println!("{seconds} {}", peak.unwrap_or("0").trim());
}

async fn plain(client: &reqwest::Client, url: &str, path: &Path, sync: bool) {
    let mut response = client.get(url).send().await.unwrap().error_for_status().unwrap();
    let mut file = tokio::fs::File::create(path).await.unwrap();
    while let Some(chunk) = response.chunk().await.unwrap() {
        file.write_all(&chunk).await.unwrap();
    }
    file.flush().await.unwrap();
    if sync {
        file.sync_all().await.unwrap();
    }
}

/// Answers every request with the same song, made as it goes.
fn serve(mut stream: TcpStream) {
    std::thread::spawn(move || {
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        while lines.next().is_some_and(|line| !line.unwrap_or_default().is_empty()) {}
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\netag: \"1\"\r\ncontent-length: {BYTES}\r\n\r\n");
        let block = [b"\xFF\xFB\x90\x64".as_slice(), &[0x55; 65_532]].concat();
        let mut rest = BYTES;
        stream.write_all(head.as_bytes()).unwrap();
        while rest > 0 {
            let piece = &block[..rest.min(block.len())];
            if stream.write_all(piece).is_err() {
                return;
            }
            rest -= piece.len();
        }
    });
}
