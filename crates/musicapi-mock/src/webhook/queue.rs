//! The queue of events, by the time or the poll at which each is due. It has no clock: it is told the time.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::events::event;
use super::settings::CallbackSettings;
use crate::state::serde_util::Fixed;

/// An event for an address. Each attempt to deliver it has this id and these bytes.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Message {
    pub(super) id: String,
    #[serde(deserialize_with = "event")]
    pub(super) event: Fixed,
    pub(super) task_id: String,
    pub(super) url: String,
    pub(super) secret: String,
    #[serde(serialize_with = "write_body", deserialize_with = "read_body")]
    pub(super) body: Bytes,
}

fn write_message<S: Serializer>(message: &Arc<Message>, serializer: S) -> Result<S::Ok, S::Error> {
    message.as_ref().serialize(serializer)
}

fn read_message<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<Message>, D::Error> {
    Message::deserialize(deserializer).map(Arc::new)
}

/// A body is JSON, and so a text.
fn write_body<S: Serializer>(body: &Bytes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&String::from_utf8_lossy(body))
}

fn read_body<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Bytes, D::Error> {
    String::deserialize(deserializer).map(Bytes::from)
}

/// Attempts are written as a list, since each knows its place.
fn write_attempts<S: Serializer>(waiting: &BTreeMap<Place, Attempt>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(waiting.values())
}

fn read_attempts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Place, Attempt>, D::Error> {
    let attempts = Vec::<Attempt>::deserialize(deserializer)?;
    Ok(attempts.into_iter().map(|attempt| (attempt.place, attempt)).collect())
}

/// When something is due, and how many came before it.
type Place = (Duration, u64);

/// A message that is due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Attempt {
    #[serde(serialize_with = "write_message", deserialize_with = "read_message")]
    pub(super) message: Arc<Message>,
    place: Place,
    /// How many times it was sent before.
    pub(super) before: u32,
    /// How many times in a row it wasn't taken.
    failures: usize,
    /// How many times it is sent again after it was taken.
    copies: u32,
}

impl Attempt {
    /// When it is, or was, due.
    pub(super) fn due(&self) -> Duration {
        self.place.0
    }
}

/// A message that is due as soon as its task is looked at often enough.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ByLook {
    /// The number of the task.
    task: u64,
    /// The look that it is due at, counted from 1.
    pub(super) look: u64,
    #[serde(serialize_with = "write_message", deserialize_with = "read_message")]
    pub(super) message: Arc<Message>,
}

/// What is to come.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Queue {
    #[serde(serialize_with = "write_attempts", deserialize_with = "read_attempts")]
    waiting: BTreeMap<Place, Attempt>,
    came: u64,
    /// The oldest first.
    by_look: Vec<ByLook>,
}

/// The events of a task in the order in which they come.
fn in_order<T: Copy + Ord>(mut events: Vec<(T, Message)>, settings: &CallbackSettings) -> Vec<(T, Message)> {
    events.sort_by_key(|(due, _)| *due);
    if let (true, Some((last, _))) = (settings.reordered, events.last()) {
        // The last one first, and none before its time.
        let last = *last;
        events.reverse();
        events.iter_mut().for_each(|(due, _)| *due = last);
    }
    events
}

impl Queue {
    /// Takes up the events of a task, each with its time. Gives how many there was no room for.
    pub(super) fn schedule(&mut self, events: Vec<(Duration, Message)>, settings: &CallbackSettings) -> u64 {
        let mut dropped = 0;
        for (due, message) in in_order(events, settings) {
            if self.waiting.len() >= settings.waiting {
                dropped += 1;
                continue;
            }
            self.begin(due, Arc::new(message), settings);
        }
        dropped
    }

    /// Takes up the events of a task that goes on by looks, each with its look. Gives how many there was no room for: the oldest
    /// ones, since their tasks may never be looked at again.
    pub(super) fn await_looks(&mut self, task: u64, events: Vec<(u64, Message)>, settings: &CallbackSettings) -> u64 {
        let events = in_order(events, settings).into_iter();
        self.by_look.extend(events.map(|(look, message)| ByLook { task, look, message: Arc::new(message) }));
        self.by_look.drain(..self.by_look.len().saturating_sub(settings.waiting)).count() as u64
    }

