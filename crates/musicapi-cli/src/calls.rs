//! From one request to files: the path that all commands share.
//!
//! `from_flags` or `request` builds a request and checks it: `clip_id` replaces the address of a page by the clip's id, `source` finds the
//! clip to work on, `defaults` fills in mode and model, and `warnings` names fields that are probably a mistake. `invoke` runs the request,
//! and `submit` pays for it through the store. `watch` handles the events of a run of jobs, `wait` polls a task without one, `download`
//! fetches the clips, and `tags` writes title, lyrics and cover into them. `prices` names the source of a price, and `next_step` suggests
//! the next command. `batch` uses the same modules for many requests.

pub(crate) mod clip_id;
pub(crate) mod defaults;
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
pub(crate) mod warnings;
pub(crate) mod watch;
