#!/usr/bin/env python3
"""Writes core/profile/data/crosswalk.tsv: what the audience taxonomy's segments are in the taxonomies of content and of products.

    scripts/taxonomy/crosswalk.py Content_Taxonomy_3.1.tsv Ad_Product_Taxonomy_2.0.tsv > core/profile/data/crosswalk.tsv

The files are published at IAB Tech Lab's "Taxonomies" (CC BY 3.0), which has no mapping between them; this one is ours. An
interest goes to Content 3.1, an intent to buy to Ad Product 2.0: by hand where the two call the same thing by other names,
else by a name that the other taxonomy has once. A segment without a line is what stands above it. Nothing that is never
emitted has a line, and nothing goes to what the other taxonomy calls sensitive.
"""
import csv
import sys
from collections import Counter
from pathlib import Path

DATA = Path(__file__).parent.parent.parent / "core/profile/data"
INTEREST, PURCHASE = "206", "752"

BY_HAND = {
    "207": "132", "215": "465", "223": "464", "268": "52", "467": "324", "481": "338", "606": "473", "706": "640", "719": "653",
    "373": "218", "408": "225", "424": "248", "665": "551", "703": "632", "690": "599", "725": "677", "726": "679",
    "753": "1082", "779": "1419", "782": "1315", "787": "1317", "803": "1509", "804": "1429", "805": "1553", "852": "1556",
    "861": "1556", "862": "1529", "865": "1088", "871": "1010", "890": "1018", "896": "1021", "899": "1494", "904": "1498",
    "911": "1026", "919": "1058", "935": "1075", "942": "1097", "960": "1471", "961": "1114", "972": "1123", "973": "1165",
    "1179": "1177", "1360": "1422", "1366": "1248", "1368": "1295", "1377": "1328", "1383": "1335", "1400": "1355", "1407": "1268",
    "1420": "1371", "1428": "1274", "1471": "1495", "1472": "1495", "1473": "1503", "1476": "1396", "1493": "1416", "1494": "1417",
    "1496": "1315", "1506": "1019", "1507": "1019", "1508": "1025", "1538": "1452", "1546": "1020", "1549": "1460", "1553": "1505",
    "1585": "1482", "1591": "1510", "1599": "1082", "1600": "1082", "1618": "1524", "1649": "1529", "1651": "1537", "1652": "1529",
    "1659": "1532", "1661": "1538", "1669": "1539", "1676": "1027", "1678": "1468", "1679": "1027",
}  # fmt: skip
NEVER = {"v9i3On", "286", "453", "386", "1001", "1002", "1049", "1259", "1262", "1291", "1361", "1378", "1473", "1474", "1487", "1519", "1544"}


def table(path: str, head: int) -> dict[str, tuple[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[head:]
    return {row[0].strip(): (row[1].strip(), row[2].strip()) for row in rows if row and row[0].strip()}


def sensitive(nodes: dict[str, tuple[str, str]], node: str) -> bool:
    for _ in nodes:
        if node in NEVER:
            return True
        above = nodes.get(node, ("", ""))[0]
        if above in ("", node):
            return False
        node = above
    return False


def names(nodes: dict[str, tuple[str, str]]) -> dict[str, str]:
    often = Counter(name.lower() for _, name in nodes.values())
    return {name.lower(): node for node, (_, name) in nodes.items() if often[name.lower()] == 1 and not sensitive(nodes, node)}


def main(content: str, product: str) -> None:
    there = {INTEREST: names(table(content, 2)), PURCHASE: names(table(product, 1))}
    with open(DATA / "taxonomy.tsv", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    parents = {row[0]: row[1] for row in rows}
    print("audience\tcontent\tproduct")
    for segment, _, denied, name in rows:
        top = segment
        while parents.get(top):
            top = parents[top]
        if top == segment or top not in there or denied == "1":
            continue
        other = BY_HAND.get(segment) or there[top].get(name.lower())
        if other:
            print(segment, other if top == INTEREST else "", other if top == PURCHASE else "", sep="\t")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
