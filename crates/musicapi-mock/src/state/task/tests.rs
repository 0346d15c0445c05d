//! How tasks proceed.

use super::*;
use crate::contract::told_apart::{PENDING, SINGING};

fn course(life: &Lifecycle, seed: u64, clips: usize) -> (Course, Vec<(u64, u64, bool)>) {
    Course::new(life, &mut Rng::with_seed(seed), clips)
}

fn task(life: &Lifecycle, seed: u64, clips: usize) -> Task {
    let mut rng = Rng::with_seed(seed);
    let (course, times) = course(life, seed, clips);
    let create = &musicapi_facts::CREATE_SONIC;
    let mut task = Task::new(Id::random(&mut rng), create, Kind::Clips, Some(0), Duration::ZERO, 1);
    task.course = course;
    task.clips =
        times.into_iter().map(|time| Clip::new(Id::random(&mut rng), Song::new(7, 500), Part::Song, time)).collect();
    task
}

#[test]
fn a_timed_life_goes_on_in_one_to_three_minutes() {
    let report = musicapi_facts::GET_SONIC_TASK.report.unwrap();
    for seed in 0..200 {
        let task = task(&Lifecycle::Timed, seed, 2);
        assert!(!task.is_ready(4_000) && task.is_ready(15_000));
        for clip in &task.clips {
            assert_eq!(clip.state(0, &report), PENDING);
            assert_eq!(clip.state(30_000, &report), SINGING);
            assert_eq!(clip.state(180_000, &report), "succeeded");
        }
        assert_ne!(task.clips[0].ends, task.clips[1].ends);
    }
}

#[test]
fn a_life_by_looks_ends_after_so_many() {
    for looks in 0..10 {
        let task = task(&Lifecycle::AfterLooks(looks), 3, 2);
        for look in 1..=looks {
            let progress = task.look(Duration::from_secs(1_000_000));
            assert!(!task.is_over(progress), "look {look} of {looks}");
            assert_eq!(task.is_ready(progress), look > 1);
            let done = task.clips.iter().filter(|clip| clip.is_done(progress)).count();
            assert_eq!(done, usize::from(look == looks && looks > 1), "look {look} of {looks}");
        }
        assert!(task.is_over(task.look(Duration::ZERO)));
        assert!(task.clips.iter().all(|clip| clip.is_done(task.progress(Duration::ZERO))));
        assert_eq!(task.ends_at(), None);
    }
}

#[test]
fn other_lives() {
    let at = |task: &Task, second: u64| task.progress(Duration::from_secs(second));
    let immediate = task(&Lifecycle::Immediate, 1, 2);
    assert!(immediate.is_over(0) && immediate.clips.iter().all(|clip| clip.is_done(0)));
    let after = task(&Lifecycle::After(Duration::from_secs(50)), 1, 2);
    assert!(!after.is_over(at(&after, 49)) && after.is_over(at(&after, 50)));
    assert_eq!(after.clips.iter().filter(|clip| clip.is_done(at(&after, 40))).count(), 1);
    let stuck = task(&Lifecycle::Stuck, 1, 2);
    assert!(!stuck.is_over(at(&stuck, u64::MAX / 2_000_000)) && stuck.ends_at().is_none());
    assert!(stuck.clips.iter().all(|clip| !clip.is_final(at(&stuck, 1_000_000)) && !clip.has_preview(1_000_000)));
    let failed = task(&Lifecycle::Failed(Failure::Timeout), 1, 2);
    let end = failed.ends_at().unwrap();
    assert!(failed.will_fail() && failed.failure(failed.progress(end)) == Some(&Failure::Timeout));
    assert_eq!(failed.failure(failed.progress(end - Duration::from_millis(1))), None);
    let one = task(&Lifecycle::OneClipFails, 1, 2);
    let end = one.progress(one.ends_at().unwrap());
    assert!(!one.will_fail() && one.clips.iter().filter(|clip| clip.is_done(end)).count() == 1);
    assert!(task(&Lifecycle::OneClipFails, 1, 1).will_fail());
}

#[test]
fn a_preview_is_there_before_the_clip_and_not_after() {
    let task = task(&Lifecycle::Timed, 5, 1);
    let clip = &task.clips[0];
    let seen: Vec<(bool, bool)> =
        (0..200).map(|second| (clip.has_preview(second * 1000), clip.is_done(second * 1000))).collect();
    let first = |pick: fn(&(bool, bool)) -> bool| seen.iter().position(pick).unwrap();
    assert!(first(|seen| seen.0) < first(|seen| seen.1));
    assert!(seen.iter().all(|(preview, done)| !(*preview && *done)));
}

#[test]
fn what_is_said_is_kept() {
    let said = EchoedFields::new([Some("\"a\"".to_owned()), None, Some("null".to_owned()), Some("0.5".to_owned())]);
    assert_eq!([0, 1, 2, 3, 4].map(|index| said.get(index)), [Some("\"a\""), None, Some("null"), Some("0.5"), None]);
    assert_eq!(EchoedFields::default().get(0), None);
}

#[test]
fn lengths_come_next_to_what_is_asked_for() {
    for (asked, told) in
        [(120.0, 120.0), (0.0, 0.12), (-5.0, 0.12), (f64::NAN, 0.12), (10.05, 10.08), (f64::INFINITY, 3600.0)]
    {
        assert!((lasting(1, asked).seconds() - told).abs() < 1e-9, "{asked}: {}", lasting(1, asked).seconds());
    }
}
