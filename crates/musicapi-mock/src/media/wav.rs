//! WAV: PCM, 16 bits, mono, 16 kHz; 32 kB a second, so three minutes are 5.8 MB.

use std::f64::consts::TAU;
use std::sync::LazyLock;

use super::cells::Cells;
use super::content::Content;
use super::score::{FRAME_MS, SCALE};
use super::song::Song;

/// Samples a second. The highest overtone lies at 2,637 Hz.
const RATE: u32 = 16_000;
/// Bytes of a frame.
const FRAME: usize = (RATE as u64 * FRAME_MS / 1000) as usize * 2;
/// Samples of a note: 20 frames.
const NOTE: usize = 10 * FRAME;
/// Samples that a note takes to begin: 4 ms.
const ATTACK: usize = 64;
/// Samples after which a note has ended, and that the end takes: it lets nothing click.
const END: (usize, usize) = (6826, 1600);
/// The partials of a note, as for the notes that were encoded: how often the pitch, how loud, and the seconds in which it
/// would decay by 100 dB.
const PARTIALS: [(f64, f64, f64); 3] = [(1.0, 0.30, 0.80), (2.0, 0.07, 0.50), (4.0, 0.05, 0.43)];

static NOTES: LazyLock<Vec<u8>> = LazyLock::new(|| SCALE.into_iter().flat_map(note).collect());
static REST: [u8; FRAME] = [0; FRAME];

/// The file.
pub(super) fn content(song: &Song) -> Content {
    let cells = Cells { notes: &NOTES, rest: &REST, per_frames: (1, 1) };
    Content::new(header(cells.length(song)), cells, song)
}

/// What stands before the samples.
fn header(length: u64) -> Vec<u8> {
    // A song is never so long that it doesn't fit.
    let length = u32::try_from(length).unwrap_or(u32::MAX - 36);
    let mut header = b"RIFF".to_vec();
    header.extend((36 + length).to_le_bytes());
    header.extend(b"WAVEfmt ");
    header.extend(16_u32.to_le_bytes());
    // PCM, one channel.
    header.extend([1, 0, 1, 0]);
    header.extend(RATE.to_le_bytes());
    header.extend((2 * RATE).to_le_bytes());
    // Bytes and bits of a sample.
    header.extend([2, 0, 16, 0]);
    header.extend(b"data");
    header.extend(length.to_le_bytes());
    header
}

/// The samples of a note, given as a MIDI number.
fn note(pitch: u8) -> Vec<u8> {
    let frequency = 440.0 * ((f64::from(pitch) - 69.0) / 12.0).exp2();
    let mut sum = vec![0.0; NOTE];
    for (times, volume, decay) in PARTIALS {
        let angle = TAU * frequency * times / f64::from(RATE);
        // A sine that dies away, by its recurrence.
        let damping = 10_f64.powf(-5.0 / (decay * f64::from(RATE)));
        let (near, far) = (2.0 * damping * angle.cos(), damping * damping);
        let (mut before, mut now) = (0.0, volume * damping * angle.sin());
        for sample in &mut sum[1..] {
            *sample += now;
            (before, now) = (now, near * now - far * before);
        }
    }
    let shaped = sum.into_iter().enumerate().flat_map(|(at, sample)| {
        let attack = (at as f64 / ATTACK as f64).min(1.0);
        let end = (END.0.saturating_sub(at) as f64 / END.1 as f64).min(1.0);
        // The partials add up to less than one half.
        ((sample * attack * end * f64::from(i16::MAX)).round() as i16).to_le_bytes()
    });
    shaped.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_knows_the_length_of_the_file() {
        let content = content(&Song::new(1, 1000));
        let (length, header) = (content.length() as u32, content.bytes(0..44));
        let told = |at: usize| u32::from_le_bytes(header[at..at + 4].try_into().unwrap());
        assert_eq!((told(4), told(40), length), (length - 8, length - 44, 44 + 1000 * FRAME as u32));
    }

    #[test]
    fn notes_begin_and_end_in_silence() {
        for pitch in SCALE {
            let note = note(pitch);
            let samples: Vec<i16> = note.as_chunks().0.iter().map(|bytes| i16::from_le_bytes(*bytes)).collect();
            assert_eq!((samples.len(), samples[0], samples[NOTE - 1]), (NOTE, 0, 0));
            let peak = samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap();
            assert!((6_000..16_384).contains(&peak), "{pitch}: {peak}");
        }
    }
}
