//! Render a task as a report: the documented example for its state, with the task's values in the slots.

use std::fmt::{self, Write as _};

use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use musicapi_facts::Report;
use openapi_mock::{Answer, Operation, Reply};
use serde_json::{Value, json};

use crate::clock::Clock;
use crate::contract::catalog::{OperationSpec, Templates};
use crate::contract::template::{Piece, Slot, Template};
use crate::media::url::Files;
use crate::media::{Kind as Format, Name};
use crate::state::lifecycle::Failure;
use crate::state::task::{Clip, Kind, Part, Task};

/// A look at a task: how far it is, when, and from where.
pub(crate) struct TaskView<'l> {
    pub(crate) task: &'l Task,
    pub(crate) progress: u64,
    pub(crate) clock: &'l Clock,
    /// Where the client finds files.
    pub(crate) files: Files<'l>,
}

/// An answer, and the name of the documented example that it is.
type Told<'b> = (Reply, Option<&'b str>);

/// What the operation answers about the task. `create` is the operation that started it.
/// With it comes the name of the example that it is.
pub(crate) fn report<'b>(operation: &'b Operation, create: &'b OperationSpec, look: &TaskView<'_>) -> Told<'b> {
    let TaskView { task, progress, .. } = *look;
    let Some(pages) = create.opens.as_ref().and_then(|opens| opens.pages(operation.id())) else {
        return undocumented();
    };
    let is_mute = pages.report.failed.is_empty() && task.will_fail() && task.is_over(progress);
    if let Some(failure) = task.failure(progress).or(is_mute.then_some(&Failure::Clips)) {
        return failed(operation, pages, look, failure);
    }
    let is_ready = task.is_ready(progress) && (look.shown(&pages.report).next().is_some() || task.is_over(progress));
    // What isn't made of clips shows nothing before it is there.
    let is_whole = !matches!(task.kind, Kind::Voice | Kind::Upload | Kind::File(_)) || task.is_over(progress);
    if let Some(notice) = pages.not_ready.as_ref().filter(|_| !is_ready || !is_whole) {
        let example = operation.answer(Some(202), None).and_then(|answer| answer.example);
        return (notice.clone(), example);
    }
    page(pages, look, task.state(progress, &pages.report)).unwrap_or_else(undocumented)
}

/// An example with clips, filled with what can be heard of the task; those of its clips that aren't done keep the example's word
/// for their state, which is another than a report's.
pub(crate) fn heard(example: &Value, report: &Report, create: &OperationSpec, look: &TaskView<'_>) -> Value {
    let keys = create.opens.as_ref().map(|opens| &opens.keys[..]).unwrap_or_default();
    let template = Template::compile(example, report, keys);
    let shown: Vec<&Clip> = look.task.clips.iter().filter(|clip| clip.is_heard(look.progress)).collect();
    let text = Page { look, report, template: &template, shown: &shown, in_pairs: false }.to_string();
    let mut body: Value = serde_json::from_str(&text).unwrap_or_default();
    let word = example.pointer(report.clips).and_then(|clips| clips.get(0)?.pointer(report.state)).cloned();
    let clips = body.pointer_mut(report.clips).and_then(Value::as_array_mut);
    for (value, clip) in clips.into_iter().flatten().zip(shown) {
        if let (false, Some(word), Some(state)) = (clip.is_final(look.progress), &word, value.pointer_mut(report.state))
        {
            *state = word.clone();
        }
    }
    body
}

/// The page of the task in this state.
fn page<'b>(pages: &'b Templates, look: &TaskView<'_>, state: &str) -> Option<Told<'b>> {
    let shown: Vec<&Clip> = look.shown(&pages.report).collect();
    let (name, template) = pages.page(look.task.kind, state)?;
    let page = Page { look, report: &pages.report, template, shown: &shown, in_pairs: true };
    let mut reply = Reply::new(StatusCode::OK);
    reply.body = page.to_string().into();
    reply.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Some((reply, Some(name).filter(|name| !name.is_empty())))
}

/// Lint asks for an example of each answer, so this is a document that nobody has linted.
fn undocumented<'b>() -> Told<'b> {
    (Reply::text(StatusCode::NOT_IMPLEMENTED, "the document has no example of this answer\n"), None)
}

/// The documented answer that says so, or the nearest that the family has.
fn failed<'b>(operation: &'b Operation, pages: &'b Templates, look: &TaskView<'_>, failure: &Failure) -> Told<'b> {
    let report = &pages.report;
    let told = |answer: Answer<'b>| (answer.reply(), answer.example);
    let named = |status: u16, name: &str| operation.answer(Some(status), Some(name)).map(told);
    let word = |word: &str| {
        let pointer = report.notice?.word;
        let notices = || operation.answers().filter(|answer| answer.status == StatusCode::OK);
        let said = |body: &Value| body.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        let is_failure =
            |body: &Value| said(body).is_some_and(|word| report.notice.is_some_and(|it| it.failed.contains(&&*word)));
        let exact = notices().find(|answer| answer.body.and_then(said).as_deref() == Some(word));
        let answer = exact.or_else(|| notices().find(|answer| answer.body.is_some_and(is_failure)))?;
        // Where only another word has an example, this one stands in its place.
        let mut body = answer.body?.clone();
        *body.pointer_mut(pointer)? = json!(word);
        Some((Reply::json(StatusCode::OK, &body), answer.example))
    };
    // The state of a family that has no such answer.
    let state = || page(pages, look, report.failed.first()?);
    let found = match failure {
        Failure::Failed => word("failed"),
        Failure::Timeout => word("timeout"),
        Failure::Forbidden => word("forbidden"),
        Failure::ApiError => word("api_error"),
        Failure::Clips => None,
        Failure::ServerError => named(500, "failed"),
        Failure::Refunded => named(500, "refunded"),
        Failure::GatewayTimeout => named(504, "timeout"),
        Failure::NotFound => named(400, "not_found").or_else(|| named(404, "not_found")),
        Failure::Answer { status, example } => named(*status, example),
    };
    let any = || operation.answer(Some(500), None).map(told);
    found.or_else(state).or_else(any).unwrap_or_else(undocumented)
}

