//! Works on a file of jobs until nothing is left to do: a process of its own for tests that kill one.

use std::path::PathBuf;
use std::sync::Arc;

use contract_tests::fast::FastTime;
use musicapi::{Client, Clip};
use musicapi_jobs::{Job, Jobs, Options};
use serde_json::Value;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("too few arguments");
    let (file, folder, uri, key) = (next()?, PathBuf::from(next()?), next()?, next()?);
    let clock = Arc::new(FastTime);
    let jobs = Jobs::open(file).await?.with_clock(clock.clone());
    let client = Client::builder(key).base_url(uri).clock(clock).build()?;
    let place = move |_: &Job, clip: &Clip<Value>| Some(folder.join(format!("{}.mp3", clip.id()?)));
    jobs.run(&client, Options { files: Arc::new(place), ..Options::default() }).finish().await?;
    Ok(())
}
