//! An engine that is loaded anew when one of its files changes.

use std::{
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use super::say;
use crate::Document;
use crate::Engine;
use crate::Handler;
use crate::Loader;
use crate::Reply;
use crate::Request;
use crate::program::Options;

/// How often the files are looked at.
const OFTEN: Duration = Duration::from_millis(300);

pub(super) struct Watched {
    options: Options,
    engine: RwLock<Arc<Engine>>,
    /// What the files were when it was loaded.
    loaded: Vec<Stamp>,
}

/// What tells that a file was changed.
type Stamp = (PathBuf, Option<(SystemTime, u64)>);

impl Watched {
    pub(super) fn load(options: Options) -> Result<Arc<Self>, String> {
        let engine = engine(&options)?;
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

    /// Never ends; does nothing unless it is asked for.
    pub(super) async fn watch(self: Arc<Self>) {
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
            match engine(&self.options) {
                Ok(engine) => {
                    *self.engine.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(engine);
                    before = stamps(self.now().document());
                    say("loaded again");
                }
                Err(error) => eprintln!("error: not loaded again, and answering as before: {error}"),
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

fn engine(options: &Options) -> Result<Engine, String> {
    let loader = Loader::new().strict(options.strict).at_root(true);
    let document: Document = loader.from_file(&options.file).map_err(|error| error.to_string())?;
    for warning in document.warnings() {
        eprintln!("warning: {warning}");
    }
    let document = Arc::new(document);
    tell_examples(options, &document)?;
    let mut engine = Engine::new(document).cors(options.cors).check(options.check()).credentials(options.credentials());
    if let Some(status) = options.errors {
        engine = engine.errors(status);
    }
    Ok(engine)
}

/// Tells examples that break their schemas: at once if that refuses the document, and else while it is served already.
fn tell_examples(options: &Options, document: &Arc<Document>) -> Result<(), String> {
    if options.strict {
        let wrong = document.wrong_examples();
        let told: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        return if wrong.is_empty() { Ok(()) } else { Err(told.join("\n")) };
    }
    let document = document.clone();
    let tell = move || document.wrong_examples().iter().for_each(|wrong| eprintln!("warning: {wrong}"));
    // Where there is no thread to be had, nothing is told, and all the same answered.
    let _ = std::thread::Builder::new().name("examples".to_owned()).spawn(tell);
    Ok(())
}
