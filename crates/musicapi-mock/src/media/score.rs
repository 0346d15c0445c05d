//! What is played and by whom: a melody as its seed decides it, on a grid of 24 ms frames.

use fastrand::Rng;

use super::stem::{PLAYERS, VOICES};

/// Milliseconds of one frame: an MPEG-1 Layer III frame at 48 kHz.
pub(crate) const FRAME_MS: u64 = 24;

/// The scale as MIDI numbers: a pentatonic from C4 to E5.
pub(super) const SCALE: [u8; 8] = [60, 62, 64, 67, 69, 72, 74, 76];
/// The notes of the scale that a phrase may rest on: C4, G4, C5.
const HOME: [usize; 3] = [0, 3, 5];
/// The rhythms of a phrase, in half beats. Each is eight beats long, and no note lies across a beat.
const RHYTHMS: [&[u64]; 4] = [
    &[2, 2, 2, 2, 2, 2, 2, 2],
    &[2, 1, 1, 2, 2, 2, 1, 1, 2, 2],
    &[1, 1, 2, 1, 1, 2, 1, 1, 2, 2, 2],
    &[2, 2, 1, 1, 1, 1, 2, 2, 2, 2],
];
/// Half beats of a phrase.
const PHRASE: u64 = 16;
/// The phrases of a verse, as motifs: the first comes home after the second has wandered.
const VERSE: [usize; 4] = [0, 0, 1, 0];

/// A note that sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Note {
    /// Which of the scale.
    pub(super) pitch: usize,
    /// The frame that it begins with.
    pub(super) start: u64,
    /// How many frames it is given.
    pub(super) frames: u64,
    /// Who plays it, as an index of [`PLAYERS`].
    pub(super) player: usize,
}

/// The frames of half a beat: between 83 and 156 beats a minute.
pub(super) fn half_beat(seed: u64) -> u64 {
    // A generator of its own, so that the tempo can be asked for by itself.
    Rng::with_seed(!seed).u64(8..=15)
}

/// The notes in their order, without end: a shorter song is the beginning of a longer one.
pub(super) fn notes(seed: u64) -> impl Iterator<Item = Note> {
    let mut rng = Rng::with_seed(seed);
    let half_beat = half_beat(seed);
    let motifs = [motif(&mut rng), motif(&mut rng)];
    (0..).zip(VERSE.into_iter().cycle()).flat_map(move |(phrase, motif)| {
        let motif = &motifs[motif];
        let mut at = 0;
        let mut notes = Vec::with_capacity(motif.len());
        for (index, &(pitch, halves)) in motif.iter().enumerate() {
            // Once in a while a note other than the first and the last gives way to its neighbour
            // or to a rest, so that a repetition isn't a copy.
            let inner = index > 0 && index + 1 < motif.len();
            let pitch = match rng.u8(..16) {
                0 if inner => None,
                1 | 2 if inner => Some(step(pitch, &mut rng)),
                _ => Some(pitch),
            };
            let start = (phrase * PHRASE + at) * half_beat;
            let note = |pitch| Note { pitch, start, frames: halves * half_beat, player: player(phrase, at / 2) };
            notes.extend(pitch.map(note));
            at += halves;
        }
        notes
    })
}

/// Who plays in this beat of this phrase: a voice sings the first four beats, and four instruments
/// answer with one beat each. The next phrase has the next four.
fn player(phrase: u64, beat: u64) -> usize {
    // Both are smaller than the number of players, which is twelve.
    if beat < 4 {
        (phrase % VOICES as u64) as usize
    } else {
        let instruments = (PLAYERS.len() - VOICES) as u64;
        VOICES + ((4 * phrase + beat - 4) % instruments) as usize
    }
}

/// A phrase of notes and their half beats: a walk over the scale in small steps that ends at home.
fn motif(rng: &mut Rng) -> Vec<(usize, u64)> {
    let rhythm = RHYTHMS[rng.usize(..RHYTHMS.len())];
    let mut note = rng.usize(..SCALE.len());
    let mut motif: Vec<_> = rhythm
        .iter()
        .map(|&halves| {
            let this = note;
            note = step(note, rng);
            (this, halves)
        })
        .collect();
    if let Some(last) = motif.last_mut() {
        last.0 = HOME[rng.usize(..HOME.len())];
    }
    motif
}

/// A note one or two steps above or below `note`, turned back at the ends of the scale.
fn step(note: usize, rng: &mut Rng) -> usize {
    let by = 1 + usize::from(rng.u8(..3) == 0);
    if note < by || (note + by < SCALE.len() && rng.bool()) { note + by } else { note - by }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rhythms_fill_a_phrase_and_keep_to_the_beat() {
        for rhythm in RHYTHMS {
            assert_eq!(rhythm.iter().sum::<u64>(), PHRASE);
            let mut at = 0;
            for halves in rhythm {
                assert!(at % 2 + halves <= 2, "{rhythm:?} at {at}");
                at += halves;
            }
        }
    }

    #[test]
    fn steps_stay_on_the_scale() {
        let mut rng = Rng::with_seed(1);
        for at in (0..SCALE.len()).cycle().take(1000) {
            let to = step(at, &mut rng);
            assert!(to < SCALE.len() && to != at, "{at} to {to}");
        }
    }

    #[test]
    fn notes_follow_each_other_and_from_the_seed() {
        let songs: Vec<Vec<Note>> = (0..64).map(|seed| notes(seed).take(500).collect()).collect();
        for (seed, song) in songs.iter().enumerate() {
            assert!(notes(seed as u64).take(500).eq(song.iter().copied()));
            assert!(!songs[..seed].contains(song), "{seed}");
            assert!(song.windows(2).all(|pair| pair[0].start + pair[0].frames <= pair[1].start), "{seed}");
            assert!(song.iter().all(|note| note.pitch < SCALE.len() && (8..=30).contains(&note.frames)), "{seed}");
        }
    }

    #[test]
    fn all_play_within_half_a_minute() {
        for seed in 0..64 {
            let half_a_minute = notes(seed).take_while(|note| note.start * FRAME_MS < 30_000);
            let mut played: Vec<usize> = half_a_minute.map(|note| note.player).collect();
            played.sort_unstable();
            played.dedup();
            assert_eq!(played, (0..PLAYERS.len()).collect::<Vec<_>>(), "{seed}");
        }
    }
}
