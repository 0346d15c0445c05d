//! The files as others read them: decoders that share nothing with how they are made.

use std::io::Cursor;

use midly::{MetaMessage, MidiMessage, Smf, Timing, TrackEventKind};
use serde_json::Value;
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType, probe::Hint};
use symphonia::core::{io::MediaSourceStream, meta::MetadataOptions};
use symphonia::default::formats::MpaReader;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;

use super::*;

const AUDIO: [Kind; 3] = [Kind::Mp3, Kind::M4a, Kind::Wav];

fn bytes(song: Song, kind: Kind) -> Vec<u8> {
    let content = MediaFile { song, kind }.content().unwrap();
    content.bytes(0..content.length()).to_vec()
}

/// The rate and the samples, of which there must be one channel.
fn decode(file: Vec<u8>) -> (u32, Vec<f32>) {
    let is_one_mp3_frame = file.len() == 192;
    let source = MediaSourceStream::new(Box::new(Cursor::new(file)), Default::default());
    let (options, meta) = (FormatOptions::default(), MetadataOptions::default());
    let mut format: Box<dyn FormatReader> = if is_one_mp3_frame {
        // The probe wants a second header before it believes the first.
        Box::new(MpaReader::try_new(source, options).unwrap())
    } else {
        symphonia::default::get_probe().probe(&Hint::new(), source, options, meta).unwrap()
    };
    let track = format.default_track(TrackType::Audio).unwrap();
    let params = track.codec_params.as_ref().unwrap().audio().unwrap().clone();
    let told = track.num_frames;
    let mut decoder =
        symphonia::default::get_codecs().make_audio_decoder(&params, &AudioDecoderOptions::default()).unwrap();
    let (mut samples, mut block) = (Vec::new(), Vec::new());
    while let Some(packet) = format.next_packet().unwrap() {
        let audio = decoder.decode(&packet).unwrap();
        assert_eq!((audio.spec().channels().count(), audio.frames() as u64), (1, packet.dur.get()));
        audio.copy_to_vec_interleaved::<f32>(&mut block);
        samples.append(&mut block);
    }
    // Not every container says how long it is.
    assert!(told.is_none_or(|told| told == samples.len() as u64), "{told:?}");
    (params.sample_rate.unwrap(), samples)
}

/// The 16-bit samples of a WAV file.
fn pcm(song: Song) -> Vec<i32> {
    let (rate, samples) = decode(bytes(song, Kind::Wav));
    assert_eq!(rate, 16_000);
    samples.into_iter().map(|sample| (sample * 32_768.0) as i32).collect()
}

/// How alike two signals are, from 0 for not at all to 1 for the same but for the volume.
fn likeness(left: &[f32], right: &[f32]) -> f32 {
    let length = left.len().min(right.len());
    let (left, right) = (&left[..length], &right[..length]);
    let dot = |left: &[f32], right: &[f32]| left.iter().zip(right).map(|(left, right)| left * right).sum::<f32>();
    dot(left, right) / (dot(left, left) * dot(right, right)).sqrt()
}

#[test]
fn what_is_decoded_is_as_long_as_promised() {
    let mut rng = fastrand::Rng::with_seed(1);
    for seed in 0..40 {
        let frames = [1, 2, 19, 20, 21, 2500, 7500].get(seed as usize).copied().unwrap_or_else(|| rng.u64(1..1500));
        let song = Song::new(seed, frames);
        for kind in AUDIO {
            let (rate, samples) = decode(bytes(song, kind));
            let seconds = samples.len() as f64 / f64::from(rate);
            // The blocks of an M4A are another length than the frames that songs are counted in.
            let off = if kind == Kind::M4a { 0.5 * 1024.0 / 48_000.0 } else { 0.0 };
            assert!((seconds - song.seconds()).abs() <= off + 1e-9, "{kind:?} {seed} {frames}: {seconds}");
        }
    }
}

