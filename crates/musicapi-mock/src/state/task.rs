//! A task: what was requested, and how it proceeds.
//!
//! How far a task is, is one number that only grows: milliseconds since it began, or the number of polls. Its course says at which number
//! its clips show, begin and end, so every state follows from that number; nothing runs in the background, and a task seen at the same
//! progress always looks the same.

mod snapshot;

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use fastrand::Rng;
use musicapi_facts::{Operation as Fact, Report};
use serde::{Deserialize, Deserializer, Serialize};

use crate::media::{FRAME_MS, Kind as Format, Song, Stem};
use crate::state::id::Id;
use crate::state::lifecycle::{Failure, Lifecycle};
use crate::state::serde_util::Fixed;
pub(crate) use snapshot::{Held, Saved};

/// What a paid call made: a task with clips, or something that was there at once, such as a persona.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) id: Id,
    /// The operation that made it.
    pub(crate) create: &'static Fact,
    pub(crate) kind: Kind,
    /// The account that it belongs to; none for what the document tells of, which everyone knows.
    pub(crate) owner: Option<usize>,
    pub(crate) begun: Duration,
    /// Counts the tasks of a mock.
    pub(crate) number: u64,
    /// What the request says, as the report shows it.
    pub(crate) said: EchoedFields,
    pub(crate) clips: Box<[Clip]>,
    pub(crate) course: Course,
    looks: AtomicU32,
    /// The clips whose words were asked for: asking again is free (documented).
    aligned: AtomicU32,
}

/// What a task makes, and so what its report looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// Clips.
    Clips,
    /// Pairs of a new part, which is shown under this name, and the whole.
    Pairs(#[serde(deserialize_with = "part")] Fixed),
    /// A persona, from a recording. Its id is that of the only clip.
    Voice,
    /// A recording that was brought in.
    Upload,
    /// A file of a clip that there is.
    File(Format),
    /// Nothing that could be shown: it only has a name.
    Named(Name),
}

/// Reads what a new part is called.
fn part<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    Ok(if String::deserialize(deserializer)? == "replaced" { "replaced" } else { "extended" })
}

/// What an id is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Name {
    /// A task of the family with this number.
    Task(u16),
    Clip,
    Persona,
    /// A voice that was taken out of a clip.
    Vox,
    /// What the operation with this number tells of: a batch, or lyrics as a task.
    Opened(u16),
}

/// What the request says under each of the keys that its report shows, as JSON. The keys are those of the prepared operation.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct EchoedFields {
    text: Box<str>,
    /// Where each ends in the text; where it begins too, it isn't known.
    ends: Box<[u32]>,
}

impl EchoedFields {
    pub(crate) fn new(values: impl IntoIterator<Item = Option<String>>) -> Self {
        let mut text = String::new();
        let mut end = |value: Option<String>| {
            text.push_str(&value.unwrap_or_default());
            // A body is shorter than 10 MiB.
            u32::try_from(text.len()).unwrap_or(u32::MAX)
        };
        let ends = values.into_iter().map(&mut end).collect();
        Self { text: text.into(), ends }
    }

    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends.get(before).map_or(0, |end| *end as usize));
        self.text.get(start..end).filter(|text| !text.is_empty())
    }
}

/// A clip.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Clip {
    pub(crate) id: Id,
    /// What it sounds like, and how long it is.
    pub(crate) song: Song,
    pub(crate) part: Part,
    begins: u64,
    ends: u64,
    fails: bool,
}

/// What a clip is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Part {
    /// A song that was made.
    Song,
    /// A new part of another clip, of which so many milliseconds come before it.
    Extension { base: u32 },
    /// A recording that was brought in.
    Recording,
    /// A track of a clip that was split.
    Track(Stem),
}

/// How far a task can be: time or looks, as numbers that only grow.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Course {
    unit: Unit,
    ready: u64,
    /// When nothing changes any more.
    ends: u64,
    /// How a look is told that it failed, once it has ended.
    pub(crate) failure: Option<Failure>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Unit {
    Milliseconds,
    Looks,
}

