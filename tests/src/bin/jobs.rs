//! Works on a file of jobs: a process of its own for tests that kill one. It runs what is there until nothing is left to do; or, told to be
//! `beside`, it does what somebody in a second terminal does: lists, shows, reconciles and makes songs, and opens and closes the file
//! each time.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use contract_tests::fast::FastTime;
use musicapi::{Client, Clip};
use musicapi_jobs::{Job, JobSpec, Jobs, Options, Scope};
use serde_json::{Value, json};

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("too few arguments");
    let (file, folder, uri, key) = (next()?, PathBuf::from(next()?), next()?, next()?);
    let client = Client::builder(key).base_url(uri).clock(Arc::new(FastTime)).build()?;
    let place = move |_: &Job, clip: &Clip<Value>| Some(folder.join(format!("{}.mp3", clip.id()?)));
    // On this clock eight hours are half a minute, and an intent must be on the disk within ten milliseconds, or its call isn't sent and is
    // tried again. A busy disk may need longer for half a minute.
    let patience = Duration::from_secs(365 * 24 * 60 * 60);
    let options = Options { files: Arc::new(place), patience, ..Options::default() };
    match arguments.next() {
        None => {
            let jobs = open(&file).await?;
            let run = jobs.run(&client, options);
            // Whoever asks for the same file again in this process, as the command does, must not harm the first.
            open(&file).await?.progress(&Scope::All).await?;
            run.finish().await.map(drop)?;
        }
        Some(name) => {
            for round in 0..3 {
                beside(&file, &client, &options, &format!("{name} {round}")).await?;
            }
        }
    }
    Ok(())
}

async fn open(file: &str) -> Result<Jobs, musicapi_jobs::Error> {
    Ok(Jobs::open(file).await?.with_clock(Arc::new(FastTime)))
}

async fn beside(file: &str, client: &Client, options: &Options, key: &str) -> Outcome {
    let listed = Jobs::open_read_only(file).await?.list(&Scope::All).await?;
    Jobs::open_read_only(file).await?.show(listed.first().ok_or("no jobs")?.id).await?;
    Jobs::open_read_only(file).await?.progress(&Scope::All).await?;
    open(file).await?.reconcile(client, &Scope::All).await?;
    let request = json!({"custom_mode": false, "mv": "sonic-v5", "task_type": "create_music", "gpt_description_prompt": "a song"});
    let song = JobSpec {
        key: key.to_owned(),
        operation: "create_sonic".to_owned(),
        request,
        note: Value::Null,
        any_model: false,
    };
    let jobs = open(file).await?;
    for job in jobs.add("", &[song]).await? {
        jobs.run(client, Options { scope: Scope::Job(job), ..options.clone() }).finish().await?;
    }
    Ok(())
}
