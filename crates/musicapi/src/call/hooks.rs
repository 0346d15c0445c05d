//! What happens to each generated call before it goes to the network: its headers, its key and its time-out, and then the middleware.

use progenitor_client::{ClientHooks, ClientInfo as _, OperationInfo};
use reqwest::header::AUTHORIZATION;

use crate::call::transport::{Next, Transport};
use crate::generated::raw;

impl ClientHooks<Transport> for raw::Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        info: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        let Transport { shared } = self.inner();
        if let Some(headers) = &shared.headers {
            headers(info.operation_id, request.headers_mut());
        }
        request.headers_mut().insert(AUTHORIZATION, shared.authorization.clone());
        // Set whatever time-out the HTTP client has: without one a call could wait for ever.
        *request.timeout_mut() = Some(shared.timeouts.of(info.operation_id));
        Ok(())
    }

    async fn exec(&self, request: reqwest::Request, info: &OperationInfo) -> reqwest::Result<reqwest::Response> {
        let middleware = &self.inner().shared.middleware;
        if middleware.is_empty() {
            return self.client().execute(request).await;
        }
        Next::new(info.operation_id, self.client(), middleware).run(request).await
    }
}
