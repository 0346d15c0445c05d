#![doc = include_str!("../README.md")]

#[rustfmt::skip]
mod answers;
mod edition;
#[rustfmt::skip]
mod generated;
mod shape;
mod table;

pub use answers::answer;
pub use generated::*;
pub use table::*;
