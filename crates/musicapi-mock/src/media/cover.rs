//! The cover: a small JPEG that shows the first bars of the song on a dusk of its own.

use fastrand::Rng;
use jpeg_encoder::{ColorType, Encoder, EncodingError};

use super::score::SCALE;
use super::song::Song;

/// Width and height in pixels.
const SIDE: u16 = 128;
/// Of a hundred.
const QUALITY: u8 = 80;
/// Pixels of half a beat: 32 beats are 64 of them.
const HALF_BEAT: u64 = SIDE as u64 / 64;
/// Pixels from one note of the scale to the next, and above the highest.
const STEP: u64 = 12;
const TOP: u64 = 16;

/// The file.
///
/// # Errors
/// If the encoder fails, which it has no reason to.
pub(super) fn file(song: &Song) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    Encoder::new(&mut file, QUALITY).encode(&picture(song), SIDE, SIDE, ColorType::Rgb)?;
    Ok(file)
}

/// Red, green and blue, row by row.
fn picture(song: &Song) -> Vec<u8> {
    let mut rng = Rng::with_seed(song.seed());
    let sky: [u8; 3] = std::array::from_fn(|_| rng.u8(10..90));
    let horizon: [u8; 3] = std::array::from_fn(|_| rng.u8(110..230));
    let side = u64::from(SIDE);
    let rows = (0..side).map(|y| {
        // Between two bytes, as the heights lie between zero and the side.
        let mix = |(sky, horizon): (u8, u8)| ((u64::from(sky) * (side - y) + u64::from(horizon) * y) / side) as u8;
        [mix((sky[0], horizon[0])), mix((sky[1], horizon[1])), mix((sky[2], horizon[2]))]
    });
    let mut picture: Vec<u8> = rows.flat_map(|colour| colour.repeat(SIDE.into())).collect();
    for note in song.notes() {
        let left = 2 * note.start * HALF_BEAT / song.beat();
        let right = 2 * (note.start + note.frames) * HALF_BEAT / song.beat();
        if right > side {
            break;
        }
        let top = TOP + (SCALE.len() - 1 - note.pitch) as u64 * STEP;
        for y in top..top + STEP - 4 {
            // All notes lie within the picture.
            let bytes = ((y * side + left) * 3) as usize..((y * side + right) * 3) as usize;
            picture[bytes].iter_mut().for_each(|part| *part |= 0xc0);
        }
    }
    picture
}