#[test]
fn a_song_is_audible_and_the_same_in_all_forms() {
    // At this tempo the blocks of an M4A begin where the notes do; at others a note comes half a block early or late.
    for seed in (0..).filter(|seed| Song::new(*seed, 1).bpm() == 156.25).take(3) {
        let song = Song::new(seed, 500);
        let (_, wav) = decode(bytes(song, Kind::Wav));
        let peak = wav.iter().copied().fold(0.0, f32::max);
        assert!((0.2..0.5).contains(&peak), "{peak}");
        let (_, other) = decode(bytes(Song::new(seed ^ 1, 500), Kind::Wav));
        assert!(likeness(&wav, &other) < 0.5, "{seed}");
        // Samples by which encoder and decoder delay it: as `assets/make.sh` says, and one block.
        for (kind, delay) in [(Kind::Mp3, 1105), (Kind::M4a, 1024)] {
            let (rate, samples) = decode(bytes(song, kind));
            let every = (rate / 16_000) as usize;
            let slower: Vec<f32> = samples[delay..].iter().copied().step_by(every).collect();
            let (alike, peak) = (likeness(&wav, &slower), slower.iter().copied().fold(0.0, f32::max));
            assert!(alike > 0.97 && (0.2..0.5).contains(&peak), "{kind:?} {seed}: {alike} {peak}");
        }
    }
}

#[test]
fn tracks_add_up_to_the_song_sample_by_sample() {
    for seed in 0..6 {
        let song = Song::new(seed, 1250 + seed);
        let whole = pcm(song);
        for split in [&Stem::BASIC[..], &Stem::FULL] {
            let mut sum = vec![0; whole.len()];
            for stem in split {
                let track = pcm(song.track(*stem));
                assert!(track.iter().any(|sample| sample.abs() > 5_000), "{} is silent", stem.name());
                assert!(track != whole && track.len() == whole.len());
                sum.iter_mut().zip(track).for_each(|(sum, sample)| *sum += sample);
            }
            assert!(sum == whole, "{seed}");
        }
    }
}

#[test]
fn tracks_add_up_to_the_song_in_compressed_forms_too() {
    let song = Song::new(5, 400);
    for kind in [Kind::Mp3, Kind::M4a] {
        let (_, whole) = decode(bytes(song, kind));
        let mut sum = vec![0.0; whole.len()];
        for stem in Stem::BASIC {
            let (_, track) = decode(bytes(song.track(stem), kind));
            sum.iter_mut().zip(track).for_each(|(sum, sample)| *sum += sample);
        }
        assert!(sum.iter().zip(&whole).all(|(sum, sample)| (sum - sample).abs() < 1e-4), "{kind:?}");
    }
}

#[test]
fn any_part_is_a_part_of_the_whole() {
    let mut rng = fastrand::Rng::with_seed(2);
    for (seed, kind) in (0..50).zip(Kind::ALL.into_iter().cycle()) {
        let song = Song::new(seed, rng.u64(1..300));
        let song = if rng.bool() { song.track(Stem::BASIC[rng.usize(..2)]) } else { song };
        let content = MediaFile { song, kind }.content().unwrap();
        let whole = bytes(song, kind);
        let length = whole.len();
        assert_eq!(content.length(), length as u64);
        for _ in 0..40 {
            let (one, other) = (rng.usize(..=length), rng.usize(..=length));
            let range = one.min(other)..one.max(other);
            assert!(content.bytes(range.start as u64..range.end as u64) == whole[range.clone()], "{kind:?} {range:?}");
        }
        // Cut into pieces of which many are smaller than a header or a cell.
        let (mut joined, mut at) = (Vec::new(), 0);
        while at < length {
            let next = (at + rng.usize(1..=1 + length / 20)).min(length);
            joined.extend(content.bytes(at as u64..next as u64));
            at = next;
        }
        assert!(joined == whole, "{kind:?} {seed}");
        for (start, end) in [(0, 0), (length, length), (length, length + 9), (length + 1, u64::MAX as usize), (9, 3)] {
            assert!(content.bytes(start as u64..end as u64).is_empty());
        }
        assert_eq!(content.bytes(0..u64::MAX), whole);
    }
}

