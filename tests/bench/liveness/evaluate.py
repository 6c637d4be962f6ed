#!/usr/bin/env python3
"""The whole evaluation of liveness: runs the check tool over films and stills and writes a page with tables and curves.

usage: evaluate.py --check build/dev/app/check/countersign-check --data DIR --work DIR [--out FOLDER] [--tries 200]
                   [--only blinks,turns,scans,recordings,made,stills]

DIR holds videos/ (films, labels.tsv, portraits) and spoof/ (stills, labels.tsv); they are no part of the project, nor
is anything cut from them: the tool's answers and cut portraits go to --work and are used again as long as they lie
there. RESULTS.md and roc.svg in --out are the page.

Needs python3-opencv (Debian), to cut portraits out of films that have none.

Limits of 95 % are Wilson's; of nothing in n it is the rule of three (3/n).
"""
import argparse
import csv
import json
import pathlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

FRONTAL = 15  # degrees to the camera
TOLERANCE = 4  # frames between a found blink and its mark
IN_PICTURE = {"left": "R", "right": "L", "up": "up", "down": "down"}
MADE_SEEDS = 20

# What each film shows, and so what it can be asked for.
ASKED = {
    "live01": "left,right", "live02": "left,right", "live03": "blink,left,right", "live04": "left,right",
    "live05": "left,right", "live06": "blink,blink", "live07": "blink,blink", "live08": "blink,blink",
    "live09": "blink,blink", "live10": "blink,blink", "live12": "blink",  # then he sways
    "attack01": "left,right", "attack02": "left,right", "attack03": "left,right", "attack04": "blink,blink",
    "attack05": "left,right",
}


def wilson(k, n):
    if n == 0:
        return (0.0, 1.0)
    if k == 0:
        return (0.0, min(1.0, 3 / n))
    if k == n:
        return (max(0.0, 1 - 3 / n), 1.0)
    z, p = 1.96, k / n
    middle, spread = p + z * z / (2 * n), z * ((p * (1 - p) + z * z / (4 * n)) / n) ** 0.5
    return ((middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n))


def share(k, n):
    low, high = wilson(k, n)
    return f"{k} of {n} ({100 * low:.1f} to {100 * high:.1f} %)"


class Tool:
    def __init__(self, options):
        self.check, self.work = options.check, options.work
        self.work.mkdir(parents=True, exist_ok=True)
        self.videos, self.stills = options.data / "videos", options.data / "spoof"

    def run(self, name, *arguments):
        """The tool's answer, kept as name.json."""
        kept = self.work / (name + ".json")
        if not kept.exists():
            done = subprocess.run([self.check, *map(str, arguments), "--quiet"], capture_output=True, text=True)
            if done.returncode != 0:
                sys.exit(f"{name}: {done.stderr.strip()}")
            kept.write_text(done.stdout)
        return json.loads(kept.read_text())

    def labels(self):
        with open(self.videos / "labels.tsv", newline="") as table:
            return list(csv.DictReader(table, delimiter="\t"))

    def film(self, name):
        return self.videos / (name + ".mp4")

    def portrait(self, name):
        """Another picture of the person where there is one, else a frame of the film's first second."""
        other = self.videos / (name + "_portrait.jpg")
        if other.exists():
            return other, "another picture"
        cut = self.work / (name + "_cut.png")
        if not cut.exists():
            try:
                import cv2
            except ModuleNotFoundError:
                sys.exit("install python3-opencv: portraits are cut out of films that have none")
            film = cv2.VideoCapture(str(self.film(name)))
            for _ in range(10):
                ok, frame = film.read()
            cv2.imwrite(str(cut), frame)
        return cut, "a frame of the film"


