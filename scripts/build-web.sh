#!/usr/bin/env bash
# Builds the app into web/app/dist (its WASM, the pages, a .br and .gz beside every file worth compressing), and what
# publishers install into web/sdk/dist.
#
#   scripts/build-web.sh [--help]
#
# Needs only Rust and Node; sets up the rest (scripts/setup-node.sh, build-wasm.sh, build-sdk.sh). Safe to repeat.

. "$(dirname "$0")/lib/common.sh"
help "$@"
cd "$project"

scripts/setup-node.sh
scripts/build-wasm.sh core
say "building the pages"
npm run --silent build -w web/app
node scripts/lib/precompress.mjs web/app/dist
scripts/build-sdk.sh