#[test]
fn bytes_and_tags_follow_from_song_and_kind() {
    let mut made: Vec<(String, Vec<u8>)> = Vec::new();
    let songs = (0..8).map(|seed| Song::new(seed, 2500));
    let songs = songs.chain([Song::new(0, 2501)]).chain(Stem::FULL.map(|stem| Song::new(0, 2500).track(stem)));
    for song in songs {
        for kind in Kind::ALL {
            let artefact = MediaFile { song, kind };
            let file = bytes(song, kind);
            assert_eq!(bytes(song, kind), file);
            let tag = artefact.etag();
            assert!(tag.starts_with('"') && tag.ends_with('"') && !tag.contains([',', ' ']), "{tag}");
            assert!(made.iter().all(|(other, _)| *other != tag), "{tag}");
            // The picture shows the beginning alone.
            let is_another = kind == Kind::Jpeg || made.iter().all(|(_, other)| *other != file);
            assert!(is_another, "{song:?} {kind:?}");
            made.push((tag, file));
        }
    }
}

#[test]
fn a_shorter_song_is_the_beginning_of_a_longer_one() {
    for seed in 0..8 {
        let (song, part) = (Song::new(seed, 900), Song::new(seed, 900).beginning(5.0));
        assert_eq!(part, Song::lasting(seed, 5.0));
        assert!((part.seconds() - 5.0).abs() <= 0.012);
        assert!(bytes(song, Kind::Mp3).starts_with(&bytes(part, Kind::Mp3)));
        assert_eq!(song.beginning(1e9), song);
    }
}

#[test]
fn a_song_lasts_between_a_frame_and_an_hour() {
    for (seconds, expected) in
        [(0.0, 0.024), (-1.0, 0.024), (f64::NAN, 0.024), (1e300, 3600.0), (f64::INFINITY, 3600.0), (104.88, 104.88)]
    {
        assert_eq!(Song::lasting(1, seconds).seconds(), expected, "{seconds}");
    }
    let longest = Song::lasting(1, 1e9);
    for kind in AUDIO {
        let content = MediaFile { song: longest, kind }.content().unwrap();
        let end = content.length();
        assert!((13_000_000..120_000_000).contains(&end));
        assert_eq!(content.bytes(end - 1000..end).len(), 1000, "{kind:?}");
    }
}

#[test]
fn midi_has_the_notes_the_tempo_and_the_length_of_the_song() {
    for seed in 0..20 {
        for song in [Song::new(seed, 1 + 97 * seed), Song::new(seed, 500).track(Stem::BASIC[1])] {
            let file = bytes(song, Kind::Midi);
            let midi = Smf::parse(&file).unwrap();
            let Timing::Metrical(ticks_a_beat) = midi.header.timing else { panic!("{:?}", midi.header) };
            let mut tempo = 0;
            let mut told = Vec::new();
            for track in &midi.tracks {
                let (mut now, mut name, mut notes) = (0, String::new(), Vec::new());
                let mut sounding: Option<(u8, u32)> = None;
                for event in track {
                    now += event.delta.as_int();
                    match event.kind {
                        TrackEventKind::Meta(MetaMessage::Tempo(micros)) => tempo = micros.as_int(),
                        TrackEventKind::Meta(MetaMessage::TrackName(text)) => {
                            name = String::from_utf8_lossy(text).into()
                        }
                        TrackEventKind::Midi { channel, message: MidiMessage::NoteOn { key, vel } } => {
                            assert!(channel != 9 && vel == 102 && sounding.is_none());
                            sounding = Some((key.as_int(), now));
                        }
                        TrackEventKind::Midi { message: MidiMessage::NoteOff { key, .. }, .. } => {
                            let (pitch, start) = sounding.take().unwrap();
                            assert!(key == pitch && start < now);
                            notes.push((pitch, start, now));
                        }
                        _ => {}
                    }
                }
                // Ticks are milliseconds.
                assert_eq!(f64::from(now) / 1000.0, song.seconds(), "where the track ends");
                told.extend((!notes.is_empty()).then_some((name, notes)));
            }
            assert!((60e6 / f64::from(tempo) - song.bpm()).abs() < 1e-9);
            assert_eq!(u32::from(ticks_a_beat.as_int()) * 1000, tempo);
            let millis = |value: &Value| (value.as_f64().unwrap() * 1000.0).round() as u32;
            let instruments = song.instruments();
            let listed = instruments.as_array().unwrap().iter().map(|instrument| {
                let notes = instrument["notes"].as_array().unwrap().iter();
                let notes = notes.map(|note| {
                    assert_eq!(note["velocity"], 0.8);
                    (note["pitch"].as_u64().unwrap() as u8, millis(&note["start"]), millis(&note["end"]))
                });
                (instrument["name"].as_str().unwrap().to_owned(), notes.collect::<Vec<_>>())
            });
            assert_eq!(listed.collect::<Vec<_>>(), told, "{seed}");
        }
    }
}