def events(tool, film, fps=None):
    """What the tool finds, and the raw yaw of every frame."""
    suffix = f"-{fps}fps" if fps else ""
    trace = tool.work / f"events-{film}{suffix}.tsv"
    limit = ["--at-most-fps", fps] if fps else []
    found = tool.run(f"events-{film}{suffix}", "events", "--video", tool.film(film), "--trace", trace, *limit)
    yaws = {}
    with open(trace, newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if row.get("yaw"):
                yaws[int(row["frame"])] = float(row["yaw"])
    return found, yaws


def match(found, marked):
    """Greedy by distance; each side is used once. Pairs, missed marks, false finds."""
    pairs = sorted((abs(f - m), f, m) for f in found for m in marked if abs(f - m) <= TOLERANCE)
    hit = {}
    for _, f, m in pairs:
        if f not in hit and m not in hit.values():
            hit[f] = m
    return hit, sorted(set(marked) - set(hit.values())), sorted(set(found) - set(hit))


def nearest(yaws, frame):
    near = min(yaws, key=lambda f: abs(f - frame), default=None)
    return yaws[near] if near is not None and abs(near - frame) <= TOLERANCE else None


def blinks_of(tool, row, fps, frontal, surest, strict):
    result, yaws = events(tool, row["name"], fps)
    found = [b["closed_frame"] for b in result["blinks"] if b["eye"] == "both" and b["confidence"] >= surest]
    marks = [] if row["blinks"] == "0" else [int(f) for f in re.findall(r"\d+", row["blink_frames"])]
    if not strict:
        # What the labels themselves call half a blink is neither, and a closure of more than a second is no blink.
        halves = [int(f) for f in re.findall(r"(\d+) half blink", row["notes"])]
        hit, _, _ = match(found, halves)
        found = [f for f in found if f not in hit]
        shut = [(c["start_frame"], c["end_frame"]) for c in result["long_closures"]]
        shut += [(int(a), int(b)) for a, b in re.findall(r"eyes lowered (\d+)-(\d+)", row["notes"])]
        marks = [m for m in marks if not any(a <= m <= b for a, b in shut)]
    if frontal:
        ahead = lambda frame: (yaw := nearest(yaws, frame)) is not None and abs(yaw) < FRONTAL
        # A mark beside the limit belongs to its find, or the same blink would count as missed and false.
        hit, _, _ = match(found, marks)
        found = [f for f in found if ahead(f)]
        marks = [m for m in marks if ahead(m) or any(hit.get(f) == m for f in found)]
        found = [f for f in found if ahead(f) or f in hit]
    return match(found, marks)


def blinks(tool, page):
    rows = [row for row in tool.labels() if row["kind"] == "live"]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda job: events(tool, job[0]["name"], job[1]), [(r, f) for r in rows for f in (None, 15)]))
    page.append("## Blinks where nothing is asked\n")
    page.append(f"A hit lies within {TOLERANCE} frames of its mark. Facing: less than {FRONTAL} degrees to the camera. But for "
                "the first two rows, what the labels' notes call half a blink counts neither way, and marks inside closures "
                "of more than a second or where the notes say that the eyes are lowered are left out.\n")
    page.append("| pictures | found | hits | precision | marks | recall | missed | false |\n|---|---|---|---|---|---|---|---|")

    def total(fps, frontal, surest=lambda row: 0, strict=False):
        hits, missed, false = 0, [], []
        for row in rows:
            hit, miss, wrong = blinks_of(tool, row, fps, frontal, surest(row), strict)
            hits += len(hit)
            missed += [f"{row['name']}@{m}" for m in miss]
            false += [f"{row['name']}@{f}" for f in wrong]
        return hits, missed, false

    def line(name, hits, missed, false):
        found, marks = hits + len(false), hits + len(missed)
        page.append(f"| {name} | {found} | {hits} | {hits / max(1, found):.3f} | {marks} | {hits / max(1, marks):.3f} | "
                    f"{' '.join(missed)} | {' '.join(false)} |")

    line("all, every mark and every find", *total(None, False, strict=True))
    line("facing, every mark and every find", *total(None, True, strict=True))
    line("all", *total(None, False))
    line("**facing**", *total(None, True))
    line("facing, at most 15 a second", *total(15, True))

    # The one number of the detector that could be fitted: how sure a blink must be. Chosen on the other films.
    choices = [0, 0.55, 0.6, 0.7, 0.8]

    def chosen(held):
        def quality(surest):
            hits = missed = false = 0
            for row in rows:
                if row is not held:
                    hit, miss, wrong = blinks_of(tool, row, None, True, surest, False)
                    hits, missed, false = hits + len(hit), missed + len(miss), false + len(wrong)
            return 2 * hits / (2 * hits + missed + false)
        return max(choices, key=lambda c: (quality(c), -c))

    line("facing, surety chosen on the other films", *total(None, True, chosen))
    page.append("")


def sides(text):
    """'R,L,L(again)' -> ['R','L','L']; None where the label gives no sequence."""
    if text.startswith("none"):
        return []
    names = [re.sub(r"\(.*\)", "", part).strip() for part in text.split(",")]
    return names if all(n in ("R", "L", "up", "down") for n in names) else None


