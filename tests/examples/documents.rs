//! What is made of many documents, as modules of one crate: `cargo xtask conformance` writes them, and has them checked as CI checks the
//! client. Here stands what generated code leans on in the client, without its doings.

#![allow(unused_imports, unused_macros, dead_code, reason = "not every document has each kind of operation")]
#![allow(unexpected_cfgs, reason = "the features are the client's")]

pub use musicapi::{ErrorKind, webhook};

/// As in the client.
#[path = "../../crates/musicapi/src/generated"]
pub mod generated {
    pub(crate) mod default_tag;
    pub(crate) mod model;
    pub(crate) mod open_enum;
}

/// As in the client.
pub mod error {
    use musicapi::facts::Operation;

    /// Why a call failed.
    #[derive(Debug)]
    pub struct Error;

    impl Error {
        pub(crate) fn config(_: &str) -> Self {
            Self
        }

        pub(crate) fn of(self, _: &'static Operation) -> Self {
            self
        }
    }
}

/// As in the client.
pub mod call {
    /// As in the client.
    pub mod transport {
        /// What each generated call needs to know.
        #[derive(Debug, Clone)]
        pub struct Transport;
    }

    /// As in the client.
    pub mod pipeline {
        use musicapi::facts::Price;
        use serde_json::Value;

        /// A request that was checked.
        #[derive(Debug)]
        pub(crate) struct Checked {
            pub(crate) request: Value,
            pub(crate) price: Option<Price>,
        }
    }

    /// As in the client.
    pub mod answer {
        use musicapi::facts::Operation;
        use progenitor_client::{ByteStream, ResponseValue};
        use serde::de::DeserializeOwned;
        use serde_json::Value;

        use crate::error::Error;

        pub(crate) type Raw = Result<ResponseValue<ByteStream>, progenitor_client::Error<ByteStream>>;

        /// A successful answer.
        #[derive(Debug)]
        pub(crate) struct Answer {
            pub(crate) body: Value,
            pub(crate) bytes: Vec<u8>,
        }

        /// A paid answer.
        #[derive(Debug)]
        pub struct Paid<T> {
            /// What was answered.
            pub answer: T,
        }

        impl Answer {
            pub(crate) fn of(_: &'static Operation, body: Value) -> Self {
                Self { body, bytes: Vec::new() }
            }

            pub(crate) fn decode<T: DeserializeOwned>(&self) -> Result<T, Error> {
                T::deserialize(&self.body).map_err(|_| Error)
            }

            pub(crate) fn paid<T: DeserializeOwned>(self) -> Result<Paid<T>, Error> {
                self.decode().map(|answer| Paid { answer })
            }

            pub(crate) fn find_task(&self) -> Result<Option<crate::task::TaskRef>, Error> {
                Ok(None)
            }
        }
    }

    /// As in the client.
    pub mod dynamic {
        use musicapi::facts::Operation;
        use serde::Serialize;
        use serde::de::DeserializeOwned;
        use serde_json::Value;

        use crate::call::pipeline::Checked;
        use crate::error::Error;

        pub(crate) fn required<'p>(
            _: &Operation,
            parameters: &[(&str, &'p str)],
            name: &str,
        ) -> Result<&'p str, Error> {
            optional(parameters, name).ok_or(Error)
        }

        pub(crate) fn optional<'p>(parameters: &[(&str, &'p str)], name: &str) -> Option<&'p str> {
            parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
        }

        pub(crate) fn several(parameters: &[(&str, &str)], name: &str) -> Vec<String> {
            parameters.iter().filter(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()).collect()
        }

        pub(crate) fn typed<T: DeserializeOwned + Serialize>(
            _: &Operation,
            body: Option<Checked>,
        ) -> Result<Checked, Error> {
            let Checked { request, price } = body.ok_or(Error)?;
            T::deserialize(&request).map(|_| Checked { request, price }).map_err(|_| Error)
        }
    }
}

/// As in the client.
pub mod task {
    use std::marker::PhantomData;

    use musicapi::facts::Operation;

    /// The name of a task.
    #[derive(Debug)]
    pub struct TaskRef;

    impl TaskRef {
        pub(crate) fn of(_: &'static Operation, _: String) -> Self {
            Self
        }
    }

    /// A task.
    #[derive(Debug)]
    pub struct Task<C>(PhantomData<C>);

    impl<C> Task<C> {
        pub(crate) fn new<Client>(_: Client, _: TaskRef) -> Self {
            Self(PhantomData)
        }
    }

    /// As in the client.
    pub mod status {
        use musicapi::facts::Price;
        use serde::de::DeserializeOwned;

        use crate::call::answer::Answer;
        use crate::error::Error;

        pub(crate) fn read_status<C: DeserializeOwned>(answer: &Answer, _: Option<Price>) -> Result<C, Error> {
            answer.decode()
        }
    }
}

/// The client of a document, that sends nothing: what it is given is what the real one takes.
macro_rules! client {
    ($document:ident) => {
        /// As in the client.
        pub mod client {
            use bytes::Bytes;
            use musicapi::facts::Operation;
            use serde::Serialize;

            use crate::call::answer::{Answer, Raw};
            use crate::call::pipeline::Checked;
            use crate::error::Error;
            use crate::task::{Task, TaskRef};

            /// A client.
            #[derive(Debug, Clone)]
            pub struct Client(Option<crate::$document::generated::raw::Client>);

            impl Client {
                pub(crate) async fn ask<'c, F>(
                    &'c self,
                    _: &'static Operation,
                    call: impl Fn(&'c crate::$document::generated::raw::Client) -> F + Send + Sync,
                ) -> Result<Answer, Error>
                where
                    F: Future<Output = Raw> + Send + 'c,
                {
                    call(self.0.as_ref().ok_or(Error)?).await.map(|_| Err(Error)).map_err(|_| Error)?
                }

                pub(crate) async fn send<B, F>(
                    &self,
                    _: &'static Operation,
                    body: B,
                    call: impl Fn(crate::$document::generated::raw::Client, Bytes) -> F + Send + Sync + 'static,
                ) -> Result<Answer, Error>
                where
                    B: Serialize,
                    F: Future<Output = Raw> + Send + 'static,
                {
                    let body = serde_json::to_vec(&body).map_err(|_| Error)?;
                    call(self.0.clone().ok_or(Error)?, body.into()).await.map(|_| Err(Error)).map_err(|_| Error)?
                }

                pub(crate) async fn send_checked<F>(
                    &self,
                    operation: &'static Operation,
                    checked: Checked,
                    call: impl Fn(crate::$document::generated::raw::Client, Bytes) -> F + Send + Sync + 'static,
                ) -> Result<Answer, Error>
                where
                    F: Future<Output = Raw> + Send + 'static,
                {
                    self.send(operation, checked.request, call).await
                }

                pub(crate) fn started<C>(&self, _: Answer) -> Result<Task<C>, Error> {
                    Ok(Task::new(self.clone(), TaskRef))
                }

                pub(crate) fn sealed(&self, error: Error) -> Error {
                    error
                }
            }
        }
    };
}

include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/documents.rs"));
