//! The life of a task, as its seed decides it: when it becomes ready, when each clip is done, and how long each clip is.

use std::time::Duration;

use fastrand::Rng;
use musicapi_facts::Report;

use crate::artefact::Song;

/// What will become of a task.
#[derive(Debug, Clone)]
pub(crate) struct Life {
    ready: Duration,
    /// The clips, in the order of the answer.
    pub(crate) clips: Vec<Clip>,
}

/// What will become of a clip.
#[derive(Debug, Clone)]
pub(crate) struct Clip {
    pub(crate) id: String,
    /// What it sounds like, and how long it is.
    pub(crate) song: Song,
    begins: Duration,
    ends: Duration,
}

impl Life {
    /// The id and the life of the task that the mock's `number`th create started.
    pub(crate) fn new(seed: u64, number: u64, clips: usize) -> (String, Self) {
        let mut rng = Rng::with_seed(seed ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let task_id = id(&mut rng);
        let seconds = |rng: &mut Rng, from: u64, to: u64| Duration::from_millis(rng.u64(from * 1000..to * 1000));
        let ready = seconds(&mut rng, 5, 15);
        let clips = (0..clips).map(|_| {
            let begins = ready + seconds(&mut rng, 1, 10);
            // Five frames are 0.12 s, so that a length has two digits after its point.
            let frames = 5 * rng.u64(500..=1500);
            // A song takes one to three minutes (observed).
            Clip { id: id(&mut rng), song: Song::new(rng.u64(..), frames), begins, ends: seconds(&mut rng, 60, 180) }
        });
        let clips = clips.collect();
        (task_id, Self { ready, clips })
    }

    /// The same, but over long ago.
    pub(crate) fn of_old(mut self) -> Self {
        self.ready = Duration::ZERO;
        for clip in &mut self.clips {
            (clip.begins, clip.ends) = (Duration::ZERO, Duration::ZERO);
        }
        self
    }

    /// The state of the task as a whole, in the document's words.
    pub(crate) fn state(&self, age: Duration, report: &Report) -> &'static str {
        // The clip that is furthest behind decides.
        let last = self.clips.iter().max_by_key(|clip| (clip.ends, clip.begins));
        last.map(|clip| clip.state(age, report)).unwrap_or_default()
    }

    /// Whether its clips can be seen at this age.
    pub(crate) fn is_ready(&self, age: Duration) -> bool {
        age >= self.ready
    }
}

impl Clip {
    /// The state at this age of the task, in the document's words.
    pub(crate) fn state(&self, age: Duration, report: &Report) -> &'static str {
        let state = match () {
            () if self.is_done(age) => report.succeeded.first(),
            () if age >= self.begins => report.waiting.last(),
            () => report.waiting.first(),
        };
        state.copied().unwrap_or_default()
    }

    /// Whether it is there at this age of the task.
    pub(crate) fn is_done(&self, age: Duration) -> bool {
        age >= self.ends
    }

    /// How old the task is when it is there.
    pub(crate) fn ends(&self) -> Duration {
        self.ends
    }

    /// Its length in seconds as text, as the service writes it in 2026.
    pub(crate) fn seconds_as_text(&self) -> String {
        format!("{:.2}", self.song.seconds())
    }
}

fn id(rng: &mut Rng) -> String {
    uuid::Builder::from_random_bytes(rng.u128(..).to_be_bytes()).into_uuid().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_repeats_itself_and_ends() {
        let report = musicapi_facts::GET_SONIC_TASK.report.unwrap();
        for number in 0..200 {
            let (id, life) = Life::new(7, number, 2);
            assert_eq!(Life::new(7, number, 2).0, id);
            assert!(!life.is_ready(Duration::from_secs(4)) && life.is_ready(Duration::from_secs(15)));
            for clip in &life.clips {
                assert_eq!(clip.state(Duration::ZERO, &report), "pending");
                assert_eq!(clip.state(Duration::from_secs(30), &report), "running");
                assert_eq!(clip.state(Duration::from_secs(180), &report), "succeeded");
                assert_eq!(clip.seconds_as_text().parse(), Ok(clip.song.seconds()));
            }
            assert_ne!(life.clips[0].ends, life.clips[1].ends);
        }
    }
}
