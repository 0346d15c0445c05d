//! The client that a command works with.

use std::sync::Arc;
use std::time::Duration;

use musicapi::{Client, Policy, Retry, TaskRef};
use musicapi_mock::MockApi;

use crate::cli::options::Common;
use crate::context::files::Files;
use crate::context::settings::Settings;
use crate::context::{credentials, embedded_mock};
use crate::output::failure::Failure;
use crate::output::invocation::{musicapi, quoted};
use crate::output::pauses;
use crate::output::streams::tell;

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
