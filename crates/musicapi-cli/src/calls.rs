//! From one request to files: the way that all commands share.
//!
//! `request` reads and checks it, or `from_flags` makes it of what was typed; `clip_id` takes ids out of addresses, `source` finds the clip that is meant, `defaults` completes a song, and
//! `doubts` warns of what is probably not meant so. `invoke` decides how it is made, and `submit` pays for it through the store. `watch` hears what a run of
//! jobs says, `prices` says how sure a price is, `wait` polls a task that has no run; `download` fetches clips, and `tags` writes title, lyrics and cover into them.
//! `next_step` says what the user can do next. Many requests are the work of `batch`, which stands on this.

pub(crate) mod clip_id;
pub(crate) mod defaults;
pub(crate) mod doubts;
pub(crate) mod download;
pub(crate) mod from_flags;
pub(crate) mod invoke;
pub(crate) mod next_step;
pub(crate) mod prices;
pub(crate) mod request;
pub(crate) mod source;
pub(crate) mod submit;
pub(crate) mod tags;
pub(crate) mod wait;
pub(crate) mod watch;
