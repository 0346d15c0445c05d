//! What the environment says. Since a process has one, each case is this program, run again.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic, and its child says what it found")]

use std::process::Command;

use musicapi::{Client, facts};

/// Which of both this program is: the test, or a process of it with an environment of its own.
const CHILD: &str = "MUSICAPI_TEST_CHILD";

fn main() {
    match std::env::var_os(CHILD) {
        Some(_) => say(),
        None => key_and_address_come_from_the_environment(),
    }
}

/// Says what the environment made of it.
fn say() {
    match Client::from_env() {
        Ok(client) => println!("{} {client:?}", client.base_url()),
        Err(error) => println!("{:?} {error}", error.kind()),
    }
}

fn run(variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let command = command.env_remove("MUSICAPI_KEY").env_remove("MUSICAPI_BASE_URL").env(CHILD, "1");
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && !said.contains("s3cret"), "it failed, or the key was told: {said}");
    said
}

fn key_and_address_come_from_the_environment() {
    let (key, url) = ("MUSICAPI_KEY", "MUSICAPI_BASE_URL");
    let local = "http://127.0.0.1:4010/api/v1";
    for (variables, wanted) in [
        (&[][..], "Config MUSICAPI_KEY is not set"),
        (&[(key, "")], "Config MUSICAPI_KEY is empty"),
        (&[(url, local)], "Config MUSICAPI_KEY is not set"),
        (&[(key, "  ")], "Config MUSICAPI_KEY is empty"),
        (&[(key, "s3cret\n2")], "Config the API key is empty or holds characters"),
        (&[(key, "s3cret"), (url, "nowhere")], "Config \"nowhere\" is not an address"),
        (&[(key, "s3cret"), (url, "file:///s")], "Config \"file:///s\" is not an address"),
        (&[(key, "s3cret")], facts::SERVER),
        // The real service is never what an empty variable means.
        (&[(key, "s3cret"), (url, "")], "Config MUSICAPI_BASE_URL is empty"),
        (&[(key, "s3cret"), (url, " ")], "Config MUSICAPI_BASE_URL is empty"),
        (&[(key, "s3cret"), (url, "http://user:s3cret@h.example")], "Config \"http://h.example/\" is not an address"),
        (&[(key, "s3cret"), (url, local)], local),
        (&[(key, " s3cret "), (url, "http://127.0.0.1:4010/api/v1/")], local),
    ] {
        let said = run(variables);
        assert!(said.starts_with(wanted), "{variables:?}: {said}");
    }
}
