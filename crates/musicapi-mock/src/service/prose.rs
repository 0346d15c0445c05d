//! Lyrics, titles and styles of songs, chosen by a seed.

use fastrand::Rng;

const THINGS: [&str; 16] = [
    "lantern", "river", "window", "harbour", "garden", "ladder", "engine", "mirror", "orchard", "signal", "bridge",
    "attic", "compass", "platform", "kettle", "meadow",
];
const QUALITIES: [&str; 12] = [
    "quiet", "yellow", "distant", "paper", "borrowed", "slow", "silver", "open", "northern", "hollow", "late", "gentle",
];
const VERSES: [&str; 8] = [
    "I left the {q} {t} on the stair",
    "There is a {t} where nobody goes",
    "The {q} {t} is counting the rain",
    "You carried a {t} all through the town",
    "We painted the {t} a {q} blue",
    "Somebody whistles beside the {t}",
    "The morning has folded the {q} {t}",
    "A letter lies under the {t}",
];
const CHORUSES: [&str; 6] = [
    "Oh, turn the {t} around",
    "Hold on to the {q} {t}",
    "And the {t} keeps on shining",
    "Come home by the {q} {t}",
    "No one can borrow my {t}",
    "Sing to the {t}, sing to the {t}",
];
const PLAYED: [&str; 8] = [
    "brushed drums",
    "a warm upright bass",
    "close harmonies",
    "a muted trumpet",
    "fingerpicked guitar",
    "a soft organ",
    "hand claps",
    "a wide string pad",
];
const MOODS: [&str; 6] = ["unhurried", "bright", "wistful", "driving", "late-night", "open-hearted"];

fn pick<'w>(rng: &mut Rng, words: &[&'w str]) -> &'w str {
    words.get(rng.usize(..words.len().max(1))).copied().unwrap_or_default()
}

/// With its first letter as a capital.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// The letters of a title that the service made of what is described: at most 80 (observed), and the mock's are shorter.
const LETTERS: usize = 60;

/// A title from the beginning of a description or of lyrics: some words of the first line that isn't a mark such as `[Verse]`.
pub(crate) fn title_of(text: &str) -> String {
    const WORDS: usize = 8;
    let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('['));
    let mut title = String::new();
    for word in line.unwrap_or(text).split_whitespace().take(WORDS) {
        let word: String = word.chars().take(LETTERS).collect();
        let space = if title.is_empty() { "" } else { " " };
        if title.chars().count() + space.len() + word.chars().count() > LETTERS {
            break;
        }
        title = title + space + &capital(&word);
    }
    title.trim_end_matches([',', '.', ';', ':']).to_owned()
}

/// A title.
pub(crate) fn title(rng: &mut Rng) -> String {
    format!("{} {}", capital(pick(rng, &QUALITIES)), capital(pick(rng, &THINGS)))
}

/// Lyrics of two verses and a chorus.
pub(crate) fn lyrics(rng: &mut Rng) -> String {
    let mut line = |lines: &[&str]| {
        let line = pick(rng, lines).replace("{q}", pick(rng, &QUALITIES));
        line.replace("{t}", pick(rng, &THINGS))
    };
    let mut part = |name: &str, lines: &[&str]| format!("[{name}]\n{}\n{}", line(lines), line(lines));
    let chorus = part("Chorus", &CHORUSES);
    format!("{}\n{chorus}\n{}\n{chorus}", part("Verse", &VERSES), part("Verse 2", &VERSES))
}

/// A style in more words.
pub(crate) fn style(rng: &mut Rng, tags: &str) -> String {
    let mut played = PLAYED;
    rng.shuffle(&mut played);
    format!("{}, {}, with {}, {} and {}", tags.trim(), pick(rng, &MOODS), played[0], played[1], played[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_made_of_the_first_words_and_fits() {
        assert_eq!(title_of("a lullaby for a lighthouse keeper"), "A Lullaby For A Lighthouse Keeper");
        assert_eq!(title_of("[Verse]\nThe lamp goes round,\nthe harbour sleeps"), "The Lamp Goes Round");
        assert_eq!(title_of("one two three four five six seven eight nine"), "One Two Three Four Five Six Seven Eight");
        // Not all languages have spaces.
        let long = title_of(&"夜".repeat(75));
        assert_eq!(long, "夜".repeat(LETTERS));
        assert!(title_of(" ... ").is_empty(), "there is no word in it");
    }

    #[test]
    fn a_seed_decides_the_words() {
        let of = |seed| {
            let mut rng = Rng::with_seed(seed);
            (title(&mut rng), lyrics(&mut rng), style(&mut rng, " pop "))
        };
        assert_eq!(of(1), of(1));
        let all: std::collections::HashSet<_> = (0..50).map(of).collect();
        assert_eq!(all.len(), 50);
        for (title, lyrics, style) in all {
            assert!(title.len() > 5 && style.starts_with("pop, "));
            assert!(lyrics.starts_with("[Verse]\n") && lyrics.contains("[Chorus]\n"));
            assert!(!lyrics.contains('{'), "{lyrics}");
        }
    }
}
