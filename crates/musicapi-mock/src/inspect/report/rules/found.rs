//! What the rules find: a finding for each rule and message, however often it was met.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::rule::Rule;

/// Something that the client shouldn't have done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Finding {
    /// What it shouldn't do.
    pub rule: Rule,
    /// Whether it is certain; else it rests on what is inferred, or the client may have meant it.
    pub certain: bool,
    /// The number of the space that it did it in; 0 is the first.
    pub space: u32,
    /// What it did.
    pub message: String,
    /// What the people see who use such a client.
    pub effect: &'static str,
    /// What its author does about it.
    pub remedy: &'static str,
    /// The numbers of the requests in the journal of the space, the first ten.
    pub requests: Vec<u64>,
    /// Where the rule comes from.
    pub source: &'static str,
}

impl Finding {
    /// What it did, and where, if that isn't the first space.
    #[must_use]
    pub fn told(&self) -> String {
        let Self { message, space, .. } = self;
        if *space == 0 { message.clone() } else { format!("{message} (in space {space})") }
    }
}

/// How many requests a finding names.
const NAMED: usize = 10;

/// How often each was found, and at which requests; what is said of several in the same words is one finding.
#[derive(Default)]
pub(super) struct Found(BTreeMap<(bool, Rule, String), Times>);

struct Times {
    times: usize,
    requests: Vec<u64>,
    source: &'static str,
}

impl Found {
    /// What is certain.
    pub(super) fn add(&mut self, rule: Rule, message: impl Into<String>, requests: impl IntoIterator<Item = u64>) {
        self.add_by(true, rule, rule.source(), message, requests);
    }

    /// What may be meant, or is inferred.
    pub(super) fn weak(&mut self, rule: Rule, message: impl Into<String>, requests: impl IntoIterator<Item = u64>) {
        self.add_by(false, rule, rule.source(), message, requests);
    }

    /// The same where the rule has another source each time.
    pub(super) fn add_by(
        &mut self,
        certain: bool,
        rule: Rule,
        source: &'static str,
        message: impl Into<String>,
        requests: impl IntoIterator<Item = u64>,
    ) {
        let none = || Times { times: 0, requests: Vec::new(), source };
        let found = self.0.entry((!certain, rule, message.into())).or_insert_with(none);
        found.times += 1;
        found.requests.extend(requests);
    }

    /// What is certain first, and of that what costs most.
    pub(super) fn findings(self, space: u32) -> Vec<Finding> {
        let finding = |((weak, rule, message), Times { times, requests, source }): ((bool, Rule, String), Times)| {
            let message = if times > 1 { format!("{message} ({times} times)") } else { message };
            let requests = requests.into_iter().take(NAMED).collect();
            let (effect, remedy) = (rule.effect(), rule.remedy());
            Finding { rule, certain: !weak, space, message, effect, remedy, requests, source }
        };
        self.0.into_iter().map(finding).collect()
    }
}
