//! What a client and its clones have spent, and may spend.
//!
//! A price is set aside under one lock before the call is sent, so calls side by side can't exceed the limit together. [`SetAside`] books
//! it when it is dropped, on every path: back if the call wasn't sent or was refused, in doubt if it may have been accepted, spent if it
//! was.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use musicapi_facts::{BalanceKind, Operation, Price};

use crate::error::{Error, ErrorKind};

/// Credits spent by a client and its clones, by the documented prices.
///
/// Credits that the service gives back later for failed tasks are not subtracted: [`get_credits`](crate::Account::get_credits)
/// has the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spend {
    /// Ordinary credits.
    pub credits: u64,
    /// Lyrics credits, which are a balance of their own.
    pub lyrics_credits: u64,
    /// How many of both belong to calls whose outcome is unknown, and that may not have been charged.
    pub in_doubt: u64,
    /// The number of calls that were accepted, or may have been, and that have no documented price.
    pub unpriced: u64,
}

impl Spend {
    fn add(&mut self, price: Option<Price>) {
        match price {
            Some(Price { credits, purse: BalanceKind::Credits }) => self.credits += u64::from(credits),
            Some(Price { credits, purse: BalanceKind::LyricsCredits }) => self.lyrics_credits += u64::from(credits),
            None => self.unpriced += 1,
        }
    }

    fn take_off(&mut self, price: Option<Price>) {
        let (count, less) = match price {
            Some(Price { credits, purse: BalanceKind::Credits }) => (&mut self.credits, credits.into()),
            Some(Price { credits, purse: BalanceKind::LyricsCredits }) => (&mut self.lyrics_credits, credits.into()),
            None => (&mut self.unpriced, 1),
        };
        *count = count.saturating_sub(less);
    }

    /// The credits spent from one balance.
    fn of(&self, purse: BalanceKind) -> u64 {
        match purse {
            BalanceKind::Credits => self.credits,
            BalanceKind::LyricsCredits => self.lyrics_credits,
        }
    }
}

/// The spend, and its limit.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    limit: Option<u64>,
    spend: Mutex<Spend>,
}

impl Budget {
    pub(crate) fn new(limit: Option<u64>) -> Self {
        Self { limit, ..Self::default() }
    }

    pub(crate) fn spend(&self) -> Spend {
        *self.lock()
    }

    fn lock(&self) -> MutexGuard<'_, Spend> {
        // No code panics between two changes that belong together.
        self.spend.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Books a call that was in doubt, once it is known whether it was charged.
    pub(crate) fn settle(&self, price: Price, is_charged: bool) {
        let mut spend = self.lock();
        spend.in_doubt = spend.in_doubt.saturating_sub(price.credits.into());
        if !is_charged {
            spend.take_off(Some(price));
        }
    }

    /// Sets the price aside, so that calls side by side can't exceed the limit together.
    pub(crate) fn set_aside(self: &Arc<Self>, operation: &Operation, price: Option<Price>) -> Result<SetAside, Error> {
        let mut spend = self.lock();
        if let Some(limit) = self.limit {
            let price = price.ok_or_else(|| unpriced(operation, limit))?;
            let spent = spend.of(price.purse);
            if spent + u64::from(price.credits) > limit {
                return Err(over(operation, price, spent, limit, None));
            }
        }
        spend.add(price);
        Ok(SetAside { budget: Arc::clone(self), price, fate: Fate::NotSent })
    }
}

/// The error of a call without a price, which can't be compared with a limit.
pub(crate) fn unpriced(operation: &Operation, limit: u64) -> Error {
    let text = format!("its price isn't documented, so the limit of {limit} credits can't be kept");
    Error::new(ErrorKind::OverBudget, text).of(operation)
}

/// The error of a call that would exceed a limit, perhaps that of a named budget.
pub(crate) fn over(operation: &Operation, price: Price, spent: u64, limit: u64, name: Option<&str>) -> Error {
    let of = name.map(|name| format!(" of the budget {name:?}")).unwrap_or_default();
    let unit = match price.purse {
        BalanceKind::Credits => "credits",
        BalanceKind::LyricsCredits => "lyrics credits",
    };
    let text = format!("it costs {}, and {spent} of at most {limit} {unit}{of} are spent", price.credits);
    Error::new(ErrorKind::OverBudget, text).of(operation)
}

