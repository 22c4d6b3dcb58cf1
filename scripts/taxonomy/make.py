#!/usr/bin/env python3
"""Writes core/profile/data/taxonomy.tsv from IAB Tech Lab's own table.

    scripts/taxonomy/make.py Audience_Taxonomy_1.1.tsv DENY.tsv > core/profile/data/taxonomy.tsv

The first file is published at IAB Tech Lab's "Taxonomies" (CC BY 3.0). The second lists, in its first column, the ids
that are never emitted. Output, one segment a line, parents first: id, parent id or empty, 1 if denied, name.
"""
import csv
import sys


def main(taxonomy: str, deny: str) -> None:
    with open(deny, encoding="utf-8", newline="") as file:
        denied = {row[0] for row in list(csv.reader(file, delimiter="\t"))[1:] if row}
    with open(taxonomy, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    print("id\tparent\tdenied\tname")
    for row in sorted(rows, key=lambda row: (depth(row), int(row[1]))):
        name = [tier for tier in row[4:10] if tier.strip()][-1].strip().rstrip("*").strip()
        print(row[1], row[2], int(row[1] in denied), name, sep="\t")


def depth(row: list[str]) -> int:
    return sum(1 for tier in row[4:10] if tier.strip())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
