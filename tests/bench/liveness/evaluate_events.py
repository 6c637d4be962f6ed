#!/usr/bin/env python3
"""Precision and recall of blinks and turns over labelled films, as a Markdown table.

usage: evaluate_events.py --check build/dev/app/check/countersign-check --data DIR [--cache DIR] [--films live*]

DIR holds labels.tsv and the films. A blink is a hit within 4 frames of the marked frame, each mark once. Turns are
compared as the sequence of sides, seen in the picture: R is a nose towards the picture's right, the person's left.
With --cache the tool's answers are kept there and used again: measure once, look often.
"""
import argparse
import csv
import fnmatch
import json
import pathlib
import re
import subprocess
import sys

TOLERANCE = 4
IN_PICTURE = {"left": "R", "right": "L", "up": "up", "down": "down"}


def events(check, film, cache):
    kept = cache / (film.stem + ".json") if cache else None
    if kept and kept.exists():
        return json.loads(kept.read_text())
    run = subprocess.run([check, "events", "--video", film, "--quiet"], capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{film.name}: {run.stderr.strip()}")
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(run.stdout)
    return json.loads(run.stdout)


def match(found, marked):
    """Greedy by distance; each side is used once."""
    pairs = sorted((abs(f - m), f, m) for f in found for m in marked if abs(f - m) <= TOLERANCE)
    used_f, used_m = set(), set()
    for _, f, m in pairs:
        if f not in used_f and m not in used_m:
            used_f.add(f)
            used_m.add(m)
    return len(used_m), sorted(set(marked) - used_m), sorted(set(found) - used_f)


def sides(text):
    """'R,L,L(again)' -> ['R','L','L']; None where the label gives no sequence."""
    if text.startswith("none"):
        return []
    names = [re.sub(r"\(.*\)", "", part).strip() for part in text.split(",")]
    return names if all(n in ("R", "L", "up", "down") for n in names) else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--cache", type=pathlib.Path)
    parser.add_argument("--films", default="*")
    options = parser.parse_args()

    hits = found_all = marked_all = 0
    turns_right = turns_films = false_turns = 0
    print("| film | blinks marked | found | hit | missed at | false at | turns in the picture | found |")
    print("|---|---|---|---|---|---|---|---|")
    with open(options.data / "labels.tsv", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if not fnmatch.fnmatch(row["name"], options.films):
                continue
            film = options.data / (row["name"] + ".mp4")
            result = events(options.check, film, options.cache)
            found = [b["closed_frame"] for b in result["blinks"] if b["eye"] == "both"]
            marks = [int(f) for f in re.findall(r"\d+", row["blink_frames"])] if row["kind"] == "live" else None
            if row["blinks"] == "0":
                marks = []
            turned = [IN_PICTURE[t["side"]] for t in result["turns"]]
            labelled = sides(row["turns_image_side"])
            if row["kind"] == "live":
                hit, missed, false = match(found, marks)
                hits, found_all, marked_all = hits + hit, found_all + len(found), marked_all + len(marks)
                sideways = [s for s in turned if s in "RL"]
                if labelled is not None:
                    turns_films += 1
                    turns_right += sideways == [s for s in labelled if s in "RL"]
                elif row["turns_image_side"].startswith("small"):
                    false_turns += len(sideways)
                cells = [len(marks), len(found), hit, missed or "", false or ""]
            else:
                cells = ["", len(found), "", "", ""]
            print("| " + " | ".join(str(c) for c in [row["name"], *cells, row["turns_image_side"],
                                                      ",".join(turned) or "none"]) + " |")
    if marked_all:
        print(f"\nBlinks over the live films: precision {hits}/{found_all} = {hits / max(1, found_all):.3f}, "
              f"recall {hits}/{marked_all} = {hits / marked_all:.3f}.")
        print(f"Left and right turns right in {turns_right} of {turns_films} live films whose label gives them.")


if __name__ == "__main__":
    main()
