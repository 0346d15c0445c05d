//! How long audio lasts, by its packets.

use std::fs::File;
use std::time::Duration;

use symphonia::core::errors::Error as Unread;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

/// What can be measured.
const MEASURED: &[&str] = &["audio/mpeg", "audio/x-wav", "audio/x-flac", "audio/ogg", "audio/m4a", "video/mp4"];

/// By how much a length may differ from what is expected, at least.
const TOLERANCE: Duration = Duration::from_secs(1);

/// And by which part of it, at least.
const TOLERATED_PART: u32 = 50;

/// The length, if it can be measured; or why it isn't what is expected.
pub(super) fn check(file: File, media_type: &str, expected: Duration) -> Result<Option<Duration>, String> {
    if !MEASURED.contains(&media_type) {
        return Ok(None);
    }
    let measured = measure(file).map_err(|error| format!("the audio can't be read ({error})"))?;
    let tolerance = TOLERANCE.max(expected / TOLERATED_PART);
    match measured {
        Some(length) if length.abs_diff(expected) > tolerance => {
            let (length, expected) = (length.as_secs_f64(), expected.as_secs_f64());
            Err(format!("the audio lasts {length:.1} s, but {expected:.1} s were expected"))
        }
        measured => Ok(measured),
    }
}

/// The length, as far as the file can be read; none if there is no audio in it.
fn measure(file: File) -> Result<Option<Duration>, Unread> {
    let source = MediaSourceStream::new(Box::new(file), Default::default());
    let probe = symphonia::default::get_probe();
    let mut format = probe.probe(&Hint::new(), source, FormatOptions::default(), MetadataOptions::default())?;
    let track = format.default_track(TrackType::Audio).and_then(|track| Some((track.id, track.time_base?)));
    let Some((track, time_base)) = track else { return Ok(None) };
    let mut ticks = 0_u64;
    // What comes after something that can't be read isn't heard either.
    while let Ok(Some(packet)) = format.next_packet() {
        if packet.track_id == track {
            ticks = ticks.saturating_add(packet.dur.get());
        }
    }
    let length = time_base.calc_duration_saturating(ticks.into());
    Ok(Some(Duration::try_from_secs_f64(length.as_secs_f64()).unwrap_or_default()))
}
