//! A batch is its work: what was sent is found again by what it asks for, and never paid for twice by itself.

use std::collections::HashMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::*;
use crate::{BatchSpec, Elsewhere, ErrorKind, MadeElsewhere, Plan};

const ALBUM: &str = "album";

/// A song of a model that the work names, or leaves open.
fn sung(key: usize, text: &str, model: Option<&str>, default: &str) -> JobSpec {
    let mut work = song(&key.to_string(), text);
    work.request["mv"] = model.unwrap_or(default).into();
    JobSpec { any_model: model.is_none(), ..work }
}

fn keyed(work: impl IntoIterator<Item = JobSpec>) -> Vec<JobSpec> {
    (1..).zip(work).map(|(key, work): (usize, JobSpec)| JobSpec { key: key.to_string(), ..work }).collect()
}

async fn run(stage: &Stage, jobs: &Jobs) {
    jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
}

/// What a batch costs when it is set to this and run.
async fn paid(stage: &Stage, jobs: &Jobs, batch: &str, work: &[JobSpec]) -> usize {
    let before = stage.accepted();
    let plan = jobs.set(batch, work, None).await.unwrap();
    run(stage, jobs).await;
    assert_eq!(plan.to_send.len(), stage.accepted() - before, "the plan said so");
    stage.accepted() - before
}

#[tokio::test]
async fn work_that_moves_or_is_written_in_another_way_is_not_paid_for_again() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let [a, b] = ["a march", "a waltz"].map(|text| sung(0, text, None, "sonic-v5"));
    let mut c = sung(0, "a\njig", Some("sonic-v4"), "");
    c.request["style_weight"] = 1.into();
    let all = [a.clone(), a.clone(), b.clone(), c.clone()];
    assert_eq!(paid(&stage, &jobs, ALBUM, &keyed(all.clone())).await, 4);
    let other_default = |work: &JobSpec| JobSpec {
        request: {
            let mut r = work.request.clone();
            r["mv"] = "sonic-v6".into();
            r
        },
        ..work.clone()
    };
    let mut rewritten = c.clone();
    rewritten.request = serde_json::from_str(
        r#"{"gpt_description_prompt": "a\r\njig", "style_weight": 1.0, "task_type": "create_music", "mv": "sonic-v4", "custom_mode": false}"#,
    )
    .unwrap();
    for (what, work, cost) in [
        ("the order", vec![c.clone(), b.clone(), a.clone(), a.clone()], 0),
        ("another way of writing", vec![rewritten, a.clone(), b.clone(), a.clone()], 0),
        ("another default", [&a, &a, &b].map(other_default).into_iter().chain([c.clone()]).collect(), 0),
        ("a model that is named", vec![sung(0, "a march", Some("sonic-v6"), ""), a.clone(), b.clone(), c.clone()], 1),
        ("the model that it was sent with", vec![sung(0, "a waltz", Some("sonic-v5"), ""), c.clone()], 0),
        ("one that was taken out, back", all.to_vec(), 0),
        ("a third of the same", [a.clone()].into_iter().chain(all.clone()).collect(), 0),
        ("a fourth", [a.clone(), a.clone()].into_iter().chain(all.clone()).collect(), 1),
        ("none", Vec::new(), 0),
        ("all", [a.clone(), a.clone()].into_iter().chain(all.clone()).collect(), 0),
    ] {
        assert_eq!(paid(&stage, &jobs, ALBUM, &keyed(work)).await, cost, "{what}");
    }
    stage.is_honest(&jobs).await;
}

/// Keys are shown to people, and notes say where files go.
#[tokio::test]
async fn a_job_follows_its_work_to_another_key_and_note() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let noted = |key: usize, text: &str, note: &str| JobSpec { note: note.into(), ..song(&key.to_string(), text) };
    let keys = async |jobs: &Jobs| {
        let all = jobs.list(&Scope::Batch(ALBUM.to_owned())).await.unwrap();
        all.into_iter().map(|job| (job.id, job.key, job.note.as_str().unwrap().to_owned())).collect::<Vec<_>>()
    };
    jobs.set(ALBUM, &[noted(1, "a", "x"), noted(2, "a", "y"), noted(3, "b", "z")], None).await.unwrap();
    let told = |all: [(i64, &str, &str); 3]| all.map(|(id, key, note)| (id, key.to_owned(), note.to_owned())).to_vec();
    // A line above all of them; the twins are told apart by their notes.
    let moved = [noted(1, "c", "w"), noted(2, "a", "x"), noted(3, "a", "y"), noted(4, "b", "z")];
    jobs.set(ALBUM, &moved, None).await.unwrap();
    assert_eq!(keys(&jobs).await[..3], told([(1, "2", "x"), (2, "3", "y"), (3, "4", "z")])[..]);
    jobs.set(ALBUM, &[noted(1, "b", "new"), noted(2, "a", "y"), noted(3, "a", "x")], None).await.unwrap();
    assert_eq!(keys(&jobs).await, told([(1, "3", "x"), (2, "2", "y"), (3, "1", "new")]));
}

