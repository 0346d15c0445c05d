//! The table of operations: what each does once its request fits and the credits suffice.

#[cfg(test)]
mod tests;

use fastrand::Rng;
use http::StatusCode;
use openapi_mock::Operation;
use serde_json::{Map, Value, json};

use crate::contract::catalog::CreatedResource;
use crate::contract::fingerprint::Fingerprint;
use crate::contract::refusal::Refusal;
use crate::contract::told_apart;
use crate::media::Kind as Format;
use crate::media::url::Files;
use crate::service::create::Call;
use crate::service::prose;
use crate::service::references::{self, Source};
use crate::state::account::Price;
use crate::state::store::Store;
use crate::state::task::{Clip, Name, Task};

/// What an accepted call leads to.
pub(crate) struct Done<'c> {
    pub(crate) body: Value,
    pub(crate) made: Vec<Made<'c>>,
    /// The price of the call, if it made nothing.
    pub(crate) price: Option<Price>,
}

/// What a call made.
pub(crate) struct Made<'c> {
    pub(crate) task: Task,
    /// Its price, if it is what was paid for.
    pub(crate) price: Option<Price>,
    /// The operation that makes such a thing alone, and what it was asked.
    pub(crate) operation: &'static Operation,
    pub(crate) request: &'c Map<String, Value>,
    pub(crate) fingerprint: Fingerprint,
}

impl<'c> Made<'c> {
    fn by(call: &Call<'c>, task: Task, price: Option<Price>) -> Self {
        Self { task, price, operation: call.operation, request: call.body, fingerprint: call.fingerprint }
    }
}

impl<'c> Done<'c> {
    /// What the call pays for is the first thing that it made.
    fn with(call: &Call<'c>, body: Value, made: Vec<Task>) -> Self {
        let price = call.price();
        let nothing = made.is_empty();
        let of = |index| Some(price).filter(|_| index == 0);
        let made = made.into_iter().enumerate().map(|(index, task)| Made::by(call, task, of(index)));
        Self { body, made: made.collect(), price: Some(price).filter(|_| nothing) }
    }
}

/// Does what the operation does. What isn't told apart here starts the task that the document's link leads to, or gives the
/// documented answer, in which addresses lead to the mock.
pub(crate) fn act<'c>(call: &Call<'c>, store: &mut Store) -> Result<Done<'c>, Refusal> {
    match call.prepared.fact.id {
        told_apart::PERSONA => Ok(named(call, store, Name::Persona, "persona_id")),
        told_apart::VOX => vox(call, store),
        told_apart::SONIC_UPLOAD | told_apart::RIFFUSION_UPLOAD => upload(call, store),
        told_apart::PRODUCER_UPLOAD | told_apart::VOICE => {
            reachable(call)?;
            Ok(start(call, store))
        }
        told_apart::SAMPLE | told_apart::UPLOAD_AND_COVER | told_apart::UPLOAD_AND_EXTEND => Ok(in_steps(call, store)),
        told_apart::WAV => Ok(files(call, &[("wav_url", "wav")])),
        told_apart::DOWNLOAD => Ok(download(call)),
        told_apart::MIDI => Ok(midi(call)),
        told_apart::BPM => Ok(tempo(call)),
        told_apart::ALIGNMENT => alignment(call),
        told_apart::LYRICS => Ok(lyrics(call, store)),
        told_apart::TAGS => Ok(tags(call)),
        told_apart::BATCH => batch(call, store),
        _ => Ok(start(call, store)),
    }
}

fn put(body: &mut Value, pointer: &str, value: impl Into<Value>) {
    if let Some(place) = body.pointer_mut(pointer) {
        *place = value.into();
    }
}