def turns(tool, page):
    page.append("## Turns where nothing is asked\n")
    page.append("Sides as the picture shows them: R is a nose towards the picture's right, the person's left.\n")
    page.append("| film | in the picture | found | at most 15 a second |\n|---|---|---|---|")
    for row in tool.labels():
        if row["kind"] != "live":
            continue
        cells = []
        for fps in (None, 15):
            result, _ = events(tool, row["name"], fps)
            cells.append(",".join(IN_PICTURE[t["side"]] for t in result["turns"]) or "none")
        page.append(f"| {row['name']} | {row['turns_image_side']} | {cells[0]} | {cells[1]} |")

    people = tool.run("people", "film", "--list")["people"]
    errors, wrong, false = [], 0, 0
    order = ["left", "right", "right", "left"]
    for index, person in enumerate(people):
        film, truth = tool.work / f"turns-{person}.avi", tool.work / f"turns-{person}.truth"
        tool.run(f"film-{person}", "film", "--person", person, "--film", film, "--truth", truth, "--seed", index + 1,
                 "--challenge", ",".join(order))
        found = tool.run(f"turns-{person}", "events", "--video", film)["turns"]
        with open(truth, newline="") as table:
            yaws = [float(row["yaw"]) for row in csv.DictReader(table, delimiter="\t")]
        neutral = sorted(yaws[:45])[22]
        sideways = [t for t in found if t["side"] in ("left", "right")]
        wrong += [t["side"] for t in sideways] != order
        false += max(0, len(sideways) - len(order))
        for turn in sideways:
            peak = max(abs(y - neutral) for y in yaws[turn["start_frame"]:turn["end_frame"] + 1])
            errors.append(turn["peak_degrees"] - peak)
    size = sorted(abs(e) for e in errors)
    page.append(f"\nAgainst the rendered truth ({len(people)} people who don't exist, {len(errors)} turns): sides wrong in "
                f"{wrong} films, false turns {false}; peak angle too small or large by "
                f"{sum(errors) / len(errors):+.1f} degrees on average, |error| median {size[len(size) // 2]:.1f}, "
                f"greatest {size[-1]:.1f}.\n")


def scan_of(tool, name):
    portrait, kind = tool.portrait(name)
    return kind, tool.run(f"scan-{name}", "scan", "--video", tool.film(name), "--portrait", portrait, "--challenge",
                          ASKED[name], "--follow")


def scans(tool, page):
    with ThreadPoolExecutor(2) as pool:
        results = dict(zip(ASKED, pool.map(lambda name: scan_of(tool, name), ASKED)))
    page.append("## Whole scans that follow the film\n")
    page.append("| film | asked | portrait | decision | reasons | passive | flatness | continuity | timing | capture |\n"
                "|---|---|---|---|---|---|---|---|---|---|")
    for name, (kind, scan) in results.items():
        signals = scan["liveness"]["signals"]
        cells = ["-" if signals[s] is None else f"{signals[s]:.2f}"
                 for s in ("passive", "flatness", "continuity", "timing", "capture")]
        page.append(f"| {name} | {ASKED[name]} | {kind} | {scan['decision']} | {', '.join(scan['reasons'])} | "
                    + " | ".join(cells) + " |")
    for kind in ("live", "attack"):
        counts = [scan["decision"] for name, (_, scan) in results.items() if name.startswith(kind)]
        page.append(f"\n{kind}: " + ", ".join(f"{d} {share(counts.count(d), len(counts))}"
                                              for d in ("accepted", "review", "refused")) + ".")
    page.append("")
    return {name: scan["liveness"]["signals"] for name, (_, scan) in results.items()}


def recordings(tool, page, tries):
    names = [row["name"] for row in tool.labels() if row["kind"] == "live"]

    def play(name):
        return tool.run(f"attack-{name}-{tries}", "attack", "--video", tool.film(name), "--portrait",
                        tool.portrait(name)[0], "--tries", tries, "--seed", 1)

    with ThreadPoolExecutor(2) as pool:
        results = dict(zip(names, pool.map(play, names)))
    page.append(f"## Recordings fed in place of the camera, {tries} random challenges each\n")
    page.append("| film | accepted | review | refused | reasons |\n|---|---|---|---|---|")
    for name, result in results.items():
        reasons = ", ".join(f"{r} {n}" for r, n in sorted(result["reasons"].items(), key=lambda i: -i[1]))
        page.append(f"| {name} | {result['accepted']} | {result['review']} | {result['refused']} | {reasons} |")
    accepted, review = (sum(r[d] for r in results.values()) for d in ("accepted", "review"))
    page.append(f"\nAPCER of the whole: accepted {share(accepted, tries * len(results))}, "
                f"to a person {share(review, tries * len(results))}.\n")


