//! Accounts: the balance they begin with, and which of its parts pays a price.

use musicapi_facts::BalanceKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An account, as it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Account {
    /// Monthly credits.
    pub credits: u64,
    /// Bought credits, which are spent first, and only with an active subscription.
    pub extra_credits: u64,
    /// Lyrics credits, a purse of its own, for what the document prices in them.
    pub lyrics_credits: u64,
    /// Whether the subscription is active. If it isn't, everything that may cost credits is refused.
    pub subscribed: bool,
}

impl Default for Account {
    /// 1,000 monthly credits, no others, and an active subscription.
    fn default() -> Self {
        Self { credits: 1000, extra_credits: 0, lyrics_credits: 0, subscribed: true }
    }
}

impl Account {
    /// What it begins with.
    #[must_use]
    pub fn balance(&self) -> Balance {
        let Self { credits, extra_credits, lyrics_credits, .. } = *self;
        Balance { credits, extra_credits, lyrics_credits }
    }
}

/// # Errors
/// If it is a key that no call can bring.
pub(crate) fn check_key(key: &str) -> Result<(), String> {
    if key.is_empty() { Err("an account needs a key, and this one is empty".to_owned()) } else { Ok(()) }
}

/// What something costs, and in which currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Price {
    pub(crate) credits: u64,
    pub(crate) purse: BalanceKind,
}

/// Credits by purse: what an account has left, or what was taken from it or given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Balance {
    /// Monthly credits.
    pub credits: u64,
    /// Extra credits.
    pub extra_credits: u64,
    /// Lyrics credits.
    pub lyrics_credits: u64,
}

impl Balance {
    /// Monthly and extra credits together. Lyrics credits are another currency.
    #[must_use]
    pub fn total(self) -> u64 {
        self.credits.saturating_add(self.extra_credits)
    }

    /// What a price takes from each purse; none if it doesn't suffice. Extra credits go first (documented).
    pub(crate) fn share(self, price: Price) -> Option<Self> {
        let Price { credits: price, purse } = price;
        match purse {
            BalanceKind::Credits => {
                let extra_credits = price.min(self.extra_credits);
                let credits = price - extra_credits;
                (credits <= self.credits).then_some(Self { credits, extra_credits, lyrics_credits: 0 })
            }
            BalanceKind::LyricsCredits => {
                (price <= self.lyrics_credits).then_some(Self { lyrics_credits: price, ..Self::default() })
            }
        }
    }

    /// BalanceKind by purse; none if one of them would overflow or fall below nothing.
    fn with(self, other: Self, combine: fn(u64, u64) -> Option<u64>) -> Option<Self> {
        Some(Self {
            credits: combine(self.credits, other.credits)?,
            extra_credits: combine(self.extra_credits, other.extra_credits)?,
            lyrics_credits: combine(self.lyrics_credits, other.lyrics_credits)?,
        })
    }

    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        self.with(other, u64::checked_add)
    }

    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        self.with(other, u64::checked_sub)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_shared_between_the_purses() {
        let all = Balance { credits: 20, extra_credits: 10, lyrics_credits: 5 };
        let share = |price, purse| {
            all.share(Price { credits: price, purse }).map(|it| (it.credits, it.extra_credits, it.lyrics_credits))
        };
        assert_eq!(share(0, BalanceKind::Credits), Some((0, 0, 0)));
        assert_eq!(share(10, BalanceKind::Credits), Some((0, 10, 0)));
        assert_eq!(share(15, BalanceKind::Credits), Some((5, 10, 0)));
        assert_eq!(share(30, BalanceKind::Credits), Some((20, 10, 0)));
        assert_eq!(share(31, BalanceKind::Credits), None);
        assert_eq!(share(5, BalanceKind::LyricsCredits), Some((0, 0, 5)));
        assert_eq!(share(6, BalanceKind::LyricsCredits), None, "no other purse pays for lyrics");
    }
}
