# The recipes of this project. `just` lists them; each is one command that also works without just.

default:
    @just --list

# Makes a song against the embedded mock: no key, no network.
song text="a lullaby for a lighthouse keeper":
    cargo run -p musicapi-cli -- --mock song "{{text}}"

# Runs the mock for any language.
mock *arguments:
    cargo run -p musicapi-mock --features program -- {{arguments}}

# Passes all tests.
test:
    cargo test --workspace

# After the document was changed: what follows from it.
codegen:
    cargo xtask codegen
    cargo xtask docs
    cargo xtask changes

# After that: what the command shows of it (help, tables, errors, the schema of batch rows).
shown:
    INSTA_UPDATE=always cargo test -p musicapi-cli --test cli looks
    UPDATE_DOCS=1 cargo test -p musicapi-cli --test cli published
    UPDATE_DOCS=1 cargo test -p musicapi-cli --test cli docs::

# What is wrong with the document.
lint:
    cargo xtask lint
    cargo clippy --workspace --all-targets -- -D warnings

fmt:
    cargo fmt --all

# Which examples of the document the contract tests exercise.
coverage:
    cargo xtask coverage

# What needs outside tools; it installs them.
conformance:
    cargo xtask conformance

# A million random requests at the mock, a thousand processes that are killed, the long form of the outside tools, and
# what becomes of each line that decides about money if it is changed.
soak *arguments:
    cargo run --release -p musicapi-mock --example soak -- {{arguments}}
    PROPTEST_CASES=20000 cargo test --release -p musicapi-mock -p musicapi-jobs --lib -- proptests states
    KILLS=1000 cargo test --release -p contract-tests --test contracts kills::a_p -- --nocapture
    KILLS=5000 cargo test --release -p contract-tests --test contracts kills::beside -- --nocapture
    SOAK=1 cargo xtask conformance
    bash xtask/conformance/mutants.sh

# How fast the mock answers, beside bare hyper and Prism; writes docs/bench.md.
bench *arguments:
    bash xtask/bench.sh {{arguments}}

# What the client adds to a call, and what a thousand tasks that are waited for take; beside reqwest alone.
bench-client:
    cargo bench -p musicapi --no-default-features --features client --bench instructions
    cargo bench -p contract-tests --bench overhead
    cargo bench -p contract-tests --bench waiting
    cargo bench -p contract-tests --bench download
    cargo bench -p contract-tests --bench jobs

# A whole release, made and tried, but not published.
release-dry-run:
    cargo xtask release --dry-run

# The docs site, into target/book/html; with mdbook on the PATH, else the check of links alone.
site:
    bash xtask/book.sh

# What CI runs.
ci:
    bash .ci/run

# The documentation, in a browser.
doc:
    cargo doc --workspace --no-deps --open
