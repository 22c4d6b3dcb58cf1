#!/usr/bin/env bash
# Checks that this machine can compile the native binary: cargo, and a C compiler for the embedded SQLite.
#
#   scripts/setup-native.sh [--help]
#
# Installs gcc from Debian when there is no `cc`; for Rust it says what to do. Safe to repeat.

. "$(dirname "$0")/lib/common.sh"
help "$@"

have cargo || fail "there is no Rust here" "install it from https://rustup.rs, then run this again"
have cc || apt_need gcc libc6-dev
