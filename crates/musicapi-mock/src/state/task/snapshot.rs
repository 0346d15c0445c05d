//! A task as a snapshot keeps it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize, Serializer};

use super::{Clip, Course, EchoedFields, Kind, Task};
use crate::state::id::Id;

/// A task as a snapshot keeps it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Saved {
    id: Id,
    /// The id of the operation that made it.
    create: String,
    kind: Kind,
    owner: Option<usize>,
    begun: Duration,
    number: u64,
    said: EchoedFields,
    clips: Box<[Clip]>,
    course: Course,
    looks: u32,
    aligned: u32,
}

/// A task as it is at a moment. It is copied only once it is written.
pub(crate) struct Held {
    task: Arc<Task>,
    looks: u32,
    aligned: u32,
}

impl Serialize for Held {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { task, looks, aligned } = self;
        let Task { id, create, kind, owner, begun, number, said, clips, course, .. } = &**task;
        let saved = Saved {
            id: id.clone(),
            create: create.id.to_owned(),
            kind: *kind,
            owner: *owner,
            begun: *begun,
            number: *number,
            said: said.clone(),
            clips: clips.clone(),
            course: course.clone(),
            looks: *looks,
            aligned: *aligned,
        };
        saved.serialize(serializer)
    }
}

impl Task {
    /// It as it is now.
    pub(crate) fn hold(self: &Arc<Self>) -> Held {
        let (looks, aligned) = (self.looks.load(Ordering::SeqCst), self.aligned.load(Ordering::SeqCst));
        Held { task: Arc::clone(self), looks, aligned }
    }

    /// None if there is no such operation.
    pub(crate) fn restore(saved: Saved) -> Option<Self> {
        let Saved { id, create, kind, owner, begun, number, said, clips, course, looks, aligned } = saved;
        let create = musicapi_facts::operation(&create)?;
        let (looks, aligned) = (AtomicU32::new(looks), AtomicU32::new(aligned));
        Some(Self { id, create, kind, owner, begun, number, said, clips, course, looks, aligned })
    }

    /// The clips whose words were asked for, if any were.
    pub(crate) fn aligned(&self) -> Option<u32> {
        Some(self.aligned.load(Ordering::SeqCst)).filter(|clips| *clips > 0)
    }

    /// Takes them over from a task that was saved.
    pub(crate) fn restore_aligned(&self, clips: u32) {
        self.aligned.store(clips, Ordering::SeqCst);
    }
}
