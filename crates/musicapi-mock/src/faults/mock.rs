//! Faults of a mock in a test.

use super::{Fault, FaultState};
use crate::mock_api::{MockApi, Start};

impl Start {
    /// With a fault, which is looked at after those that were said before.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// use musicapi_mock::{Fault, MockApi};
    ///
    /// // The first create is accepted, and paid, and its answer never arrives.
    /// let lost = Fault::on("create_sonic").nth(1).after().reset();
    /// let mock = MockApi::start().over_hyper().fault(lost).await;
    /// // … what does your program do now, and what does it cost? …
    /// # assert!(call(&mock).is_err());
    /// assert_eq!(mock.accepted(), 1);
    /// mock.assert_faults_consumed();
    /// # }
    /// # fn call(mock: &musicapi_mock::MockApi) -> std::io::Result<()> {
    /// #     use std::io::{Read, Write};
    /// #     let address = mock.uri().trim_start_matches("http://").trim_end_matches("/api/v1");
    /// #     let body = r#"{"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v5"}"#;
    /// #     let mut stream = std::net::TcpStream::connect(address)?;
    /// #     write!(stream, "POST /api/v1/sonic/create HTTP/1.1\r\nhost: a\r\nauthorization: Bearer mock-key\r\n")?;
    /// #     write!(stream, "content-length: {}\r\n\r\n{body}", body.len())?;
    /// #     stream.read(&mut [0]).map(drop)
    /// # }
    /// ```
    ///
    /// # Panics
    /// When the mock is started, if there is no such operation or example, if what the fault says doesn't go together, or if it needs
    /// hyper ([`over_hyper`](Self::over_hyper)) and the mock is on wiremock.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }
}

impl MockApi {
    /// Adds a fault while the mock runs; it is looked at after those that are there.
    ///
    /// # Panics
    /// As for [`Start::fault`].
    #[track_caller]
    pub fn fault(&self, fault: Fault) {
        if let Err(error) = self.layer().add(fault) {
            panic!("{error}");
        }
    }

    /// Its faults, and how often each was used.
    #[must_use]
    pub fn faults(&self) -> Vec<FaultState> {
        self.layer().states()
    }

    /// Waits until each fault was used as often as it says: then a call is lost, stalls or is delayed.
    pub async fn faults_consumed(&self) {
        self.layer().all_consumed().await;
    }

    /// Checks that each fault was used as often as it says, so that a test doesn't pass because nothing went wrong.
    ///
    /// # Panics
    /// If one wasn't.
    #[track_caller]
    pub fn assert_faults_consumed(&self) {
        let left: Vec<String> =
            self.faults().iter().filter(|fault| !fault.is_consumed()).map(ToString::to_string).collect();
        assert!(left.is_empty(), "{}", left.join("\n"));
    }
}
