//! Playable audio of an exact length, without an encoder.
//!
//! Every frame of the asset stands by itself (constant bit rate, no bit reservoir), so a melody is
//! a concatenation of frames: 1152 samples at 48 kHz, mono, 64 kbit/s, hence 192 bytes without
//! padding.

use bytes::Bytes;

/// Milliseconds of one frame.
pub(crate) const FRAME_MS: u64 = 24;

/// Bytes of one frame: 144 * 64000 / 48000.
const FRAME: usize = 192;
/// Frames of one note in the asset.
const NOTE_FRAMES: usize = 20;
/// The notes of a pentatonic scale from C4 to E5, then a rest.
const NOTES: &[u8] = include_bytes!("../assets/notes.mp3");
/// The asset's index of the rest, and the number of sounding notes before it.
const REST: usize = 8;
/// The notes of a major pentatonic that a phrase may rest on: C4, G4, C5.
const HOME: [usize; 3] = [0, 3, 5];
/// The rhythms of a phrase, in frames. A note cut in half has died away enough to be damped by
/// the next one. Each is eight notes long, so that phrases stay in step.
const RHYTHMS: [&[usize]; 4] = [
    &[20, 20, 20, 20, 20, 20, 20, 20],
    &[20, 10, 10, 20, 20, 20, 10, 10, 20, 20],
    &[10, 10, 20, 10, 10, 20, 10, 10, 20, 20, 20],
    &[20, 20, 10, 10, 10, 10, 20, 20, 20, 20],
];
/// The phrases of a verse, as motifs: the first comes home after the second has wandered.
const VERSE: [usize; 4] = [0, 0, 1, 0];

/// An MP3 of exactly `frames` frames, the same bytes for the same seed: a melody of notes chosen
/// by the seed.
pub(crate) fn mp3(seed: u64, frames: usize) -> Bytes {
    let len = frames * FRAME;
    let mut out = Vec::with_capacity(len);
    let mut rng = fastrand::Rng::with_seed(seed);
    let motifs = [motif(&mut rng), motif(&mut rng)];
    for phrase in VERSE.into_iter().cycle() {
        let motif = &motifs[phrase];
        for (at, &(note, frames)) in motif.iter().enumerate() {
            if out.len() >= len {
                return Bytes::from(out);
            }
            // Once in a while a note other than the first and the last gives way to its neighbour
            // or to a rest, so that a repetition isn't a copy.
            let inner = at > 0 && at + 1 < motif.len();
            let note = match rng.u8(..16) {
                0 if inner => REST,
                1 | 2 if inner => step(note, &mut rng),
                _ => note,
            };
            let start = note * NOTE_FRAMES * FRAME;
            let bytes = (frames * FRAME).min(len - out.len());
            out.extend_from_slice(&NOTES[start..start + bytes]);
        }
    }
    Bytes::from(out)
}

/// A phrase of notes and their frames: a walk over the scale in small steps that ends at home.
fn motif(rng: &mut fastrand::Rng) -> Vec<(usize, usize)> {
    let rhythm = RHYTHMS[rng.usize(..RHYTHMS.len())];
    let mut note = rng.usize(..REST);
    let mut motif: Vec<_> = rhythm
        .iter()
        .map(|&frames| {
            let this = note;
            note = step(note, rng);
            (this, frames)
        })
        .collect();
    if let Some(last) = motif.last_mut() {
        last.0 = HOME[rng.usize(..HOME.len())];
    }
    motif
}

/// A note one or two steps above or below `note`, turned back at the ends of the scale.
fn step(note: usize, rng: &mut fastrand::Rng) -> usize {
    let by = 1 + usize::from(rng.u8(..3) == 0);
    if note < by || (note + by < REST && rng.bool()) { note + by } else { note - by }
}

#[cfg(test)]
mod tests {
    use symphonia::core::codecs::audio::AudioDecoderOptions;
    use symphonia::core::formats::{FormatOptions, FormatReader, TrackType, probe::Hint};
    use symphonia::core::{io::MediaSourceStream, meta::MetadataOptions};
    use symphonia::default::formats::MpaReader;