/// How long a song takes, from and to, in seconds: as the document says of the sonic family. Of others it isn't known.
pub(crate) const TAKES: (u32, u32) = match musicapi_facts::GET_SONIC_TASK.report {
    Some(Report { takes: Some(takes), .. }) => takes,
    _ => panic!("the document doesn't say how long a song takes"),
};

/// It will not happen.
const NEVER: u64 = u64::MAX;

impl Course {
    /// The course of a life, and when each of so many clips begins and ends and whether it fails.
    pub(crate) fn new(life: &Lifecycle, rng: &mut Rng, clips: usize) -> (Self, Vec<(u64, u64, bool)>) {
        let seconds = |rng: &mut Rng, from: u64, to: u64| rng.u64(from * 1000..to * 1000);
        let ready = seconds(rng, 5, 15);
        let (from, to) = TAKES;
        let mut times: Vec<(u64, u64, bool)> =
            (0..clips).map(|_| (ready + seconds(rng, 1, 10), seconds(rng, from.into(), to.into()), false)).collect();
        let last = |times: &[(u64, u64, bool)]| times.iter().map(|(_, ends, _)| *ends).max().unwrap_or_default();
        let (mut unit, mut ready, mut failure) = (Unit::Milliseconds, ready, None);
        match life {
            Lifecycle::Timed => {}
            Lifecycle::Immediate => {
                ready = 0;
                times.fill((0, 0, false));
            }
            Lifecycle::AfterLooks(looks) => {
                unit = Unit::Looks;
                let done = u64::from(*looks) + 1;
                ready = done.min(2);
                // The first of several clips is a look ahead of the others.
                let ends = |index| if index == 0 && clips > 1 { done.saturating_sub(1).max(ready) } else { done };
                times.iter_mut().enumerate().for_each(|(index, time)| *time = (ready, ends(index), false));
            }
            Lifecycle::After(time) => {
                let done = u64::try_from(time.as_millis()).unwrap_or(NEVER - 1);
                ready = done / 10;
                let ends = |index| if index == 0 && clips > 1 { done - done / 5 } else { done };
                times.iter_mut().enumerate().for_each(|(index, time)| *time = (ready, ends(index), false));
            }
            Lifecycle::Failed(how) => {
                let end = last(&times);
                let fails = *how == Failure::Clips;
                times.iter_mut().for_each(|time| *time = (time.0, if fails { time.1 } else { end }, true));
                failure = (!fails).then(|| how.clone());
            }
            Lifecycle::OneClipFails => {
                let index = (0..clips).max_by_key(|index| times[*index].1);
                index.into_iter().for_each(|index| times[index].2 = true);
            }
            Lifecycle::Stuck => times.iter_mut().for_each(|time| time.1 = NEVER),
        }
        (Self { unit, ready, ends: last(&times).max(ready), failure }, times)
    }

    /// It is over, and has been for long.
    pub(crate) fn over() -> Self {
        Self { unit: Unit::Milliseconds, ready: 0, ends: 0, failure: None }
    }
}

impl Task {
    pub(crate) fn new(
        id: Id,
        create: &'static Fact,
        kind: Kind,
        owner: Option<usize>,
        begun: Duration,
        number: u64,
    ) -> Self {
        let (said, clips, course) = (EchoedFields::default(), Box::default(), Course::over());
        Self {
            id,
            create,
            kind,
            owner,
            begun,
            number,
            said,
            clips,
            course,
            looks: AtomicU32::new(0),
            aligned: AtomicU32::new(0),
        }
    }

