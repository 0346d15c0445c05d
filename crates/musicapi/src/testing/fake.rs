//! A client without a network.

use std::sync::Arc;

use serde_json::Value;

use crate::call::transport::{Middleware, Next, SendFuture};
use crate::client::{Builder, Client};
use crate::testing::TestClock;

/// A client whose calls this function answers, with a status and a body.
///
/// The function gets the `operationId` and the request that was about to be sent. Nothing leaves the process; all else is as usual, from
/// the checks to the journal. The client's clock is a [`TestClock`].
///
/// Files are still fetched over the network, and a [middleware](Builder::middleware) that is added sees nothing.
///
/// ```
/// use musicapi::{Client, Error, testing, types::SonicCreateMusic};
/// use serde_json::{Value, json};
///
/// // What is to be tested.
/// async fn first_title(client: &Client) -> Result<Option<String>, Error> {
///     let song = SonicCreateMusic::without_custom_mode("sonic-v5").gpt_description_prompt("a march");
///     let made = client.sonic().create(song).await?.await?;
///     Ok(made.succeeded[0].title().map(str::to_owned))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// let client = testing::client(|operation, request| match operation {
///     "create_sonic" if request["gpt_description_prompt"] == "a march" => (200, json!({"message": "success", "task_id": "7"})),
///     "get_sonic_task" => {
///         let clip = |id| json!({"clip_id": id, "state": "succeeded", "title": "Keeper of the Light"});
///         (200, json!({"code": 200, "data": [clip("a"), clip("b")]}))
///     }
///     _ => (404, Value::Null),
/// });
/// let client = client.build()?;
/// assert_eq!(first_title(&client).await?.as_deref(), Some("Keeper of the Light"));
/// # Ok(())
/// # }
/// ```
pub fn client(answer: impl Fn(&str, &Value) -> (u16, Value) + Send + Sync + 'static) -> Builder {
    // A local address, so that neither a proxy nor certificates are looked up. Nothing is sent there.
    let builder = Client::builder("test-key").base_url("http://127.0.0.1:9/api/v1");
    builder.clock(Arc::new(TestClock::default())).middleware(Arc::new(Fake(answer)))
}

struct Fake<F>(F);

impl<F: Fn(&str, &Value) -> (u16, Value) + Send + Sync + 'static> Middleware for Fake<F> {
    fn send<'a>(&'a self, request: reqwest::Request, next: Next<'a>) -> SendFuture<'a> {
        let body = request.body().and_then(reqwest::Body::as_bytes);
        let body = body.and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default();
        let (status, answer) = (self.0)(next.operation(), &body);
        let mut response = http::Response::new(answer.to_string());
        // A number that is no status counts as an unknown failure of the service.
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        let json = http::HeaderValue::from_static("application/json");
        response.headers_mut().insert(http::header::CONTENT_TYPE, json);
        Box::pin(std::future::ready(Ok(response.into())))
    }
}
