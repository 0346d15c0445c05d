//! M4A: AAC-LC, mono, 48 kHz, 48 kbit/s, in an MP4 whose index lies before the audio.

use super::cells::Cells;
use super::content::Content;
use super::score::SCALE;
use super::song::Song;

/// Raw data blocks of 1024 samples and 128 bytes each: 22 a note, then one of silence.
const ASSET: &[u8] = include_bytes!("../../assets/notes.aac");
/// Bytes of a block.
const BLOCK: usize = 128;
/// Samples of a block.
const SAMPLES: u32 = 1024;
/// Samples a second.
const RATE: u32 = 48_000;
/// The notes, and their blocks.
const NOTES: usize = SCALE.len() * 22;
/// A matrix that changes nothing.
const UNITY: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

/// The file.
pub(super) fn content(song: &Song) -> Content {
    let (notes, rest) = ASSET.split_at(NOTES * BLOCK);
    // 1024 samples against 1152.
    let cells = Cells { notes, rest: &rest[..BLOCK], per_frames: (9, 8) };
    // A song is never so long that it doesn't fit.
    let blocks = u32::try_from(cells.count(song.frames())).unwrap_or(u32::MAX / SAMPLES);
    Content::new(head(blocks), cells, song)
}

/// All before the audio.
fn head(blocks: u32) -> Vec<u8> {
    let kind = atom(b"ftyp", &[b"M4A ", &0_u32.to_be_bytes(), b"M4A ", b"mp42", b"isom"]);
    // The audio begins after the index and the name of its own atom; the index is as long wherever that is.
    let length = kind.len() + index(blocks, 0).len() + 8;
    let mut head = kind;
    head.extend(index(blocks, u32::try_from(length).unwrap_or(u32::MAX)));
    head.extend((8 + blocks * BLOCK as u32).to_be_bytes());
    head.extend(b"mdat");
    head
}

/// What a player reads first: one track, whose blocks are of one size and lie together at `offset`.
fn index(blocks: u32, offset: u32) -> Vec<u8> {
    let duration = blocks * SAMPLES;
    let rate = RATE << 16;
    // No dates; one track, in no language.
    let movie =
        full(b"mvhd", &[&[0, 0, RATE, duration, 0x1_0000, 0x100_0000, 0, 0], &UNITY[..], &[0; 6], &[2]].concat());
    let track = full_with(7, b"tkhd", &[&[0, 0, 1, 0, duration, 0, 0, 0, 0x100_0000], &UNITY[..], &[0, 0]].concat());
    let media = full(b"mdhd", &[0, 0, RATE, duration, 0x55c4_0000]);
    let handler = atom(b"hdlr", &[&words(&[0, 0]), b"soun", &words(&[0; 3]), &[0]]);
    let sound = full(b"smhd", &[0]);
    let here = full_with(1, b"url ", &[]);
    let references = atom(b"dinf", &[&atom(b"dref", &[&words(&[0, 1]), &here])]);
    // One channel of 16 bits.
    let entry = atom(b"mp4a", &[&words(&[0, 1, 0, 0, 0x1_0010, 0, rate]), &atom(b"esds", &[&words(&[0]), &decoder()])]);
    let descriptions = atom(b"stsd", &[&words(&[0, 1]), &entry]);
    let times = full(b"stts", &[1, blocks, SAMPLES]);
    let chunks = full(b"stsc", &[1, 1, blocks, 1]);
    let sizes = full(b"stsz", &[BLOCK as u32, blocks]);
    let offsets = full(b"stco", &[1, offset]);
    let table = atom(b"stbl", &[&descriptions, &times, &chunks, &sizes, &offsets]);
    let information = atom(b"minf", &[&sound, &references, &table]);
    let media = atom(b"mdia", &[&media, &handler, &information]);
    atom(b"moov", &[&movie, &atom(b"trak", &[&track, &media])])
}

/// The descriptor of the stream: what a decoder has to know.
fn decoder() -> Vec<u8> {
    let bits_a_second = BLOCK as u32 * 8 * RATE / SAMPLES;
    // AAC-LC, 48 kHz, one channel.
    let specific = descriptor(5, &[&[0x11, 0x88]]);
    // MPEG-4 audio, a stream of audio, with a buffer of one block.
    let kind = [0x40, 0x15, 0, 0, BLOCK as u8];
    let rates = words(&[bits_a_second, bits_a_second]);
    let decoder = descriptor(4, &[&kind, &rates, &specific]);
    descriptor(3, &[&[0, 0, 0], &decoder, &descriptor(6, &[&[2]])])
}

fn descriptor(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    // None here is as long as 128 bytes, where the length would take a second one.
    [&[tag, content.len() as u8][..], &content].concat()
}

/// An atom with version and flags of zero.
fn full(name: &[u8; 4], content: &[u32]) -> Vec<u8> {
    full_with(0, name, content)
}

fn full_with(flags: u32, name: &[u8; 4], content: &[u32]) -> Vec<u8> {
    atom(name, &[&words(&[flags]), &words(content)])
}

fn atom(name: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    // An index is some hundred bytes long.
    let length = 8 + content.len() as u32;
    [&length.to_be_bytes()[..], name, &content].concat()
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The content of an atom, and where it lies.
    fn find(file: &[u8], path: &[&[u8; 4]]) -> std::ops::Range<usize> {
        let mut within = 0..file.len();
        for name in path {
            let mut at = within.start;
            within = loop {
                let length = u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize;
                assert!(length >= 8 && at + length <= within.end, "{name:?} ends beyond what it is in");
                if file[at + 4..at + 8] == **name {
                    break at + 8..at + length;
                }
                at += length;
            };
        }
        within
    }

    #[test]
    fn the_index_tells_how_long_the_audio_is_and_where_it_lies() {
        let content = content(&Song::new(1, 1000));
        let file = content.bytes(0..content.length());
        let word = |path: &[&[u8; 4]], index: usize| {
            let at = find(&file, path).start + 4 * index;
            u32::from_be_bytes(file[at..at + 4].try_into().unwrap())
        };
        // 24 s, to the nearest block.
        let duration = 1125 * SAMPLES;
        assert_eq!(word(&[b"moov", b"mvhd"], 4), duration);
        assert_eq!(word(&[b"moov", b"trak", b"tkhd"], 5), duration);
        assert_eq!((word(&[b"moov", b"trak", b"mdia", b"mdhd"], 3), duration / RATE), (RATE, 24));
        assert_eq!(word(&[b"moov", b"trak", b"mdia", b"mdhd"], 4), duration);
        let audio = find(&file, &[b"mdat"]);
        assert_eq!((audio.len(), audio.end), (1125 * BLOCK, file.len()));
        assert_eq!(word(&[b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stco"], 2) as usize, audio.start);
    }
}
