//! The client that a command works with.

use std::path::PathBuf;

use musicapi::{Client, TaskRef};
use musicapi_mock::MockApi;

use crate::arguments::{Common, Out};
use crate::failure::Failure;
use crate::key;
use crate::mock;
use crate::settings::{Origin, Settings};
use crate::shell::quoted;

/// A client, and what is set for it.
pub(crate) struct Session {
    pub(crate) client: Client,
    /// It ends with this.
    mock: Option<MockApi>,
    /// The address, if it must be said again.
    base_url: Option<String>,
}

impl Session {
    pub(crate) async fn open(common: &Common, settings: &Settings) -> Result<Self, Failure> {
        if common.mock {
            let (mock, client) = mock::start().await?;
            return Ok(Self { client, mock: Some(mock), base_url: None });
        }
        let key = key::key()?.ok_or_else(Failure::no_key)?;
        let builder = Client::builder(key.value);
        let builder = settings.base_url.iter().fold(builder, |builder, url| builder.base_url(url.value.as_str()));
        // What the environment or the file names need not be said again.
        let said = settings.base_url.as_ref().filter(|url| url.origin == Origin::Flag);
        Ok(Self { client: builder.build()?, mock: None, base_url: said.map(|url| url.value.clone()) })
    }

    /// Whether it works against the mock inside this program.
    pub(crate) fn is_mock(&self) -> bool {
        self.mock.is_some()
    }

    /// How a task is waited for again.
    pub(crate) fn resume(&self, task: &TaskRef, files: Option<&Files>) -> String {
        if self.is_mock() {
            return "the mock inside this program ends with it; `musicapi mock` stays".to_owned();
        }
        let base_url = self.base_url.iter().map(|url| format!("--base-url {} ", quoted(url)));
        let base_url: String = base_url.collect();
        let mut line = format!("musicapi {base_url}task wait {task}");
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
    /// The folder, made if need be. That nothing can be written there is better known before a song is paid for.
    pub(crate) fn prepare(out: &Out, settings: &Settings) -> Result<Self, Failure> {
        let folder = PathBuf::from(settings.out(out.folder.as_deref()).value);
        let tried = std::fs::create_dir_all(&folder).and_then(|()| tempfile::tempfile_in(&folder));
        match tried {
            Ok(_) => Ok(Self { folder, tags: !out.no_tags }),
            Err(error) => Err(Failure::plain(format!(
                "nothing can be written to {}: {error}; choose another folder with --out",
                folder.display()
            ))),
        }
    }
}
