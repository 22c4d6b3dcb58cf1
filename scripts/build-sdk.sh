#!/usr/bin/env bash
# Builds what publishers take from us into web/sdk/dist: the element and the callback page, and the verifier for Node.
#
#   scripts/build-sdk.sh [--help]
#
# Needs only Rust and Node; sets up the rest (scripts/setup-node.sh, scripts/build-wasm.sh). Safe to repeat.

. "$(dirname "$0")/lib/common.sh"
help "$@"
cd "$project"

scripts/setup-node.sh
scripts/build-wasm.sh verifier
say "building the publishers' scripts"
npm run --silent build -w web/sdk
node scripts/lib/precompress.mjs web/sdk/dist
