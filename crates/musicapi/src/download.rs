//! Fetch files: whole under their name, or not at all.
//!
//! `run` carries a download to its end, and `file` is what a caller learns of it. `place` names the paths, and checks first that the file
//! may be stored; `partial` takes the part that is there under a lock; `fetch` requests what is missing until the file is whole, with
//! `version` to know which version a part belongs to, `kind` to judge the first bytes and `coding` to unpack them; `patience` limits how
//! long a file that isn't there yet is requested. Then `length` measures the audio, `side_file` is written, and `partial` gives the file
//! its name.

mod coding;
mod fetch;
mod file;
mod kind;
#[cfg(feature = "audio-length")]
mod length;
mod partial;
pub(crate) mod patience;
mod place;
mod run;
mod side_file;
mod version;

use std::fmt;
use std::fs::File;
use std::future::{Future, IntoFuture};
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::Duration;

use tokio::sync::watch;

use crate::client::Client;
use crate::error::Error;
use file::Change;
pub use file::{Downloaded, Progress, Served};
pub use side_file::{FileRecord, SideFile, Stored};

/// A download that begins when it is awaited.
///
/// The file is written in its folder under another name, `song.mp3.musicapi-part`, and gets its own once it is whole and on the
/// disk. When the connection breaks or falls silent, it is asked for again from the byte where it broke off. When the download
/// ends before the file is whole, because it fails, is dropped, or its process is killed, then what is there stays if the host
/// gave a strong `ETag` or a `Last-Modified` to know it by (a note beside it, `song.mp3.musicapi-part.json`, keeps that), and the
/// next download to the same path goes on from there. If the file has changed at the host, it starts over. Only the loss of power may leave a
/// part that isn't what the host sent, since a part isn't forced to the disk.
///
/// Two downloads to one path don't mix: the second ends with an error while the first goes on. Where the file system knows no
/// locks, that isn't noticed.
///
/// The first bytes are checked: a web page, JSON or other text is refused, whatever it is called, and where the name promises audio,
/// so is all that isn't audio. [`Downloaded::media_type`] says which kind of audio it is; a WAV is kept though it was named `.mp3`.
/// What a host *says* of good bytes, their type and their coding, is no reason to refuse them: if it is wrong, that is one of the
/// [warnings](Downloaded::warnings). What is packed by gzip is unpacked, within the limit of [`max_bytes`](Self::max_bytes).
///
/// If a host answers a range by anything else than that range of the same version, the whole file is requested.
///
/// Dropping a download never blocks, and its file doesn't get its name afterwards. If work on the disk is under way then, the place
/// is free once that ends.
///
/// The API key isn't sent to the host.
#[must_use = "nothing is fetched before it is awaited"]
pub struct Download {
    client: Client,
    url: String,
    path: PathBuf,
    overwrite: bool,
    max_bytes: u64,
    tries: u32,
    stall: Duration,
    least_speed: (u64, Duration),
    deadline: Option<Duration>,
    patience: Duration,
    #[cfg(feature = "audio-length")]
    audio_length: Option<Duration>,
    side_file: Option<SideFile>,
    change: Option<Change>,
    progress: watch::Sender<Progress>,
}

impl Client {
    /// Fetches the file at an address, such as a clip's `audio_url`, into `path`; the download begins when it is awaited.
    ///
    /// # Errors
    /// Of awaiting the download: [`ErrorKind::Download`](crate::ErrorKind::Download) if the file can't be fetched whole, or isn't what its name promises;
    /// [`ErrorKind::File`](crate::ErrorKind::File) if it can't be written, the name is taken, or another download to it is in progress.
    /// [`Error::is_transient`] says whether another try may help.
    ///
    /// ```no_run
    /// # async fn example(client: musicapi::Client, clip: musicapi::types::SonicClip) -> Result<(), musicapi::Error> {
    /// let Some(url) = &clip.audio_url else { return Ok(()) };
    /// let download = client.download(url, "song.mp3").max_bytes(100_000_000);
    /// let mut progress = download.progress();
    /// tokio::spawn(async move {
    ///     while progress.changed().await.is_ok() {
    ///         println!("{:?}", *progress.borrow());
    ///     }
    /// });
    /// let file = download.await?;
    /// println!("{} bytes of {}", file.bytes, file.media_type);
    /// # Ok(())
    /// # }
    /// ```
    pub fn download(&self, url: impl Into<String>, path: impl AsRef<Path>) -> Download {
        Download {
            client: self.clone(),
            url: url.into(),
            path: path.as_ref().to_owned(),
            overwrite: false,
            max_bytes: 1 << 30,
            tries: 5,
            stall: Duration::from_secs(30),
            least_speed: (30_000, Duration::from_secs(30)),
            deadline: None,
            patience: Duration::ZERO,
            #[cfg(feature = "audio-length")]
            audio_length: None,
            side_file: None,
            change: None,
            progress: watch::Sender::new(Progress::default()),
        }
    }
}

