//! Make what a paid call creates: a task with its clips, as the request and the seed decide.

use fastrand::Rng;
use musicapi_facts::Form;
use openapi_mock::Operation;
use serde_json::{Map, Value, json};

use crate::contract::catalog::{Catalog, OperationSpec};
use crate::contract::edition;
use crate::contract::fingerprint::Fingerprint;
use crate::contract::told_apart;
use crate::media::url::Files;
use crate::media::{Kind as Format, Song, Stem};
use crate::service::prose;
use crate::service::references::{Asker, Source};
use crate::setup::settings::Settings;
use crate::state::account::Price;
use crate::state::id::Id;
use crate::state::lifecycle::Lifecycle;
use crate::state::store::Store;
use crate::state::task::{Clip, Course, EchoedFields, Kind, Name, Part, Task, lasting, song};

/// A call that is accepted.
pub(crate) struct Call<'c> {
    pub(crate) catalog: &'static Catalog,
    pub(crate) settings: &'c Settings,
    pub(crate) operation: &'static Operation,
    pub(crate) prepared: &'static OperationSpec,
    pub(crate) form: Option<&'static Form>,
    pub(crate) body: &'c Map<String, Value>,
    /// The clips that it names.
    pub(crate) sources: Vec<Source>,
    pub(crate) asker: Asker,
    /// What it asks for.
    pub(crate) fingerprint: Fingerprint,
    /// Where the client finds files.
    pub(crate) files: Files<'c>,
}

