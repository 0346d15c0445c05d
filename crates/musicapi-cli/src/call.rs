//! Calls: what is paid for isn't dropped, and a task is waited for.

use musicapi::Called;
use musicapi::facts::Price;
use serde_json::{Value, json};

use crate::answer::after;
use crate::arguments::{Common, Delivery};
use crate::failure::{Failure, tell};
use crate::family::credits;
use crate::follow::{Known, follow};
use crate::paid;
use crate::report::Report;
use crate::request::Request;
use crate::session::{Files, Session};
use crate::settings::Settings;
use crate::stop;
use crate::store::Store;
use crate::table::clean;

/// Makes a call as the command line wants it: shown only, or sent, waited for and fetched.
pub(crate) async fn run(
    common: &Common,
    settings: &Settings,
    request: Request,
    delivery: &Delivery,
) -> Result<Report, Failure> {
    let request = request.checked()?;
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
    let mut session = Session::open(common, settings).await?;
    if request.operation.is_paid() {
        let store = Store::of(&session, common, settings).await?;
        if !request.has_secret() {
            let report = paid::run(&session, &store, &request, files.as_ref(), waits, answered).await?;
            return after(&session, &request, files.as_ref(), report).await;
        }
        session = session.writing_into(&store);
    }
    let mut called = send(&session, &request, files.as_ref()).await?;
    match (called.task.take(), files) {
        (Some(task), Some(files)) if waits => {
            let known = Known { request: request.body.as_ref(), ..Known::default() };
            follow(&session, &task, &files, known).await
        }
        (Some(task), _) => {
            tell_cost(called.price);
            let price = called.price.map(|price| price.credits);
            let text = format!("{}\n", task.reference());
            Ok(Report::new(text, json!({"task": task.reference(), "credits": price})))
        }
        (None, files) => {
            let report = answered(&request, called.price, &called.answer);
            after(&session, &request, files.as_ref(), report).await
        }
    }
}

/// Sends it. A paid request that is under way isn't dropped at the first Ctrl-C, since its answer would be lost.
pub(crate) async fn send(session: &Session, request: &Request, files: Option<&Files>) -> Result<Called, Failure> {
    let parameters = request.parameters();
    stop::listen();
    let mut sent = Box::pin(session.client.call(request.operation, &parameters, request.body.clone()));
    if !request.operation.is_paid() {
        return tokio::select! {
            called = &mut sent => Ok(called?),
            () = stop::once() => Err(Failure::cut_off()),
        };
    }
    let called = tokio::select! {
        called = &mut sent => return Ok(called?),
        () = stop::once() => {
            tell("a paid request is under way; waiting for its answer (once more, and it is given up)");
            tokio::select! {
                called = sent => called?,
                () = stop::twice() => return Err(Failure::given_up()),
            }
        }
    };
    // There is nothing to wait for where the answer is all.
    let Some(task) = called.task.as_ref().map(|task| task.reference().clone()) else { return Ok(called) };
    Err(Failure::interrupted(&task).of_task(&task, &session.resume(&task, files)))
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
    Report::new(format!("{}\n", clean(&format!("{answer:#}"))), told)
}
