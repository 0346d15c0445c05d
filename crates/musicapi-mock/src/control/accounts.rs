//! Control calls for accounts and spaces: add, change, remove and list them.

use std::collections::BTreeMap;

use http::StatusCode;
use openapi_mock::Reply;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::ask::{Ask, Outcome, told, told_as};
use super::problem::Problem;
use crate::service::Service;
use crate::spaces::space::{Manner, Space};
use crate::state::account::{Account, Balance};
use crate::state::seconds;

/// An account as it stands.
#[derive(Serialize, JsonSchema)]
pub(super) struct AccountState {
    /// Its key, in full.
    key: String,
    /// What it has left.
    balance: Balance,
    /// Whether its subscription is active.
    subscribed: bool,
}

/// What is to be true of an account from now on. What isn't said stays as it is.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountChange {
    /// Its key. One that isn't known becomes a new account of the space; without one a new account is given a new key, and is the last of
    /// the list that is answered.
    #[serde(default)]
    #[schemars(length(min = 1))]
    key: Option<String>,
    /// Monthly credits.
    #[serde(default, deserialize_with = "whole")]
    #[schemars(with = "Option<u64>", range(max = 9_007_199_254_740_991_u64))]
    credits: Option<u64>,
    /// Extra credits.
    #[serde(default, deserialize_with = "whole")]
    #[schemars(with = "Option<u64>", range(max = 9_007_199_254_740_991_u64))]
    extra_credits: Option<u64>,
    /// Lyrics credits.
    #[serde(default, deserialize_with = "whole")]
    #[schemars(with = "Option<u64>", range(max = 9_007_199_254_740_991_u64))]
    lyrics_credits: Option<u64>,
    /// Whether its subscription is active.
    #[serde(default)]
    subscribed: Option<bool>,
}

/// A whole number, however JSON writes it: `5`, `5.0`, `5e3`. Its schema bounds it by what JSON's numbers tell apart.
fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(Option::<f64>::deserialize(deserializer)?.map(|number| number as u64))
}

/// A space, by what belongs to it.
#[derive(Serialize, JsonSchema)]
pub(super) struct SpaceState {
    /// Counts the spaces; the first has 0.
    number: u32,
    /// What it is called, if it was given a name. The name stands for it in control calls.
    name: Option<String>,
    /// The keys of its accounts. Any of them names it in control calls, too.
    keys: Vec<String>,
    /// The key of each account that it was made with, by its name in the scenario.
    accounts: BTreeMap<String, String>,
}

/// How a space is made, besides its scenario.
#[derive(Deserialize, JsonSchema)]
pub(super) struct SpaceQuery {
    /// What it is called, such as the name of the test.
    #[serde(default)]
    #[schemars(length(min = 1, max = 200))]
    name: Option<String>,
    /// Whether each account of the scenario is given a key that no other space has: the same scenario then serves many tests at once.
    #[serde(default)]
    own_keys: bool,
    /// After how many seconds of real time without a call it ends by itself. Without it a space ends when it is deleted, or when there is
    /// no room for another and nobody has called it for ten minutes.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1_000_000_000))]
    idle: Option<f64>,
}

impl SpaceState {
    fn of(space: &Space) -> Self {
        let accounts = space.named.iter().cloned().collect();
        Self { number: space.number, name: space.manner.name.clone(), keys: space.keys(), accounts }
    }
}

pub(super) fn number(service: &Service, key: &str) -> Result<usize, Problem> {
    service.accounts().number(key).ok_or_else(|| Problem::missing("the space has no account with this key".to_owned()))
}

pub(super) fn all(service: &Service) -> Vec<AccountState> {
    let accounts = service.accounts();
    let store = service.settled();
    let state = |(account, sums): (&crate::state::accounts::Known, &crate::state::ledger::AccountSums)| AccountState {
        key: account.key.to_string(),
        balance: sums.balance,
        subscribed: account.subscribed,
    };
    accounts.all().zip(store.ledger.accounts()).map(state).collect()
}

pub(super) fn list(ask: &Ask<'_>) -> Outcome {
    told(&all(&ask.space.service))
}

pub(super) fn change(ask: &Ask<'_>) -> Outcome {
    let AccountChange { key, credits, extra_credits, lyrics_credits, subscribed } = ask.body()?;
    let service = &ask.space.service;
    let key = key.unwrap_or_else(|| fresh_key(service));
    let is_known = service.accounts().number(&key).is_some();
    if !is_known {
        ask.spaces.claim(&ask.space, &key)?;
    }
    let mut accounts = service.change_accounts();
    let mut store = service.settled();
    let number = match accounts.number(&key) {
        Some(number) => number,
        None => {
            let account = Account::default();
            accounts.add(&key, account.subscribed);
            store.add_account(&key, account.balance())
        }
    };
    let balance = store.ledger.accounts().get(number).map(|sums| sums.balance).unwrap_or_default();
    store.ledger.set_balance(
        number,
        Balance {
            credits: credits.unwrap_or(balance.credits),
            extra_credits: extra_credits.unwrap_or(balance.extra_credits),
            lyrics_credits: lyrics_credits.unwrap_or(balance.lyrics_credits),
        },
    );
    if let Some(subscribed) = subscribed {
        accounts.set_subscribed(number, subscribed);
    }
    drop((accounts, store));
    list(ask)
}

/// A key that the space doesn't know yet.
fn fresh_key(service: &Service) -> String {
    let accounts = service.accounts();
    let key = |number: usize| format!("mock-key-{}-{number}", service.space);
    let free = (accounts.all().count()..).map(key).find(|key| accounts.number(key).is_none());
    free.unwrap_or_default()
}

pub(super) fn spaces(ask: &Ask<'_>) -> Outcome {
    told(&ask.spaces.all().iter().map(|space| SpaceState::of(space)).collect::<Vec<_>>())
}

pub(super) fn make_space(ask: &Ask<'_>) -> Outcome {
    let SpaceQuery { name, own_keys, idle } = ask.query()?;
    let idle = idle.map(seconds::of).transpose().map_err(Problem::bad)?;
    let space = ask.spaces.make(ask.body()?, Manner { name, own_keys, idle })?;
    told_as(StatusCode::CREATED, &SpaceState::of(&space))
}

pub(super) fn end_space(ask: &Ask<'_>) -> Outcome {
    ask.spaces.end(&ask.space)?;
    Ok(Reply::new(StatusCode::NO_CONTENT))
}
