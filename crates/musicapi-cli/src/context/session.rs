//! The client of a command: for a real service with a key, or for the embedded mock.

use std::sync::Arc;
use std::time::Duration;

use musicapi::{Client, Policy, Retry, TaskRef};
use musicapi_mock::MockApi;

use crate::cli::options::Common;
use crate::context::files::Files;
use crate::context::settings::Settings;
use crate::context::{credentials, embedded_mock};
use crate::output::failure::Failure;
use crate::output::invocation::{command_prefix, quoted};
use crate::output::pauses;
use crate::output::streams::eprint_line;

/// Why nothing of the embedded mock can be resumed.
pub(crate) const MOCK_ENDS: &str = "the built-in mock ends with this command; `musicapi mock` keeps running";

/// The longest pause that a command grants the service; a longer one ends the command with its error.
const MAX_SERVER_PAUSE: Duration = Duration::from_secs(5 * 60);

/// A client, and the embedded mock if it works against one.
pub(crate) struct Session {
    pub(crate) client: Client,
    /// Held for its drop, which stops it.
    mock: Option<MockApi>,
    /// The warning if the service is asked faster than documented.
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
        credentials::check_encryption(&key, &service)?;
        // A balance read before each create can prove later what became of a lost answer.
        let retry = Retry { cap: MAX_SERVER_PAUSE, ..Retry::default() };
        let policy = pace.policy(Policy { read_balance: true, retry, ..Policy::default() });
        let builder = Client::builder(key.value).policy(policy).base_url(service.as_str());
        let builder = builder.observer(Arc::new(pauses::PauseReporter::default()));
        Ok(Self { client: builder.build()?, mock: None, warning: pace.warning(&service) })
    }

    /// Prints the warning, before anything is created or polled.
    pub(crate) fn warn(&self) {
        self.warning.iter().for_each(|warning| eprint_line(warning));
    }

    /// Whether the session works against the embedded mock.
    pub(crate) fn is_mock(&self) -> bool {
        self.mock.is_some()
    }

    /// The hint how to wait for a task again.
    pub(crate) fn resume_hint(&self, task: &TaskRef, files: Option<&Files>) -> String {
        if self.is_mock() {
            return MOCK_ENDS.to_owned();
        }
        let mut line = format!("{} task wait {task}", command_prefix());
        if let Some(files) = files {
            line.push_str(&format!(" --out {}", quoted(&files.folder.display().to_string())));
            line.push_str(if files.tags { "" } else { " --no-tags" });
        }
        format!("wait for it again with:\n{line}")
    }
}