/// Whether an operation has this documented answer.
pub(crate) fn has_answer(operation: &Operation, failure: &Failure) -> bool {
    match failure {
        Failure::Answer { status, example } => operation.answer(Some(*status), Some(example)).is_some(),
        _ => true,
    }
}

impl TaskView<'_> {
    /// The clips that are shown. Where a task with fewer isn't finished, those that aren't there yet are left out.
    fn shown(&self, report: &Report) -> impl Iterator<Item = &Clip> {
        let all = report.at_least <= 1 || self.task.is_over(self.progress);
        self.task.clips.iter().filter(move |clip| all || clip.is_done(self.progress))
    }
}

/// What the track is called that a clip is.
fn track(clip: &Clip) -> Option<&'static str> {
    let Part::Track(stem) = clip.part else { return None };
    Some(stem.name())
}

/// A report as text.
struct Page<'p> {
    look: &'p TaskView<'p>,
    report: &'p Report,
    template: &'p Template,
    shown: &'p [&'p Clip],
    /// Whether those that belong together are told as one item.
    in_pairs: bool,
}

impl fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces(f, &self.template.body, self.shown.first().copied())
    }
}

impl Page<'_> {
    fn pieces(&self, f: &mut fmt::Formatter<'_>, pieces: &[Piece], clip: Option<&Clip>) -> fmt::Result {
        pieces.iter().try_for_each(|piece| match piece {
            Piece::Text(text) => f.write_str(text),
            Piece::Slot(slot) => self.slot(f, slot, clip),
        })
    }

    fn slot(&self, f: &mut fmt::Formatter<'_>, slot: &Slot, clip: Option<&Clip>) -> fmt::Result {
        let TaskView { task, progress, clock, .. } = *self.look;
        match (slot, clip) {
            (Slot::Clips, _) => self.clips(f),
            (Slot::TaskId, _) => write!(f, "\"{}\"", task.id),
            (Slot::ClipId, Some(clip)) => write!(f, "\"{}\"", clip.id),
            (Slot::State, Some(clip)) => write!(f, "\"{}\"", clip.state(progress, self.report)),
            (Slot::Audio(format), Some(clip)) => self.file(f, clip, *format, clip.has_preview(progress)),
            (Slot::File(format), Some(clip)) => self.file(f, clip, *format, false),
            (Slot::Duration { is_text }, Some(clip)) if clip.is_done(progress) => match is_text {
                // As the service writes it in 2026.
                true => write!(f, "\"{:.2}\"", clip.song.seconds()),
                false => write!(f, "{:?}", clip.song.seconds()),
            },
            (Slot::Date, _) => write!(f, "\"{}\"", clock.date(task.begun)),
            (Slot::Began, _) => write!(f, "{}", clock.unix(task.begun)),
            (Slot::Ended, _) => write!(f, "{}", clock.unix(task.ends_at().unwrap_or(task.begun))),
            (Slot::Title { index, otherwise }, clip) => {
                let title = task.said.get(*index).unwrap_or(otherwise);
                match (clip.and_then(track), title.strip_suffix('"')) {
                    (Some(track), Some(title)) => write!(f, "{title} ({track})\""),
                    _ => f.write_str(title),
                }
            }
            (Slot::EchoedFields { index, otherwise }, _) => f.write_str(task.said.get(*index).unwrap_or(otherwise)),
            _ => f.write_str("null"),
        }
    }

    fn file(&self, f: &mut fmt::Formatter<'_>, clip: &Clip, format: Format, is_preview: bool) -> fmt::Result {
        let TaskView { task, progress, files, .. } = *self.look;
        if !is_preview && !clip.is_done(progress) {
            return f.write_str("null");
        }
        let kind = if let Kind::File(format) = task.kind { format } else { format };
        let id = clip.id.to_string();
        write!(f, "\"{files}{}\"", Name { id: &id, kind, is_preview })
    }

    fn clips(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('[')?;
        match self.look.task.kind {
            Kind::Pairs(part) if self.in_pairs => {
                for (index, pair) in self.shown.chunks(2).enumerate() {
                    write!(f, "{}{{\"{part}\":", if index == 0 { "" } else { "," })?;
                    self.pieces(f, &self.template.clip, pair.first().copied())?;
                    f.write_str(",\"full\":")?;
                    match pair.get(1).filter(|full| full.is_final(self.look.progress)) {
                        Some(full) => self.pieces(f, &self.template.clip, Some(full))?,
                        None => f.write_str("null")?,
                    }
                    f.write_char('}')?;
                }
            }
            _ => {
                for (index, clip) in self.shown.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    self.pieces(f, &self.template.clip, Some(clip))?;
                }
            }
        }
        f.write_char(']')
    }
}
