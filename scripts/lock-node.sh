#!/usr/bin/env bash
# Writes package-lock.json anew for the package.json files, without the address of any registry in it.
#
#   scripts/lock-node.sh [FOLDER]        (no folder: the project's own)
#
# npm's own option for that (omit-lockfile-registry-resolved) drops the versions of packages for other platforms, and
# npm ci then refuses the lock.

. "$(dirname "$0")/lib/common.sh"
help "$@"
cd "$project/${1:-.}"
npm install --package-lock-only --omit-lockfile-registry-resolved=false
sed -i '/"resolved": "https\?:/d' package-lock.json
say "package-lock.json is written"
