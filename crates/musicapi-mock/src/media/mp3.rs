//! MP3: MPEG-1 Layer III, mono, 48 kHz, 64 kbit/s.

use super::cells::Cells;
use super::score::SCALE;

/// Frames of 1152 samples (24 ms) and 192 bytes each, without padding and bit reservoir: the notes, then a rest.
const ASSET: &[u8] = include_bytes!("../../assets/notes.mp3");
/// Bytes of a frame: 144 * 64000 / 48000.
const FRAME: usize = 192;
/// The notes in it, and their frames.
const NOTES: usize = SCALE.len() * 20;

/// Its cells are the frames themselves.
pub(super) fn cells() -> Cells {
    let (notes, rest) = ASSET.split_at(NOTES * FRAME);
    Cells { notes, rest: &rest[..FRAME], per_frames: (1, 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// MPEG-1 Layer III without CRC, 64 kbit/s, 48 kHz, no padding, mono, "original".
    const HEADER: [u8; 4] = [0xff, 0xfb, 0x54, 0xc4];

    #[test]
    fn frames_of_the_asset_stand_alone() {
        let (frames, rest) = ASSET.as_chunks::<FRAME>();
        assert_eq!((frames.len(), rest.len()), (NOTES + 20, 0));
        for frame in frames {
            assert_eq!(frame[..4], HEADER);
            // main_data_begin, the first nine bits of the side information.
            assert_eq!((frame[4], frame[5] >> 7), (0, 0));
        }
    }
}