async fn elsewhere(jobs: &Jobs, batch: &str, work: &[JobSpec], how: MadeElsewhere) -> Result<Plan, Error> {
    let wanted = Arc::new(BatchSpec::of(work)?);
    let planned = jobs.plan_from(batch, &wanted, how).await?;
    let set = jobs.set_from(batch, &wanted, Vec::from(work).into_iter().map(Ok), how, None).await;
    if let Ok(set) = &set {
        assert_eq!(*set, planned);
    }
    set
}

#[tokio::test]
async fn what_was_made_in_another_batch_is_paid_for_again_only_if_somebody_says_so() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let texts = |texts: &[&str]| keyed(texts.iter().map(|text| sung(0, text, None, "sonic-v5")));
    assert_eq!(paid(&stage, &jobs, ALBUM, &texts(&["a", "a", "b"])).await, 3);
    jobs.set("waiting", &texts(&["w"]), None).await.unwrap();
    let new = texts(&["a", "a", "a", "c", "w"]);
    let error = elsewhere(&jobs, "new", &new, MadeElsewhere::Refuse).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MadeElsewhere);
    assert_eq!(jobs.batch("new").await.unwrap(), None, "nothing was changed");
    let plan = jobs.plan_from("new", &Arc::new(BatchSpec::of(&new).unwrap()), MadeElsewhere::Refuse).await.unwrap();
    let there: Vec<_> =
        plan.elsewhere.iter().map(|Elsewhere { batch, made, waiting, .. }| (&**batch, *made, *waiting)).collect();
    assert_eq!(there, [(ALBUM, 2, 0), ("waiting", 0, 1)]);
    assert_eq!(plan.elsewhere[0].accounts, [stage.client().account_digest()]);
    assert!(plan.elsewhere[0].last.is_some());
    let plan = elsewhere(&jobs, "new", &new, MadeElsewhere::LeaveOut).await.unwrap();
    assert_eq!((plan.to_send, plan.left_out), (vec!["3".to_owned(), "4".to_owned()], 3));
    let plan = elsewhere(&jobs, "again", &new, MadeElsewhere::Again).await.unwrap();
    assert_eq!((plan.to_send.len(), plan.left_out), (5, 0));
    // What failed was not made: its credits came back.
    stage.mock.next_lifecycle("create_sonic", Lifecycle::Failed(musicapi_mock::Failure::Timeout));
    jobs.set("failing", &texts(&["f"]), None).await.unwrap();
    let options = Options { scope: Scope::Batch("failing".to_owned()), ..stage.options() };
    jobs.run(&stage.client(), options).finish().await.unwrap();
    assert_eq!(states(&jobs).await.last(), Some(&State::Failed));
    assert!(elsewhere(&jobs, "more", &texts(&["f"]), MadeElsewhere::Refuse).await.is_ok());
}

