//! The commands.

use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use musicapi::types::{SonicClip, SonicCreate, SonicCreateMusic};
use musicapi::{Client, Look, Task, TaskRef, Wait};
use serde_json::Value;

use crate::arguments::{self, Arguments, Command};
use crate::failure::{Failure, tell};
use crate::mock;
use crate::report::{Report, Song};

pub(crate) async fn run(arguments: Arguments) -> Result<Report, Failure> {
    let Arguments { mock, json: _, base_url, command } = arguments;
    // What can be seen to be wrong is told before anything is asked of the service.
    let work = Work::prepare(command)?;
    let (_mock, client) = if mock {
        let (mock, client) = mock::start().await?;
        (Some(mock), client)
    } else {
        (None, client(base_url)?)
    };
    let (task, folder) = match work {
        Work::Credits => return Ok(Report::Credits(client.account().get_credits().await?)),
        Work::Create { request, folder } => (create(&client, *request, &folder, mock).await?, folder),
        Work::Wait { task, folder } => (client.sonic().task(task.id()), folder),
    };
    follow(&client, &task, &folder, mock).await
}

/// A command whose arguments were looked at.
enum Work {
    Credits,
    Create { request: Box<SonicCreate>, folder: PathBuf },
    Wait { task: TaskRef, folder: PathBuf },
}

impl Work {
    fn prepare(command: Command) -> Result<Self, Failure> {
        match command {
            Command::Credits => Ok(Self::Credits),
            Command::Song { text, model, instrumental, out } => {
                let request = SonicCreateMusic {
                    gpt_description_prompt: Some(text),
                    make_instrumental: instrumental.then_some(true),
                    ..SonicCreateMusic::new(false, model.as_str())
                };
                Ok(Self::Create { request: Box::new(request.into()), folder: writable(out.folder)? })
            }
            Command::Sonic(arguments::Sonic::Create { body, out }) => {
                let request = Box::new(request(&body)?);
                Ok(Self::Create { request, folder: writable(out.folder)? })
            }
            Command::Task(arguments::Task::Wait { task, out }) => {
                let reference = if task.contains('/') { task } else { format!("sonic/task/{task}") };
                Ok(Self::Wait { task: reference.parse()?, folder: writable(out.folder)? })
            }
        }
    }
}

fn client(base_url: Option<String>) -> Result<Client, Failure> {
    let key = std::env::var("MUSICAPI_KEY").ok().filter(|key| !key.trim().is_empty()).ok_or_else(Failure::no_key)?;
    let builder = Client::builder(key);
    Ok(match base_url.filter(|url| !url.is_empty()) {
        Some(url) => builder.base_url(url).build()?,
        None => builder.build()?,
    })
}

/// The folder, made if need be. That nothing can be written there is better known before a song is paid for.
fn writable(folder: PathBuf) -> Result<PathBuf, Failure> {
    let tried = std::fs::create_dir_all(&folder).and_then(|()| tempfile::tempfile_in(&folder));
    match tried {
        Ok(_) => Ok(folder),
        Err(error) => Err(Failure::plain(format!(
            "nothing can be written to {}: {error}; choose another folder with --out",
            folder.display()
        ))),
    }
}

/// The request of a file or of standard input, checked.
fn request(path: &Path) -> Result<SonicCreate, Failure> {
    let is_input = path == Path::new("-");
    let name = if is_input { "standard input".to_owned() } else { path.display().to_string() };
    let mut text = String::new();
    let read = if is_input {
        std::io::stdin().read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text))
    };
    read.map_err(|error| Failure::usage(format!("{name} can't be read: {error}")))?;
    let body: Value =
        serde_json::from_str(&text).map_err(|error| Failure::usage(format!("{name} isn't JSON: {error}")))?;

    let operation = &musicapi::facts::CREATE_SONIC;
    let (_, violations) = musicapi::check(operation, &body);
    if !violations.is_empty() {
        let lines = violations.iter().map(|violation| format!("\n  - {violation}"));
        return Err(Failure::usage(format!(
            "{name} is not a request of {}:{}",
            operation.path,
            lines.collect::<String>()
        )));
    }
    serde_json::from_value(body).map_err(|error| Failure::usage(format!("{name}: {error}")))
}

/// Starts a task. A paid request that is under way isn't dropped at the first Ctrl-C, since its task id would be lost.
async fn create(client: &Client, request: SonicCreate, folder: &Path, mock: bool) -> Result<Task<SonicClip>, Failure> {
    let sonic = client.sonic();
    let mut sent = Box::pin(sonic.create(request));
    tokio::select! {
        task = &mut sent => return Ok(task?),
        _ = tokio::signal::ctrl_c() => tell("a paid request is under way; waiting for its answer (Ctrl-C again gives up on it)"),
    }
    tokio::select! {
        task = sent => {
            let task = task?;
            let reference = task.reference();
            Err(Failure::interrupted(reference).of_task(reference, &resume(reference, folder, mock)))
        }
        _ = tokio::signal::ctrl_c() => Err(Failure::given_up()),
    }
}

