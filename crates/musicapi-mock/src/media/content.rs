//! The bytes of a file, any part of which can be made without the others.

use std::ops::Range;

use bytes::Bytes;

use super::cells::Cells;
use super::song::Song;

/// A file: what is made at once, then audio that is made as it is asked for.
pub(crate) struct Content {
    head: Bytes,
    audio: Option<(Cells, Song)>,
}

impl Content {
    /// A head and the audio of a song after it.
    pub(super) fn new(head: Vec<u8>, cells: Cells, song: &Song) -> Self {
        Self { head: head.into(), audio: Some((cells, *song)) }
    }

    /// A file without audio.
    pub(super) fn whole(bytes: Vec<u8>) -> Self {
        Self { head: bytes.into(), audio: None }
    }

    /// Its length in bytes.
    pub(crate) fn length(&self) -> u64 {
        self.head.len() as u64 + self.audio.as_ref().map_or(0, |(cells, song)| cells.length(song))
    }

    /// Some of it; of a range that reaches beyond the end, what there is.
    pub(crate) fn bytes(&self, range: Range<u64>) -> Bytes {
        let range = range.start..range.end.min(self.length());
        if range.is_empty() {
            return Bytes::new();
        }
        let head = self.head.len() as u64;
        let Some((cells, song)) = self.audio.as_ref().filter(|_| range.end > head) else {
            // The head is in memory, so its length is a `usize`.
            return self.head.slice(range.start as usize..range.end as usize);
        };
        let size = cells.rest.len() as u64;
        let cell = |at: u64| at.saturating_sub(head) / size;
        let (first, last) = (cell(range.start), cell(range.end - 1) + 1);
        // Where in the file lies the first byte that is made.
        let origin = if range.start < head { 0 } else { head + first * size };
        let mut out = Vec::with_capacity((head + last * size - origin) as usize);
        if origin < head {
            out.extend_from_slice(&self.head);
        }
        cells.write(song, first..last, &mut out);
        Bytes::from(out).slice((range.start - origin) as usize..(range.end - origin) as usize)
    }
}
