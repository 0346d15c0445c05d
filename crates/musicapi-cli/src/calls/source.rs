//! Finds the clip that a command works on: by its id, by the address of its page, by a downloaded file, or as the last one made.

use std::path::Path;

use musicapi::facts::{self, CREATE_SONIC, Operation};
use musicapi::{SideFile, Stored, display};
use musicapi_jobs::{Scope, State};

use crate::cli::fields;
use crate::cli::options::{Common, Source};
use crate::context::database::Store;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::invocation;
use crate::output::report::AT_A_TIME;
use crate::output::streams::eprint_line;

/// The id of the clip. The check of the request replaces the address of a page.
pub(crate) async fn clip(source: Source, common: &Common, settings: &Settings) -> Result<String, Failure> {
    match source.clip {
        Some(clip) => clip_of_file(clip),
        None => last(&Store::open_read_only(common, settings).await?).await,
    }
}

/// The clip that a file holds, by its side file; any other text is returned as it is.
fn clip_of_file(argument: String) -> Result<String, Failure> {
    let path = Path::new(argument.strip_suffix(".json").unwrap_or(&argument));
    let is_file = path.exists() || Path::new(&argument).exists();
    if !is_file {
        return Ok(argument);
    }
    let record = match SideFile::stored(path) {
        Stored::Whole(record) | Stored::Changed(record) | Stored::Nothing(Some(record)) => record.clip,
        _ => None,
    };
    record.ok_or_else(|| {
        let text = format!("{argument} is a file, and nothing beside it says which clip it holds");
        Failure::usage(text).and("name the clip by its id or by the address of its page").unsent()
    })
}

/// Whether an operation makes songs of the sonic family: its task is polled like that of a create, and it has a model, unlike stems and
/// uploads.
fn makes_songs(operation: &str) -> bool {
    let reported = |known: &Operation| known.starts.map(|starts| starts.operation);
    facts::operation(operation).is_some_and(|known| {
        reported(known) == reported(&CREATE_SONIC) && known.forms.iter().any(|form| fields::model(form).is_some())
    })
}

/// The first clip of the newest job that made a song.
async fn last(store: &Store) -> Result<String, Failure> {
    let ids = store.jobs.ids(&Scope::All).await?;
    for ids in ids.rchunks(AT_A_TIME) {
        for job in store.jobs.some(ids).await?.iter().rev().filter(|job| job.state == State::Done) {
            let made = job.clips.iter().find_map(|clip| Some((clip.id.clone()?, clip.title.as_deref())));
            if let Some((id, title)) = made.filter(|_| makes_songs(&job.operation)) {
                let title = title.map(|title| format!(", {:?}", display::line(title))).unwrap_or_default();
                eprint_line(&format!("of clip {id}{title}, from job {}", job.id));
                return Ok(id);
            }
        }
    }
    Err(Failure::usage(format!("no song yet; make one with {}", invocation::in_backticks("song"))).unsent())
}
