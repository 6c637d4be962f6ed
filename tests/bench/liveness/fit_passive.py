#!/usr/bin/env python3
"""Fits the passive stage's rule and measures it without the person it is measured on.

    fit_passive.py --check build/dev/app/check/countersign-check --data DATA --cache build/passive

DATA holds spoof/labels.tsv with its pictures and videos/ with films named liveNN and attackNN. The tool's own
scores are read (spoof, and events --trace), so what is fitted is what the program sees. For every person the
rule is fitted on all others, and only then that person's pictures and films are judged. Printed: the area under
the curve of each value by source, which crops of the net serve best, the figures of the chosen one, and the
coefficients for liveness.passive in resources/thresholds.json, fitted on all.

Standard library and numpy only."""

import argparse
import csv
import json
import math
import pathlib
import subprocess

import numpy as np

# A film of a screen is the person it shows; found by the embedder (likeness 0.80 to 0.98).
SHOWN = {"attack01": "live02", "attack02": "live03", "attack03": "live05", "attack04": "live06"}
CROPS = {"box": [0], "square": [1], "both": [0, 1]}


def run_tool(args, cache):
    """Scores of pictures and films, made anew only where the cache has none."""
    cache.mkdir(parents=True, exist_ok=True)
    if not (cache / "spoof" / "scores.tsv").exists():
        subprocess.run([args.check, "spoof", "--quiet", "--list", str(args.data / "spoof/labels.tsv"),
                        "--out", str(cache / "spoof")], check=True, stdout=subprocess.DEVNULL)
    for film in sorted((args.data / "videos").glob("*.mp4")):
        trace = cache / (film.stem + ".tsv")
        if film.stem.startswith(("live", "attack")) and not trace.exists():
            subprocess.run([args.check, "events", "--quiet", "--video", str(film), "--trace", str(trace)],
                           check=True, stdout=subprocess.DEVNULL)


def at_quantile(values, share):
    """By rank, as the program takes it."""
    ordered = sorted(values)
    return ordered[int(share * (len(ordered) - 1) + 0.5)]


