//! Our client against the mock's report: whatever goes wrong, the report has nothing to say of it, be it certain or weak.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use contract_tests::client_of;
use musicapi::Clip;
use musicapi::types::{SonicClip, SonicCreateMusic};
use musicapi_mock::{Failure, Lifecycle, MockApi, Start};

/// Makes a song with the client, fetches its clips, and asks the mock what there is to say.
async fn report_on(start: Start) -> String {
    let mock = start.over_hyper().await;
    let client = client_of(&mock);
    let folder = tempfile::tempdir().unwrap();
    let song = SonicCreateMusic::without_custom_mode("sonic-v6").gpt_description_prompt("a lullaby");
    if let Ok(task) = client.sonic().create(song).await {
        let fetched = task.deliver(task.usual_polling(), |clip: &Clip<SonicClip>| {
            Some(client.download(clip.audio()?, folder.path().join(format!("{}.mp3", clip.clip_id))))
        });
        // What comes of it is for other tests.
        let _ = fetched.finish().await;
    }
    mock.advance(std::time::Duration::from_secs(3600));
    mock.report().findings.iter().map(|finding| format!("{}: {}\n", finding.rule.name(), finding.told())).collect()
}

#[tokio::test]
async fn the_report_has_nothing_to_say_of_our_client() {
    let fault = |text: &str| MockApi::start().fault(text.parse().unwrap());
    for (what, start) in [
        ("nothing goes wrong", MockApi::start()),
        ("no credits", MockApi::start().credits(0)),
        ("one clip fails", MockApi::start().lifecycle(Lifecycle::OneClipFails)),
        ("the song fails", MockApi::start().lifecycle(Lifecycle::Failed(Failure::Timeout))),
        ("the song fails by 500", MockApi::start().lifecycle(Lifecycle::Failed(Failure::ServerError))),
        ("a stuck song", MockApi::start().lifecycle(Lifecycle::Stuck)),
        ("a lost create", fault("create_sonic:1:after:reset")),
        ("a create that waits", fault("create_sonic:1:retry-after=30")),
        ("a look that is lost", fault("get_sonic_task:2:after:reset")),
        ("looks that are refused for a while", fault("get_sonic_task:next=2:status=503")),
        ("a look that must wait", fault("get_sonic_task:1:retry-after=40")),
    ] {
        assert_eq!(report_on(start).await, "", "{what}");
    }
}
