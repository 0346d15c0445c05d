//! Read a report on a task: which clips it has, what their states mean, and whether all are final.
//!
//! The document declares where in a report the clips and states stand. A state that it doesn't know counts as one that will change, and a
//! clip that is null as one still to come, so nothing new in a report ends a wait too early.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use musicapi_facts::{ClipFields, Price, Report, StateOf, StatusMessage};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::call::answer::{Answer, NOT_YET};
use crate::error::{Error, ErrorKind};

/// What a poll of a task showed.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskStatus<C> {
    /// The clips; empty while the task isn't ready.
    pub clips: Vec<Clip<C>>,
    /// How many clips a finished task has at least.
    expected: usize,
    price: Option<Price>,
}

/// A clip as a poll showed it. It derefs to the clip of its family.
#[derive(Debug, Clone, PartialEq)]
pub struct Clip<C> {
    /// What the clip's state means. A state that the document doesn't know counts as one that will change.
    pub state: ClipState,
    /// The state, as the service writes it; empty for a single thing that has no state, such as a persona, and where the service gives
    /// none, or null.
    pub word: String,
    /// The clip, in the type of its family.
    pub value: C,
    told: Told,
}

/// The attributes that clips of every family have.
#[derive(Debug, Clone, PartialEq, Default)]
struct Told {
    id: Option<String>,
    audio: Option<String>,
    title: Option<String>,
    seconds: Option<f64>,
    model: Option<String>,
    lyrics: Option<String>,
    image: Option<String>,
    /// Whether the document doesn't know the clip's state.
    is_odd: bool,
}

/// What the state of a clip means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ClipState {
    /// The state will change.
    Waiting,
    /// The clip is there; the state is final.
    Succeeded,
    /// The clip failed; the state is final.
    Failed,
}

/// The result of a task of which at least one clip succeeded.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome<C> {
    /// The clips that succeeded.
    pub succeeded: Vec<Clip<C>>,
    /// The clips that failed.
    pub failed: Vec<Clip<C>>,
    /// The documented price of the task; `None` if the task was taken up again, or if the document has no price.
    pub price: Option<Price>,
}

impl<C> Deref for Clip<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.value
    }
}

impl<C> Clip<C> {
    /// Whether the clip's state is a word that the document doesn't know. It counts as one that will change.
    #[must_use]
    pub fn is_of_unknown_state(&self) -> bool {
        self.told.is_odd
    }

    /// The clip's state for people: the service's word, `made` for a single thing without a state, or `not known` if the service gives none.
    #[must_use]
    pub fn state_in_words(&self) -> &str {
        match self.state {
            _ if !self.word.is_empty() => &self.word,
            ClipState::Succeeded => "made",
            _ => "not known",
        }
    }

    /// The clip's id, whatever its family calls it. The only clip of a task may have the id of its task.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.told.id.as_deref()
    }

    /// The **final** address of the clip's audio; `None` unless the clip succeeded, since before that it is a stream that ends.
    #[must_use]
    pub fn audio(&self) -> Option<&str> {
        self.told.audio.as_deref().filter(|_| self.state == ClipState::Succeeded)
    }

    /// The address at which the clip can be heard before it is final: a temporary stream, not the file that was paid for.
    #[must_use]
    pub fn preview(&self) -> Option<&str> {
        self.told.audio.as_deref().filter(|_| self.state == ClipState::Waiting)
    }

    /// The clip's title.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.told.title.as_deref()
    }

    /// The clip's length, as the service reports it.
    #[must_use]
    pub fn duration(&self) -> Option<Duration> {
        self.told.seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
    }

    /// The model that made the clip.
    #[must_use]
    pub fn model(&self) -> Option<&str> {
        self.told.model.as_deref()
    }

    /// The clip's lyrics, if its family has them.
    #[must_use]
    pub fn lyrics(&self) -> Option<&str> {
        self.told.lyrics.as_deref()
    }

    /// The address of the clip's cover art.
    #[must_use]
    pub fn image(&self) -> Option<&str> {
        self.told.image.as_deref()
    }
}

