//! Runs the command that the parsed arguments name.
//!
//! A generated command becomes a request at once. A command written by hand is matched here, and a shortcut becomes a request as well.
//! Settings are read first, except for the commands that repair the config file.

use std::time::{Duration, SystemTime};

use clap::{ArgMatches, FromArgMatches as _};
use musicapi::Task;
use musicapi::display;
use serde_json::{Value, json};

use crate::batch::{copies, index_page};
use crate::calls::request::Request;
use crate::calls::wait::{TaskContext, clip_json, follow, length, parse_task};
use crate::calls::{invoke, source, submit};
use crate::cli::command_line::{self, Arguments, Command, Config};
use crate::cli::names;
use crate::cli::options::{Common, Delivery, DryRun, Out, Source};
use crate::commands::{completions, config, doctor, login, models, shortcuts};
use crate::context::database::Store;
use crate::context::files::Files;
use crate::context::log;
use crate::context::session::Session;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::invocation::set_command_prefix;
use crate::output::report::Report;
use crate::output::table::table;

/// Runs the command.
pub(crate) async fn run(matches: &ArgMatches) -> Result<Report, Failure> {
    let common = Common::from_arg_matches(matches).map_err(|error| Failure::usage(error.to_string()))?;
    set_command_prefix(common.command_prefix());
    match family(matches) {
        Some((family, name, matches)) => {
            let settings = read(&common)?;
            let call =
                names::find(family, name).ok_or_else(|| Failure::usage(format!("there is no {family} {name}")))?;
            let request = call.request(matches, &settings)?;
            let delivery = if request.operation.starts.is_some() {
                Delivery::from_arg_matches(matches)
            } else {
                let folder = matches.try_get_one("folder").ok().flatten().cloned();
                let out = Out { folder, ..Out::default() };
                DryRun::from_arg_matches(matches).map(|dry_run| Delivery { out, dry_run, ..Delivery::default() })
            };
            let delivery = delivery.map_err(|error| Failure::usage(error.to_string()))?;
            invoke::run(&common, &settings, request, &delivery).await
        }
        None => {
            let arguments = Arguments::from_arg_matches(matches);
            let arguments = arguments.map_err(|error| Failure::usage(error.to_string()))?;
            match arguments.command {
                // These repair a config file that other commands can't start with.
                Command::Config(Config::Change(change)) => config::change(change, &common),
                command => run_handwritten(command, matches, &common, &read(&common)?).await,
            }
        }
    }
}

/// Reads the settings, and starts the log.
fn read(common: &Common) -> Result<Settings, Failure> {
    let settings = Settings::read(common)?;
    log::start(settings.log.as_ref(), settings.log_file.as_ref(), &settings.path)?;
    Ok(settings)
}

/// The family and the name of a generated command, if the arguments name one.
fn family(matches: &ArgMatches) -> Option<(&str, &str, &ArgMatches)> {
    let (family, matches) = matches.subcommand()?;
    musicapi::facts::FAMILIES.iter().find(|known| known.name == family)?;
    matches.subcommand().map(|(name, matches)| (family, name, matches))
}

