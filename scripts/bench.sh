#!/usr/bin/env bash
# Measures the project's figures, prints them as a table and writes bench-report.json under the cargo target directory.
#
#   scripts/bench.sh [size|open|import|login|vault|classify|missions|memory|embed|bbs]…        (no name: all groups)
#
# Needs `make build` to have run, as `make bench` does; `bbs`, `memory` and `embed` get what they measure
# beside ours (scripts/setup-peers.sh) and build ours. What each figure means: docs/figures.md.

. "$(dirname "$0")/lib/common.sh"
help "$@"
cd "$project"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$project/target}
target=$CARGO_TARGET_DIR
[ -x "$target/release/ownyou" ] || fail "there is no release binary" "make build"
case " ${*:-bbs memory} " in
  *" bbs "* | *" memory "* | *" classify "*) scripts/build-wasm.sh suite ;;
esac
for name in bbs embed; do
  case " ${*:-$name} " in
    *" $name "*) scripts/setup-peers.sh "$name" ;;
  esac
done
case " ${*:-embed} " in
  *" embed "*)
    scripts/build-wasm.sh inference
    scripts/setup-models.sh minilm
    ;;
esac
case " ${*:-memory} " in
  *" memory "*)
    scripts/setup-node.sh benches/peers
    scripts/setup-models.sh
    ;;
esac
OWNYOU_BINARY=$target/release/ownyou CHROMIUM=$(scripts/setup-browser.sh) \
  node benches/run.mjs "$target/bench-report.json" "$@"
