#!/usr/bin/env bash
# Builds the app into web/app/dist and what publishers install into web/sdk/dist: the WASM of both, the pages, and a .br
# and .gz beside every file of the app worth compressing.
#
#   scripts/build-web.sh [--help]
#
# Needs only Rust and Node; sets up the rest (scripts/setup-node.sh, scripts/build-wasm.sh). Safe to repeat.

. "$(dirname "$0")/lib/common.sh"
help "$@"
cd "$project"

scripts/setup-node.sh
scripts/build-wasm.sh core verifier
say "building the pages"
npm run --silent build -w web/app
npm run --silent build -w web/sdk
node scripts/lib/precompress.mjs web/app/dist