def still_rows(cache):
    rows = []
    with open(cache / "spoof" / "scores.tsv", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["problem"]:
                continue
            name = pathlib.Path(row["path"]).name
            rows.append({"source": name.split("_")[0], "name": name, "kind": row["kind"],
                         "live": row["label"] == "live", "person": row["subject"] or name,
                         "logits": [float(v) for v in row["crop_logits"].split(",")],
                         "edges": float(row["edges"]) if row["edges"] else None})
    return rows


def film_rows(cache, limits):
    rows = []
    for trace in sorted(cache.glob("*.tsv")):
        logits, edges = [], []
        with open(trace, newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row.get("crop_logits"):
                    logits.append([float(v) for v in row["crop_logits"].split(",")])
                if row.get("edges"):
                    edges.append(float(row["edges"]))
        name = trace.stem
        rows.append({"source": "film", "name": name, "kind": "live" if name.startswith("live") else "replay",
                     "live": name.startswith("live"), "person": SHOWN.get(name, name), "series": logits,
                     "edges": at_quantile(edges, limits["edge_quantile"])
                     if len(edges) >= limits["minimum_frames"] else None})
    return rows


def net_value(row, crops, limits):
    if "series" in row:
        return at_quantile([np.mean([one[i] for i in crops]) for one in row["series"]], limits["quantile"])
    return float(np.mean([row["logits"][i] for i in crops]))


def features(rows, crops, limits):
    excess = lambda e: min(max((e or 0) - limits["edge_floor"], 0), limits["edge_cap"] - limits["edge_floor"])
    cap = limits["net_cap"]
    return np.array([[1, np.clip(net_value(r, crops, limits), -cap, cap), excess(r["edges"])] for r in rows])


def balance(rows):
    """Every source weighs the same, and in it live people and attacks."""
    weights = np.zeros(len(rows))
    for source in {r["source"] for r in rows}:
        for live in (True, False):
            some = [i for i, r in enumerate(rows) if r["source"] == source and r["live"] == live]
            weights[some] = 1 / max(1, len(some))
    return weights


def fit(x, y, weights):
    """Logistic regression by Newton's method with a slight pull to zero of all but the offset."""
    pull = np.array([1e-9, 0.02, 0.02])
    b = np.zeros(x.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ b))
        step = np.linalg.solve((x * (weights * p * (1 - p))[:, None]).T @ x + np.diag(pull),
                               x.T @ (weights * (y - p)) - pull * b)
        b = b + step
        if abs(step).max() < 1e-10:
            break
    b[2] = min(b[2], 0)  # an edge never speaks for a live person
    return b


def leave_one_out(rows, crops, limits):
    x, y = features(rows, crops, limits), np.array([float(r["live"]) for r in rows])
    z, all_b = np.zeros(len(rows)), []
    for person in sorted({r["person"] for r in rows}):
        other = np.array([r["person"] != person for r in rows])
        b = fit(x[other], y[other], balance([r for r, keep in zip(rows, other) if keep]))
        all_b.append(b)
        z[~other] = x[~other] @ b
    return z, fit(x, y, balance(rows)), np.array(all_b)


def auc(live, attack):
    if not live or not attack:
        return None
    return float(np.mean([1.0 if a > b else 0.5 if a == b else 0.0 for a in live for b in attack]))


def limits95(hits, n):
    """Clopper-Pearson; the one-sided limit where nothing or everything was seen."""
    at_most = lambda k, p: sum(math.comb(n, i) * p**i * (1 - p)**(n - i) for i in range(k + 1))
    tail = 0.05 if hits in (0, n) else 0.025

    def cross(function, level):
        low, high = 0.0, 1.0
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if function(middle) > level else (low, middle)
        return low
    return (cross(lambda p: at_most(hits - 1, p), 1 - tail) if hits else 0,
            cross(lambda p: at_most(hits, p), tail) if hits < n else 1)


def share(hits, n):
    low, high = limits95(hits, n)
    return f"{hits} of {n} ({100 * low:.0f}-{100 * high:.0f} %)"


def show(value):
    return "-" if value is None else f"{value:.2f}"


def cue_table(rows, limits):
    print("| value | " + " | ".join(["msu print", "msu phone", "msu tablet", "set2 print", "set2 screen", "films"]) + " |")
    print("|---|---|---|---|---|---|---|")
    columns = [("msu", "print"), ("msu", "replay_phone"), ("msu", "replay_tablet"), ("set2", "print_bw"),
               ("set2", "replay_screen"), ("film", "replay")]
    values = {f"net, crop {name}": lambda r, c=c: net_value(r, c, limits) for name, c in CROPS.items()}
    values["edges"] = lambda r: None if r["edges"] is None else -r["edges"]
    for name, value in values.items():
        cells = []
        for source, kind in columns:
            some = [r for r in rows if r["source"] == source and value(r) is not None]
            cells.append(show(auc([value(r) for r in some if r["live"]],
                                  [value(r) for r in some if r["kind"] == kind and not r["live"]])))
        print(f"| {name} | " + " | ".join(cells) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--cache", type=pathlib.Path, required=True)
    parser.add_argument("--thresholds", type=pathlib.Path,
                        default=pathlib.Path(__file__).parents[3] / "resources/thresholds.json")
    args = parser.parse_args()
    run_tool(args, args.cache)
    limits = {key: entry["value"] for key, entry in
              json.loads(args.thresholds.read_text())["liveness"]["passive"].items()}
    rows = still_rows(args.cache) + film_rows(args.cache, limits)
    print("Area under the curve, live against attack\n")
    cue_table(rows, limits)

    cut = math.log(limits["suspect"] / (1 - limits["suspect"]))
    y = np.array([float(r["live"]) for r in rows])
    print("\nLeave one person out, at suspect =", limits["suspect"], "\n")
    print("| crop | log loss | films: live to review | films: attacks passed | stills: live to review | stills: attacks passed |")
    print("|---|---|---|---|---|---|")
    chosen = None
    for name, crops in CROPS.items():
        z, b, all_b = leave_one_out(rows, crops, limits)
        w = balance(rows)
        loss = float((w * np.logaddexp(0, np.where(y == 1, -z, z))).sum() / w.sum())
        cells = []
        for film in (True, False):
            mine = [i for i, r in enumerate(rows) if (r["source"] == "film") == film]
            live, attack = [i for i in mine if y[i]], [i for i in mine if not y[i]]
            cells += [share(sum(z[i] <= cut for i in live), len(live)),
                      share(sum(z[i] > cut for i in attack), len(attack))]
        print(f"| {name} | {loss:.3f} | " + " | ".join(cells) + " |")
        if name == "both":
            chosen = z, b, all_b
    z, b, all_b = chosen
    print("\nBoth crops, by kind\n\n| source | kind | stopped or, live, sent to review |\n|---|---|---|")
    for source in ("msu", "set2", "film"):
        for kind in sorted({r["kind"] for r in rows if r["source"] == source}):
            mine = [i for i, r in enumerate(rows) if r["source"] == source and r["kind"] == kind]
            print(f"| {source} | {kind} | {share(sum(bool(z[i] <= cut) for i in mine), len(mine))} |")
    print("\nFilms, fused value without the film's person; net and edges as they enter\n")
    print("| film | net, log odds | edges | fused | |\n|---|---|---|---|---|")
    strong = math.log(limits["strong_net"] / (1 - limits["strong_net"]))
    for i, r in enumerate(rows):
        if r["source"] != "film":
            continue
        net = net_value(r, CROPS["both"], limits)
        certain = net <= strong and (r["edges"] or 0) >= limits["strong_edges"]
        word = "refuse" if certain else "review" if z[i] <= cut else "pass"
        print(f"| {r['name']} | {net:.2f} | {show(r['edges'])} | {1 / (1 + math.exp(-z[i])):.3f} | {word} |")
    print("\ncoefficients, all:", dict(zip(("offset", "net_weight", "edge_weight"), b.round(3).tolist())))
    print("over the folds from", all_b.min(0).round(3).tolist(), "to", all_b.max(0).round(3).tolist())


if __name__ == "__main__":
    main()
