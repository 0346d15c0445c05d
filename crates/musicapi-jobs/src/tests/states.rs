//! Whatever happens to a job in whatever order, it can't be paid for twice, and what is to be done follows from what is known.

use musicapi::{Entry, Intent, TaskRef, Verdict};
use proptest::prelude::*;

use super::*;
use crate::ledger::Ending;

/// What may happen. The numbers choose among jobs, holders and intents.
#[derive(Debug, Clone)]
enum Step {
    Take(usize),
    Intend(usize, usize),
    Accept(usize),
    Refuse(usize),
    Lose(usize),
    Reconcile(usize, Verdict),
    End(usize, bool),
    Rest(usize, usize),
    Release(usize),
    Resume(usize),
    Forget(usize),
    Adopt(usize),
    Pass(u64),
    Doubt,
}

fn step() -> impl Strategy<Value = Step> {
    let (job, holder, intent) = (0..2_usize, 0..2_usize, 0..6_usize);
    let verdict = prop_oneof![Just(Verdict::Charged), Just(Verdict::NotCharged), Just(Verdict::Undetermined)];
    prop_oneof![
        4 => holder.clone().prop_map(Step::Take),
        6 => (job.clone(), holder.clone()).prop_map(|(job, holder)| Step::Intend(job, holder)),
        3 => intent.clone().prop_map(Step::Accept),
        2 => intent.clone().prop_map(Step::Refuse),
        2 => intent.clone().prop_map(Step::Lose),
        2 => (intent, verdict).prop_map(|(intent, verdict)| Step::Reconcile(intent, verdict)),
        2 => (job.clone(), any::<bool>()).prop_map(|(job, well)| Step::End(job, well)),
        1 => (job.clone(), holder.clone()).prop_map(|(job, holder)| Step::Rest(job, holder)),
        1 => holder.prop_map(Step::Release),
        2 => job.clone().prop_map(Step::Resume),
        1 => job.clone().prop_map(Step::Forget),
        1 => job.prop_map(Step::Adopt),
        2 => (0..40_u64).prop_map(Step::Pass),
        1 => Just(Step::Doubt),
    ]
}

struct World {
    jobs: Jobs,
    clock: Clock,
    ids: Vec<i64>,
    intents: Vec<String>,
    folder: TempDir,
}

impl World {
    async fn new() -> Self {
        let (clock, folder) = (Clock::by_hand(), tempfile::tempdir().unwrap());
        let jobs = Jobs::open(folder.path().join("jobs.db")).await.unwrap();
        let jobs = jobs.with_clock(Arc::new(MovedTime(clock.clone())));
        let ids = jobs.add("album", &songs()[..2]).await.unwrap();
        Self { jobs, clock, ids, intents: Vec::new(), folder }
    }

    fn queue(&self, holder: usize) -> Queue {
        Queue::new(&self.jobs, &holder.to_string(), 30)
    }

    /// Does it. That it can't be done is no failure; what must hold is looked at after each step.
    async fn go(&mut self, step: &Step) {
        let intent = |number: usize, intents: &[String]| intents.get(number % intents.len().max(1)).cloned();
        let task = || -> TaskRef { format!("sonic/task/{}", self.intents.len()).parse().unwrap() };
        let entry = match *step {
            Step::Take(holder) => return drop(self.queue(holder).take(&Closed::default(), 1).await.unwrap()),
            Step::Intend(job, holder) => {
                let of = claimed(self.ids[job], &holder.to_string());
                let id = format!("intent {}", self.intents.len());
                let made = Intent {
                    id: id.clone(),
                    operation: "create_sonic".to_owned(),
                    fingerprint: "same".to_owned(),
                    at: u64::try_from(self.jobs.ledger().now()).unwrap(),
                    credits: Some(15),
                    balance: None,
                    account: None,
                    request: Value::Null,
                };
                if record(&self.jobs, Some(&of), &Entry::Intent(made)).await.is_ok() {
                    self.intents.push(id);
                }
                return;
            }
            Step::Accept(number) => intent(number, &self.intents).map(|intent| Entry::Accepted {
                intent,
                task: Some(task()),
                answer: Value::Null,
            }),
            Step::Refuse(number) => {
                intent(number, &self.intents).map(|intent| Entry::NotAccepted { intent, error: "no".to_owned() })
            }
            Step::Lose(number) => intent(number, &self.intents).map(|intent| Entry::OutcomeUnknown {
                intent,
                error: "lost".to_owned(),
                answer: None,
            }),
            Step::Reconcile(number, verdict) => {
                intent(number, &self.intents).map(|intent| Entry::Reconciled { intent, verdict })
            }
            Step::End(job, well) => {
                let failed = (!well).then(|| "no".to_owned());
                let ending = Ending { failed, clips: json!([]), failed_clips: 0 };
                let Some(task) = self.jobs.show(self.ids[job]).await.unwrap().task else { return };
                return self.jobs.ledger().end(&task, ending).await.unwrap();
            }
            Step::Rest(job, holder) => return self.queue(holder).rest(self.ids[job], "no").await.unwrap(),
            Step::Release(holder) => return self.queue(holder).release_all().await.unwrap(),
            Step::Resume(job) => return drop(self.jobs.resume(self.ids[job]).await),
            Step::Forget(job) => return drop(self.jobs.forget(self.ids[job]).await),
            Step::Adopt(job) => return drop(self.jobs.adopt(self.ids[job], &task()).await),
            Step::Pass(seconds) => return self.clock.advance(Duration::from_secs(seconds)),
            Step::Doubt => return self.jobs.ledger().doubt_the_abandoned().await.unwrap(),
        };
        if let Some(entry) = entry {
            record(&self.jobs, None, &entry).await.unwrap();
        }
    }

