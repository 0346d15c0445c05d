//! Whatever is asked, in whatever order and by however many at once, the balance is what it was less the prices.

use super::*;

#[test]
fn whatever_happens_the_balance_is_what_was_there_less_the_prices() {
    for seed in 0..20 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let (credits, extra_credits) = (rng.u64(0..300), rng.u64(0..100));
        let service = service(Settings { seed, ..purse(credits, extra_credits) });
        let operation = service.document().operation("create_sonic").unwrap();
        let requests = operation.value().pointer("/requestBody/content/application~1json/examples").unwrap();
        let requests: Vec<&Value> = requests.as_object().unwrap().values().map(|example| &example["value"]).collect();
        let fact = musicapi_facts::operation("create_sonic").unwrap();
        let (mut left, mut accepted, mut tasks) = (credits + extra_credits, 0, Vec::new());
        for _ in 0..100 {
            match rng.u8(..6) {
                0 | 1 => {
                    let body = requests[rng.usize(..requests.len())];
                    let form = fact.form(body.get("task_type").and_then(Value::as_str)).unwrap();
                    let price = u64::from(form.price.unwrap().credits);
                    let (status, answer) = told(&service, create(body));
                    if price <= left {
                        assert_eq!(status, 200);
                        tasks.push(answer["task_id"].as_str().unwrap().to_owned());
                        (left, accepted) = (left - price, accepted + 1);
                    } else {
                        assert_eq!(status, 403);
                    }
                }
                2 => assert_eq!(service.handle(create(&with("title", json!("t".repeat(81))))).status, 400),
                3 => assert_eq!(service.handle(Request::post("/api/v1/sonic/create", &song())).status, 401),
                4 => service.settings().clock.advance(seconds(rng.u64(..60))),
                _ => {
                    for task in &tasks {
                        let status = service.handle(get(&format!("/sonic/task/{task}"))).status;
                        assert!(status == 200 || status == 202);
                    }
                }
            }
            let (_, body) = told(&service, get("/get-credits"));
            let (credits_left, extra_left) =
                (body["credits"].as_u64().unwrap(), body["extra_credits"].as_u64().unwrap());
            assert_eq!((credits_left + extra_left, service.accepted()), (left, accepted), "seed {seed}");
            assert!(extra_left == 0 || credits_left == credits, "extra credits go first");
        }
        tasks.sort();
        tasks.dedup();
        assert_eq!(tasks.len() as u64, accepted, "each has an id of its own");
    }
}

#[test]
fn many_at_once_spend_no_credit_twice() {
    let service = service(purse(PRICE * 50, 0));
    let counts: Vec<usize> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| (0..20).filter(|_| service.handle(create(&song())).status == 200).count()))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(
        (counts.iter().sum::<usize>(), service.accepted(), service.balance("mock-key").unwrap().total()),
        (50, 50, 0)
    );
}
