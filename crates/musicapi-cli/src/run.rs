//! The commands.

use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use musicapi::types::{SonicCreate, SonicCreateMusic};
use musicapi::{Client, Clip, Look, Task, TaskRef};
use serde_json::Value;

use crate::arguments::{self, Arguments, Command};
use crate::clip;
use crate::failure::{Failure, tell};
use crate::mock;
use crate::report::{Report, Song};

pub(crate) async fn run(arguments: Arguments) -> Result<Report, Failure> {
    let Arguments { mock, json: _, base_url, command } = arguments;
    // What can be seen to be wrong is told before anything is asked of the service.
    let work = Work::prepare(command)?;
    // What the environment names need not be said again.
    let named = base_url.clone().filter(|url| !mock && std::env::var("MUSICAPI_BASE_URL").as_ref() != Ok(url));
    let (_mock, client) = if mock {
        let (mock, client) = mock::start().await?;
        (Some(mock), client)
    } else {
        (None, client(base_url)?)
    };
    let resume = |task: &TaskRef, folder: &Path| resume(task, folder, mock, named.as_deref());
    match work {
        Work::Credits => Ok(Report::Credits(client.account().get_credits().await?)),
        Work::Create { body, folder } => {
            let task = create(&client, body, |task| resume(task, &folder)).await?;
            follow(&client, &task, &folder, resume).await
        }
        Work::Wait { task, folder } => follow(&client, &client.task(task), &folder, resume).await,
    }
}

/// A command whose arguments were looked at.
enum Work {
    Credits,
    Create { body: Value, folder: PathBuf },
    Wait { task: TaskRef, folder: PathBuf },
}

impl Work {
    fn prepare(command: Command) -> Result<Self, Failure> {
        match command {
            Command::Credits => Ok(Self::Credits),
            Command::Song { text, model, instrumental, out } => {
                let request = SonicCreate::from(SonicCreateMusic {
                    gpt_description_prompt: Some(text),
                    make_instrumental: instrumental.then_some(true),
                    ..SonicCreateMusic::new(false, model.as_str())
                });
                let body = serde_json::to_value(request).map_err(|error| Failure::plain(error.to_string()))?;
                Ok(Self::Create { body, folder: writable(out.folder)? })
            }
            Command::Sonic(arguments::Sonic::Create { body, out }) => {
                let body = request(&body)?;
                Ok(Self::Create { body, folder: writable(out.folder)? })
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

/// The largest request that is read; the service's own are a thousand times smaller.
const BODY_LIMIT: u64 = 10 * 1024 * 1024;

/// The request of a file or of standard input, checked.
fn request(path: &Path) -> Result<Value, Failure> {
    let is_input = path == Path::new("-");
    let name = if is_input { "standard input".to_owned() } else { path.display().to_string() };
    let mut text = String::new();
    let read = if is_input {
        std::io::stdin().take(BODY_LIMIT).read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(BODY_LIMIT).read_to_string(&mut text))
    };
    read.map_err(|error| Failure::usage(format!("{name} can't be read: {error}")))?;
    let body = serde_json::from_str(text.trim_start_matches('\u{feff}'));
    let body: Value = body.map_err(|error| Failure::usage(format!("{name} isn't JSON: {error}")))?;

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
    Ok(body)
}

/// Starts a task. A paid request that is under way isn't dropped at the first Ctrl-C, since its task id would be lost.
async fn create(client: &Client, body: Value, resume: impl Fn(&TaskRef) -> String) -> Result<Task<Value>, Failure> {
    let mut sent = Box::pin(client.call(&musicapi::facts::CREATE_SONIC, &[], Some(body)));
    let mut stop = Box::pin(stop());
    let task = tokio::select! {
        called = &mut sent => return called?.task.ok_or_else(|| Failure::plain("no task was started")),
        () = &mut stop => {
            tell("a paid request is under way; waiting for its answer (once more, and it is given up)");
            tokio::select! {
                called = sent => called?.task,
                () = self::stop() => return Err(Failure::given_up()),
            }
        }
    };
    let task = task.ok_or_else(|| Failure::plain("no task was started"))?;
    let reference = task.reference();
    Err(Failure::interrupted(reference).of_task(reference, &resume(reference)))
}

/// Ends when somebody wants the program to end: Ctrl-C, SIGTERM, or a terminal that is closed.
async fn stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut terminate), Ok(mut hang_up)) = (signal(SignalKind::terminate()), signal(SignalKind::hangup())) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
                _ = hang_up.recv() => {}
            }
            return;
        }
    }
    // Where signals can't be heard, the program ends as any other.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

