#!/usr/bin/env bash
# Measures the project's figures, prints them as a table and writes bench-report.json under the cargo target directory.
#
#   scripts/bench.sh [size|open|import]…        (no name: all groups)
#
# Needs `make build` to have run, as `make bench` does. What each figure means: docs/figures.md.

. "$(dirname "$0")/lib/common.sh"
help "$@"
cd "$project"
target=${CARGO_TARGET_DIR:-$project/target}
[ -x "$target/release/ownyou" ] || fail "there is no release binary" "make build"
OWNYOU_BINARY=$target/release/ownyou CHROMIUM=$(scripts/setup-browser.sh) \
  node benches/run.mjs "$target/bench-report.json" "$@"