/// How a task is waited for again.
fn resume(task: &TaskRef, folder: &Path, mock: bool) -> String {
    if mock {
        return "the mock inside this program ends with it; the program `musicapi-mock` stays".to_owned();
    }
    format!("wait for it again with:\nmusicapi task wait {task} --out {}", quoted(folder))
}

/// Waits for a task, shows how far it is, and downloads its clips.
async fn follow(client: &Client, task: &Task<SonicClip>, folder: &Path, mock: bool) -> Result<Report, Failure> {
    let reference = task.reference();
    let result = tokio::select! {
        // Ctrl-C must win over a wait that is ready again and again.
        biased;
        _ = tokio::signal::ctrl_c() => Err(Failure::interrupted(reference)),
        result = finish(client, task, folder) => result,
    };
    result.map(Report::Song).map_err(|failure| failure.of_task(reference, &resume(reference, folder, mock)))
}

async fn finish(client: &Client, task: &Task<SonicClip>, folder: &Path) -> Result<Song, Failure> {
    tell(&format!("task {}", task.reference()));
    let mut bars = Bars::new();
    let mut watch = task.watch(Wait::default());
    let mut last = None;
    while let Some(look) = watch.next().await? {
        bars.show(&look);
        last = Some(look);
    }
    bars.end();
    let look = last.ok_or_else(|| Failure::plain("the task ended without clips"))?;
    let outcome = look.outcome()?;
    let mut files = Vec::new();
    for clip in outcome.succeeded {
        let path = folder.join(file_name(clip.title.as_deref().unwrap_or_default(), &clip.clip_id));
        let bytes = match std::fs::metadata(&path) {
            // A file has its name only once it is whole, so an earlier run has fetched this one.
            Ok(there) => there.len(),
            Err(_) => {
                let url = clip.audio_url.as_deref();
                let url =
                    url.ok_or_else(|| Failure::plain(format!("clip {} is done but has no audio_url", clip.clip_id)))?;
                client.download(url, &path).await?.bytes
            }
        };
        files.push((clip, path, bytes));
    }
    let credits = task.price().map(|price| price.credits);
    Ok(Song { task: task.reference().clone(), credits, files, failed: outcome.failed })
}

/// A bar for each clip, on a terminal only.
struct Bars {
    all: MultiProgress,
    bars: Vec<ProgressBar>,
}

impl Bars {
    fn new() -> Self {
        Self { all: MultiProgress::new(), bars: Vec::new() }
    }

    fn show<C>(&mut self, look: &Look<C>) {
        if !std::io::stderr().is_terminal() {
            return;
        }
        while self.bars.len() < look.clips.len().max(1) {
            let bar = self.all.add(ProgressBar::new_spinner());
            if let Ok(style) = ProgressStyle::with_template("{spinner} clip {prefix}  {msg}  {elapsed}") {
                bar.set_style(style);
            }
            bar.set_prefix((self.bars.len() + 1).to_string());
            bar.enable_steady_tick(Duration::from_millis(120));
            self.bars.push(bar);
        }
        for (index, bar) in self.bars.iter().enumerate() {
            let word = look.clips.get(index).map_or("not ready", |clip| clip.word.as_str()).to_owned();
            match look.clips.get(index).map(|clip| clip.state) {
                Some(musicapi::ClipState::Waiting) | None => bar.set_message(word),
                Some(_) => bar.finish_with_message(word),
            }
        }
    }

    fn end(&self) {
        self.bars.iter().filter(|bar| !bar.is_finished()).for_each(ProgressBar::finish_and_clear);
    }
}

/// The name of a clip's file: its title, and the beginning of its id, so that the same clip always has the same name.
fn file_name(title: &str, clip_id: &str) -> String {
    let words = title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let title: String = words.collect::<Vec<_>>().join("-").to_lowercase().chars().take(60).collect();
    let id: String = clip_id.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    format!("{}-{id}.mp3", if title.is_empty() { "song" } else { title.trim_end_matches('-') })
}

/// A path as it is typed into a shell.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |letter: char| letter.is_alphanumeric() || "/._-".contains(letter);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_of_title_and_id_and_stays_in_its_folder() {
        assert_eq!(file_name("Über den Wolken / ../etc", "26c9c592-0566"), "über-den-wolken-etc-26c9c592.mp3");
        assert_eq!(file_name("…", "../../x"), "song-x.mp3");
        assert_eq!(file_name(&"la ".repeat(100), "26c9c592").len(), 60 + "-26c9c592.mp3".len() - 1);
    }

    #[test]
    fn a_path_is_quoted_for_the_shell() {
        assert_eq!(quoted(Path::new("songs/new")), "songs/new");
        assert_eq!(quoted(Path::new("it's new")), r"'it'\''s new'");
    }
}
