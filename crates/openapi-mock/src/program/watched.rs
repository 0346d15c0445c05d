//! An engine that is loaded again when one of the document's files changes. If that fails, the engine before it goes on.

use std::{
    io,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use crate::Document;
use crate::Engine;
use crate::Handler;
use crate::Loader;
use crate::Reply;
use crate::Request;
use crate::program::Options;
use crate::program::lines::Lines;

/// The interval at which the files are checked.
const OFTEN: Duration = Duration::from_millis(300);

pub(super) struct Watched {
    options: Options,
    engine: RwLock<Arc<Engine>>,
    /// The stamps of the files when the engine was loaded.
    loaded: Vec<Stamp>,
}

/// A file with its modification time and size; if either differs, the file has changed.
type Stamp = (PathBuf, Option<(SystemTime, u64)>);

impl Watched {
    pub(super) fn load(options: Options, warnings: &Lines) -> Result<Arc<Self>, String> {
        let engine = engine(&options, warnings)?;
        let loaded = stamps(engine.document());
        Ok(Arc::new(Self { options, engine: RwLock::new(Arc::new(engine)), loaded }))
    }

    #[cfg(feature = "proxy")]
    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    pub(super) fn now(&self) -> Arc<Engine> {
        self.engine.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Loads the engine again when a file changes; never returns, and without `--watch` does nothing.
    pub(super) async fn watch(self: Arc<Self>, out: &Lines, warnings: &Lines) {
        if !self.options.watch {
            std::future::pending::<()>().await;
        }
        let mut before = self.loaded.clone();
        loop {
            tokio::time::sleep(OFTEN).await;
            let now = stamps(self.now().document());
            if now == before {
                continue;
            }
            before = now;
            match engine(&self.options, warnings) {
                Ok(engine) => {
                    *self.engine.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(engine);
                    before = stamps(self.now().document());
                    out.say("loaded again");
                }
                Err(error) => warnings.say(format!("error: not loaded again, and answering as before: {error}")),
            }
        }
    }
}

fn stamps(document: &Document) -> Vec<Stamp> {
    let stamp = |path: &PathBuf| std::fs::metadata(path).ok().and_then(|it| Some((it.modified().ok()?, it.len())));
    document.files().iter().map(|path| (path.clone(), stamp(path))).collect()
}

impl Handler for Watched {
    fn handle(&self, request: Request) -> Reply {
        self.now().handle(request)
    }
}

fn engine(options: &Options, warnings: &Lines) -> Result<Engine, String> {
    let loader = Loader::new().strict(options.strict).at_root(true);
    let document = if options.file.as_os_str() == "-" {
        let text = io::read_to_string(io::stdin()).map_err(|error| format!("can't read standard input: {error}"))?;
        loader.text(&text).map_err(|error| format!("standard input: {error}"))?
    } else {
        loader.from_file(&options.file).map_err(|error| error.to_string())?
    };
    for warning in document.warnings() {
        warnings.say(format!("warning: {warning}"));
    }
    let document = Arc::new(document);
    tell_examples(options, &document, warnings)?;
    let engine = Engine::new(document).cors(options.cors).dynamic(options.dynamic);
    let mut engine = engine.check(options.check()).credentials(options.credentials());
    if let Some(status) = options.errors {
        engine = engine.errors(status);
    }
    Ok(engine)
}

/// Reports examples that break their schemas: with `--strict` as an error before serving, and else as warnings meanwhile.
fn tell_examples(options: &Options, document: &Arc<Document>, warnings: &Lines) -> Result<(), String> {
    if options.strict {
        let wrong = document.wrong_examples();
        let told: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        return if wrong.is_empty() { Ok(()) } else { Err(told.join("\n")) };
    }
    let (document, warnings) = (document.clone(), warnings.clone());
    let tell = move || document.wrong_examples().iter().for_each(|wrong| warnings.say(format!("warning: {wrong}")));
    // If no thread can be started, there are no warnings; requests are answered all the same.
    let _ = std::thread::Builder::new().name("examples".to_owned()).spawn(tell);
    Ok(())
}
