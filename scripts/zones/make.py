#!/usr/bin/env python3
"""Writes core/data/zones.txt, the zones of core/time/zones.rs, from the PyPI package tzdata (the IANA database, in the
public domain):

    python3 -m pip download --no-deps tzdata && python3 scripts/zones/make.py tzdata-VERSION-py2.py3-none-any.whl
"""

import re
import struct
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "core/data/zones.txt"
HEADER = struct.Struct(">4sc15x6L")
# What a rule calls its times: nobody is shown that.
NAME = re.compile(r"[A-Za-z]{3,}|<[^>]+>")


def rules(data):
    """Of a TZif file (RFC 9636): the rule that holds at the end, the local time in 1970, and each change since."""
    _, _, isut, isstd, leap, times, types, chars = HEADER.unpack_from(data)
    second = HEADER.size + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    magic, version, _, _, _, times, types, chars = HEADER.unpack_from(data, second)
    assert magic == b"TZif" and version >= b"2"
    at = second + HEADER.size
    moments = struct.unpack_from(f">{times}q", data, at)
    kinds = data[at + times * 8 : at + times * 9]
    locals = [shown(*struct.unpack_from(">l?", data, at + times * 9 + 6 * kind)) for kind in range(types)]
    first, changes = locals[0], []
    for moment, kind in zip(moments, kinds):
        local = locals[kind]
        if moment <= 0:
            first = local
        # From the last one on the rule holds, even where that begins with no other time.
        elif local != (changes[-1][1] if changes else first) or moment == moments[-1]:
            changes.append((moment, local))
    return NAME.sub("<-00>", data.rsplit(b"\n", 2)[1].decode()), first, changes


def shown(offset, summer):
    return f"{offset}{'s' if summer else ''}"


def line(names, footer, first, changes):
    parts, before = [], 0
    for moment, local in changes:
        parts.append(f"{moment - before}:{local}")
        before = moment
    return "\t".join([" ".join(sorted(names)), footer, first, " ".join(parts)])


def main(path):
    package = zipfile.ZipFile(path)
    root = "tzdata/zoneinfo/"
    names = package.read("tzdata/zones").decode().split()
    zones = defaultdict(list)
    for name in names:
        footer, first, changes = rules(package.read(root + name))
        zones[footer, first, tuple(changes)].append(name)
    version = package.read("tzdata/zoneinfo/tzdata.zi").decode().split("\n", 1)[0].removeprefix("# version ")
    lines = [line(names, *rule) for rule, names in zones.items()]
    header = f"# IANA time zone database {version} (public domain), since 1970: written by scripts/zones/make.py.\n"
    TARGET.write_text(header + "\n".join(sorted(lines)) + "\n")
    print(f"{len(names)} names, {len(lines)} zones")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
