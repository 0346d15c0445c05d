//! Calls: what is paid for isn't dropped, and a task is waited for.

use musicapi::Called;
use musicapi::display;
use musicapi::facts::Price;
use serde_json::{Value, json};

use crate::calls::next_step::after;
use crate::calls::request::Request;
use crate::calls::submit;
use crate::cli::command_line::{Common, Delivery};
use crate::cli::generated_commands::credits;
use crate::context::database::Store;
use crate::context::interrupt;
use crate::context::session::{Files, Session};
use crate::context::settings::Settings;
use crate::output::failure::{Failure, tell};
use crate::output::report::Report;

/// Makes a call as the command line wants it: shown only, or sent, waited for and fetched.
pub(crate) async fn run(
    common: &Common,
    settings: &Settings,
    request: Request,
    delivery: &Delivery,
) -> Result<Report, Failure> {
    let request = request.checked()?;
    request.doubts().iter().for_each(|doubt| tell(doubt));
    if delivery.dry_run.dry_run {
        return Ok(request.shown());
    }
    // What can't be written is better known before anything is paid for.
    let waits = request.operation.starts.is_some() && !delivery.no_wait;
    let files = match request.operation.starts {
        Some(_) if waits => Some(Files::prepare(&delivery.out, settings)?),
        // Whoever waits for it later fetches them to there.
        Some(_) => Some(Files::named(&delivery.out, settings)),
        None if delivery.out.folder.is_some() => Some(Files::prepare(&delivery.out, settings)?),
        None => None,
    };
    let session = Session::open(common, settings).await?;
    let report = if request.operation.is_paid() {
        let store = Store::of(&session, common, settings).await?;
        submit::run(&session, &store, &request, files.as_ref(), waits, answered).await?
    } else {
        let called = send(&session, &request).await?;
        answered(&request, called.price, &called.answer)
    };
    after(&session, &request, files.as_ref(), report).await
}

/// Makes a call that costs nothing, so that it can be dropped.
pub(crate) async fn send(session: &Session, request: &Request) -> Result<Called, Failure> {
    let parameters = request.parameters();
    interrupt::listen();
    tokio::select! {
        called = session.client.call(request.operation, &parameters, request.body.clone()) => Ok(called?),
        () = interrupt::once() => Err(Failure::cut_off()),
    }
}

/// Says on standard error what a call has cost, since its answer is what standard output is for.
pub(crate) fn tell_cost(price: Option<Price>) {
    if let Some(price) = price {
        tell(&format!("{} spent (documented price)", credits(price)));
    }
}

/// The answer of a call that starts no task.
fn answered(request: &Request, price: Option<Price>, answer: &Value) -> Report {
    tell_cost(price);
    let told =
        json!({"operation": request.operation.id, "credits": price.map(|price| price.credits), "answer": answer});
    Report::new(format!("{}\n", display::json(&format!("{answer:#}"))), told)
}
