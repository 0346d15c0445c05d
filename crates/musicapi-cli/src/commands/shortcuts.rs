//! The commands written by hand that make music, as requests.

use clap::ArgMatches;
use musicapi::display;
use musicapi::facts::{self, Operation, Price};
use serde_json::{Map, Number, Value, json};

use crate::calls::defaults;
use crate::calls::request::{self, Request};
use crate::calls::submit::tell_cost;
use crate::cli::options::SongOptions;
use crate::cli::{shortcuts, song};
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::output::words::input;

/// The request of `song`.
pub(crate) fn song(text: Option<String>, options: SongOptions, settings: &Settings) -> Result<Request, Failure> {
    Ok(Request::new(&facts::CREATE_SONIC, with_song_fields(text, options, settings, Map::new())?))
}

/// The request of `cover`.
pub(crate) fn cover(
    clip: String,
    description: Option<String>,
    options: SongOptions,
    settings: &Settings,
) -> Result<Request, Failure> {
    Ok(Request::new(
        &facts::CREATE_SONIC,
        with_song_fields(description, options, settings, of_clip("cover_music", clip))?,
    ))
}

/// The request of `extend`, from a second or from the end of the clip.
pub(crate) fn extend(
    clip: String,
    at: Option<Number>,
    description: Option<String>,
    options: SongOptions,
    settings: &Settings,
) -> Result<Request, Failure> {
    let mut body = of_clip("extend_music", clip);
    body.extend(at.map(|at| (song::START.to_owned(), at.into())));
    Ok(Request::new(&facts::CREATE_SONIC, with_song_fields(description, options, settings, body)?))
}

/// Adds the fields that were typed as generated flags.
pub(crate) fn with_flags(mut request: Request, matches: &ArgMatches) -> Request {
    let shortcut = matches.subcommand().and_then(|(name, matches)| Some((shortcuts::find(name)?, matches)));
    if let (Some((call, matches)), Some(Value::Object(body))) = (shortcut, &mut request.body) {
        call.fill(body, matches);
    }
    request
}

/// The beginning of a body that works on a clip.
fn of_clip(task_type: &str, clip: String) -> Map<String, Value> {
    [("task_type", task_type.into()), (song::CLIP, clip.into())]
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}

/// The request of `stems`.
pub(crate) fn stems(clip: String, full: bool) -> Request {
    let operation: &'static Operation =
        if full { &facts::SPLIT_SONIC_STEMS_FULL } else { &facts::SPLIT_SONIC_STEMS_BASIC };
    Request::new(operation, json!({"clip_id": clip}))
}

/// The request of `lyrics`.
pub(crate) fn lyrics(text: String) -> Result<Request, Failure> {
    Ok(Request::new(&facts::WRITE_SONIC_LYRICS, json!({"description": non_empty(text, "the description")?})))
}

/// Refuses an empty text, which the service would accept and charge for.
fn non_empty(text: String, what: &str) -> Result<String, Failure> {
    if text.trim().is_empty() { Err(Failure::usage(format!("{what} is empty; nothing was sent"))) } else { Ok(text) }
}

/// Adds description, lyrics and the other flags of a song to a body. The check of the request says which of them a form needs.
fn with_song_fields(
    description: Option<String>,
    options: SongOptions,
    settings: &Settings,
    mut body: Map<String, Value>,
) -> Result<Value, Failure> {
    let SongOptions { lyrics, tags, title, instrumental, model, count: _ } = options;
    let description = description.map(|text| non_empty(text, "the description")).transpose()?;
    let read = |file: String| {
        let text = request::text(&file)?.trim_end().to_owned();
        // An instrumental needs no lyrics.
        if instrumental == Some(true) { Ok(text) } else { non_empty(text, input(&file)) }
    };
    let lyrics = lyrics.map(read).transpose()?;
    let given = [(song::DESCRIPTION, description), (song::LYRICS[0], lyrics), ("tags", tags), ("title", title)];
    body.extend(given.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into()))));
    body.extend(instrumental.map(|is_one| (song::INSTRUMENTAL.to_owned(), is_one.into())));
    defaults::complete(&mut body, &settings.model(model).value);
    Ok(body.into())
}

/// The report of `lyrics`: each text with its title.
pub(crate) fn report_lyrics(request: &Request, price: Option<Price>, answer: &Value) -> Report {
    tell_cost(price);
    let results = answer["results"].as_array().into_iter().flatten();
    let songs = results.map(|song| {
        let text = |name: &str| song[name].as_str().unwrap_or_default();
        format!("# {}\n\n{}\n", display::line(text("title")), display::text(text("lyrics")))
    });
    let text = songs.collect::<Vec<_>>().join("\n");
    let credits = price.map(|price| price.credits);
    Report::new(text, json!({"operation": request.operation.id, "credits": credits, "answer": answer}))
}
