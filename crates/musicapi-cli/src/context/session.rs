//! The client that a command works with.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use musicapi::{Client, Policy, Retry, TaskRef};
use musicapi_jobs::Kept;
use musicapi_mock::MockApi;
use serde_json::{Value, json};

use crate::cli::command_line::{Common, Out};
use crate::commands::completions::{musicapi, quoted};
use crate::context::credentials;
use crate::context::embedded_mock;
use crate::context::settings::Settings;
use crate::output::failure::{Failure, tell};
use crate::output::pauses;

/// Why nothing goes on with what a mock inside this program has.
pub(crate) const MOCK_ENDS: &str = "the built-in mock ends with this command; `musicapi mock` keeps running";

/// The longest pause that the service may ask for; beyond it, that is told.
const LONGEST_WAIT: Duration = Duration::from_secs(5 * 60);

/// A client, and what is set for it.
pub(crate) struct Session {
    pub(crate) client: Client,
    /// It ends with this.
    mock: Option<MockApi>,
    /// That the service is asked faster than documented.
    warning: Option<String>,
}

impl Session {
    pub(crate) async fn open(common: &Common, settings: &Settings) -> Result<Self, Failure> {
        let pace = settings.pace(common.mock);
        if common.mock {
            let (mock, client) = embedded_mock::start(pace.policy(Policy::default())).await?;
            return Ok(Self { client, mock: Some(mock), warning: None });
        }
        let service = settings.service()?;
        let key = credentials::key(&service)?.ok_or_else(|| credentials::missing(&service))?;
        credentials::may_go(&key, &service)?;
        // What became of a lost answer can be told by the balance, if that from before is known.
        // A single command waits as long as the service asks for, up to minutes.
        let retry = Retry { cap: LONGEST_WAIT, ..Retry::default() };
        let policy = pace.policy(Policy { read_balance: true, retry, ..Policy::default() });
        let builder = Client::builder(key.value).policy(policy).base_url(service.as_str());
        let builder = builder.observer(Arc::new(pauses::Told::default()));
        Ok(Self { client: builder.build()?, mock: None, warning: pace.warning(&service) })
    }

    /// Warns if the service is asked faster than documented, before something is created or waited for.
    pub(crate) fn warn(&self) {
        self.warning.iter().for_each(|warning| tell(warning));
    }

    /// Whether it works against the mock inside this program.
    pub(crate) fn is_mock(&self) -> bool {
        self.mock.is_some()
    }

    /// How a task is waited for again.
    pub(crate) fn resume(&self, task: &TaskRef, files: Option<&Files>) -> String {
        if self.is_mock() {
            return MOCK_ENDS.to_owned();
        }
        let mut line = format!("{} task wait {task}", musicapi());
        if let Some(files) = files {
            line.push_str(&format!(" --out {}", quoted(&files.folder.display().to_string())));
            line.push_str(if files.tags { "" } else { " --no-tags" });
        }
        format!("wait for it again with:\n{line}")
    }
}

/// Where files go, and how.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) folder: PathBuf,
    /// Whether tags are written into them.
    pub(crate) tags: bool,
}

impl Files {
    /// As it is kept beside a job: it holds in whatever folder the job is resumed.
    pub(crate) fn note(&self, name: Option<&str>) -> Value {
        let folder = std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone());
        json!({"out": folder, "tags": self.tags, "name": name})
    }

    /// A file as it is shown: below the folder as that was said.
    pub(crate) fn shown(&self, kept: Kept) -> Kept {
        let path = kept.path.file_name().map(|name| self.folder.join(name));
        Kept { path: path.unwrap_or_else(|| kept.path.clone()), ..kept }
    }

    /// Read from there; none if nothing is to be fetched.
    pub(crate) fn noted(note: &Value) -> Option<Self> {
        let folder = note["out"].as_str()?.into();
        Some(Self { folder, tags: note["tags"].as_bool().unwrap_or(true) })
    }

    /// What was said, or is set.
    pub(crate) fn named(out: &Out, settings: &Settings) -> Self {
        Self { folder: PathBuf::from(settings.out(out.folder.as_deref()).value), tags: !out.no_tags }
    }

    /// The folder, made if need be. That nothing can be written there is better known before a song is paid for.
    pub(crate) fn prepare(out: &Out, settings: &Settings) -> Result<Self, Failure> {
        Self::named(out, settings).made()
    }

    /// The same, made.
    pub(crate) fn made(self) -> Result<Self, Failure> {
        let tried = std::fs::create_dir_all(&self.folder).and_then(|()| tempfile::tempfile_in(&self.folder));
        let shown = self.folder.display();
        let text = match tried {
            Ok(_) => return Ok(self),
            Err(_) if self.folder.is_file() => format!("{shown} is a file, and no folder"),
            Err(error) => format!("nothing can be written to {shown}: {error}"),
        };
        Err(Failure::plain(format!("{text}; choose another folder with --out")))
    }
}