    use super::*;

    /// MPEG-1 Layer III without CRC, 64 kbit/s, 48 kHz, no padding, mono, "original".
    const HEADER: [u8; 4] = [0xff, 0xfb, 0x54, 0xc4];

    /// All the samples, by a decoder that shares nothing with the encoder.
    fn decode(mp3: &Bytes) -> Vec<f32> {
        let cursor = Box::new(std::io::Cursor::new(mp3.to_vec()));
        let source = MediaSourceStream::new(cursor, Default::default());
        let (options, meta) = (FormatOptions::default(), MetadataOptions::default());
        let mut format: Box<dyn FormatReader> = if mp3.len() == FRAME {
            // The probe wants a second header before it believes the first.
            Box::new(MpaReader::try_new(source, options).unwrap())
        } else {
            let probe = symphonia::default::get_probe();
            probe.probe(&Hint::new(), source, options, meta).unwrap()
        };
        let track = format.default_track(TrackType::Audio).unwrap();
        let params = track.codec_params.as_ref().unwrap().audio().unwrap();
        assert_eq!(params.sample_rate, Some(48_000));
        let mut decoder =
            symphonia::default::get_codecs().make_audio_decoder(params, &AudioDecoderOptions::default()).unwrap();
        let (mut samples, mut frame) = (Vec::new(), Vec::new());
        while let Some(packet) = format.next_packet().unwrap() {
            let audio = decoder.decode(&packet).unwrap();
            assert_eq!(audio.spec().channels().count(), 1);
            audio.copy_to_vec_interleaved::<f32>(&mut frame);
            samples.append(&mut frame);
        }
        samples
    }

    #[test]
    fn frames_of_the_asset_stand_alone() {
        assert_eq!(NOTES.len(), (REST + 1) * NOTE_FRAMES * FRAME);
        for frame in NOTES.chunks(FRAME) {
            assert_eq!(frame[..4], HEADER);
            // main_data_begin, the first nine bits of the side information.
            assert_eq!((frame[4], frame[5] >> 7), (0, 0));
        }
    }

    #[test]
    fn rhythms_are_eight_notes_long() {
        for rhythm in RHYTHMS {
            assert_eq!(rhythm.iter().sum::<usize>(), 8 * NOTE_FRAMES);
            assert!(rhythm.iter().all(|&frames| frames <= NOTE_FRAMES));
        }
    }

    #[test]
    fn steps_stay_on_the_scale() {
        let mut rng = fastrand::Rng::with_seed(1);
        for at in (0..REST).cycle().take(1000) {
            let to = step(at, &mut rng);
            assert!(to < REST && to != at, "{at} to {to}");
        }
    }

    #[test]
    fn bytes_follow_from_the_seed() {
        let songs: Vec<_> = (0..64).map(|seed| mp3(seed, 400)).collect();
        for (seed, song) in songs.iter().enumerate() {
            assert_eq!(song, &mp3(seed as u64, 400));
            assert!(!songs[..seed].contains(song), "{seed}");
            // A shorter song is the beginning of a longer one.
            assert_eq!(song[..33 * FRAME], mp3(seed as u64, 33));
        }
    }

    #[test]
    fn length_is_exact() {
        assert!(mp3(1, 0).is_empty());
        for frames in [1, 2, 19, 20, 21, 4370, 10_000] {
            assert_eq!(mp3(1, frames).len(), frames * FRAME);
        }
    }

    #[test]
    fn decodes_to_audible_samples() {
        for (seed, frames) in [(1, 1), (2, 2), (3, 21), (4, 1250), (u64::MAX, 4370)] {
            let samples = decode(&mp3(seed, frames));
            assert_eq!(samples.len(), frames * 1152);
            let millis = samples.len() as u64 * 1000 / 48_000;
            assert_eq!(millis, frames as u64 * FRAME_MS);
            let peak = samples.iter().copied().fold(0.0_f32, f32::max);
            // The attack comes with the second frame.
            assert!(frames == 1 || (0.1..0.9).contains(&peak), "{peak}");
        }
    }
}
