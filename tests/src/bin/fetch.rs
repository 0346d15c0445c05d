//! Fetches a file and tells how far it is: a process of its own for tests that kill one.
#![allow(clippy::print_stdout, reason = "the test reads it")]

use musicapi::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let (url, path) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    let client = Client::builder("key").base_url("http://127.0.0.1:1").build()?;
    let download = client.download(url, path);
    let mut progress = download.progress();
    let watch = tokio::spawn(async move {
        while progress.changed().await.is_ok() {
            println!("{}", progress.borrow_and_update().bytes);
        }
    });
    let result = download.await;
    // It ends with the download, at the latest.
    drop(watch.await);
    result.map(drop)
}
