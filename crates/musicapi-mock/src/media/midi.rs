//! MIDI: the notes of a song as a standard file whose ticks are milliseconds.

use serde_json::{Value, json};

use super::score::{FRAME_MS, Note, SCALE};
use super::song::Song;
use super::stem::PLAYERS;

/// How hard a note is struck, from 0 to 1, and the same in MIDI.
const VELOCITY: (f64, u8) = (0.8, 102);
/// The channel that General MIDI keeps for drums.
const DRUMS: u8 = 9;

/// The file: the tempo, then a track for each who plays.
pub(super) fn file(song: &Song) -> Vec<u8> {
    let mut tracks = vec![track(song, &tempo(song), &[])];
    for (player, notes) in players(song) {
        let name = PLAYERS[player].as_bytes();
        // No name is as long as 128 bytes.
        let name = [&[0, 0xff, 3, name.len() as u8][..], name].concat();
        let channel = player as u8 + u8::from(player as u8 >= DRUMS);
        let events = notes.iter().flat_map(|note| {
            let (start, end) = (note.start * FRAME_MS, (note.start + note.frames) * FRAME_MS);
            [(start, [0x90 | channel, SCALE[note.pitch], VELOCITY.1]), (end, [0x80 | channel, SCALE[note.pitch], 0])]
        });
        tracks.push(track(song, &name, &events.collect::<Vec<_>>()));
    }
    let ticks_a_beat = (song.beat() * FRAME_MS) as u16;
    let mut file = b"MThd\0\0\0\x06\0\x01".to_vec();
    file.extend((tracks.len() as u16).to_be_bytes());
    file.extend(ticks_a_beat.to_be_bytes());
    file.extend(tracks.concat());
    file
}

impl Song {
    /// Who plays which notes, as an answer tells it: a list of `{name, notes: [{pitch, start, end, velocity}]}`, the pitch as
    /// a MIDI number, the times in seconds, the velocity from 0 to 1.
    pub(crate) fn instruments(&self) -> Value {
        let seconds = |frames: u64| (frames * FRAME_MS) as f64 / 1000.0;
        let told = |note: &Note| {
            let (start, end) = (seconds(note.start), seconds(note.start + note.frames));
            json!({"pitch": SCALE[note.pitch], "start": start, "end": end, "velocity": VELOCITY.0})
        };
        let instruments = players(self).map(
            |(player, notes)| json!({"name": PLAYERS[player], "notes": notes.iter().map(told).collect::<Vec<_>>()}),
        );
        instruments.collect()
    }
}

/// Those who play, each with their notes.
fn players(song: &Song) -> impl Iterator<Item = (usize, Vec<Note>)> {
    let players = song.stem().players().map(|player| {
        let notes = song.notes().filter(|note| note.player == player);
        (player, notes.collect::<Vec<_>>())
    });
    players.filter(|(_, notes)| !notes.is_empty())
}

/// How long a beat is, in microseconds, and that a bar has four.
fn tempo(song: &Song) -> Vec<u8> {
    let beat = (song.beat() * FRAME_MS * 1000) as u32;
    let [_, beat @ ..] = beat.to_be_bytes();
    [&[0, 0xff, 0x51, 3][..], &beat, &[0, 0xff, 0x58, 4, 4, 2, 24, 8]].concat()
}

/// A track that begins with `head` and ends with the song; events stand at ticks, in their order.
fn track(song: &Song, head: &[u8], events: &[(u64, [u8; 3])]) -> Vec<u8> {
    let mut content = head.to_vec();
    let mut now = 0;
    for (at, event) in events {
        content.extend(delta(at - now));
        content.extend(event);
        now = *at;
    }
    content.extend(delta(song.frames() * FRAME_MS - now));
    content.extend([0xff, 0x2f, 0]);
    // A song lasts an hour at most, and has some thousand notes.
    let length = (content.len() as u32).to_be_bytes();
    [&b"MTrk"[..], &length, &content].concat()
}

/// A number in groups of seven bits, the last of which has no mark.
fn delta(ticks: u64) -> Vec<u8> {
    let groups = (1..4).rev().map(|group| ticks >> (7 * group)).filter(|rest| *rest > 0);
    let mut bytes: Vec<u8> = groups.map(|rest| 0x80 | (rest & 0x7f) as u8).collect();
    bytes.push((ticks & 0x7f) as u8);
    bytes
}
