//! What the first bytes of a file say it is, and whether its name promised that.

use std::path::Path;

use infer::MatcherType;

/// How many bytes are judged.
pub(super) const HEAD: usize = 256;

/// Extensions that promise audio.
const AUDIO: &[&str] =
    &["aac", "aif", "aiff", "flac", "m4a", "m4b", "mid", "midi", "mp3", "oga", "ogg", "opus", "wav", "weba"];

/// The extensions among them whose containers can have video too, and look the same from outside.
const CONTAINERS: &[&str] = &["m4a", "m4b", "weba"];

/// The media type of bytes that say nothing.
pub(super) const UNKNOWN: &str = "application/octet-stream";

/// Why a file can't be what its name promises.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unfit {
    pub(super) text: String,
    /// Whether the real file may be there later: this one is empty, or a page in its place.
    pub(super) is_pending: bool,
}

/// Whether a name promises audio.
pub(super) fn promises_audio(path: &Path) -> bool {
    path.extension().is_some_and(|extension| AUDIO.contains(&&*extension.to_string_lossy().to_ascii_lowercase()))
}

/// Whether the bytes are packed by gzip.
pub(super) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(&[0x1F, 0x8B, 0x08])
}

/// The media type of a file that begins like this; or why it can't be what the name in `path` promises.
pub(super) fn look(head: &[u8], path: &Path) -> Result<&'static str, Unfit> {
    if head.is_empty() {
        return Err(Unfit { text: "the file is empty".to_owned(), is_pending: true });
    }
    let found = infer::get(head).map(|found| (found.mime_type(), found.matcher_type()));
    let found = found.or_else(|| is_mpeg_audio(head).then_some(("audio/mpeg", MatcherType::Audio)));
    if found.is_some_and(|(_, kind)| kind == MatcherType::Text) || (found.is_none() && is_text(head)) {
        let name = found.map_or("text", |(name, _)| name);
        let text = format!("what came is {name}, not a file of media; the address may have expired");
        return Err(Unfit { text, is_pending: true });
    }
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    let listed = |list: &[&str]| extension.as_deref().is_some_and(|extension| list.contains(&extension));
    let is_audio = match found.map(|(_, kind)| kind) {
        Some(MatcherType::Audio) => true,
        Some(MatcherType::Video) => listed(CONTAINERS),
        _ => false,
    };
    let name = found.map_or(UNKNOWN, |(name, _)| name);
    if listed(AUDIO) && !is_audio {
        let promised = extension.unwrap_or_default();
        let came = if found.is_some() { name } else { "of no kind that is known" };
        let text = format!("what came is {came}, but the name promises audio (.{promised})");
        return Err(Unfit { text, is_pending: false });
    }
    Ok(name)
}

/// The head of a frame of layer III, of any version, with or without a checksum. The crate knows only some of them.
fn is_mpeg_audio(head: &[u8]) -> bool {
    matches!(head, [0xFF, second, third, ..]
        if second & 0xE6 == 0xE2 && second & 0x18 != 0x08 && third & 0xF0 != 0xF0 && third & 0x0C != 0x0C)
}

/// Whether the bytes are readable text only, like JSON and unlike the head of any media file.
fn is_text(head: &[u8]) -> bool {
    // UTF-16 announces itself.
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        return true;
    }
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The last letter may be cut in two.
        Err(error) if error.error_len().is_none() => str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
        Err(_) => return false,
    };
    text.chars().all(|letter| !letter.is_control() || "\t\n\r\u{c}".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_zeros(head: &[u8]) -> Vec<u8> {
        [head, &[0; 64]].concat()
    }

    #[test]
    fn media_is_known_by_its_first_bytes() {
        for (head, name, found) in [
            (b"ID3\x04\0\0".as_slice(), "a.mp3", "audio/mpeg"),
            (b"\xFF\xFB\x90\x64", "a.mp3", "audio/mpeg"),
            (b"\xFF\xFA\x90\x64", "a.mp3", "audio/mpeg"),
            (b"\xFF\xE3\x90\x64", "a.mp3", "audio/mpeg"),
            (b"RIFF\x24\0\0\0WAVEfmt ", "a.wav", "audio/x-wav"),
            (b"RIFF\x24\0\0\0WAVEfmt ", "a.mp3", "audio/x-wav"),
            (b"\0\0\0\x20ftypM4A \0\0\0\0", "a.m4a", "audio/m4a"),
            (b"\0\0\0\x20ftypisom\0\0\0\0", "a.m4a", "video/mp4"),
            (b"\0\0\0\x20ftypisom\0\0\0\0", "a.mp4", "video/mp4"),
            (b"OggS\0\x02\0\0", "a.ogg", "audio/ogg"),
            (b"fLaC\0\0\0\x22", "a.FLAC", "audio/x-flac"),
            (b"MThd\0\0\0\x06", "a.mid", "audio/midi"),
            (b"\xFF\xD8\xFF\xE0", "cover.jpeg", "image/jpeg"),
            (b"\x89PNG\r\n\x1A\n", "cover.png", "image/png"),
            (b"PK\x03\x04\x14\0", "stems.zip", "application/zip"),
            (b"\x01\x02\x03\x04", "stems", "application/octet-stream"),
        ] {
            assert_eq!(look(&with_zeros(head), Path::new(name)), Ok(found), "{name} {head:?}");
        }
    }

    #[test]
    fn a_page_is_refused_whatever_its_name_and_a_picture_is_no_song() {
        let long = format!("{}ü", "x".repeat(HEAD - 1));
        for text in [
            "<!DOCTYPE html><html>",
            "  <html lang=en>",
            "<?xml version=\"1.0\"?><Error/>",
            "{\"error\": \"expired\"}",
            "[]",
            "AccessDenied\r\n",
            "\u{feff}Überholt",
            long.as_str(),
        ] {
            for name in ["a.mp3", "a.jpg", "a", "a.html"] {
                let head = &text.as_bytes()[..text.len().min(HEAD)];
                assert!(look(head, Path::new(name)).is_err(), "{text} as {name}");
            }
        }
        assert!(look(b"\xFF\xFE<\0h\0t\0m\0l\0>\0", Path::new("a.bin")).is_err());
        assert!(look(b"", Path::new("a.bin")).is_err());
        for head in
            [b"\xFF\xD8\xFF\xE0".as_slice(), b"PK\x03\x04\x14\0", b"\0\0\0\x20ftypisom\0\0\0\0", b"\x01\x02\x03\x04"]
        {
            let error = look(&with_zeros(head), Path::new("a.mp3")).unwrap_err();
            assert!(error.text.contains("(.mp3)") && !error.is_pending, "{error:?}");
        }
    }
}
