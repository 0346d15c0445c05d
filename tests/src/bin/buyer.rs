//! The example that makes many songs, on fast time: a process of its own for tests that kill one and run it again from its first line.

use std::path::PathBuf;
use std::sync::Arc;

use contract_tests::PRICE;
use contract_tests::fast::FastTime;
use musicapi::Client;

#[path = "../../../crates/musicapi/examples/many.rs"]
#[allow(dead_code, reason = "its main is for the terminal")]
mod many;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("too few arguments");
    let (folder, uri, key, songs) = (PathBuf::from(next()?), next()?, next()?, next()?.parse::<u64>()?);
    loop {
        let builder = Client::builder(&key).base_url(&uri).clock(Arc::new(FastTime));
        let (mut stood_still, mut ended) = (false, Ok(()));
        let marches = (0..songs).map(|number| format!("march number {number}")).collect();
        let tell = |(_, result): many::Song| match result {
            Ok(_) => {}
            // Nothing was sent: on a clock that runs a thousand times as fast, a busy machine stands still for long.
            Err(error) if error.is_transient() => stood_still = true,
            // Of one that is in doubt nothing more can be known here.
            Err(error) if error.is_outcome_unknown() => {}
            Err(error) => ended = Err(error),
        };
        many::run(builder, &folder, songs * PRICE, marches, tell).await?;
        ended?;
        if !stood_still {
            return Ok(());
        }
    }
}