    /// Looks at it at this time, which may bring it further, and tells how far it is.
    pub(crate) fn look(&self, now: Duration) -> u64 {
        match self.course.unit {
            Unit::Milliseconds => self.progress(now),
            Unit::Looks => {
                let seen = self.looks.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |looks| looks.checked_add(1));
                u64::from(seen.map_or(u32::MAX, |before| before + 1))
            }
        }
    }

    /// How far it is at this time.
    pub(crate) fn progress(&self, now: Duration) -> u64 {
        match self.course.unit {
            Unit::Milliseconds => u64::try_from(now.saturating_sub(self.begun).as_millis()).unwrap_or(NEVER - 1),
            Unit::Looks => u64::from(self.looks.load(Ordering::SeqCst)),
        }
    }

    /// Whether the words of a clip were asked for before.
    pub(crate) fn is_aligned(&self, clip: usize) -> bool {
        self.aligned.load(Ordering::SeqCst) & bit(clip) != 0
    }

    pub(crate) fn set_aligned(&self, clip: usize) {
        self.aligned.fetch_or(bit(clip), Ordering::SeqCst);
    }

    /// What has which id by it: `family` is the number of its create's family. The index is that of the clip.
    pub(crate) fn names(&self, family: u16) -> impl Iterator<Item = (Name, &Id, u32)> {
        let own = match self.kind {
            Kind::Named(name) => name,
            _ => Name::Task(family),
        };
        let of_clip = match self.kind {
            Kind::Voice => Some(Name::Persona),
            // The clip was there before.
            Kind::File(_) => None,
            _ => Some(Name::Clip),
        };
        let clips = self.clips.iter().zip(0..).filter_map(move |(clip, index)| Some((of_clip?, &clip.id, index)));
        std::iter::once((own, &self.id, 0)).chain(clips)
    }

    /// When it ends, if that is a matter of time.
    pub(crate) fn ends_at(&self) -> Option<Duration> {
        let by_time = self.course.unit == Unit::Milliseconds && self.course.ends != NEVER;
        by_time.then(|| self.begun.saturating_add(Duration::from_millis(self.course.ends)))
    }

    /// Whether it goes on by looks, whatever the time.
    pub(crate) fn is_by_looks(&self) -> bool {
        self.course.unit == Unit::Looks
    }

    /// How far it is when the first of its clips can be heard, unless that is never.
    pub(crate) fn heard_from(&self) -> Option<u64> {
        self.clips.iter().filter_map(Clip::heard_from).min()
    }

    /// How far it is when it ends, unless that is never.
    pub(crate) fn ends(&self) -> Option<u64> {
        Some(self.course.ends).filter(|ends| *ends != NEVER)
    }

    /// When a clip of it was there; if that is a matter of looks, when the task began.
    pub(crate) fn made_at(&self, clip: &Clip) -> Duration {
        let by_time = self.course.unit == Unit::Milliseconds && clip.ends != NEVER;
        self.begun.saturating_add(Duration::from_millis(if by_time { clip.ends } else { 0 }))
    }

    /// How far it is, from 0 to 1; 0 if it never ends.
    pub(crate) fn share(&self, progress: u64) -> f64 {
        share(progress, 0, self.course.ends)
    }

    /// When a clip of it begins and ends, as far as that is a matter of time.
    pub(crate) fn times(&self, clip: &Clip) -> (Option<Duration>, Option<Duration>) {
        let by_time = self.course.unit == Unit::Milliseconds;
        let at = |time: u64| (by_time && time != NEVER).then(|| self.begun.saturating_add(Duration::from_millis(time)));
        (at(clip.begins), at(clip.ends))
    }

    /// Whether its clips can be seen.
    pub(crate) fn is_ready(&self, progress: u64) -> bool {
        progress >= self.course.ready
    }

    /// Whether nothing changes any more.
    pub(crate) fn is_over(&self, progress: u64) -> bool {
        progress >= self.course.ends
    }

    /// How a look is told that it failed, if it has.
    pub(crate) fn failure(&self, progress: u64) -> Option<&Failure> {
        self.course.failure.as_ref().filter(|_| self.is_over(progress))
    }

    /// Whether all of it fails in the end, so that it is given back.
    pub(crate) fn will_fail(&self) -> bool {
        self.course.failure.is_some() || (!self.clips.is_empty() && self.clips.iter().all(|clip| clip.fails))
    }

    /// The state of the task as a whole, in the document's words.
    pub(crate) fn state(&self, progress: u64, report: &Report) -> &'static str {
        // The clip that is furthest behind decides.
        let last = self.clips.iter().max_by_key(|clip| (clip.ends, clip.begins));
        last.map(|clip| clip.state(progress, report)).unwrap_or_default()
    }
}

