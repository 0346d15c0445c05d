#![doc = include_str!("../README.md")]

#[cfg(feature = "extensions")]
pub mod extensions;
mod generated;
mod table;

pub use generated::*;
pub use table::*;
