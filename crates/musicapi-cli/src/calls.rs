//! From a request to files: the way that all commands share.
//!
//! `request` reads and checks it (`clip_id` takes ids out of addresses, `doubts` warns of what is probably not meant so), `invoke` decides how it is made, `submit` pays for it through the store, `run_jobs` does so for many;
//! `wait` polls the task, `download` fetches its clips, `tags` writes title, lyrics and cover into them. `next_step` and `failed_rows` say
//! what the user can do next.

pub(crate) mod clip_id;
pub(crate) mod doubts;
pub(crate) mod download;
pub(crate) mod failed_rows;
pub(crate) mod invoke;
pub(crate) mod next_step;
pub(crate) mod request;
pub(crate) mod run_jobs;
pub(crate) mod submit;
pub(crate) mod tags;
pub(crate) mod wait;
