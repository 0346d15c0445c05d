//! What a client and its clones have spent, and may spend.

use std::sync::{Mutex, MutexGuard, PoisonError};

use musicapi_facts::{Operation, Price, Purse};

use crate::error::{Error, ErrorKind};

/// What was spent by a client and its clones, by the documented prices. What the service gave back for tasks that failed later
/// is not taken off: [`get_credits`](crate::Account::get_credits) tells the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spend {
    /// Ordinary credits.
    pub credits: u64,
    /// Lyrics credits, a purse of its own.
    pub lyrics_credits: u64,
    /// How many of both belong to calls whose outcome is unknown, so that they may not have been charged.
    pub in_doubt: u64,
    /// Calls that were accepted, or may have been, and whose price is not documented.
    pub unpriced: u64,
}

impl Spend {
    fn add(&mut self, price: Option<Price>) {
        match price {
            Some(Price { credits, purse: Purse::Credits }) => self.credits += u64::from(credits),
            Some(Price { credits, purse: Purse::LyricsCredits }) => self.lyrics_credits += u64::from(credits),
            None => self.unpriced += 1,
        }
    }

    fn take_off(&mut self, price: Option<Price>) {
        match price {
            Some(Price { credits, purse: Purse::Credits }) => self.credits -= u64::from(credits),
            Some(Price { credits, purse: Purse::LyricsCredits }) => self.lyrics_credits -= u64::from(credits),
            None => self.unpriced -= 1,
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
        // Nothing panics while it is held half-changed.
        self.spend.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// It is known whether a call in doubt was charged.
    pub(crate) fn settle(&self, credits: u32, is_charged: bool) {
        let mut spend = self.lock();
        spend.in_doubt = spend.in_doubt.saturating_sub(credits.into());
        if !is_charged {
            spend.take_off(Some(Price { credits, purse: Purse::Credits }));
        }
    }

    /// Sets the price aside, so that calls side by side can't exceed the limit together.
    pub(crate) fn set_aside(&self, operation: &Operation, price: Option<Price>) -> Result<SetAside<'_>, Error> {
        let mut spend = self.lock();
        if let Some(limit) = self.limit {
            let over = |text: String| Error::new(ErrorKind::OverBudget, text).of(operation);
            let Some(price) = price else {
                return Err(over(format!("its price isn't documented, so the limit of {limit} credits can't be kept")));
            };
            let spent = spend.credits + spend.lyrics_credits;
            if spent + u64::from(price.credits) > limit {
                let text = format!("it costs {}, and {spent} of at most {limit} credits are spent", price.credits);
                return Err(over(text));
            }
        }
        spend.add(price);
        Ok(SetAside { budget: self, price, fate: Fate::NotSent })
    }
}

/// Credits that are set aside for a call. Dropped, they are free again unless the call may have been accepted.
pub(crate) struct SetAside<'b> {
    budget: &'b Budget,
    price: Option<Price>,
    fate: Fate,
}

/// What is known of the call that credits are set aside for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It was not sent, or the service didn't take it.
    NotSent,
    /// It may have been accepted.
    Sent,
    /// The service took it.
    Accepted,
}

impl SetAside<'_> {
    pub(crate) fn set(&mut self, fate: Fate) {
        self.fate = fate;
    }
}

impl Drop for SetAside<'_> {
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

    const PRICE: Option<Price> = Some(Price { credits: 15, purse: Purse::Credits });

    #[test]
    fn the_limit_holds_for_calls_side_by_side() {
        let budget = Budget::new(Some(31));
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
    fn an_unknown_price_can_only_be_paid_without_a_limit() {
        let unlimited = Budget::default();
        unlimited.set_aside(&CREATE_SONIC, None).unwrap().set(Fate::Accepted);
        assert_eq!(unlimited.spend().unpriced, 1);
        let budget = Budget::new(Some(1000));
        let error = budget.set_aside(&CREATE_SONIC, None).err().unwrap();
        assert!(error.message().contains("its price isn't documented"), "{error}");
    }
}
