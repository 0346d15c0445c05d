#![doc = include_str!("../README.md")]

#[rustfmt::skip]
mod generated;
mod table;

pub use generated::*;
pub use table::*;