    async fn holds(&self) -> Result<(), TestCaseError> {
        for (rule, wrong) in [
            (
                "a job has one submission at most that may have been paid for",
                "SELECT count(*) FROM (SELECT job FROM submissions WHERE state NOT IN ('not_accepted', 'not_charged', 'failed')
                    GROUP BY job HAVING count(*) > 1)",
            ),
            (
                "what is to be sent was surely not paid for, or given back",
                "SELECT count(*) FROM jobs WHERE due = 1 AND id IN (SELECT job FROM submissions
                    WHERE state NOT IN ('not_accepted', 'not_charged', 'failed'))",
            ),
            (
                "what is to be waited for has a task",
                "SELECT count(*) FROM jobs WHERE due = 2 AND id NOT IN (SELECT job FROM submissions
                    WHERE state = 'accepted' AND task IS NOT NULL)",
            ),
            (
                "what was accepted is waited for, unless it is forgotten",
                "SELECT count(*) FROM jobs j WHERE due <> 2 AND NOT forgotten AND id IN (SELECT job FROM submissions
                    WHERE state = 'accepted')",
            ),
            (
                "the counters of jobs are right",
                "SELECT (SELECT count(*) FROM (SELECT batch, due, forgotten, last, jobs, credits FROM job_counts WHERE jobs <> 0
                    EXCEPT SELECT batch, due, forgotten, coalesce((SELECT state FROM submissions WHERE job = j.id
                        ORDER BY state IN ('not_accepted', 'not_charged', 'failed'), number DESC LIMIT 1), ''), count(*), sum(credits) FROM jobs j GROUP BY 1, 2, 3, 4))
                    + (SELECT sum(jobs) FROM job_counts) - (SELECT count(*) FROM jobs)",
            ),
            (
                "the counters of calls are right",
                "SELECT count(*) FROM (SELECT batch, state, credits, unpriced, files FROM call_counts WHERE credits <> 0
                    EXCEPT SELECT batch, state, sum(s.credits), 0, 0 FROM submissions s JOIN jobs j ON j.id = s.job GROUP BY 1, 2)",
            ),
            ("what is forgotten is left alone", "SELECT count(*) FROM jobs WHERE due > 0 AND forgotten"),
        ] {
            prop_assert_eq!(number(&self.jobs, wrong).await, 0, "{}", rule);
        }
        Ok(())
    }

    /// As after a crash.
    async fn reopen(&mut self) {
        let jobs = Jobs::open(self.folder.path().join("jobs.db")).await.unwrap();
        self.jobs = jobs.with_clock(Arc::new(MovedTime(self.clock.clone())));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_events_pays_twice(steps in prop::collection::vec(step(), 1..40), crash in 0..40_usize) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(hold_after_each(&steps, Some(crash)))?;
    }
}

async fn hold_after_each(steps: &[Step], crash: Option<usize>) -> Result<(), TestCaseError> {
    let mut world = World::new().await;
    for (number, step) in steps.iter().enumerate() {
        if crash == Some(number) {
            world.reopen().await;
        }
        world.go(step).await;
        world.holds().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_job_that_rests_keeps_the_task_that_was_accepted_meanwhile() {
    let steps = [Step::Take(0), Step::Intend(0, 0), Step::Accept(0), Step::Rest(0, 0)];
    hold_after_each(&steps, None).await.unwrap();
}

#[tokio::test]
async fn one_that_was_settled_wrongly_is_in_doubt_again_unless_another_was_accepted() {
    let settled = |intent| [Step::Intend(0, 0), Step::Reconcile(intent, Verdict::NotCharged)];
    let twice = [&[Step::Take(0)][..], &settled(0), &settled(1)].concat();
    for late in [[Step::Lose(1), Step::Accept(0)], [Step::Accept(0), Step::Lose(1)], [Step::Lose(0), Step::Lose(1)]] {
        hold_after_each(&[&twice[..], &late].concat(), None).await.unwrap();
    }
}

#[tokio::test]
async fn what_was_forgotten_while_it_was_sent_is_not_sent_again() {
    let sent = [Step::Take(0), Step::Intend(0, 0), Step::Pass(31), Step::Forget(0)];
    for late in [Step::Refuse(0), Step::Accept(0), Step::Reconcile(0, Verdict::NotCharged)] {
        hold_after_each(&[&sent[..], &[late]].concat(), None).await.unwrap();
    }
}