impl Told {
    fn by(clip: &Value, fields: &ClipFields) -> Self {
        // An id or a title that came as a number counts as text.
        let text = |pointer: &str| Some(word_at(clip, pointer)).filter(|text| !text.is_empty()).map(Cow::into_owned);
        let seconds = fields.duration.and_then(|pointer| match clip.pointer(pointer)? {
            Value::String(text) => text.trim().parse().ok(),
            number => number.as_f64(),
        });
        Self {
            id: text(fields.id),
            audio: fields.audio.iter().find_map(|pointer| text(pointer)),
            title: fields.title.and_then(text),
            seconds,
            model: fields.model.and_then(text),
            lyrics: fields.lyrics.and_then(text),
            image: fields.image.and_then(text),
            is_odd: false,
        }
    }
}

impl<C> TaskStatus<C> {
    /// Whether every clip is final and no clip is still to come.
    #[must_use]
    pub fn is_done(&self) -> bool {
        let is = |state: ClipState| self.clips.iter().any(|clip| clip.state == state);
        // After one clip has failed, another may never come.
        let all_there = self.clips.len() >= self.expected || is(ClipState::Failed);
        all_there && !self.clips.is_empty() && !is(ClipState::Waiting)
    }

    /// The key of each clip: its id, or its position if it has none. Positions may change from one poll to the next, ids don't.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        self.clips.iter().enumerate().map(|(index, clip)| name_of(index, clip)).collect()
    }

    /// The states that the document doesn't know, each once.
    #[must_use]
    pub fn unknown_states(&self) -> Vec<&str> {
        let mut words: Vec<&str> = Vec::new();
        for clip in self.clips.iter().filter(|clip| clip.is_of_unknown_state()) {
            if !words.contains(&clip.word.as_str()) {
                words.push(&clip.word);
            }
        }
        words
    }

    /// Sorts the clips into those that succeeded and those that failed.
    ///
    /// # Errors
    /// [`ErrorKind::TaskFailed`] if no clip succeeded.
    pub fn outcome(self) -> Result<Outcome<C>, Error> {
        let (succeeded, failed): (Vec<_>, Vec<_>) =
            self.clips.into_iter().partition(|clip| clip.state == ClipState::Succeeded);
        if succeeded.is_empty() {
            return Err(Error::new(ErrorKind::TaskFailed, "every clip failed"));
        }
        Ok(Outcome { succeeded, failed, price: self.price })
    }
}

impl<C> fmt::Display for TaskStatus<C> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.clips.iter().map(Clip::state_in_words).collect();
        out.write_str(if words.is_empty() { "not ready".to_owned() } else { words.join(", ") }.as_str())
    }
}

/// Reads a report; if that fails, it coerces values of another kind first, since a number that came as text must not cost a song.
pub(crate) fn read_status<C: DeserializeOwned>(answer: &Answer, price: Option<Price>) -> Result<TaskStatus<C>, Error> {
    read(answer, price).or_else(|error| read(&answer.mended(), price).map_err(|_| error))
}

