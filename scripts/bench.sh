#!/usr/bin/env bash
# Measures the project's figures, prints them as a table and writes bench-report.json under the cargo target directory.
#
#   scripts/bench.sh [size|open|import|login|bbs]…        (no name: all groups)
#
# Needs `make build` to have run, as `make bench` does; `bbs` gets what it measures beside ours (scripts/setup-peers.sh) and
# builds ours. What each figure means: docs/figures.md.

. "$(dirname "$0")/lib/common.sh"
help "$@"
cd "$project"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$project/target}
target=$CARGO_TARGET_DIR
[ -x "$target/release/ownyou" ] || fail "there is no release binary" "make build"
case " ${*:-bbs} " in
  *" bbs "*)
    scripts/build-wasm.sh suite
    scripts/setup-peers.sh
    ;;
esac
OWNYOU_BINARY=$target/release/ownyou CHROMIUM=$(scripts/setup-browser.sh) \
  node benches/run.mjs "$target/bench-report.json" "$@"
