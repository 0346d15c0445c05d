#![doc = include_str!("../README.md")]

mod generated;
mod table;

pub use generated::*;
pub use table::*;