/// Reads a report at the JSON pointers that the document declares.
fn read<C: DeserializeOwned>(answer: &Answer, price: Option<Price>) -> Result<TaskStatus<C>, Error> {
    let Some(report) = &answer.operation.report else { return Err(Error::not_a_report(answer.operation)) };
    let body = &answer.body;
    let clips = clips_in(body, report, price).map_err(|why| match why {
        Misread::NoState => answer.riddle(&why.to_string()),
        Misread::Type(error) => answer.unreadable(error),
    })?;
    if let Some(status) = clips {
        return Ok(status);
    }

    let of_task = (report.state_of == StateOf::Task).then(|| word_at(body, report.state));
    let notice = report.notice.map(|notice| (word_at(body, notice.word), notice));
    let says = |words: fn(&StatusMessage) -> &'static [&'static str]| {
        notice.as_ref().is_some_and(|(word, notice)| words(notice).contains(&&**word))
    };
    let is_of_task = |wanted| of_task.as_ref().is_some_and(|word| state(word, report) == wanted);
    if says(|notice| notice.failed) || is_of_task(ClipState::Failed) {
        return Err(Error::answered(ErrorKind::TaskFailed, answer.operation, answer.status, &body.to_string()));
    }
    // 202 means not ready even without a word, and so does an empty list; any other answer must say so.
    if is_of_task(ClipState::Waiting)
        || says(|notice| notice.waiting)
        || answer.status == NOT_YET
        || body.pointer(report.clips).is_some_and(Value::is_array)
    {
        return Ok(TaskStatus { clips: Vec::new(), expected: report.at_least, price });
    }
    Err(answer.riddle("it has neither clips nor a word that is known"))
}

/// The clips of a body, at the place that the document declares; `None` if there is no clip.
pub(crate) fn clips_in<C: DeserializeOwned>(
    body: &Value,
    report: &Report,
    price: Option<Price>,
) -> Result<Option<TaskStatus<C>>, Misread> {
    let of_task = (report.state_of == StateOf::Task).then(|| word_at(body, report.state));
    let clips = match body.pointer(report.clips) {
        Some(Value::Array(clips)) => clips.as_slice(),
        Some(single) if report.single.is_some_and(|id| !word_at(single, id).is_empty()) => {
            return Ok(Some(made(single, report, price)?));
        }
        // A single object is the only clip if it has a state; else the answer is of another kind.
        Some(clip) if clip.pointer(report.state).is_some() => std::slice::from_ref(clip),
        _ => &[],
    };
    let mut status = TaskStatus { clips: Vec::new(), expected: report.at_least, price };
    for item in clips {
        if item.is_null() {
            status.expected = usize::MAX;
            continue;
        }
        // An item without a state may be a pair of clips; a member that is null is still to come.
        let is_clip = of_task.is_some() || item.pointer(report.state).is_some();
        // An item with the address of a file and no state, as a download has, is there, unless the answer says that it isn't final.
        let is_final = body.get("code").is_none_or(|code| *code == 200);
        let is_file = is_final && !is_clip && report.clip.audio.iter().any(|audio| !word_at(item, audio).is_empty());
        let members = report.members.iter().filter_map(|member| item.pointer(member));
        let parts: Vec<&Value> = if is_clip || is_file { vec![item] } else { members.collect() };
        if parts.is_empty() {
            return Err(Misread::NoState);
        }
        for part in parts {
            if part.is_null() {
                status.expected = usize::MAX;
                continue;
            }
            let word = of_task.clone().unwrap_or_else(|| word_at(part, report.state)).into_owned();
            let value = clip_of(part, report).map_err(Misread::Type)?;
            let state = if is_file { ClipState::Succeeded } else { state(&word, report) };
            let told = Told { is_odd: !is_file && is_odd(&word, report), ..Told::by(part, &report.clip) };
            status.clips.push(Clip { state, word, told, value });
        }
    }
    Ok((!clips.is_empty()).then_some(status))
}

/// A clip in the type of its family. A state that is null isn't known, which is no reason not to read the rest.
fn clip_of<C: DeserializeOwned>(part: &Value, report: &Report) -> Result<C, serde_json::Error> {
    C::deserialize(part).or_else(|error| {
        let mut part = part.clone();
        let state = part.pointer_mut(report.state).filter(|state| state.is_null());
        let Some(state) = state else { return Err(error) };
        *state = "".into();
        C::deserialize(part)
    })
}

