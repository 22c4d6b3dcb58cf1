#!/usr/bin/env bash
# Checks the project: what `make check`, `make test` and `make test-deep` run.
#
#   scripts/verify.sh check|test|deep
#
#   check   format, lints (native and WASM), types
#   test    check, then the tests: native, TypeScript, the WASM from JavaScript, journeys in a real browser
#   deep    test with the long numbers: OWNYOU_FUZZ=200000 damaged files a format, OWNYOU_FUZZ_DECODERS=1000000 damaged
#           messages a decoder of the protocol, PROPTEST_CASES=5000, OWNYOU_DEEP=1 (100,000 simulated people, 10,000 proofs
#           beside zkryptium), and the transformer beside its reference
#
# Stops at the first step that fails and ends with a summary. The journeys run on the dev-profile binary, which the
# native tests have built already, and two files at a time: most of a journey is waiting.

. "$(dirname "$0")/lib/common.sh"
help "$@"
. "$project/scripts/lib/wasm.sh"
. "$project/scripts/lib/steps.sh"
cd "$project"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$project/target}
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}

setup() {
  scripts/setup-native.sh
  scripts/setup-node.sh
  scripts/setup-wasm.sh
  . "$(wasm_note)"
  if [ "$wasm_way" = debian ]; then apt_need rust-web-clippy; fi
}

clippy_native() {
  cargo clippy --quiet --all-targets -- -D warnings
  cargo clippy --quiet --lib --tests --no-default-features -- -D warnings
}

# The journeys in these files. Those that fail are made once more, one after the other: a journey that holds only then is
# passed and named in the summary as unsteady, since a machine too slow for it is no fault of the app's, and a race in it is
# a fault of the test's.
journeys() {
  local failed unsteady
  failed=$(mktemp)
  export OWNYOU_BINARY=$CARGO_TARGET_DIR/debug/ownyou CHROMIUM
  CHROMIUM=$(scripts/setup-browser.sh)
  if ! made 2 "$failed" "$@"; then
    mapfile -t unsteady <"$failed"
    # Where files fail by the dozen, it is not their steadiness.
    [ ${#unsteady[@]} -gt 0 ] && [ ${#unsteady[@]} -le 4 ] || return 1
    say "once more, one by one: ${unsteady[*]##*/}"
    made 1 "$failed" "${unsteady[@]}"
    steps_log+=("unsteady          ${unsteady[*]##*/}")
  fi
  rm -f "$failed"
}

# made ATONCE FAILED FILE…: runs the tests of the files; FAILED gets the files in which one failed.
made() {
  local at_once=$1 failed=$2
  shift 2
  node --test --test-concurrency="$at_once" --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=./scripts/lib/failed-files.mjs --test-reporter-destination="$failed" "$@"
}

check() {
  step 'set-up' setup
  step 'format' cargo fmt --check
  step 'sample life' node scripts/sample/generate.mjs --check
  step 'lint, native' clippy_native
  step 'lint, WASM' wasm_clippy --quiet --profile wasm --lib --no-default-features --features web,inference,verifier,suite -- -D warnings
  # The core last: `build, web` finds it made.
  step 'build, WASM' scripts/build-wasm.sh suite verifier inference core
  step 'lint and types, TypeScript' npm run --silent check
}

tests() {
  step 'test, TypeScript' npm test --silent
  step 'test, native' cargo test --quiet --workspace
  step 'build, binary' cargo build --quiet
  step 'build, web' scripts/build-web.sh
  step 'test, sample life' env OWNYOU_BINARY="$CARGO_TARGET_DIR/debug/ownyou" node --test --test-reporter=spec tests/sample/*.test.mjs
  step 'test, WASM from JavaScript' node --test --test-reporter=spec tests/wasm/*.test.mjs tests/sdk/*.test.mjs
  step 'test, journeys' journeys tests/e2e/*.test.mjs
}

# The transformer in f32 on burn, which takes longer to compile than all the rest.
reference() {
  step 'lint, reference' cargo clippy --quiet --lib --tests --no-default-features --features burn -- -D warnings
  step 'test, reference' cargo test --quiet --no-default-features --features burn --lib inference::burn
}

case "${1:-}" in
  check) check ;;
  test)
    check
    tests
    ;;
  deep)
    export OWNYOU_FUZZ=${OWNYOU_FUZZ:-200000} OWNYOU_FUZZ_DECODERS=${OWNYOU_FUZZ_DECODERS:-1000000}
    export PROPTEST_CASES=${PROPTEST_CASES:-5000} OWNYOU_DEEP=1
    check
    tests
    reference
    ;;
  *) fail "there is no '${1:-}'" "one of: check test deep" ;;
esac
