#!/usr/bin/env python3
"""lists.py DATA OUT: identity lists with groups for `countersign-check identities`, from the folders of the data.

OUT/all.tsv holds LFW's development test (people by the names of its files), eastasian, frontal and casual, each as a
group; OUT/portraits.tsv the last three and sixty people of LFW, for portrait_wear_measure."""
import os
import sys


def rows_of(data, group):
    with open(os.path.join(data, "match", group + ".tsv"), encoding="utf-8") as file:
        for line in file.read().splitlines()[1:]:
            path, identity = line.split("\t")[:2]
            yield os.path.join(data, "match", path), identity, group


def lfw_rows(data):
    names = set()
    with open(os.path.join(data, "match", "lfw_devtest_pairs.tsv"), encoding="utf-8") as file:
        for line in file.read().splitlines()[1:]:
            names.update(line.split("\t")[:2])
    for name in sorted(names):
        yield os.path.join(data, "match", name), os.path.basename(name).rsplit("_", 1)[0], "lfw"


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.write("path\tidentity\tgroup\n")
        for row in rows:
            file.write("\t".join(row) + "\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, out = os.path.abspath(sys.argv[1]), sys.argv[2]
    os.makedirs(out, exist_ok=True)
    small = [row for group in ("eastasian", "frontal", "casual") for row in rows_of(data, group)]
    lfw = list(lfw_rows(data))
    write(os.path.join(out, "all.tsv"), small + lfw)
    pictures = {}
    for row in lfw:
        pictures.setdefault(row[1], []).append(row)
    pairs = [rows for rows in pictures.values() if len(rows) == 2][:60]
    write(os.path.join(out, "portraits.tsv"), small + [row for rows in pairs for row in rows])


if __name__ == "__main__":
    main()
