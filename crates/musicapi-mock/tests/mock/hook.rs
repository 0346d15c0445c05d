//! Songs of which word is wanted, and a receiver of it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use http::StatusCode;
use musicapi_mock::Service;
use openapi_mock::{Handler, Reply, Request, server};
use serde_json::{Value, json};

/// Starts a song of which word is wanted, and gives the id of its task.
pub fn create(service: &Service, url: &str) -> String {
    create_by("mock-key", service, url)
}

/// The same by the account of this key.
pub fn create_by(key: &str, service: &impl Handler, url: &str) -> String {
    let body = json!({"custom_mode": false, "mv": "sonic-v4-5", "gpt_description_prompt": "rain", "webhook_url": url});
    let request = Request::post("/api/v1/sonic/create", &body).with_header("authorization", &format!("Bearer {key}"));
    let reply = service.handle(request);
    assert_eq!(reply.status, 200, "{:?}", reply.body);
    serde_json::from_slice::<Value>(&reply.body).unwrap()["task_id"].as_str().unwrap().to_owned()
}

/// A receiver that answers with these statuses in turn, and with the last from then on.
pub struct Hook {
    running: server::Running,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Hook {
    pub fn new(statuses: &'static [u16]) -> Self {
        let seen: Arc<Mutex<Vec<Request>>> = Arc::default();
        let (log, number) = (Arc::clone(&seen), AtomicUsize::new(0));
        let running = server::spawn(Arc::new(move |request: Request| {
            let status = statuses[number.fetch_add(1, Ordering::SeqCst).min(statuses.len() - 1)];
            log.lock().unwrap().push(request);
            Reply::text(StatusCode::from_u16(status).unwrap(), "noted")
        }));
        Self { running: running.unwrap(), seen }
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("{}/hooks?intent=7", self.running.uri())
    }

    /// What came since the last time.
    pub fn came(&self) -> Vec<Request> {
        self.seen.lock().unwrap().drain(..).collect()
    }

    /// The same by its name.
    pub fn events(&self) -> Vec<String> {
        self.came().iter().map(|request| header(request, "x-webhook-event").to_owned()).collect()
    }
}

/// A header of what came.
pub fn header<'r>(request: &'r Request, name: &str) -> &'r str {
    request.headers[name].to_str().unwrap()
}

/// The body of what came.
pub fn body(request: &Request) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}
