#!/usr/bin/env bash
# Builds the app into web/app/dist (its WASM, the pages, a .br and .gz beside every file worth compressing), and what
# publishers install into web/sdk/dist.
#
#   scripts/build-web.sh [--help]
#
# Needs only Rust and Node; sets up the rest (scripts/setup-node.sh, build-wasm.sh, setup-models.sh, build-sdk.sh). Safe to
# repeat. Where a model for search by meaning cannot be got, the app is built without it: search goes by words then.
# OWNYOU_WITHOUT_GPU=1 spares the first build of the WebGPU module, a quarter of an hour: the app then computes on the processor.

. "$(dirname "$0")/lib/common.sh"
help "$@"
cd "$project"

scripts/setup-node.sh
scripts/build-wasm.sh core inference
[ -n "${OWNYOU_WITHOUT_GPU:-}" ] || scripts/build-wasm.sh inference_gpu
say "building the pages"
npm run --silent build -w web/app
node scripts/lib/precompress.mjs web/app/dist
scripts/setup-models.sh || say "going on without what could not be got"
# After the service worker's list was made: a model is fetched when it is first needed, not at install.
mkdir -p web/app/dist/models "$cache/models"
find "$cache/models" -maxdepth 1 -name '*.bin' -exec cp {} web/app/dist/models/ ';'
scripts/build-sdk.sh