/// A single thing that isn't a clip: it is there as soon as a report shows it.
fn made<C: DeserializeOwned>(single: &Value, report: &Report, price: Option<Price>) -> Result<TaskStatus<C>, Misread> {
    let id = report.single.map(|id| word_at(single, id).into_owned());
    let value = C::deserialize(single).map_err(Misread::Type)?;
    let told = Told { id, ..Told::default() };
    let clip = Clip { state: ClipState::Succeeded, word: String::new(), value, told };
    Ok(TaskStatus { clips: vec![clip], expected: 1, price })
}

/// Why clips can't be read.
#[derive(Debug)]
pub(crate) enum Misread {
    /// An item is neither a clip nor a pair of clips.
    NoState,
    /// A clip doesn't have its documented form.
    Type(serde_json::Error),
}

impl fmt::Display for Misread {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoState => out.write_str("an item has no state"),
            Self::Type(error) => error.fmt(out),
        }
    }
}

/// The text at a JSON pointer, also if it came as a number; empty if there is none.
fn word_at<'a>(value: &'a Value, pointer: &str) -> Cow<'a, str> {
    match value.pointer(pointer) {
        Some(Value::String(text)) => text.as_str().into(),
        Some(Value::Number(number)) => number.to_string().into(),
        _ => "".into(),
    }
}

/// Whether a state is one that the document doesn't know.
fn is_odd(word: &str, report: &Report) -> bool {
    !word.is_empty() && ![report.waiting, report.succeeded, report.failed].iter().any(|words| words.contains(&word))
}

/// What a state means. A state that the document doesn't know counts as one that will change.
fn state(word: &str, report: &Report) -> ClipState {
    match word {
        word if report.succeeded.contains(&word) => ClipState::Succeeded,
        word if report.failed.contains(&word) => ClipState::Failed,
        _ => ClipState::Waiting,
    }
}

/// The key of a clip in a poll: its id, or its position if it has none.
pub(crate) fn name_of<C>(index: usize, clip: &Clip<C>) -> String {
    clip.id().map_or_else(|| format!("#{index}"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_done_when_every_clip_is_there_and_final() {
        use ClipState::{Failed, Succeeded, Waiting};
        let status = |expected: usize, states: &[ClipState]| {
            let clip =
                |state: &ClipState| Clip { state: *state, word: String::new(), told: Told::default(), value: () };
            TaskStatus { clips: states.iter().map(clip).collect(), expected, price: None }
        };
        for (expected, states, done) in [
            (1, [].as_slice(), false),
            (1, &[Succeeded], true),
            (1, &[Succeeded, Waiting], false),
            (1, &[Failed, Succeeded], true),
            // The other song is still to come (documented for riffusion).
            (2, &[Succeeded], false),
            (2, &[Succeeded, Succeeded], true),
            (2, &[Failed], true),
        ] {
            assert_eq!(status(expected, states).is_done(), done, "{expected} {states:?}");
        }
    }

    #[test]
    fn a_file_without_a_state_is_there_unless_the_answer_says_that_it_is_not_final() {
        let report = musicapi_facts::GET_PRODUCER_TASK.report.unwrap();
        let file = serde_json::json!({"audio_url": "https://example.com/a.mp3"});
        let read = |body: Value| {
            let status = clips_in::<Value>(&body, &report, None).ok()??;
            Some(status.clips.iter().map(|clip| clip.state).collect::<Vec<_>>())
        };
        let there = Some(vec![ClipState::Succeeded]);
        assert_eq!(read(serde_json::json!({"code": 200, "data": [file]})), there);
        assert_eq!(read(serde_json::json!({"data": [file]})), there);
        assert_eq!(read(serde_json::json!({"code": 202, "data": [file]})), None, "it may be a preview");
        assert_eq!(read(serde_json::json!({"code": 200, "data": [{"clip_id": "a"}]})), None, "neither state nor file");
        assert_eq!(
            read(
                serde_json::json!({"code": 200, "data": [{"audio_url": "https://example.com/a.mp3", "state": "running"}]})
            ),
            Some(vec![ClipState::Waiting]),
            "a state says more than an address"
        );
    }
}