/// How far it is from one to the other.
fn share(progress: u64, begins: u64, ends: u64) -> f64 {
    match progress.checked_sub(begins) {
        None => 0.0,
        Some(_) if ends == NEVER => 0.0,
        Some(done) if done >= ends.saturating_sub(begins) => 1.0,
        Some(done) => done as f64 / (ends - begins) as f64,
    }
}

fn bit(index: usize) -> u32 {
    // No task has 32 clips.
    u32::try_from(index).ok().and_then(|index| 1u32.checked_shl(index)).unwrap_or_default()
}

impl Clip {
    /// A clip with a time of beginning, a time of end, and whether it fails then.
    pub(crate) fn new(id: Id, song: Song, part: Part, (begins, ends, fails): (u64, u64, bool)) -> Self {
        Self { id, song, part, begins, ends, fails }
    }

    /// One that has been there for long.
    pub(crate) fn of_old(id: Id, rng: &mut Rng, part: Part) -> Self {
        Self::new(id, song(rng), part, (0, 0, false))
    }

    /// The state, in the document's words.
    pub(crate) fn state(&self, progress: u64, report: &Report) -> &'static str {
        let states = match () {
            () if progress >= self.ends && self.fails => report.failed.first().or(report.waiting.last()),
            () if progress >= self.ends => report.succeeded.first(),
            () if progress >= self.begins => report.waiting.last(),
            () => report.waiting.first(),
        };
        states.copied().unwrap_or_default()
    }

    /// How far it is, from 0 to 1; 0 if it never ends.
    pub(crate) fn share(&self, progress: u64) -> f64 {
        share(progress, self.begins, self.ends)
    }

    /// Whether it is being made, or was.
    pub(crate) fn has_begun(&self, progress: u64) -> bool {
        progress >= self.begins
    }

    /// Whether it is there.
    pub(crate) fn is_done(&self, progress: u64) -> bool {
        progress >= self.ends && !self.fails
    }

    /// Whether it is there or has failed.
    pub(crate) fn is_final(&self, progress: u64) -> bool {
        progress >= self.ends
    }

    /// Whether a piece of it can be heard while it is made: in the second half of that time.
    pub(crate) fn has_preview(&self, progress: u64) -> bool {
        self.heard_from().is_some_and(|from| progress >= from && progress < self.ends)
    }

    /// Whether it, or a piece of it, can be heard.
    pub(crate) fn is_heard(&self, progress: u64) -> bool {
        self.has_preview(progress) || self.is_final(progress)
    }

    fn heard_from(&self) -> Option<u64> {
        let half = self.begins + self.ends.saturating_sub(self.begins).div_ceil(2);
        (self.ends != NEVER).then_some(half)
    }
}

/// A song of a length that the rng decides.
pub(crate) fn song(rng: &mut Rng) -> Song {
    // Five frames are 0.12 s, so that a length in seconds has two digits after its point.
    let frames = 5 * rng.u64(500..=1500);
    Song::new(rng.u64(..), frames)
}

/// The song of a seed that lasts about so many seconds, in steps of 0.12 s for the same reason.
pub(crate) fn lasting(seed: u64, seconds: f64) -> Song {
    // An `as` from a float stops at the ends of the integer, and what is no number becomes zero.
    Song::new(seed, ((seconds * 1000.0 / (5 * FRAME_MS) as f64).round() as u64).clamp(1, u64::from(u32::MAX)) * 5)
}

#[cfg(test)]
mod tests;