impl Download {
    /// Sets whether a file that is already there is replaced, once the new one is whole; by default it isn't. A link itself is replaced,
    /// not its target.
    pub fn overwrite(mut self, yes: bool) -> Self {
        self.overwrite = yes;
        self
    }

    /// Sets the most bytes that are kept: a file that is longer, or is said to be, is refused. The default is 1 GiB; a song of eight
    /// minutes is under 100 MB as WAV.
    pub fn max_bytes(mut self, bytes: u64) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// Sets how often in a row the file is requested without progress; 5 by default, and at least once. The pauses between are
    /// 1 s, 2 s, 4 s and so on up to 30 s on the client's [`Clock`](crate::Clock), or what the host asks for, up to a minute.
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries;
        self
    }

    /// Sets after how much silence the connection counts as broken; 30 s by default, in the runtime's time: the client's
    /// [`Clock`](crate::Clock) knows nothing of the network.
    pub fn stall_timeout(mut self, silence: Duration) -> Self {
        self.stall = silence;
        self
    }

    /// Sets how many bytes must come within a time of waiting for them, in the runtime's time: 30,000 in 30 s by default. A slower
    /// connection is ended, which counts as a try without progress, and the file is requested again. 0 bytes are no limit.
    pub fn least_speed(mut self, bytes: u64, within: Duration) -> Self {
        self.least_speed = (bytes, within);
        self
    }

    /// Sets how long the download may take in all, with tries and pauses, in the runtime's time. There is no limit by default; set one for a
    /// file that isn't worth a long wait, such as cover art.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Sets for how long a file that [isn't there yet](Error::is_file_pending) is requested again, with pauses between 5 s and 30 s, or as
    /// long as the host asks for: it may lag minutes behind the answer that named the address. By default it isn't requested again. A file
    /// that [`Task::deliver`](crate::Task::deliver) fetches is requested again for ten minutes already, each time with a fresh report of
    /// the task.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Sets how long the audio should last: a clip's [`duration`](crate::Clip::duration). `None`, or zero, is no expectation.
    ///
    /// A file that differs by more than a second and more than 2 % (our own choice) and is intact is kept, with a
    /// [warning](Downloaded::warnings). One that breaks off before the end that its own head tells of, or can't be read, isn't: awaiting
    /// ends with [`ErrorKind::Download`](crate::ErrorKind::Download), which names the part, where the bytes stay. Ask again once the clip is final; or without an
    /// expected length to take it as it is, which costs no second transfer if the host has given a strong `ETag` or a
    /// `Last-Modified`.
    ///
    /// MP3, WAV, FLAC, Ogg Vorbis and MP4 are measured by their packets, not by what their heads claim; other kinds are not.
    #[cfg(feature = "audio-length")]
    pub fn expect_length(mut self, length: impl Into<Option<Duration>>) -> Self {
        self.audio_length = length.into().filter(|length| !length.is_zero());
        self
    }

    /// Writes a side file with the origin of the file, named like it with `.json` added. It is there before the file gets its name, and
    /// replaces an existing one only if [`overwrite`](Self::overwrite) is set.
    pub fn side_file(mut self, content: SideFile) -> Self {
        self.side_file = Some(content);
        self
    }

    /// Changes the file once it is whole and checked, before it gets its name: to write tags into it, for example. The function gets it open
    /// for reading and writing, at its beginning, on a thread that may block. If it fails, nothing is kept.
    ///
    /// ```no_run
    /// # async fn example(client: musicapi::Client) -> Result<(), musicapi::Error> {
    /// use std::io::{Seek as _, SeekFrom, Write as _};
    ///
    /// let marked = client.download("https://files.example/song.mp3", "song.mp3").change(|file| {
    ///     file.seek(SeekFrom::End(0))?;
    ///     file.write_all(b"mark")
    /// });
    /// let file = marked.await?;
    /// println!("{} bytes are stored, {:?} were served", file.bytes, file.served);
    /// # Ok(())
    /// # }
    /// ```
    pub fn change(mut self, change: impl FnOnce(&mut File) -> io::Result<()> + Send + Sync + 'static) -> Self {
        self.change = Some(Box::new(change));
        self
    }

    /// The progress, from the first byte on. The channel closes when the download ends.
    #[must_use]
    pub fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }
}

impl IntoFuture for Download {
    type Output = Result<Downloaded, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let client = self.client.clone();
        Box::pin(async move { self.run().await.map_err(|error| client.sealed(error)) })
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the address, which may be signed.
        out.debug_struct("Download").field("path", &self.path).finish_non_exhaustive()
    }
}