#[test]
fn notes_sound_when_they_are_told_to() {
    for seed in 0..10 {
        let song = Song::new(seed, 1250);
        let samples = pcm(song);
        let beat = 60.0 / song.bpm();
        for instrument in song.instruments().as_array().unwrap() {
            for note in instrument["notes"].as_array().unwrap() {
                let start = note["start"].as_f64().unwrap();
                let halves = start / beat * 2.0;
                assert!((halves - halves.round()).abs() < 1e-6, "{seed}: {start} is off the beat");
                let at = (start * 16_000.0).round() as usize;
                let loudest = samples[at..(at + 160).min(samples.len())].iter().map(|sample| sample.abs()).max();
                assert!(samples[at] == 0 && (loudest > Some(5_000) || at + 160 > samples.len()), "{seed}: {start}");
            }
        }
    }
}

#[test]
fn tempos_differ_and_are_of_this_world() {
    let mut tempos: Vec<u64> = (0..100).map(|seed| Song::new(seed, 1).bpm() as u64).collect();
    tempos.sort_unstable();
    tempos.dedup();
    assert_eq!(tempos, [83, 89, 96, 104, 113, 125, 138, 156]);
}

#[test]
fn a_cover_is_a_small_picture_of_its_own() {
    let mut covers = Vec::new();
    for seed in 0..16 {
        let file = bytes(Song::new(seed, 2500), Kind::Jpeg);
        assert!(file.len() < 8_000, "{}", file.len());
        let mut decoder = JpegDecoder::new(ZCursor::new(&file));
        let pixels = decoder.decode().unwrap();
        assert_eq!(decoder.dimensions(), Some((128, 128)));
        assert_eq!(pixels.len(), 128 * 128 * 3);
        covers.push(pixels);
    }
    covers.sort_unstable();
    covers.dedup();
    assert_eq!(covers.len(), 16);
}

#[test]
fn names_are_read_as_they_are_written() {
    for (name, id, kind, is_preview) in [
        ("26c9c592-0566.mp3", "26c9c592-0566", Kind::Mp3, false),
        ("preview/a.m4a", "a", Kind::M4a, true),
        ("a.b.wav", "a.b", Kind::Wav, false),
        ("a.mid", "a", Kind::Midi, false),
        ("a.jpeg", "a", Kind::Jpeg, false),
    ] {
        let parsed = Name::parse(name).unwrap();
        assert_eq!(parsed, Name { id, kind, is_preview });
        assert_eq!(parsed.to_string(), name);
    }
    for name in ["", "a", "a.mp4", "a.MP3", "mp3", "a.mp3/", "preview/", "preview/a", "a.mp3?b"] {
        assert_eq!(Name::parse(name), None, "{name}");
    }
}

#[test]
fn what_the_document_promises_can_be_made() {
    let document: Value = serde_json::from_str(include_str!("../contract/openapi.json")).unwrap();
    let (mut places, mut kinds) = (vec![&document], Vec::new());
    while let Some(place) = places.pop() {
        match place {
            Value::Array(items) => places.extend(items),
            Value::Object(members) => {
                for (name, value) in members {
                    let is_file = name.ends_with("_url") || name.ends_with("_path");
                    if let Some(address) = value.as_str().filter(|it| is_file && it.starts_with("https://cdn")) {
                        kinds.push((address, Kind::promised_by(address)));
                    }
                    places.push(value);
                }
            }
            _ => {}
        }
    }
    for (address, kind) in &kinds {
        assert!(kind.is_some() || address.ends_with(".mp4"), "{address}");
    }
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::M4a) {
        assert!(kinds.contains(&(kinds.iter().find(|it| it.1 == Some(kind)).unwrap().0, Some(kind))));
    }
}
