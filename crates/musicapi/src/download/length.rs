//! Measure how long audio lasts, by its packets.

use std::fs::File;
use std::time::Duration;

use symphonia::core::errors::Error as Unread;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

/// The media types that can be measured.
const MEASURED: &[&str] = &["audio/mpeg", "audio/x-wav", "audio/x-flac", "audio/ogg", "audio/m4a", "video/mp4"];

/// The difference from the expected length that is always tolerated.
const TOLERANCE: Duration = Duration::from_secs(1);

/// The part of the expected length that is tolerated too: one in this many.
const TOLERATED_PART: u32 = 50;

/// Audio that is intact.
#[derive(Debug, Default)]
pub(super) struct Length {
    /// The length, if it can be measured.
    pub(super) measured: Option<Duration>,
    /// How the length differs from the expected one, if it does.
    pub(super) warning: Option<String>,
}

/// The length; or why the audio isn't intact. A length that isn't the expected one is compared with what the file's own head says: audio
/// that ends before that was cut.
pub(super) fn check(file: File, media_type: &str, expected: Duration) -> Result<Length, String> {
    if !MEASURED.contains(&media_type) {
        return Ok(Length::default());
    }
    let audio = measure(file).map_err(|error| format!("the audio can't be read ({error})"))?;
    let Some(Audio { length, told, broke_off }) = audio else { return Ok(Length::default()) };
    if is_near(length, expected) {
        return Ok(Length { measured: Some(length), warning: None });
    }
    let seconds = |time: Duration| time.as_secs_f64();
    let differs = format!("the audio lasts {:.1} s, but {:.1} s were expected", seconds(length), seconds(expected));
    if let Some(told) = told.filter(|told| *told > length && !is_near(length, *told)) {
        return Err(format!("{differs}; it was cut: its head tells of {:.1} s", seconds(told)));
    }
    if let Some(error) = broke_off {
        return Err(format!("{differs}; the rest can't be read ({error})"));
    }
    Ok(Length { measured: Some(length), warning: Some(differs) })
}

fn is_near(length: Duration, wanted: Duration) -> bool {
    length.abs_diff(wanted) <= TOLERANCE.max(wanted / TOLERATED_PART)
}

/// The audio in a file.
struct Audio {
    /// The length of its packets.
    length: Duration,
    /// The length by the head of the file.
    told: Option<Duration>,
    /// Why not all of it could be read.
    broke_off: Option<Unread>,
}

/// The length, as far as the file can be read; none if there is no audio in it.
fn measure(file: File) -> Result<Option<Audio>, Unread> {
    let source = MediaSourceStream::new(Box::new(file), Default::default());
    let probe = symphonia::default::get_probe();
    let mut format = probe.probe(&Hint::new(), source, FormatOptions::default(), MetadataOptions::default())?;
    let track = format.default_track(TrackType::Audio);
    let track = track.and_then(|track| Some((track.id, track.time_base?, track.num_frames)));
    let Some((track, time_base, frames)) = track else { return Ok(None) };
    let lasting = |ticks: u64| {
        let length = time_base.calc_duration_saturating(ticks.into());
        Duration::try_from_secs_f64(length.as_secs_f64()).unwrap_or_default()
    };
    let mut ticks = 0_u64;
    // Packets after one that can't be read aren't heard either.
    let broke_off = loop {
        match format.next_packet() {
            Ok(Some(packet)) if packet.track_id == track => ticks = ticks.saturating_add(packet.dur.get()),
            Ok(Some(_)) => {}
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    Ok(Some(Audio { length: lasting(ticks), told: frames.map(lasting), broke_off }))
}