/// Gives each member of this name a value, wherever in the answer the document has it.
fn fill(body: &mut Value, field: &str, value: impl Into<Value>) {
    fn each(body: &mut Value, field: &str, value: &Value) {
        match body {
            Value::Object(members) => members.iter_mut().for_each(|(name, member)| match name == field {
                true => *member = value.clone(),
                false => each(member, field, value),
            }),
            Value::Array(items) => items.iter_mut().for_each(|item| each(item, field, value)),
            _ => {}
        }
    }
    each(body, field, &value.into());
}

/// The first member of this name, wherever in the answer the document has it.
fn member<'b>(body: &'b mut Value, field: &str) -> Option<&'b mut Value> {
    match body {
        Value::Object(members) => match members.contains_key(field) {
            true => members.get_mut(field),
            false => members.values_mut().find_map(|value| member(value, field)),
        },
        Value::Array(items) => items.iter_mut().find_map(|item| member(item, field)),
        _ => None,
    }
}

/// Starts the task that the answer's link leads to, if it has one.
fn start<'c>(call: &Call<'c>, store: &mut Store) -> Done<'c> {
    let mut body = call.prepared.success("");
    match &call.prepared.opens {
        Some(CreatedResource { name: name @ Name::Opened(_), pointer, .. }) => {
            let task = call.named(store, *name);
            put(&mut body, pointer, task.id.to_string());
            Done::with(call, body, vec![task])
        }
        Some(opens) => {
            let task = call.task(store);
            put(&mut body, &opens.pointer, task.id.to_string());
            Done::with(call, body, vec![task])
        }
        None => {
            at_home(&mut body, call.files);
            Done::with(call, body, Vec::new())
        }
    }
}

/// Makes something that only has a name, which the answer tells under this one.
fn named<'c>(call: &Call<'c>, store: &mut Store, name: Name, field: &str) -> Done<'c> {
    let mut body = call.prepared.success("");
    let task = call.named(store, name);
    fill(&mut body, field, task.id.to_string());
    Done::with(call, body, vec![task])
}

/// Lets the addresses of files lead to the mock. There are no films here.
fn at_home(body: &mut Value, files: Files<'_>) {
    match body {
        Value::Object(members) => members.iter_mut().for_each(|(name, value)| match name.as_str() {
            "video_url" => *value = Value::Null,
            _ => at_home(value, files),
        }),
        Value::Array(items) => items.iter_mut().for_each(|value| at_home(value, files)),
        Value::String(text) if text.starts_with("https://") && Format::promised_by(text).is_some() => {
            let name = text.rsplit('/').next().unwrap_or_default();
            // The service's pictures have a name of their own.
            *text = format!("{files}{}", name.strip_prefix("image_").unwrap_or(name));
        }
        _ => {}
    }
}

const RANGE: f64 = 30.0;

/// Takes a voice out of a clip.
fn vox<'c>(call: &Call<'c>, store: &mut Store) -> Result<Done<'c>, Refusal> {
    let at = |key: &str| call.body.get(key).and_then(Value::as_f64);
    let whole = clip(call).map_or(0.0, |clip| clip.song.seconds());
    let from = at("vocal_start_s").unwrap_or_default();
    let to = at("vocal_end_s").unwrap_or_else(|| (from + RANGE).min(whole.max(from)));
    if to < from || to - from > RANGE {
        // The 30 seconds are observed on a sister service, the words are the mock's.
        let text = "The range from 'vocal_start_s' to 'vocal_end_s' should be at most 30 seconds.";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "validation_error", text));
    }
    let mut done = named(call, store, Name::Vox, "vox_audio_id");
    fill(&mut done.body, "source_clip_id", call.sources.first().and_then(Source::clip).map(|clip| clip.id.to_string()));
    fill(&mut done.body, "vocal_start_s", number(from));
    fill(&mut done.body, "vocal_end_s", number(to));
    Ok(done)
}

/// A whole number without a point.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
}

fn clip<'c>(call: &'c Call<'_>) -> Option<&'c Clip> {
    call.sources.first().and_then(Source::clip)
}