#[tokio::test]
async fn a_batch_is_known_by_other_names_and_by_its_work() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let work =
        |default: &str| keyed([sung(0, "a", None, default), sung(0, "a", None, default), sung(0, "b", None, default)]);
    assert_eq!(jobs.batch(ALBUM).await.unwrap(), None);
    jobs.set(ALBUM, &work("sonic-v5"), Some(PRICE)).await.unwrap();
    // Side by side, each might find the limit kept for another.
    jobs.run(&stage.client(), Options { concurrency: 1, ..stage.options() }).finish().await.unwrap();
    assert_eq!(stage.accepted(), 1);
    let same = async |work: Vec<JobSpec>| jobs.same(&Arc::new(BatchSpec::of(&work).unwrap())).await.unwrap();
    let album = Some(ALBUM.to_owned());
    let mut turned = work("sonic-v6");
    turned.reverse();
    assert_eq!(same(turned).await, album, "in any order, with another default");
    assert_eq!(same(work("sonic-v5")[1..].to_vec()).await, None, "not all of it");
    assert_eq!(same(keyed([work("sonic-v5"), work("sonic-v5")].concat())).await, None, "more of it");

    jobs.call(ALBUM, "copy", false).await.unwrap();
    assert_eq!((jobs.batch("copy").await.unwrap(), jobs.batch(ALBUM).await.unwrap()), (album.clone(), album.clone()));
    jobs.call(ALBUM, "moved", true).await.unwrap();
    let moved = Some("moved".to_owned());
    for name in [ALBUM, "copy", "moved"] {
        assert_eq!(jobs.batch(name).await.unwrap(), moved, "{name}");
    }
    assert_eq!(jobs.limit("moved").await.unwrap(), Some(PRICE), "the limit moves with it");
    assert_eq!(jobs.names("moved").await.unwrap(), [ALBUM, "copy"]);
    let progress = jobs.progress(&Scope::Batch("moved".to_owned())).await.unwrap();
    assert_eq!((progress.total(), progress.spent + progress.to_come), (3, 3 * PRICE));
    assert_eq!(jobs.progress(&Scope::Batch(ALBUM.to_owned())).await.unwrap().total(), 0);
    // Another one under the old name is another one.
    jobs.set(ALBUM, &keyed([sung(0, "c", None, "sonic-v5")]), None).await.unwrap();
    assert_eq!((jobs.batch(ALBUM).await.unwrap(), jobs.batch("copy").await.unwrap()), (album, moved.clone()));
    assert_eq!(jobs.names("moved").await.unwrap(), ["copy"], "a name that is a batch is no other's");
    jobs.call(ALBUM, "moved", true).await.unwrap();
    assert_eq!(
        jobs.progress(&Scope::Batch("moved".to_owned())).await.unwrap().total(),
        3,
        "a name that is taken stays"
    );
    // Who works on it finds it where it was.
    let holder = Queue::new(&jobs, "other", 30);
    holder.take(&Closed::default(), 10).await.unwrap();
    jobs.call("moved", "further", true).await.unwrap();
    assert_eq!(jobs.batch("further").await.unwrap(), moved);
}

#[tokio::test]
async fn work_that_is_another_the_second_time_is_not_written_down() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let work = songs();
    let wanted = Arc::new(BatchSpec::of(&work).unwrap());
    let mut changed = songs();
    changed[2].request["gpt_description_prompt"] = "a jig".into();
    for other in [changed, work[..2].to_vec(), [work.clone(), vec![song("4", "a jig")]].concat()] {
        let set = jobs.set_from(ALBUM, &wanted, other.into_iter().map(Ok), MadeElsewhere::Refuse, Some(1));
        assert!(set.await.unwrap_err().to_string().contains("changed while it was read"));
    }
    let broken = work.into_iter().map(Ok).chain([Err(std::io::Error::other("gone"))]);
    let error = jobs.set_from(ALBUM, &wanted, broken, MadeElsewhere::Refuse, None).await.unwrap_err();
    assert!(error.to_string().contains("can't be read: gone"), "{error}");
    assert_eq!((jobs.list(&Scope::All).await.unwrap().len(), jobs.limit(ALBUM).await.unwrap()), (0, None));
}

/// What is paid for, by text and model: counted, and not matched as the ledger does it.
#[derive(Default)]
struct Bill(HashMap<(String, String), usize>);

impl Bill {
    /// How many of these songs must still be paid for.
    fn missing(&self, wanted: &[Wish], default: &str) -> HashMap<(String, String), usize> {
        let mut missing = HashMap::new();
        for text in TEXTS {
            let of = |model: Option<&str>| wanted.iter().filter(|wish| wish.0 == text && wish.1 == model).count();
            let mut left = 0;
            for model in MODELS {
                let there = self.0.get(&(text.to_owned(), model.to_owned())).copied().unwrap_or_default();
                let named = of(Some(model));
                left += there.saturating_sub(named);
                *missing.entry((text.to_owned(), model.to_owned())).or_default() += named.saturating_sub(there);
            }
            *missing.entry((text.to_owned(), default.to_owned())).or_default() += of(None).saturating_sub(left);
        }
        missing
    }

    fn pay(&mut self, of: HashMap<(String, String), usize>) {
        of.into_iter().for_each(|(song, count)| *self.0.entry(song).or_default() += count);
    }

