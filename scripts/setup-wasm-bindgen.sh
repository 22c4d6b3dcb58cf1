#!/usr/bin/env bash
# Puts wasm-bindgen, in exactly the version that Cargo.lock names, in the cache; once a version, 3 to 5 minutes.
#
#   scripts/setup-wasm-bindgen.sh [--help]
#
# Safe to repeat: does nothing when that version is there.

. "$(dirname "$0")/lib/common.sh"
. "$project/scripts/lib/wasm.sh"
help "$@"

version=$(wasm_bindgen_version)
root=$cache/wasm-bindgen-$version
[ -x "$root/bin/wasm-bindgen" ] && exit 0

say "building wasm-bindgen $version once"
install() {
  # It runs for seconds: compiling it fast is worth more than running it fast.
  CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_TARGET_DIR=$work \
    cargo install --quiet wasm-bindgen-cli --version "=$version" --bin wasm-bindgen --root "$root" "$@" >&2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Its own lock file may name a release that a mirror does not have yet.
install --locked || { say "again, without its lock file" && install; }
