//! What the environment says. Since a process has one, each case is this program, run again.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::process::Command;

use musicapi::{Client, facts};

/// Says what the environment made of it.
#[test]
#[ignore = "run by the test below, with an environment of its own"]
fn said() {
    match Client::from_env() {
        Ok(client) => println!("\nSAID {} {client:?}", client.base_url()),
        Err(error) => println!("\nSAID {:?} {error}", error.kind()),
    }
}

fn run(variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let command = command.args(["--exact", "said", "--ignored", "--nocapture"]);
    let command = command.env_remove("MUSICAPI_KEY").env_remove("MUSICAPI_BASE_URL").envs(variables.iter().copied());
    let output = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(!output.contains("s3cret"), "the key was told: {output}");
    let said = output.lines().find_map(|line| line.strip_prefix("SAID "));
    said.unwrap_or_else(|| panic!("nothing was said: {output}")).to_owned()
}

#[test]
fn key_and_address_come_from_the_environment() {
    let (key, url) = ("MUSICAPI_KEY", "MUSICAPI_BASE_URL");
    let local = "http://127.0.0.1:4010/api/v1";
    for (variables, wanted) in [
        (&[][..], "Config MUSICAPI_KEY is not set"),
        (&[(key, "")], "Config MUSICAPI_KEY is not set"),
        (&[(url, local)], "Config MUSICAPI_KEY is not set"),
        (&[(key, "  ")], "Config the API key is empty"),
        (&[(key, "s3cret\n2")], "Config the API key is empty or holds characters"),
        (&[(key, "s3cret"), (url, "nowhere")], "Config \"nowhere\" is not an address"),
        (&[(key, "s3cret"), (url, "file:///s")], "Config \"file:///s\" is not an address"),
        (&[(key, "s3cret")], facts::SERVER),
        (&[(key, "s3cret"), (url, "")], facts::SERVER),
        (&[(key, "s3cret"), (url, local)], local),
        (&[(key, " s3cret "), (url, "http://127.0.0.1:4010/api/v1/")], local),
    ] {
        let said = run(variables);
        assert!(said.starts_with(wanted), "{variables:?}: {said}");
    }
}