    /// Makes due what was waiting for a look at this task. Whether anything was.
    pub(super) fn looked(&mut self, task: u64, look: u64, now: Duration, settings: &CallbackSettings) -> bool {
        let due: Vec<_> = self.by_look.extract_if(.., |it| it.task == task && it.look <= look).collect();
        let is_any = !due.is_empty();
        due.into_iter().for_each(|it| self.begin(now, it.message, settings));
        is_any
    }

    fn begin(&mut self, due: Duration, message: Arc<Message>, settings: &CallbackSettings) {
        let (place, copies) = (self.place(due), settings.duplicates);
        self.push(Attempt { message, place, before: 0, failures: 0, copies });
    }

    /// Those that are to come by looks, the oldest first.
    pub(super) fn by_look(&self) -> &[ByLook] {
        &self.by_look
    }

    /// When the next is due.
    pub(super) fn next_due(&self) -> Option<Duration> {
        self.waiting.keys().next().map(|(due, _)| *due)
    }

    /// Those that are to come, the soonest first.
    pub(super) fn waiting(&self) -> impl ExactSizeIterator<Item = &Attempt> {
        self.waiting.values()
    }

    /// Puts back what was taken.
    pub(super) fn put_back(&mut self, attempt: Option<Attempt>) {
        self.waiting.extend(attempt.map(|attempt| (attempt.place, attempt)));
    }

    /// The next one, if it is due.
    pub(super) fn take_due(&mut self, now: Duration) -> Option<Attempt> {
        let first = self.waiting.first_entry().filter(|first| first.key().0 <= now)?;
        Some(first.remove())
    }

    /// Takes note of whether an attempt was taken. Whether the event will be tried again because it wasn't.
    pub(super) fn settle(
        &mut self,
        mut attempt: Attempt,
        taken: bool,
        now: Duration,
        settings: &CallbackSettings,
    ) -> bool {
        attempt.before = attempt.before.saturating_add(1);
        if taken {
            if let Some(copies) = attempt.copies.checked_sub(1) {
                // Where it was, so that it comes right behind.
                self.push(Attempt { copies, failures: 0, ..attempt });
            }
            return false;
        }
        let Some(pause) = settings.retries.get(attempt.failures) else { return false };
        attempt.failures += 1;
        attempt.place = self.place(now.saturating_add(*pause));
        self.push(attempt);
        true
    }

    fn place(&mut self, due: Duration) -> Place {
        self.came += 1;
        (due, self.came)
    }

    fn push(&mut self, attempt: Attempt) {
        self.waiting.insert(attempt.place, attempt);
    }
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;

    use super::*;

    fn message(id: &str) -> Message {
        Message {
            id: id.to_owned(),
            event: "song.completed",
            task_id: String::new(),
            url: String::new(),
            secret: String::new(),
            body: Bytes::new(),
        }
    }

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// The ids that are taken at this time, each by a receiver that says yes.
    fn taken(queue: &mut Queue, now: u64, settings: &CallbackSettings) -> Vec<String> {
        let mut ids = Vec::new();
        while let Some(attempt) = queue.take_due(seconds(now)) {
            ids.push(attempt.message.id.clone());
            queue.settle(attempt, true, seconds(now), settings);
        }
        ids
    }

    #[test]
    fn nothing_comes_before_its_time_and_all_in_order() {
        let (mut queue, settings) = (Queue::default(), CallbackSettings::default());
        queue.schedule(vec![(seconds(9), message("c")), (seconds(5), message("a"))], &settings);
        queue.schedule(vec![(seconds(5), message("b"))], &settings);
        assert_eq!((queue.next_due(), queue.take_due(seconds(4))), (Some(seconds(5)), None));
        assert_eq!(taken(&mut queue, 5, &settings), ["a", "b"]);
        assert_eq!(taken(&mut queue, 100, &settings), ["c"]);
        assert_eq!(queue.next_due(), None);
    }

    #[test]
    fn reordered_the_last_comes_first_and_still_not_too_early() {
        let mut queue = Queue::default();
        let settings = CallbackSettings { reordered: true, ..CallbackSettings::default() };
        queue.schedule(vec![(seconds(5), message("streaming")), (seconds(9), message("completed"))], &settings);
        assert_eq!(taken(&mut queue, 8, &settings), Vec::<String>::new());
        assert_eq!(taken(&mut queue, 9, &settings), ["completed", "streaming"]);
    }