/// Credits set aside for a call. Dropping it frees them, unless the call may have been accepted.
pub(crate) struct SetAside {
    budget: Arc<Budget>,
    price: Option<Price>,
    fate: Fate,
}

/// What is known of the call that credits are set aside for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The call was not sent, or the service didn't accept it.
    NotSent,
    /// The call may have been accepted.
    Sent,
    /// The service accepted the call.
    Accepted,
}

impl SetAside {
    pub(crate) fn set(&mut self, fate: Fate) {
        self.fate = fate;
    }
}

impl Drop for SetAside {
    fn drop(&mut self) {
        let mut spend = self.budget.lock();
        match self.fate {
            Fate::NotSent => spend.take_off(self.price),
            Fate::Sent => spend.in_doubt += self.price.map_or(0, |price| u64::from(price.credits)),
            Fate::Accepted => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use musicapi_facts::CREATE_SONIC;

    use super::*;

    const PRICE: Option<Price> = Some(Price { credits: 15, purse: BalanceKind::Credits });

    #[test]
    fn the_limit_holds_for_calls_side_by_side() {
        let budget = Arc::new(Budget::new(Some(31)));
        let first = budget.set_aside(&CREATE_SONIC, PRICE).unwrap();
        let mut second = budget.set_aside(&CREATE_SONIC, PRICE).unwrap();
        let error = budget.set_aside(&CREATE_SONIC, PRICE).err().unwrap();
        assert_eq!(error.to_string(), "create_sonic: it costs 15, and 30 of at most 31 credits are spent");
        assert_eq!(error.kind(), ErrorKind::OverBudget);
        drop(first);
        second.set(Fate::Sent);
        drop(second);
        assert_eq!(budget.spend(), Spend { credits: 15, in_doubt: 15, ..Spend::default() });
        budget.set_aside(&CREATE_SONIC, PRICE).unwrap().set(Fate::Accepted);
        assert_eq!(budget.spend(), Spend { credits: 30, in_doubt: 15, ..Spend::default() });
    }

    #[test]
    fn credits_of_different_balances_are_never_mixed() {
        let budget = Arc::new(Budget::new(Some(20)));
        let lyrics = Price { credits: 10, purse: BalanceKind::LyricsCredits };
        budget.set_aside(&CREATE_SONIC, PRICE).unwrap().set(Fate::Accepted);
        budget.set_aside(&CREATE_SONIC, Some(lyrics)).unwrap().set(Fate::Sent);
        budget.set_aside(&CREATE_SONIC, Some(lyrics)).unwrap().set(Fate::Accepted);
        let error = budget.set_aside(&CREATE_SONIC, Some(lyrics)).err().unwrap();
        assert_eq!(error.to_string(), "create_sonic: it costs 10, and 20 of at most 20 lyrics credits are spent");
        assert!(budget.set_aside(&CREATE_SONIC, PRICE).is_err(), "15 of 20 are spent");
        budget.settle(lyrics, false);
        assert_eq!(budget.spend(), Spend { credits: 15, lyrics_credits: 10, ..Spend::default() });
    }

    #[test]
    fn what_is_settled_twice_is_given_back_once_and_never_more_than_was_spent() {
        let budget = Arc::new(Budget::default());
        let price = Price { credits: 15, purse: BalanceKind::Credits };
        budget.set_aside(&CREATE_SONIC, Some(price)).unwrap().set(Fate::Sent);
        for _ in 0..2 {
            budget.settle(price, false);
            assert_eq!(budget.spend(), Spend::default());
        }
    }

    #[test]
    fn an_unknown_price_can_only_be_paid_without_a_limit() {
        let unlimited = Arc::new(Budget::default());
        unlimited.set_aside(&CREATE_SONIC, None).unwrap().set(Fate::Accepted);
        assert_eq!(unlimited.spend().unpriced, 1);
        let budget = Arc::new(Budget::new(Some(1000)));
        let error = budget.set_aside(&CREATE_SONIC, None).err().unwrap();
        assert!(error.message().contains("its price isn't documented"), "{error}");
    }
}
