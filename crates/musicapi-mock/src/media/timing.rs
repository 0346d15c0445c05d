//! The time at which each word of the lyrics is sung.

use serde_json::{Value, json};

use super::song::Song;

impl Song {
    /// When each word is sung, as an answer tells it: a list of `{word, start_s, end_s, p_align, success}`; none if the lyrics
    /// have no word. The words share the song evenly, in this order.
    pub(crate) fn alignment(&self, lyrics: &str) -> Option<Value> {
        let pieces = pieces(lyrics);
        let count = pieces.len() as u64;
        let millis = (self.seconds() * 1000.0) as u64;
        let at = |index: u64| (millis * index / count) as f64 / 1000.0;
        let told = pieces.into_iter().zip(0..).map(|(word, index)| {
            json!({"word": word, "start_s": at(index), "end_s": at(index + 1), "p_align": 0.98, "success": true})
        });
        (count > 0).then(|| told.collect())
    }
}

/// The words with the white space after them. What isn't sung, such as `[Verse]`, belongs to the word after it, or to the last
/// one.
fn pieces(lyrics: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = Vec::new();
    let mut rest = lyrics;
    while let Some(end) = end_of_word(rest) {
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    if let Some(last) = pieces.last_mut() {
        // The pieces lie one after the other, so what is left begins where the last one ends.
        *last = &lyrics[lyrics.len() - rest.len() - last.len()..];
    }
    pieces
}

/// Where the first word ends that is sung, and the white space after it.
fn end_of_word(lyrics: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = &lyrics[at..];
        at += rest.len() - rest.trim_start().len();
        let rest = &lyrics[at..];
        // A bracket that is never closed is sung.
        match rest.strip_prefix('[').and_then(|mark| mark.find(']')) {
            Some(length) => at += length + 2,
            None => break,
        }
    }
    let word = lyrics[at..].find(char::is_whitespace).unwrap_or(lyrics.len() - at);
    let after = lyrics[at + word..].trim_start();
    (word > 0).then(|| lyrics.len() - after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_words_and_add_up_to_the_lyrics() {
        for (lyrics, expected) in [
            ("[Verse]\nThe lamp goes\nround", &["[Verse]\nThe ", "lamp ", "goes\n", "round"][..]),
            (" [Verse 1] [soft]\n\nla [Outro]\n", &[" [Verse 1] [soft]\n\nla [Outro]\n"]),
            ("la [Chorus] lo", &["la ", "[Chorus] lo"]),
            ("über [den] wolken\u{a0}[x", &["über ", "[den] wolken\u{a0}", "[x"]),
            ("[a]b", &["[a]b"]),
            ("", &[]),
            (" \n", &[]),
            ("[Instrumental]", &[]),
        ] {
            assert_eq!(pieces(lyrics), expected, "{lyrics:?}");
            assert!(expected.is_empty() || expected.concat() == lyrics);
        }
    }

    #[test]
    fn words_follow_each_other_within_the_song() {
        for (seed, words) in (0..50).zip([1_usize, 2, 3, 7, 200, 5_000].into_iter().cycle()) {
            let song = Song::new(seed, 1 + seed * 150);
            let alignment = song.alignment(&"la ".repeat(words)).unwrap();
            let alignment = alignment.as_array().unwrap();
            assert_eq!(alignment.len(), words);
            let mut now = 0.0;
            for word in alignment {
                let (start, end) = (word["start_s"].as_f64().unwrap(), word["end_s"].as_f64().unwrap());
                assert!(now <= start && start <= end && end <= song.seconds(), "{word} after {now}");
                now = end;
            }
        }
        assert_eq!(Song::new(1, 1).alignment("[Verse]\n"), None);
    }
}
