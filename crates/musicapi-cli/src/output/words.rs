//! Amounts and names in words.

use musicapi::facts::{BalanceKind, Price};

/// A number with its noun, in the singular or plural.
pub(crate) fn counted(count: u64, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// A price in words.
pub(crate) fn credits(price: Price) -> String {
    let purse = match price.purse {
        BalanceKind::Credits => "credit",
        BalanceKind::LyricsCredits => "lyrics credit",
    };
    format!("{} {purse}{}", price.credits, if price.credits == 1 { "" } else { "s" })
}

/// The name of an input file in messages.
pub(crate) fn input(path: &str) -> &str {
    if path == "-" { "standard input" } else { path }
}