    fn total(&self) -> usize {
        self.0.values().sum()
    }
}

/// A text, and the model if one is named.
type Wish = (&'static str, Option<&'static str>);

const TEXTS: [&str; 2] = ["a", "b"];
const MODELS: [&str; 2] = ["sonic-v4", "sonic-v5"];

#[derive(Debug, Clone)]
enum Edit {
    Add(usize, Wish),
    Remove(usize),
    Change(usize, Wish),
    Repeat(usize),
    Turn(usize),
    Default(&'static str),
    /// Only so many credits more are allowed for the next run.
    Stop(u64),
}

fn edit() -> impl Strategy<Value = Edit> {
    let wish = || (prop::sample::select(&TEXTS[..]), prop::option::of(prop::sample::select(&MODELS[..])));
    let at = 0_usize..8;
    prop_oneof![
        (at.clone(), wish()).prop_map(|(at, wish)| Edit::Add(at, wish)),
        at.clone().prop_map(Edit::Remove),
        (at.clone(), wish()).prop_map(|(at, wish)| Edit::Change(at, wish)),
        at.clone().prop_map(Edit::Repeat),
        at.prop_map(Edit::Turn),
        prop::sample::select(&MODELS[..]).prop_map(Edit::Default),
        (0_u64..3).prop_map(|songs| Edit::Stop(songs * PRICE)),
    ]
}

/// Whatever happens to a file between runs: a song is paid for when it is wanted more often than it is there, and never else.
#[tokio::test]
async fn however_a_batch_is_edited_each_song_is_paid_for_once() {
    let cases = std::env::var("EDITS").ok().and_then(|cases| cases.parse().ok()).unwrap_or(40);
    let mut random = proptest::test_runner::TestRunner::new_with_rng(
        proptest::test_runner::Config { failure_persistence: None, ..Default::default() },
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    for _ in 0..cases {
        let edits = prop::collection::vec(prop::collection::vec(edit(), 0..6), 2..9);
        let edits = edits.new_tree(&mut random).unwrap().current();
        let stage = Stage::new().await;
        let jobs = stage.jobs().await;
        let first = [("a", None), ("a", Some(MODELS[0])), ("a", None), ("b", Some(MODELS[1]))];
        let (mut wishes, mut default, mut bill) = (first.to_vec(), MODELS[1], Bill::default());
        for (step, edits) in edits.iter().enumerate() {
            let mut stop = None;
            for edit in edits {
                let place = |at: usize| if wishes.is_empty() { None } else { Some(at % wishes.len()) };
                match *edit {
                    Edit::Add(at, wish) => wishes.insert(at.min(wishes.len()), wish),
                    Edit::Remove(at) => drop(place(at).map(|at| wishes.remove(at))),
                    Edit::Change(at, wish) => place(at).into_iter().for_each(|at| wishes[at] = wish),
                    Edit::Repeat(at) => place(at).into_iter().for_each(|at| wishes.push(wishes[at])),
                    Edit::Turn(at) => place(at).into_iter().for_each(|at| wishes.rotate_left(at)),
                    Edit::Default(model) => default = model,
                    Edit::Stop(credits) => stop = Some(credits),
                }
            }
            let work = keyed(wishes.iter().map(|(text, model)| sung(0, text, *model, default)));
            // A run that is ended in the middle: what is sent then, is.
            if let Some(credits) = stop {
                let limit = bill.total() as u64 * PRICE + credits;
                jobs.set(ALBUM, &work, Some(limit)).await.unwrap();
                run(&stage, &jobs).await;
                let mut now = Bill::default();
                for job in jobs.list(&Scope::All).await.unwrap().iter().filter(|job| job.task.is_some()) {
                    let text = |field: &str| job.request[field].as_str().unwrap().to_owned();
                    *now.0.entry((text("gpt_description_prompt"), text("mv"))).or_default() += 1;
                }
                let most = bill.total() + (credits / PRICE) as usize;
                assert!(now.total() <= most && now.total() == stage.accepted(), "{step} of {edits:?}");
                bill = now;
                // What waits then is edited, too.
                continue;
            }
            bill.pay(bill.missing(&wishes, default));
            jobs.set(ALBUM, &work, Some(1_000_000)).await.unwrap();
            run(&stage, &jobs).await;
            assert_eq!(stage.accepted(), bill.total(), "after {step} of {edits:?}");
        }
        stage.is_honest(&jobs).await;
    }
}