impl Call<'_> {
    /// The number and the randomness of what is made next.
    pub(crate) fn next(&self, store: &mut Store) -> (u64, Rng) {
        store.begun += 1;
        (store.begun, Rng::with_seed(self.settings.seed ^ store.begun.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    /// What the call costs: nothing for words of a clip that were asked for before (documented: lyric-alignment guide).
    pub(crate) fn price(&self) -> Price {
        let is_again = |source: &Source| source.task.is_aligned(source.index);
        if self.prepared.fact.id == told_apart::ALIGNMENT && self.sources.first().is_some_and(is_again) {
            return Price { credits: 0, ..edition::price(self.settings.edition, self.form) };
        }
        edition::price(self.settings.edition, self.form)
    }

    /// A task of this call's operation.
    pub(crate) fn task(&self, store: &mut Store) -> Task {
        let (number, mut rng) = self.next(store);
        store.started += 1;
        let life = self.life(store);
        let rng = &mut rng;
        let id = Id::random(rng);
        let kind = self.kind();
        let clips = self.parts(kind, rng);
        let (course, mut times) = Course::new(&life, rng, clips.len());
        if matches!(kind, Kind::Pairs(_)) {
            // The whole comes after its part.
            times.sort_by_key(|(_, ends, fails)| (*ends, *fails));
        }
        let clips = clips.into_iter().zip(times).map(|(clip, times)| {
            let id = match (kind, clip.id) {
                (_, Some(id)) => id,
                _ => Id::random(rng),
            };
            Clip::new(id, clip.song, clip.part, times)
        });
        let clips = clips.collect();
        let said = said(self.catalog, self.prepared, self.body, &self.sources, rng);
        let mut task = Task::new(id, self.prepared.fact, kind, Some(self.asker.account), self.asker.now, number);
        (task.clips, task.course, task.said) = (clips, course, said);
        task
    }

    /// A clip that was brought in, and is there at once.
    pub(crate) fn recording(&self, store: &mut Store) -> Task {
        let (number, mut rng) = self.next(store);
        let id = Id::random(&mut rng);
        // From 6 to 60 seconds (documented: upload-music).
        let song = lasting(rng.u64(..), rng.f64() * 54.0 + 6.0);
        let clip = Clip::new(Id::random(&mut rng), song, Part::Recording, (0, 0, false));
        let mut task = Task::new(id, self.prepared.fact, Kind::Clips, Some(self.asker.account), self.asker.now, number);
        task.clips = [clip].into();
        task
    }

    /// Something that only has a name.
    pub(crate) fn named(&self, store: &mut Store, name: Name) -> Task {
        let (number, mut rng) = self.next(store);
        let (owner, now) = (Some(self.asker.account), self.asker.now);
        Task::new(Id::random(&mut rng), self.prepared.fact, Kind::Named(name), owner, now, number)
    }

    fn life(&self, store: &mut Store) -> Lifecycle {
        store.lives.take(self.prepared.fact.id)
    }

    fn kind(&self) -> Kind {
        kind(self.prepared, self.body)
    }

    /// What the task's clips are, before their times are known.
    fn parts(&self, kind: Kind, rng: &mut Rng) -> Vec<Plan> {
        let source = self.sources.first().and_then(Source::clip);
        let new = |rng: &mut Rng| {
            let song = song(rng);
            length(self.body).map_or(song, |seconds| lasting(rng.u64(..), seconds))
        };
        let plan = |song: Song, part: Part| Plan { id: None, song, part };
        let count = self.prepared.opens.as_ref().map_or(0, |opens| opens.clips);
        let many = |song: Song| (0..count).map(|_| plan(song, Part::Song)).collect();
        let tag = self.form.and_then(|form| form.name).unwrap_or_default();
        let stems: Vec<Stem> = match self.prepared.fact.id {
            told_apart::STEMS_BASIC => edition::basic_split(self.settings.edition),
            told_apart::STEMS_FULL => edition::full_split(self.settings.edition),
            _ => Vec::new(),
        };
        let base = self.base(source);
        let extension = Part::Extension { base: (base * 1000.0).round() as u32 };
        match (kind, source) {
            (Kind::Pairs(name), source) => {
                let part = new(rng);
                let whole =
                    source.filter(|_| name == "replaced").map_or(base + part.seconds(), |source| source.song.seconds());
                vec![plan(part, extension), plan(lasting(rng.u64(..), whole), Part::Song)]
            }
            (Kind::File(_), Some(source)) => {
                vec![Plan { id: Some(source.id.clone()), ..plan(source.song, source.part) }]
            }
            (Kind::Upload, _) => vec![plan(new(rng), Part::Recording)],
            (Kind::Voice | Kind::File(_), _) => vec![plan(new(rng), Part::Song)],
            (_, Some(source)) if !stems.is_empty() => {
                stems.iter().map(|stem| plan(source.song.track(*stem), Part::Track(*stem))).collect()
            }
            (_, Some(source)) if tag == "remaster" => many(source.song),
            (_, Some(Clip { song, part: Part::Extension { base }, .. })) if tag == "concat_music" => {
                many(lasting(rng.u64(..), f64::from(*base) / 1000.0 + song.seconds()))
            }
            _ if tag.starts_with("extend_") || self.prepared.fact.id == told_apart::UPLOAD_AND_EXTEND => {
                (0..count).map(|_| plan(new(rng), extension)).collect()
            }
            _ => (0..count).map(|_| plan(new(rng), Part::Song)).collect(),
        }
    }

    /// How much of a clip, in seconds, comes before what is added to it.
    fn base(&self, source: Option<&Clip>) -> f64 {
        let at = ["continue_at", "starts_at"].iter().find_map(|key| self.body.get(*key)?.as_f64());
        let whole = source.map_or(0.0, |source| source.song.seconds());
        at.map_or(whole, |at| at.clamp(0.0, whole))
    }
}

/// A clip to be.
#[derive(Debug, Clone)]
struct Plan {
    id: Option<Id>,
    song: Song,
    part: Part,
}

/// What the tasks of an operation make.
pub(crate) fn kind(prepared: &OperationSpec, body: &Map<String, Value>) -> Kind {
    match prepared.fact.id {
        told_apart::VOICE => Kind::Voice,
        told_apart::PRODUCER_UPLOAD => Kind::Upload,
        told_apart::PRODUCER_DOWNLOAD => {
            Kind::File(if body.get("format") == Some(&json!("wav")) { Format::Wav } else { Format::Mp3 })
        }
        id if body.get("auto_concat") == Some(&json!(true)) => {
            Kind::Pairs(if id == told_apart::SECTION { "replaced" } else { "extended" })
        }
        _ => match prepared.opens.as_ref().map(|opens| opens.name) {
            Some(name @ Name::Opened(_)) => Kind::Named(name),
            _ => Kind::Clips,
        },
    }
}

/// The length that a request asks for, in seconds.
fn length(body: &Map<String, Value>) -> Option<f64> {
    let at = |key: &str| body.get(key)?.as_f64();
    let section = at("infill_start_s").zip(at("infill_end_s")).map(|(start, end)| end - start);
    let number = ["duration", "length"].iter().find_map(|key| body.get(*key)?.as_f64());
    // `studio32-v1.5` makes 32 seconds, `studio130-v1.5` 130 (documented: studio-instructions).
    let model = || body.get("model_type")?.as_str()?.strip_prefix("studio")?.split('-').next()?.parse().ok();
    section.or(number).or_else(model).filter(|seconds| *seconds > 0.0)
}

/// The lyrics of an instrumental, by sonic: that it is a mark of 14 characters in brackets is observed, which one is inferred.
const INSTRUMENTAL: &str = "[Instrumental]";

/// What the reports on a task say of its request.
pub(crate) fn said(
    catalog: &Catalog,
    prepared: &OperationSpec,
    body: &Map<String, Value>,
    sources: &[Source],
    rng: &mut Rng,
) -> EchoedFields {
    let Some(opens) = &prepared.opens else { return EchoedFields::default() };
    let of_source = |key: &str| {
        let source = sources.first()?;
        let index = catalog.prepared(source.task.create.id)?.key(key)?;
        source.task.said.get(index).map(str::to_owned)
    };
    let text = |key: &str| body.get(key).filter(|value| value.as_str().is_some_and(|text| !text.is_empty()));
    let values = opens.keys.iter().map(|key| match key.name.as_str() {
        "title" => {
            // Of what is described the service makes a title of its own (observed).
            let words = ["gpt_description_prompt", "prompt", "sound"].iter().find_map(|name| text(name)?.as_str());
            let of_words = words.map(prose::title_of).filter(|title| !title.is_empty());
            let made_up = || json!(of_words.unwrap_or_else(|| prose::title(rng))).to_string();
            Some(text("title").map(Value::to_string).or_else(|| of_source("title")).unwrap_or_else(made_up))
        }
        "lyrics" => {
            let prompt = text("prompt").filter(|_| !is_described(body));
            // Of two names of the same the document says which wins.
            let is_sonic = matches!(prepared.fact.family, "sonic" | "suno");
            let own = if is_sonic { prompt.or(text("lyrics")) } else { text("lyrics").or(prompt) };
            let is_instrumental = body.get("make_instrumental") == Some(&json!(true)) && is_sonic;
            let own = own.filter(|_| !is_instrumental);
            let written = || match is_instrumental {
                true => Some(json!(INSTRUMENTAL).to_string()),
                false => is_described(body).then(|| json!(prose::lyrics(rng)).to_string()),
            };
            Some(
                own.map(Value::to_string)
                    .or_else(written)
                    .or_else(|| of_source("lyrics"))
                    .unwrap_or_else(|| "null".to_owned()),
            )
        }
        name => {
            // What is asked for as a list may be told as text.
            let asked = body.get(name).filter(|asked| !asked.is_array() || key.is_list);
            Some(asked.map_or_else(|| "null".to_owned(), Value::to_string))
        }
    });
    EchoedFields::new(values)
}

/// Whether the service is to write the lyrics.
fn is_described(body: &Map<String, Value>) -> bool {
    let flag = |key: &str| body.get(key) == Some(&json!(true));
    let is_manual = flag("custom_mode");
    let has_description =
        ["gpt_description_prompt", "prompt"].iter().any(|key| body.get(*key).is_some_and(Value::is_string));
    let is_asked = (!is_manual && body.contains_key("custom_mode") && has_description)
        || flag("auto_lyrics")
        || body.get("lyrics_type") == Some(&json!("generate"));
    is_asked && !flag("make_instrumental")
}