    #[test]
    fn duplicates_follow_at_once() {
        let mut queue = Queue::default();
        let settings = CallbackSettings { duplicates: 2, ..CallbackSettings::default() };
        queue.schedule(vec![(seconds(5), message("a")), (seconds(6), message("b"))], &settings);
        queue.schedule(vec![(seconds(6), message("c"))], &settings);
        assert_eq!(taken(&mut queue, 9, &settings), ["a", "a", "a", "b", "b", "b", "c", "c", "c"]);
    }

    #[test]
    fn what_is_not_taken_comes_again_until_the_pauses_are_used_up() {
        let mut queue = Queue::default();
        let settings = CallbackSettings { retries: vec![seconds(10), seconds(60)], ..CallbackSettings::default() };
        queue.schedule(vec![(seconds(5), message("a"))], &settings);
        for (now, again) in [(5, Some(15)), (20, Some(80)), (80, None)] {
            let attempt = queue.take_due(seconds(now)).unwrap();
            assert_eq!(queue.settle(attempt, false, seconds(now), &settings), again.is_some());
            assert_eq!(queue.next_due(), again.map(seconds));
        }
    }

    #[test]
    fn a_duplicate_that_is_not_taken_comes_again_too() {
        let mut queue = Queue::default();
        let settings = CallbackSettings { duplicates: 1, retries: vec![seconds(10)], ..CallbackSettings::default() };
        queue.schedule(vec![(seconds(5), message("a"))], &settings);
        for (now, taken, next) in [(5, false, 15), (15, true, 15), (15, false, 25)] {
            let attempt = queue.take_due(seconds(now)).unwrap();
            queue.settle(attempt, taken, seconds(now), &settings);
            assert_eq!(queue.next_due(), Some(seconds(next)));
        }
    }

    #[test]
    fn what_there_is_no_room_for_is_counted() {
        let mut queue = Queue::default();
        let settings = CallbackSettings { waiting: 1, ..CallbackSettings::default() };
        let two = vec![(seconds(5), message("a")), (seconds(6), message("b"))];
        assert_eq!(queue.schedule(two, &settings), 1);
        assert_eq!(taken(&mut queue, 9, &settings), ["a"]);
        assert_eq!(queue.schedule(vec![(seconds(9), message("c"))], &settings), 0);
    }

    /// Whatever the settings, the steps of time and the answers: nothing early, nothing lost, nothing more often than it may be, and
    /// a message is the same each time.
    #[test]
    fn every_event_is_taken_as_often_as_the_settings_say() {
        for seed in 0..500 {
            let mut rng = Rng::with_seed(seed);
            let settings = CallbackSettings {
                duplicates: rng.u32(0..3),
                reordered: rng.bool(),
                retries: (0..rng.usize(0..4)).map(|_| seconds(rng.u64(0..50))).collect(),
                ..CallbackSettings::default()
            };
            let mut queue = Queue::default();
            let (mut sent, mut taken, mut given_up) = ([0_u32; 40], [0_u32; 40], [false; 40]);
            let mut dues = Vec::new();
            for task in 0..20 {
                let due = [seconds(rng.u64(0..100)), seconds(rng.u64(0..100))];
                let events = [0, 1].map(|index| (due[index], message(&(2 * task + index).to_string())));
                queue.schedule(events.into(), &settings);
                dues.extend(if settings.reordered { [due[0].max(due[1]); 2] } else { due });
            }
            let (mut now, mut last) = (Duration::ZERO, None);
            while let Some(next) = queue.next_due() {
                now += seconds(rng.u64(0..40));
                while let Some(attempt) = queue.take_due(now) {
                    let index: usize = attempt.message.id.parse().unwrap();
                    assert!(now >= dues[index] && next <= now, "seed {seed}: {index} is early");
                    assert_eq!(attempt.before, sent[index], "seed {seed}");
                    sent[index] += 1;
                    let yes = rng.u8(0..3) > 0;
                    let again = queue.settle(attempt, yes, now, &settings);
                    taken[index] += u32::from(yes);
                    given_up[index] |= !yes && !again;
                    last = Some(now);
                }
            }
            assert!(last.is_some());
            for index in 0..40 {
                let complete = taken[index] == 1 + settings.duplicates;
                assert!(complete != given_up[index], "seed {seed}: {index} was taken {} times", taken[index]);
                let tries = (1 + settings.duplicates) as usize * (1 + settings.retries.len());
                assert!(sent[index] as usize <= tries, "seed {seed}: {index} was sent {} times", sent[index]);
            }
        }
    }
}
