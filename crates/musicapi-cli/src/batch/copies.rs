//! Several songs from one request (`--count`): a batch without a file.

use musicapi_jobs::{JobSpec, Options, Scope};

use crate::batch::run_jobs;
use crate::calls::request::Request;
use crate::calls::submit::random;
use crate::cli::options::{Common, Delivery};
use crate::context::database::Store;
use crate::context::files::Files;
use crate::context::session::Session;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::invocation::command_prefix;
use crate::output::report::Report;
use crate::output::streams::{eprint_line, eprint_line_briefly};

/// Makes a request a number of times, and waits for all of them.
pub(crate) async fn run(
    common: &Common,
    settings: &Settings,
    request: Request,
    count: u32,
    delivery: &Delivery,
) -> Result<Report, Failure> {
    if delivery.no_wait {
        return Err(Failure::usage("--no-wait is for a single song: leave it or --count out").unsent());
    }
    let request = request.checked()?;
    let webhook_secret = request.secret()?;
    request.warnings().iter().for_each(|warning| eprint_line(warning));
    if delivery.dry_run.dry_run {
        return Ok(request.dry_run_report(count));
    }
    let files = Files::prepare(&delivery.out, settings)?;
    let session = Session::open(common, settings).await?;
    let store = Store::open_for(&session, common, settings).await?;
    let batch = format!("{count} songs {:08x}", random() >> 32);
    let works = (1..=count).map(|copy| JobSpec {
        key: copy.to_string(),
        operation: request.operation.id.to_owned(),
        request: request.body.clone().unwrap_or_default(),
        note: files.to_note(None),
        any_model: false,
    });
    let works: Vec<JobSpec> = works.collect();
    eprint_line_briefly(request.sending(count)).await;
    store.jobs.add(&batch, &works).await?;
    let options = Options { scope: Scope::Batch(batch.clone()), webhook_secret, ..Options::default() };
    let resume = format!("{} batch resume {}", command_prefix(), crate::output::invocation::quoted(&batch));
    run_jobs::work(&session, &store, options, &resume).await
}
