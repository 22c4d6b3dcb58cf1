#!/usr/bin/env bash
# Builds the WASM modules that browsers and publishers load into wasm-pkg/generated, checks them and prints their sizes.
#
#   scripts/build-wasm.sh [core|verifier|suite]…        (no name: core)
#
#   core      what the app runs: core.js, core.d.ts, core_bg.wasm, core.tables
#   verifier  what publishers run: verifier.js, …
#   suite     core with what tests and figures need: the Store contract on IndexedDB, the BBS drafts' files judged, proofs
#             and searches to be timed: suite.js, …
#
# Runs scripts/setup-wasm.sh and setup-wasm-bindgen.sh first. cargo rebuilds only what changed; its target directory is
# in the cache ($XDG_CACHE_HOME or ~/.cache, /ownyou), outside the clone.

. "$(dirname "$0")/lib/common.sh"
. "$project/scripts/lib/wasm.sh"
help "$@"

features() {
  case "$1" in
    core) echo web ;;
    verifier) echo verifier ;;
    suite) echo web,suite ;;
    *) fail "there is no module '$1'" "one of: core verifier suite" ;;
  esac
}

build() {
  local module=$1 features dir out=$project/wasm-pkg/generated
  features=$(features "$module")
  dir=$(wasm_target_dir)
  say "compiling $module"
  # The cdylib alone: with an rlib beside it cargo would drop link-time optimisation without a word.
  wasm_cargo rustc --quiet --lib --crate-type cdylib --profile wasm --no-default-features --features "$features"
  mkdir -p "$out"
  wasm_bindgen --target web --out-dir "$out" --out-name "$module" --remove-name-section --remove-producers-section \
    "$dir/wasm32-unknown-unknown/wasm/ownyou.wasm"
  if [ "$module" = core ]; then node "$project/scripts/lib/tables.mjs" "$out/core.tables"; fi
  node "$project/scripts/lib/wasm-report.mjs" "$out/${module}_bg.wasm"
}

"$project/scripts/setup-wasm.sh"
"$project/scripts/setup-wasm-bindgen.sh"
. "$(wasm_note)"
cd "$project"
[ $# -gt 0 ] || set -- core
for module in "$@"; do build "$module"; done