/// How a task is waited for again.
fn resume(task: &TaskRef, folder: &Path, mock: bool, base_url: Option<&str>) -> String {
    if mock {
        return "the mock inside this program ends with it; the program `musicapi-mock` stays".to_owned();
    }
    let base_url = base_url.map(|url| format!("--base-url {} ", quoted(url))).unwrap_or_default();
    format!(
        "wait for it again with:\nmusicapi {base_url}task wait {task} --out {}",
        quoted(&folder.display().to_string())
    )
}

/// Waits for a task, shows how far it is, and downloads its clips.
async fn follow(
    client: &Client,
    task: &Task<Value>,
    folder: &Path,
    resume: impl Fn(&TaskRef, &Path) -> String,
) -> Result<Report, Failure> {
    let reference = task.reference();
    let result = tokio::select! {
        // To end must win over a wait that is ready again and again.
        biased;
        () = stop() => Err(Failure::interrupted(reference)),
        result = finish(client, task, folder) => result,
    };
    result.map(Report::Song).map_err(|failure| failure.of_task(reference, &resume(reference, folder)))
}

async fn finish(client: &Client, task: &Task<Value>, folder: &Path) -> Result<Song, Failure> {
    tell(&format!("task {}", task.reference()));
    let mut bars = Bars::new();
    let mut watch = task.watch(task.usual_wait());
    let mut last = None;
    while let Some(look) = watch.next().await? {
        bars.show(&look);
        last = Some(look);
    }
    bars.end();
    let look = last.ok_or_else(|| Failure::plain("the task ended without clips"))?;
    let outcome = look.outcome()?;
    let mut files = Vec::new();
    let mut failure = None;
    for clip in outcome.succeeded {
        // One that can't be fetched must not keep the others back.
        match fetch(client, &clip, folder).await {
            Ok((path, bytes)) => files.push((clip, path, bytes)),
            Err(error) => failure = Some(error),
        }
    }
    match failure {
        Some(failure) => Err(failure),
        None => {
            let credits = task.price().map(|price| price.credits);
            Ok(Song { task: task.reference().clone(), credits, files, failed: outcome.failed })
        }
    }
}

/// The clip's file, fetched unless an earlier run has fetched it: a file has its name only once it is whole.
async fn fetch(client: &Client, clip: &Clip<Value>, folder: &Path) -> Result<(PathBuf, u64), Failure> {
    let path = folder.join(clip::file_name(clip));
    if let Some(there) = std::fs::metadata(&path).ok().filter(|there| there.is_file() && there.len() > 0) {
        return Ok((path, there.len()));
    }
    let url = clip.audio().ok_or_else(|| {
        let id = clip.id().unwrap_or("without an id");
        Failure::plain(format!("clip {id} is done but tells no address of its audio"))
    })?;
    let bytes = client.download(url, &path).expect_length(clip.duration()).await?.bytes;
    Ok((path, bytes))
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

/// A text as it is typed into a shell.
fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-:".contains(letter);
    if text.chars().all(plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_quoted_for_the_shell() {
        assert_eq!(quoted("songs/new"), "songs/new");
        assert_eq!(quoted("it's new"), r"'it'\''s new'");
    }
}
