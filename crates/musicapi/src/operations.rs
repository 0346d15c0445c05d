// Made by `cargo xtask codegen` from openapi/musicapi.yaml (sha256 4a3b2d7632b3aa0fa527ae6ada47936fbb9bd4cf0a606ea2b75d4564e189a4f2) with progenitor 0.15.1. Edits are lost.

//! The operations, grouped by family.
use musicapi_facts::Operation;
use crate::client::{Answer, Client, NO_BODY};
use crate::error::Error;
use crate::task::Task;
use crate::types;
impl Client {
    /// Songs with vocals, made, extended, joined and covered.
    #[must_use]
    pub fn sonic(&self) -> Sonic<'_> {
        Sonic { client: self }
    }

    /// What is left to spend.
    #[must_use]
    pub fn account(&self) -> Account<'_> {
        Account { client: self }
    }

    /// Asks the operation that reports on a task.
    pub(crate) async fn ask(
        &self,
        operation: &'static Operation,
        task_id: &str,
    ) -> Result<Answer, Error> {
        match operation.id {
            "get_sonic_task" => {
                self.send(operation, NO_BODY, |raw| raw.get_sonic_task(task_id)).await
            }
            _ => Err(Error::not_a_report(operation)),
        }
    }
}

/// Songs with vocals, made, extended, joined and covered.
#[derive(Debug, Clone, Copy)]
pub struct Sonic<'c> {
    client: &'c Client,
}

impl Sonic<'_> {
    /// Start a song.
    ///
    /// Starts a task that makes two clips: from lyrics or from a description, or from an existing clip (extend, concat, cover), an uploaded clip or a persona. Which one is said by `task_type`; without it a plain song is made. Credits are taken when the task is accepted, and given back when it fails.
    ///
    /// Sends `POST /sonic/create`.
    ///
    /// Costs, in credits:
    /// - `create_music`: 15
    /// - `extend_music`: 15
    /// - `concat_music`: 2
    /// - `cover_music`: 15
    /// - `persona_music`: 15
    /// - `extend_upload_music`: 15
    /// - `cover_upload_music`: 15
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn create(
        &self,
        request: impl Into<types::SonicCreate>,
    ) -> Result<Task<types::SonicClip>, Error> {
        let body = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::CREATE_SONIC,
                Some(&body),
                |raw| raw.create_sonic(&body),
            )
            .await?;
        self.client.started(&musicapi_facts::CREATE_SONIC, answer)
    }

    /// Ask how far a song is.
    ///
    /// Free. A task has two clips, which finish independently: the task is done when each of them is final. Ask every 15 to 25 seconds; a song takes one to three minutes.
    ///
    /// Sends `GET /sonic/task/{task_id}`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn get_task(
        &self,
        task_id: &str,
    ) -> Result<types::SonicTaskAnswer, Error> {
        let answer = self
            .client
            .send(
                &musicapi_facts::GET_SONIC_TASK,
                NO_BODY,
                |raw| raw.get_sonic_task(task_id),
            )
            .await?;
        answer.decode()
    }

    /// Takes up a task that was started before, perhaps by another process. Nothing is sent yet.
    #[must_use]
    pub fn task(&self, task_id: impl Into<String>) -> Task<types::SonicClip> {
        Task::new(
            self.client.clone(),
            crate::task::TaskRef::of(&musicapi_facts::GET_SONIC_TASK, task_id.into()),
        )
    }
}

/// What is left to spend.
#[derive(Debug, Clone, Copy)]
pub struct Account<'c> {
    client: &'c Client,
}

impl Account<'_> {
    /// Ask what is left to spend.
    ///
    /// Free. Credits are shared by all models. What was bought extra is spent first and never expires; monthly credits end with their cycle. Lyrics credits are not shown.
    ///
    /// Sends `GET /get-credits`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn get_credits(&self) -> Result<types::Credits, Error> {
        let answer = self
            .client
            .send(&musicapi_facts::GET_CREDITS, NO_BODY, |raw| raw.get_credits())
            .await?;
        answer.decode()
    }
}
