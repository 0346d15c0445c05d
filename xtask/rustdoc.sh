#!/bin/sh
# rustdoc writes JSON only where unstable options are allowed, and this allows them to rustdoc alone: nothing is built otherwise.
RUSTC_BOOTSTRAP=1 exec rustdoc "$@"
