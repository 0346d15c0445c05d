//! A song as numbers: its seed, its length and its track. All that can be known of a song follows from these.

use serde::{Deserialize, Serialize};

use super::score::{self, FRAME_MS};
use super::stem::Stem;

/// The longest song, in frames: one hour.
const LONGEST: u64 = 3_600_000 / FRAME_MS;

/// A song, or a track of one. All that can be known of it follows from this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Song {
    seed: u64,
    frames: u64,
    stem: Stem,
}

impl Song {
    /// The song of a seed, of so many frames of [`FRAME_MS`]: at least one, and at most an hour of them.
    pub(crate) fn new(seed: u64, frames: u64) -> Self {
        Self { seed, frames: frames.clamp(1, LONGEST), stem: Stem::SONG }
    }

    /// The song of a seed that lasts so many seconds, to the nearest frame.
    pub(crate) fn lasting(seed: u64, seconds: f64) -> Self {
        // What is negative or not a number becomes zero.
        Self::new(seed, (seconds * 1000.0 / FRAME_MS as f64).round() as u64)
    }

    /// One track of it.
    pub(crate) fn track(self, stem: Stem) -> Self {
        Self { stem, ..self }
    }

    /// Its first seconds, for an address that is given out before the song is done.
    pub(crate) fn beginning(self, seconds: f64) -> Self {
        let frames = Self::lasting(self.seed, seconds).frames.min(self.frames);
        Self { frames, ..self }
    }

    /// How long it lasts.
    pub(crate) fn seconds(&self) -> f64 {
        (self.frames * FRAME_MS) as f64 / 1000.0
    }

    /// Beats a minute, which don't change.
    pub(crate) fn bpm(&self) -> f64 {
        60_000.0 / (self.beat() * FRAME_MS) as f64
    }

    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    pub(super) fn frames(&self) -> u64 {
        self.frames
    }

    pub(super) fn stem(&self) -> Stem {
        self.stem
    }

    /// Frames of a beat.
    pub(super) fn beat(&self) -> u64 {
        2 * score::half_beat(self.seed)
    }

    /// The notes that begin before its end, cut off there.
    pub(super) fn notes(&self) -> impl Iterator<Item = score::Note> {
        let (frames, players) = (self.frames, self.stem.players());
        let notes = score::notes(self.seed).take_while(move |note| note.start < frames);
        let notes = notes.filter(move |note| players.contains(&note.player));
        notes.map(move |note| score::Note { frames: note.frames.min(frames - note.start), ..note })
    }
}
