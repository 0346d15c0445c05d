//! Who takes part in a song, and how it is split into their tracks.

use serde::{Deserialize, Serialize};

use crate::state::serde_util::Fixed;

/// The kinds of track that are documented for a full split: the voices first, then the instruments.
pub(super) const PLAYERS: [&str; 12] = [
    "Vocals",
    "Backing Vocals",
    "Drums",
    "Bass",
    "Guitar",
    "Keyboard",
    "Percussion",
    "Strings",
    "Synth",
    "FX",
    "Brass",
    "Woodwinds",
];
/// How many of them sing.
pub(super) const VOICES: usize = 2;

/// A track of a song: some of its players, and silence while others play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(usize, usize)", into = "(usize, usize)")]
pub(crate) struct Stem {
    name: Fixed,
    /// The players of this track: from this one up to, not including, that one.
    from: usize,
    to: usize,
}

impl From<Stem> for (usize, usize) {
    fn from(stem: Stem) -> Self {
        (stem.from, stem.to)
    }
}

impl TryFrom<(usize, usize)> for Stem {
    type Error = &'static str;

    fn try_from((from, to): (usize, usize)) -> Result<Self, Self::Error> {
        let mut all = [Self::SONG].into_iter().chain(Self::PAIR).chain(Self::BASIC).chain(Self::FULL);
        all.find(|stem| (stem.from, stem.to) == (from, to)).ok_or("there is no such track")
    }
}

impl Stem {
    /// All that there is.
    pub(super) const SONG: Self = Self { name: "Song", from: 0, to: PLAYERS.len() };

    /// The tracks of a basic split. They add up to the song. That there are four is observed (October 2026), which ones is inferred.
    pub(crate) const BASIC: [Self; 4] = [
        Self { name: "Vocals", from: 0, to: VOICES },
        Self { name: "Drums", from: VOICES, to: 3 },
        Self { name: "Bass", from: 3, to: 4 },
        Self { name: "Other", from: 4, to: PLAYERS.len() },
    ];

    /// The tracks of a basic split by older pages. They add up to the song.
    pub(crate) const PAIR: [Self; 2] =
        [Self { name: "Vocals", from: 0, to: VOICES }, Self { name: "Instruments", from: VOICES, to: PLAYERS.len() }];

    /// The tracks of a full split, one a player. They add up to the song.
    pub(crate) const FULL: [Self; PLAYERS.len()] = {
        let mut stems = [Self::SONG; PLAYERS.len()];
        let mut at = 0;
        while at < stems.len() {
            stems[at] = Self { name: PLAYERS[at], from: at, to: at + 1 };
            at += 1;
        }
        stems
    };

    /// What it is called, such as `Backing Vocals`.
    pub(crate) fn name(self) -> &'static str {
        self.name
    }

    /// The players of this track, as indices of [`PLAYERS`].
    pub(super) fn players(self) -> std::ops::Range<usize> {
        self.from..self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_player_is_on_one_track_of_a_split() {
        for split in [&Stem::PAIR[..], &Stem::BASIC, &Stem::FULL] {
            for player in 0..PLAYERS.len() {
                assert_eq!(split.iter().filter(|stem| stem.players().contains(&player)).count(), 1, "{player}");
            }
        }
        assert_eq!(Stem::FULL.map(Stem::name), PLAYERS);
    }
}