/// Whether the recording could be fetched. The mock fetches nothing; hosts below `.invalid`, of which there can be none
/// (RFC 2606), stand for those that can't be reached.
fn is_reachable(call: &Call<'_>) -> bool {
    let url = ["url", "audio_url"].iter().find_map(|key| call.body.get(*key)?.as_str());
    let host = url.and_then(|url| url.split_once("://")?.1.split(['/', '?', '#']).next());
    let name = host.map(|host| host.rsplit('@').next().unwrap_or(host).split(':').next().unwrap_or_default());
    !name.is_some_and(|name| name.to_ascii_lowercase().trim_end_matches('.').ends_with(".invalid"))
}

fn reachable(call: &Call<'_>) -> Result<(), Refusal> {
    if is_reachable(call) {
        return Ok(());
    }
    Err(Refusal::documented(call.operation, StatusCode::BAD_REQUEST, "address"))
}

/// Brings a recording in: at once, or as a task if a callback is to tell of it.
fn upload<'c>(call: &Call<'c>, store: &mut Store) -> Result<Done<'c>, Refusal> {
    reachable(call)?;
    let recording = call.recording(store);
    let is_task = call.body.contains_key("callback_url");
    let mut body = call.prepared.success(if is_task { "task" } else { "clip" });
    fill(&mut body, "task_id", recording.id.to_string());
    fill(&mut body, "clip_id", recording.clips.first().map(|clip| clip.id.to_string()));
    Ok(Done::with(call, body, vec![recording]))
}

/// The step in which a recording is brought in.
const UPLOAD: &str = "upload";

/// Brings a recording in and starts a task from it.
fn in_steps<'c>(call: &Call<'c>, store: &mut Store) -> Done<'c> {
    if !is_reachable(call) {
        let mut body =
            call.catalog.prepared(told_apart::SAMPLE).map(|sample| sample.success("failed")).unwrap_or_default();
        fill(&mut body, "failed_step", UPLOAD);
        return Done { body, made: Vec::new(), price: None };
    }
    let mut body = call.prepared.success("started");
    let mut made = Vec::new();
    if call.sources.is_empty() {
        let recording = call.recording(store);
        let id = recording.clips.first().map(|clip| clip.id.to_string());
        member(&mut body, UPLOAD).into_iter().for_each(|step| fill(step, "clip_id", id.as_deref()));
        made.push(recording);
    } else if let Some(steps) = member(&mut body, "steps").and_then(Value::as_object_mut) {
        // There was nothing to upload.
        steps.shift_remove(UPLOAD);
    }
    let task = call.task(store);
    fill(&mut body, "task_id", task.id.to_string());
    made.insert(0, task);
    Done::with(call, body, made)
}

/// Tells where files of the clip are.
fn files<'c>(call: &Call<'c>, places: &[(&str, &str)]) -> Done<'c> {
    let mut body = call.prepared.success("");
    for (field, ending) in places {
        fill(&mut body, field, file(call, ending));
    }
    Done::with(call, body, Vec::new())
}

fn file(call: &Call<'_>, ending: &str) -> Option<String> {
    Some(format!("{}{}.{ending}", call.files, clip(call)?.id))
}

fn download<'c>(call: &Call<'c>) -> Done<'c> {
    let mut body = call.prepared.success("");
    let asked = call.body.get("formats").and_then(Value::as_array).filter(|formats| !formats.is_empty());
    // What the service gives to who names none is not known.
    let formats = asked.map_or(vec!["mp3", "m4a", "wav"], |asked| asked.iter().filter_map(Value::as_str).collect());
    let files = formats.into_iter().map(|format| json!({"format": format, "url": file(call, format)}));
    let files: Vec<Value> = files.collect();
    fill(&mut body, "files", files);
    Done::with(call, body, Vec::new())
}

fn midi<'c>(call: &Call<'c>) -> Done<'c> {
    let mut done = files(call, &[("midi_url", "mid")]);
    fill(&mut done.body, "instruments", clip(call).map(|clip| clip.song.instruments()));
    done
}