def stills(tool, page):
    out = tool.work / "stills"
    summary = tool.run("stills", "spoof", "--list", tool.stills / "labels.tsv", "--out", out)
    page.append("## Stills through the passive stage alone\n")
    page.append("```\n" + json.dumps(summary, indent=1) + "\n```\n")
    with open(out / "scores.tsv", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def roc(curves, file):
    """curves: name -> (bona fide values, attack values), 1 = bona fide. APCER across, 1 - BPCER up."""
    colours = ["#0b5fa5", "#c2410c", "#15803d", "#7e22ce", "#b45309", "#475569", "#be123c"]
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 420" font-family="sans-serif" font-size="12">',
             '<rect width="560" height="420" fill="#fff"/><rect x="50" y="20" width="340" height="340" fill="none" '
             'stroke="#94a3b8"/>']
    for i in range(6):
        at = 340 * i / 5
        parts.append(f'<text x="{50 + at:.0f}" y="376" text-anchor="middle">{i / 5:.1f}</text>'
                     f'<text x="44" y="{364 - at:.0f}" text-anchor="end">{i / 5:.1f}</text>')
    parts.append('<text x="220" y="400" text-anchor="middle">APCER</text>'
                 '<text x="14" y="190" transform="rotate(-90 14 190)" text-anchor="middle">1 - BPCER</text>')
    table = []
    for index, (name, (live, attack)) in enumerate(curves.items()):
        if not live or not attack:
            continue
        colour = colours[index % len(colours)]
        limits = sorted(set(live + attack), reverse=True)
        points = [(0.0, 0.0)] + [(sum(a >= t for a in attack) / len(attack), sum(l >= t for l in live) / len(live))
                                 for t in limits]
        area = sum((l > a) + 0.5 * (l == a) for l in live for a in attack) / (len(live) * len(attack))
        line = " ".join(f"{50 + 340 * x:.1f},{360 - 340 * y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<rect x="402" y="{30 + 20 * index}" width="12" height="3" fill="{colour}"/>'
                     f'<text x="418" y="{36 + 20 * index}">{name} {area:.2f}</text>')
        table.append((name, len(live), len(attack), area))
    parts.append("</svg>\n")
    file.write_text("\n".join(parts))
    return table


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    parser.add_argument("--tries", type=int, default=200)
    parser.add_argument("--only", default="blinks,turns,scans,recordings,stills")
    options = parser.parse_args()
    parts = options.only.split(",")
    tool = Tool(options)
    page = ["# Liveness, measured\n", "Written by evaluate.py of this folder; the films and stills are not part of the "
            "project.\n"]
    curves = {}
    if "blinks" in parts:
        blinks(tool, page)
    if "turns" in parts:
        turns(tool, page)
    if "scans" in parts:
        signals = scans(tool, page)
        for signal in ("passive", "flatness"):
            values = {kind: [s[signal] for name, s in signals.items() if name.startswith(kind) and s[signal] is not None]
                      for kind in ("live", "attack")}
            curves["films: " + signal] = (values["live"], values["attack"])
    if "recordings" in parts:
        recordings(tool, page, options.tries)
    if "stills" in parts:
        rows = stills(tool, page)
        for column, sign in (("score", 1), ("net", 1), ("edges", -1)):
            values = {label: [sign * float(r[column]) for r in rows if r["label"] == label and r[column]]
                      for label in ("live", "spoof")}
            if values["live"] and values["spoof"]:
                curves["stills: " + column] = (values["live"], values["spoof"])
    if curves:
        table = roc(curves, options.out / "roc.svg")
        page.append("## Each signal by itself\n\n![ROC](roc.svg)\n")
        page.append("| signal | bona fide | attacks | area under the curve |\n|---|---|---|---|")
        page += [f"| {name} | {live} | {attack} | {area:.3f} |" for name, live, attack, area in table]
    (options.out / "RESULTS.md").write_text("\n".join(page) + "\n")


if __name__ == "__main__":
    main()
