//! From what was said to what is done.

use clap::{ArgMatches, FromArgMatches as _};
use musicapi::{Task, TaskRef};
use serde_json::{Value, json};

use crate::arguments::{self, Arguments, Command, Common, Delivery, DryRun, Out};
use crate::failure::Failure;
use crate::follow::{Known, follow, length, state, told};
use crate::report::Report;
use crate::request::Request;
use crate::session::{Files, Session};
use crate::settings::Settings;
use crate::store::Store;
use crate::table::table;
use crate::{call, doctor, key, log, models, names, page, paid, people, shell};

/// Does what the command line says.
pub(crate) async fn run(matches: &ArgMatches) -> Result<Report, Failure> {
    let common = Common::from_arg_matches(matches).map_err(|error| Failure::usage(error.to_string()))?;
    shell::begin(&common);
    let settings = Settings::read(&common)?;
    log::start(&settings)?;
    match family(matches) {
        Some((family, name, matches)) => {
            let call =
                names::call(family, name).ok_or_else(|| Failure::usage(format!("there is no {family} {name}")))?;
            let request = call.request(matches)?;
            let delivery = if request.operation.starts.is_some() {
                Delivery::from_arg_matches(matches)
            } else {
                let folder = matches.try_get_one("folder").ok().flatten().cloned();
                let out = Out { folder, ..Out::default() };
                DryRun::from_arg_matches(matches).map(|dry_run| Delivery { out, dry_run, ..Delivery::default() })
            };
            let delivery = delivery.map_err(|error| Failure::usage(error.to_string()))?;
            call::run(&common, &settings, request, &delivery).await
        }
        None => {
            let arguments = Arguments::from_arg_matches(matches);
            let arguments = arguments.map_err(|error| Failure::usage(error.to_string()))?;
            curated(arguments.command, &common, &settings).await
        }
    }
}

/// The family and the command of it that were said, if it was one that follows from the facts.
fn family(matches: &ArgMatches) -> Option<(&str, &str, &ArgMatches)> {
    let (family, matches) = matches.subcommand()?;
    musicapi::facts::FAMILIES.iter().find(|known| known.name == family)?;
    matches.subcommand().map(|(name, matches)| (family, name, matches))
}

async fn curated(command: Command, common: &Common, settings: &Settings) -> Result<Report, Failure> {
    let send = async |request: Request, delivery: Delivery| call::run(common, settings, request, &delivery).await;
    match command {
        Command::Song { text, words, delivery } => send(people::song(text, words, settings)?, delivery).await,
        Command::Cover { clip, description, words, delivery } => {
            send(people::cover(clip, description, words, settings)?, delivery).await
        }
        Command::Extend { clip, at, description, words, delivery } => {
            send(people::extend(clip, at, description, words, settings)?, delivery).await
        }
        Command::Stems { clip, full, delivery } => send(people::stems(clip, full), delivery).await,
        Command::Lyrics { text, dry_run } => lyrics(common, settings, text, dry_run).await,
        Command::Batch(batch) => crate::batch::run(batch, common, settings).await,
        Command::Jobs(jobs) => crate::jobs::run(jobs, common, settings).await,
        Command::Task(task) => self::task(task, common, settings).await,
        Command::Credits => {
            let balance = Session::open(common, settings).await?.client.account().get_credits().await?;
            let text = format!("{} monthly credits\n{} extra credits\n", balance.credits, balance.extra_credits);
            Ok(Report::new(text, json!({"credits": balance.credits, "extra_credits": balance.extra_credits})))
        }
        Command::Models { family } => models::list(family.as_deref()),
        Command::Login { .. } if common.mock => Err(Failure::usage("the mock inside this program needs no key")),
        Command::Login { forget } => key::login(settings, forget).await,
        Command::Doctor => doctor::examine(common, settings).await,
        Command::Mock(_) if common.json => Err(Failure::usage("the mock prints lines, and no JSON")),
        Command::Mock(arguments) => {
            let is_good = musicapi_mock::program::run(*arguments).await.map_err(Failure::plain)?;
            // What isn't good enough is told above.
            is_good.then(|| Report::new("", json!({}))).ok_or_else(|| Failure::plain("the report is not good enough"))
        }
        Command::Completions { shell } => Ok(shell::completions(shell)),
        Command::Man { folder } => shell::man(&folder),
    }
}

async fn lyrics(common: &Common, settings: &Settings, text: String, dry_run: DryRun) -> Result<Report, Failure> {
    let request = people::lyrics(text)?.checked()?;
    if dry_run.dry_run {
        return Ok(request.shown());
    }
    let session = Session::open(common, settings).await?;
    let store = Store::of(&session, common, settings).await?;
    paid::run(&session, &store, &request, None, false, people::written).await
}

async fn task(command: arguments::Task, common: &Common, settings: &Settings) -> Result<Report, Failure> {
    let reference = |task: String| -> Result<TaskRef, Failure> {
        let task = if task.contains('/') { task } else { format!("sonic/task/{task}") };
        Ok(task.parse()?)
    };
    match command {
        arguments::Task::Wait { task, out } => {
            let (task, files) = (reference(task)?, Files::prepare(&out, settings)?);
            let session = Session::open(common, settings).await?;
            let found = Store::of_task(common, settings, &task).await;
            let known = found.as_ref().map_or_else(Known::default, |(store, job)| Known {
                request: Some(&job.request),
                name: job.note["name"].as_str(),
                job: Some((&store.jobs, job.id)),
            });
            let report = follow(&session, &session.client.task(task), &files, known).await?;
            if let Some((store, job)) = &found {
                page::of_batch(&store.jobs, &job.batch).await?;
            }
            Ok(report)
        }
        arguments::Task::Show { task } => {
            let task = reference(task)?;
            show(&Session::open(common, settings).await?.client.task(task)).await
        }
    }
}

/// Looks once at a task.
async fn show(task: &Task<Value>) -> Result<Report, Failure> {
    let look = task.look().await?;
    let rows = look.clips.iter().map(|clip| {
        let own = |text: Option<&str>| text.unwrap_or("–").to_owned();
        [own(clip.id()), state(clip).to_owned(), clip.duration().map_or("–".to_owned(), length), own(clip.title())]
    });
    let text = match look.clips.is_empty() {
        true => format!("{look}\n"),
        false => table(["clip", "state", "length", "title"], rows),
    };
    let clips: Vec<Value> = look.clips.iter().map(told).collect();
    Ok(Report::new(text, json!({"task": task.reference(), "done": look.is_done(), "clips": clips})))
}