/// The tempo, which is steady.
fn tempo<'c>(call: &Call<'c>) -> Done<'c> {
    let mut body = call.prepared.success("");
    let tempo = clip(call).map_or(0.0, |clip| clip.song.bpm());
    for field in ["avg_bpm", "max_bpm", "min_bpm"] {
        fill(&mut body, field, number((tempo * 10.0).round() / 10.0));
    }
    Done::with(call, body, Vec::new())
}

/// The lyrics of the clip that is named; none if it has none.
fn lyrics_of(call: &Call<'_>) -> Option<String> {
    let source = call.sources.first()?;
    let index = call.catalog.prepared(source.task.create.id)?.key("lyrics")?;
    serde_json::from_str::<Option<String>>(source.task.said.get(index)?).ok().flatten()
}

/// The words of a clip and their times.
fn alignment<'c>(call: &Call<'c>) -> Result<Done<'c>, Refusal> {
    let words = lyrics_of(call).and_then(|lyrics| clip(call)?.song.alignment(&lyrics));
    let Some((source, words)) = call.sources.first().zip(words) else {
        // The status is documented for a clip without lyrics, the words aren't.
        return Err(Refusal::new(StatusCode::NOT_FOUND, "not_found", "The clip has no lyrics."));
    };
    let mut body = call.prepared.success("");
    fill(&mut body, "alignment", words);
    let done = Done::with(call, body, Vec::new());
    source.task.set_aligned(source.index);
    Ok(done)
}

fn lyrics<'c>(call: &Call<'c>, store: &mut Store) -> Done<'c> {
    let (_, mut rng) = call.next(store);
    let mut body = call.prepared.success("");
    for version in member(&mut body, "results").and_then(Value::as_array_mut).into_iter().flatten() {
        fill(version, "title", prose::title(&mut rng));
        fill(version, "lyrics", prose::lyrics(&mut rng));
    }
    Done::with(call, body, Vec::new())
}

fn tags<'c>(call: &Call<'c>) -> Done<'c> {
    let tags = call.body.get("tags").and_then(Value::as_str).unwrap_or_default();
    let seed = tags.bytes().fold(call.settings.seed, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut body = call.prepared.success("");
    fill(&mut body, "upsampled_tags", prose::style(&mut Rng::with_seed(seed), tags));
    Done::with(call, body, Vec::new())
}

/// Starts a task for each item. The price of an item isn't known; here each costs what it costs by itself.
fn batch<'c>(call: &Call<'c>, store: &mut Store) -> Result<Done<'c>, Refusal> {
    let items = call.body.get("items").and_then(Value::as_array);
    let create = call.catalog.prepared(told_apart::SONG).zip(call.catalog.document.operation(told_apart::SONG));
    let mut calls = Vec::new();
    for body in items.into_iter().flatten().filter_map(Value::as_object) {
        let Some((prepared, operation)) = create else { continue };
        let form = prepared.form(body);
        let sources = references::sources(call.catalog, store, operation, prepared, form, body, call.asker)?;
        let fingerprint = Fingerprint::of(prepared, body);
        calls.push(Call { operation, prepared, form, body, sources, fingerprint, ..*call });
    }
    let total = calls.iter().map(|item| item.price().credits).sum();
    if !store.ledger.suffices(call.asker.account, Price { credits: total, ..call.price() }) {
        return Err(Refusal::poor(call.operation));
    }
    let made: Vec<_> = calls.iter().map(|item| Made::by(item, item.task(store), Some(item.price()))).collect();
    let mut done = start(call, store);
    done.made.iter_mut().for_each(|made| made.price = None);
    fill(&mut done.body, "submitted", made.len());
    let ids = made.iter().map(|made| json!({"task_id": made.task.id.to_string()}));
    fill(&mut done.body, "tasks", ids.collect::<Vec<_>>());
    done.made.extend(made);
    Ok(done)
}
