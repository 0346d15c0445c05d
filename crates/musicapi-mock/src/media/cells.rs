//! Audio of an exact length without an encoder: pre-encoded pieces of notes, strung together.

use std::ops::Range;

use super::score::SCALE;
use super::song::Song;

/// The notes of one format, in cells that stand by themselves: all are of one size, and decode in any order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells {
    /// The notes of the scale, each as many cells as the others.
    pub(super) notes: &'static [u8],
    /// One cell of silence.
    pub(super) rest: &'static [u8],
    /// So many cells last as long as so many frames.
    pub(super) per_frames: (u64, u64),
}

impl Cells {
    /// The cells of a length in frames, to the nearest.
    pub(super) fn count(&self, frames: u64) -> u64 {
        let (cells, per_frames) = self.per_frames;
        (frames * cells + per_frames / 2) / per_frames
    }

    /// The length of a song in bytes.
    pub(super) fn length(&self, song: &Song) -> u64 {
        self.count(song.frames()) * self.rest.len() as u64
    }

    /// Appends the cells of a song in this range, which is not beyond its end. Only these are looked at; the notes before
    /// them are merely counted.
    pub(super) fn write(&self, song: &Song, range: Range<u64>, out: &mut Vec<u8>) {
        let size = self.rest.len();
        let mut at = range.start;
        for note in song.notes() {
            let start = self.count(note.start);
            if start >= range.end {
                break;
            }
            let cells = self.note(note.pitch);
            let sounding = self.count(note.start + note.frames).min(start + (cells.len() / size) as u64);
            if sounding <= at {
                continue;
            }
            self.write_rest(start.saturating_sub(at), out);
            at = at.max(start);
            let end = sounding.min(range.end);
            // Both lie within the note.
            out.extend_from_slice(&cells[(at - start) as usize * size..(end - start) as usize * size]);
            at = end;
        }
        self.write_rest(range.end - at, out);
    }

    fn write_rest(&self, cells: u64, out: &mut Vec<u8>) {
        for _ in 0..cells {
            out.extend_from_slice(self.rest);
        }
    }

    fn note(&self, pitch: usize) -> &'static [u8] {
        let length = self.notes.len() / SCALE.len();
        &self.notes[pitch * length..(pitch + 1) * length]
    }
}
