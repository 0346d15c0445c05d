//! A download from its address to the file under its name.

use reqwest::Url;
use tokio::time::Instant;

use super::Download;
use super::fetch::Fetch;
use super::file::Downloaded;
use super::partial::{Checks, Partial};
use super::patience::{Patience, pauses};
use super::place::Place;
use crate::call::observer::{Pause, PauseReason};
use crate::error::{Error, ErrorKind};

impl Download {
    pub(super) async fn run(self) -> Result<Downloaded, Error> {
        let Some(deadline) = self.deadline else { return self.go_on().await };
        let too_long = |_| {
            let text = format!("the file didn't come within {} s", deadline.as_secs_f64());
            Error::new(ErrorKind::Download, text).passing().pending()
        };
        tokio::time::timeout(deadline, self.go_on()).await.map_err(too_long)?
    }

    async fn go_on(mut self) -> Result<Downloaded, Error> {
        let url = Url::parse(&self.url).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        let no_address = || Error::new(ErrorKind::Download, "what was given isn't the address of a file");
        let url = url.ok_or_else(no_address)?;
        let place = Place::new(&self.path, self.overwrite, self.side_file.is_some())?;
        let mut partial = Partial::open(place, &url).await?;
        let warnings = self.fetched(&url, &mut partial).await?;
        let side_file = self.side_file.as_ref().map(|content| content.about(&self.client, &url));
        let checks = Checks {
            #[cfg(feature = "audio-length")]
            audio_length: self.audio_length,
            side_file,
            change: self.change.take(),
            warnings,
        };
        partial.finish(checks).await
    }

    /// Fetches the file, and requests it again as long as it may still come.
    async fn fetched(&self, url: &Url, partial: &mut Partial) -> Result<Vec<String>, Error> {
        let pace = self.client.policy().wait.unwrap_or_default().pace;
        let mut patience = Patience::new(self.patience, pauses(pace));
        loop {
            let begun = Instant::now();
            let error = match Fetch::new(self, url).run(partial).await {
                Ok(warnings) => return Ok(warnings),
                Err(error) => error,
            };
            let Some(pause) = patience.after(&error, begun.elapsed()) else { return Err(error) };
            self.client.tell_pause(&Pause::new(PauseReason::File, pause).because(&error));
            self.client.clock().sleep(pause).await;
        }
    }
}
