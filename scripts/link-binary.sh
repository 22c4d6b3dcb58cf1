#!/usr/bin/env bash
# Leaves target/release/ownyou: a link to the binary where CARGO_TARGET_DIR is elsewhere.
#
#   scripts/link-binary.sh [--help]

. "$(dirname "$0")/lib/common.sh"
help "$@"
cd "$project"

built=$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/release/ownyou
mkdir -p target/release
[ "$built" -ef target/release/ownyou ] || ln -sfn "$built" target/release/ownyou