async fn run_handwritten(
    command: Command,
    matches: &ArgMatches,
    common: &Common,
    settings: &Settings,
) -> Result<Report, Failure> {
    let send = async |request: Request, count: u32, delivery: Delivery| {
        let request = shortcuts::with_flags(request, matches);
        match count {
            1 => invoke::run(common, settings, request, &delivery).await,
            _ => copies::run(common, settings, request, count, &delivery).await,
        }
    };
    let of = async |source: Source| source::clip(source, common, settings).await;
    match command {
        Command::Song { text, description, options, delivery } => {
            let count = options.count;
            send(shortcuts::song(text.or(description), options, settings)?, count, delivery).await
        }
        Command::Cover { clip, description, options, delivery } => {
            let count = options.count;
            send(shortcuts::cover(of(clip).await?, description, options, settings)?, count, delivery).await
        }
        Command::Extend { clip, at, description, options, delivery } => {
            let count = options.count;
            send(shortcuts::extend(of(clip).await?, at, description, options, settings)?, count, delivery).await
        }
        Command::Stems { clip, full, delivery } => send(shortcuts::stems(of(clip).await?, full), 1, delivery).await,
        Command::Lyrics { text, dry_run } => lyrics(common, settings, text, dry_run).await,
        Command::Batch(batch) => crate::commands::batch::run(batch, common, settings).await,
        Command::Jobs(jobs) => crate::commands::jobs::run(jobs, common, settings).await,
        Command::Task(task) => self::task(task, common, settings).await,
        Command::Credits => {
            let balance = Session::open(common, settings).await?.client.account().get_credits().await?;
            let text = format!("{} monthly credits\n{} extra credits\n", balance.credits, balance.extra_credits);
            Ok(Report::new(text, json!({"credits": balance.credits, "extra_credits": balance.extra_credits})))
        }
        Command::Models { family } => models::list(family.as_deref()),
        Command::Login { .. } if common.mock => Err(Failure::usage("the mock inside this program needs no key")),
        Command::Login { forget } => login::run(settings, forget).await,
        Command::Config(command) => config::run(command, common, settings),
        Command::Doctor => doctor::examine(common, settings).await,
        Command::Mock(_) if common.json => Err(Failure::usage("the mock prints lines, and no JSON")),
        Command::Mock(arguments) => {
            let is_good = musicapi_mock::program::run(*arguments).await.map_err(Failure::plain)?;
            // The mock has printed what isn't good enough.
            is_good.then(|| Report::new("", json!({}))).ok_or_else(|| Failure::plain("the report is not good enough"))
        }
        Command::Completions { shell } => Ok(completions::completions(shell, command_line::command())),
        Command::Man { folder } => completions::man(&folder, command_line::command()),
    }
}

async fn lyrics(common: &Common, settings: &Settings, text: String, dry_run: DryRun) -> Result<Report, Failure> {
    let request = shortcuts::lyrics(text)?.checked()?;
    if dry_run.dry_run {
        return Ok(request.dry_run_report(1));
    }
    let session = Session::open(common, settings).await?;
    let store = Store::open_for(&session, common, settings).await?;
    submit::run(&session, &store, &request, None, false, shortcuts::report_lyrics).await
}

async fn task(command: command_line::Task, common: &Common, settings: &Settings) -> Result<Report, Failure> {
    match command {
        command_line::Task::Wait { task, out } => {
            let (task, files) = (parse_task(&task)?, Files::prepare(&out, settings)?);
            let session = Session::open(common, settings).await?;
            let found = Store::find_job(common, settings, &task).await;
            let known = found.as_ref().map_or_else(TaskContext::default, |(store, job)| TaskContext {
                request: Some(&job.request),
                name: job.note["name"].as_str(),
                job: Some((&store.jobs, job.id)),
            });
            let task = session.client.task(task);
            let begun = found.as_ref().and_then(|(_, job)| job.intent.as_ref()).map(|intent| intent.at);
            let begun = begun.and_then(|at| SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(at)));
            let task = begun.into_iter().fold(task, Task::begun_at);
            let report = follow(&session, &task, &files, known).await?;
            if let Some((store, job)) = &found {
                index_page::of_batch(&store.jobs, &job.batch).await?;
            }
            Ok(report)
        }
        command_line::Task::Show { task } => {
            let task = parse_task(&task)?;
            show(&Session::open(common, settings).await?.client.task(task)).await
        }
    }
}

/// Shows the status of a task, after a single poll.
async fn show(task: &Task<Value>) -> Result<Report, Failure> {
    let status = task.poll().await?;
    let rows = status.clips.iter().map(|clip| {
        let own = |text: Option<&str>| text.unwrap_or("–").to_owned();
        [
            own(clip.id()),
            clip.state_in_words().to_owned(),
            clip.duration().map_or("–".to_owned(), length),
            own(clip.title()),
        ]
    });
    let text = match status.clips.is_empty() {
        true => format!("{}\n", display::line(&status.to_string())),
        false => table(["clip", "state", "length", "title"], rows),
    };
    let clips: Vec<Value> = status.clips.iter().map(clip_json).collect();
    Ok(Report::new(text, json!({"task": task.reference(), "done": status.is_done(), "clips": clips})))
}
