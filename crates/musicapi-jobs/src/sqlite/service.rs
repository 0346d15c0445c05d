//! Which service a file is of.

use sqlx::SqliteConnection;

use crate::error::{Error, ErrorKind};
use crate::jobs::Jobs;
use crate::sqlite::connection::Durable;

impl Jobs {
    /// Makes it a file of the service at this address, if it isn't one of any yet. [`run`](Self::run) and
    /// [`reconcile`](Self::reconcile) do so by themselves with the address of their client.
    ///
    /// # Errors
    /// [`ErrorKind::OtherService`] if it is a file of another: tasks of one service are nothing to another, and what waits to be sent
    /// was meant for that one. If the file can't be written.
    pub async fn bind(&self, base_url: &str) -> Result<(), Error> {
        let mut known = self.service().await?;
        if known.is_none() {
            let mut writing = self.store().write(Durable::Yes).await?;
            // Another process may have been faster.
            writing.execute(sqlx::query("INSERT OR IGNORE INTO service VALUES (1, ?)").bind(base_url)).await?;
            known = of(writing.connection()?).await.map_err(|error| self.store().error(error))?;
            writing.commit().await?;
        }
        match known {
            Some(known) if known != base_url => {
                let text = format!("it is of {known}, and not of {base_url}: another service needs another file");
                Err(self.store().error(Error::new(ErrorKind::OtherService, text)))
            }
            _ => Ok(()),
        }
    }

    /// The address of the service that the file is of; none while it isn't one of any.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn service(&self) -> Result<Option<String>, Error> {
        of(self.store().read().await.connection()).await.map_err(|error| self.store().error(error))
    }
}

async fn of(connection: &mut SqliteConnection) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT base_url FROM service").fetch_optional(connection).await
}
