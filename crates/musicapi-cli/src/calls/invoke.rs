//! Runs a request: checks it, shows or sends it, waits for its task, and downloads the files.
//!
//! A paid call goes through the store ([`submit`]), so that it survives an interrupt; a free call is simply dropped.

use std::io::Write as _;

use musicapi::Response;
use musicapi::display;
use musicapi::facts::{AnswerBody, Price};
use serde_json::{Value, json};

use crate::calls::next_step::follow_up;
use crate::calls::request::Request;
use crate::calls::submit;
use crate::calls::submit::tell_cost;
use crate::cli::options::{Common, Delivery};
use crate::context::database::Store;
use crate::context::files::Files;
use crate::context::interrupt;
use crate::context::session::Session;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::output::streams::eprint_line;

/// Runs a request as the flags say.
pub(crate) async fn run(
    common: &Common,
    settings: &Settings,
    request: Request,
    delivery: &Delivery,
) -> Result<Report, Failure> {
    let request = request.checked()?;
    request.warnings().iter().for_each(|warning| eprint_line(warning));
    if delivery.dry_run.dry_run {
        return Ok(request.dry_run_report(1));
    }
    // Create the folder before anything is paid for.
    let waits = request.operation.starts.is_some() && !delivery.no_wait;
    let files = match request.operation.starts {
        Some(_) if waits => Some(Files::prepare(&delivery.out, settings)?),
        // A later wait for the task downloads to this folder.
        Some(_) => Some(Files::from_options(&delivery.out, settings)),
        None if delivery.out.folder.is_some() => Some(Files::prepare(&delivery.out, settings)?),
        None => None,
    };
    let session = Session::open(common, settings).await?;
    // A job is a body: a call without one, or with parameters, is sent as it is, and once.
    let is_job = !request.operation.forms.is_empty() && request.operation.parameters.is_empty();
    let report = if request.operation.is_paid() && is_job {
        let store = Store::open_for(&session, common, settings).await?;
        submit::run(&session, &store, &request, files.as_ref(), waits, report_answer).await?
    } else {
        let called = send(&session, &request).await?;
        if let AnswerBody::Bytes(media) = request.operation.answer {
            return save_bytes(&request, media, &called.bytes, delivery);
        }
        report_answer(&request, called.price, &called.answer)
    };
    follow_up(&session, &request, files.as_ref(), report).await
}

/// Makes a call that is no job. An interrupt drops it if it is free.
pub(crate) async fn send(session: &Session, request: &Request) -> Result<Response, Failure> {
    let parameters = request.parameters();
    interrupt::listen();
    tokio::select! {
        called = session.client.call(request.operation, &parameters, request.body.clone()) => Ok(called?),
        () = interrupt::first(), if !request.operation.is_paid() => Err(Failure::cut_off()),
    }
}

/// Writes a binary answer into a new file.
fn save_bytes(request: &Request, media: &str, bytes: &[u8], delivery: &Delivery) -> Result<Report, Failure> {
    let folder = delivery.out.folder.clone().unwrap_or_else(|| ".".into());
    let ending = match media {
        "audio/mpeg" => "mp3",
        "text/plain" => "txt",
        other => other.rsplit(['/', '-', '+']).next().unwrap_or("bin"),
    };
    let path = folder.join(format!("{}.{ending}", request.operation.id));
    let unwritable = |error: std::io::Error| Failure::plain(format!("{} can't be written: {error}", path.display()));
    std::fs::create_dir_all(&folder).map_err(unwritable)?;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path).map_err(unwritable)?;
    file.write_all(bytes).map_err(unwritable)?;
    let details = json!({"operation": request.operation.id, "file": path, "bytes": bytes.len()});
    Ok(Report::new(format!("{}\n", path.display()), details))
}

/// Reports the answer of a call that starts no task.
fn report_answer(request: &Request, price: Option<Price>, answer: &Value) -> Report {
    tell_cost(price);
    let details =
        json!({"operation": request.operation.id, "credits": price.map(|price| price.credits), "answer": answer});
    Report::new(format!("{}\n", display::json(&format!("{answer:#}"))), details)
}
