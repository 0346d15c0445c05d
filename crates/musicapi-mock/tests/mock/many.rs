//! Mocks are cheap, and may be dropped anywhere.

use std::net::TcpStream;

use musicapi_mock::MockApi;

fn address(mock: &MockApi) -> String {
    mock.uri().trim_start_matches("http://").trim_end_matches("/api/v1").to_owned()
}

#[tokio::test]
async fn two_hundred_are_dropped_in_one_task() {
    for over_hyper in [false, true] {
        let mut mocks = Vec::new();
        for _ in 0..200 {
            let start = MockApi::start();
            mocks.push(if over_hyper { start.over_hyper().await } else { start.await });
        }
        let addresses: Vec<String> = mocks.iter().map(address).collect();
        assert!(addresses.iter().all(|address| TcpStream::connect(address).is_ok()), "each listens");
        drop(mocks);
        // wiremock closes its ports in its own time; that the drop came to its end is what counts.
        if !over_hyper {
            continue;
        }
        // Another test may have been given one of the ports meanwhile, but not many.
        let gone = addresses.iter().filter(|address| TcpStream::connect(address).is_err()).count();
        assert!(gone > 150, "only {gone} are gone of the ports");
    }
}

#[tokio::test]
async fn each_is_set_up_by_itself() {
    let one = MockApi::start().credits(3).extra_credits(4).key("one").await;
    let two = MockApi::start().await;
    assert_eq!((one.key(), one.balance().total(), one.balance().extra_credits), ("one", 7, 4));
    assert_eq!((two.key(), two.balance().total()), ("mock-key", 1000));
    one.advance(std::time::Duration::from_secs(5));
    assert_eq!((one.clock().now().as_secs(), two.clock().now().as_secs()), (5, 0));
    assert!(two.uri().ends_with("/api/v1") && one.uri() != two.uri());
}
