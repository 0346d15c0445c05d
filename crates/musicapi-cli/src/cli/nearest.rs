//! "Did you mean …?": the nearest known word.

/// The nearest of these words, if it contains the typed word as a part or differs from it by few letters.
pub(crate) fn nearest<'w>(typed: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let plain = |word: &str| word.to_lowercase().replace([' ', '_'], "-");
    let typed = plain(typed);
    let most = (typed.chars().count() / 5).max(1);
    let near = words.into_iter().filter_map(|word| {
        let known = plain(word);
        let ends = known.strip_suffix(&typed).is_some_and(|before| before.ends_with('-'));
        let is_part = typed.len() > 2 && known.split('-').any(|part| part == typed);
        // The distance is at least the difference in length, so a far longer word needs no comparison.
        let longer = typed.chars().count().abs_diff(known.chars().count());
        let distance = || if longer > most { longer } else { strsim::damerau_levenshtein(&typed, &known) };
        let rank = if ends {
            0
        } else if is_part {
            1
        } else {
            distance()
        };
        (rank <= most && !typed.is_empty()).then_some((rank, known.len(), word))
    });
    near.min_by_key(|(rank, length, _)| (*rank, *length)).map(|(.., word)| word)
}

/// The suggestion as the end of an error message; empty if no word is near.
pub(crate) fn did_you_mean<'w>(typed: &str, words: impl IntoIterator<Item = &'w str>) -> String {
    nearest(typed, words).map(|word| format!("; did you mean {word}?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_word_is_suggested() {
        let models = ["sonic-v4", "sonic-v4-5", "sonic-v5", "sonic-v6"];
        assert_eq!(nearest("v5", models), Some("sonic-v5"));
        assert_eq!(nearest("sonic_V6", models), Some("sonic-v6"));
        assert_eq!(nearest("sonc-v4", models), Some("sonic-v4"));
        assert_eq!([nearest("chirp", models), nearest("", models), nearest("sonic-v99", models)], [None; 3]);
        assert_eq!(nearest("titel", ["tags", "title"]), Some("title"));
        assert_eq!(nearest("style", ["store", "tags"]), None);
        assert_eq!(did_you_mean("x", ["abc"]), "");
    }
}
