//! The commands for people, as requests.

use clap::ArgMatches;
use musicapi::display;
use musicapi::facts::{self, Operation, Price};
use serde_json::{Map, Number, Value, json};

use crate::calls::defaults;
use crate::calls::request::{self, Request};
use crate::calls::submit::tell_cost;
use crate::cli::options::Words;
use crate::cli::{shortcuts, song};
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::output::words::input;

/// A song: of a description, or of lyrics.
pub(crate) fn song(text: Option<String>, words: Words, settings: &Settings) -> Result<Request, Failure> {
    Ok(Request::new(&facts::CREATE_SONIC, sung(text, words, settings, Map::new())?))
}

/// A clip in another style.
pub(crate) fn cover(
    clip: String,
    description: Option<String>,
    words: Words,
    settings: &Settings,
) -> Result<Request, Failure> {
    Ok(Request::new(&facts::CREATE_SONIC, sung(description, words, settings, of_clip("cover_music", clip))?))
}

/// A clip that goes on from a second, or from its end.
pub(crate) fn extend(
    clip: String,
    at: Option<Number>,
    description: Option<String>,
    words: Words,
    settings: &Settings,
) -> Result<Request, Failure> {
    let mut body = of_clip("extend_music", clip);
    body.extend(at.map(|at| (song::START.to_owned(), at.into())));
    Ok(Request::new(&facts::CREATE_SONIC, sung(description, words, settings, body)?))
}

/// With the fields that were typed as flags of their own.
pub(crate) fn filled(mut request: Request, matches: &ArgMatches) -> Request {
    let said = matches.subcommand().and_then(|(name, matches)| Some((shortcuts::call(name)?, matches)));
    if let (Some((call, matches)), Some(Value::Object(body))) = (said, &mut request.body) {
        call.fill(body, matches);
    }
    request
}

/// The beginning of a body that makes something of a clip.
fn of_clip(task_type: &str, clip: String) -> Map<String, Value> {
    [("task_type", task_type.into()), (song::CLIP, clip.into())]
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}

/// A split of a clip.
pub(crate) fn stems(clip: String, full: bool) -> Request {
    let operation: &'static Operation =
        if full { &facts::SPLIT_SONIC_STEMS_FULL } else { &facts::SPLIT_SONIC_STEMS_BASIC };
    Request::new(operation, json!({"clip_id": clip}))
}

/// Lyrics that are to be written.
pub(crate) fn lyrics(text: String) -> Result<Request, Failure> {
    Ok(Request::new(&facts::WRITE_SONIC_LYRICS, json!({"description": said(text, "the description")?})))
}

/// A text, unless it is empty: the service would take that, and be paid for whatever it makes of it.
fn said(text: String, what: &str) -> Result<String, Failure> {
    if text.trim().is_empty() { Err(Failure::usage(format!("{what} is empty; nothing was sent"))) } else { Ok(text) }
}

/// With what is sung in it. Which words a form needs is for the check to say.
fn sung(
    description: Option<String>,
    words: Words,
    settings: &Settings,
    mut body: Map<String, Value>,
) -> Result<Value, Failure> {
    let Words { lyrics, tags, title, instrumental, model, count: _ } = words;
    let description = description.map(|text| said(text, "the description")).transpose()?;
    let read = |file: String| {
        let text = request::text(&file)?.trim_end().to_owned();
        // What has no voice needs no words.
        if instrumental == Some(true) { Ok(text) } else { said(text, input(&file)) }
    };
    let lyrics = lyrics.map(read).transpose()?;
    let given = [(song::DESCRIPTION, description), (song::LYRICS[0], lyrics), ("tags", tags), ("title", title)];
    body.extend(given.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into()))));
    body.extend(instrumental.map(|is_one| (song::INSTRUMENTAL.to_owned(), is_one.into())));
    defaults::complete(&mut body, &settings.model(model).value);
    Ok(body.into())
}

/// Lyrics that were written, each with its title.
pub(crate) fn written(request: &Request, price: Option<Price>, answer: &Value) -> Report {
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
