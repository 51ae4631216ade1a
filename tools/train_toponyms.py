#!/usr/bin/env python3
"""Learns lexicon/en/recognise.tsv and lexicon/en/resolve.tsv from articles whose place names are marked.

    cargo run --example toponym_features -- DIR/docs.jsonl spans   > DIR/spans.jsonl
    cargo run --example toponym_features -- DIR/docs.jsonl choices > DIR/choices.jsonl
    python3 tools/train_toponyms.py recognise WEIGHTS.tsv DIR... ; python3 tools/train_toponyms.py resolve WEIGHTS.tsv DIR...

Each DIR also holds gold.jsonl: {"doc","start","end","lat","lon","geonameid"?,"class"?,"country"?,"kind"?} a line, offsets in
code points. Prints figures with each DIR left out in turn, then overwrites the weights learned from all. Needs numpy. The
features look at each other's outcome, so two rounds of writing features and learning settle them. No random numbers.
"""

import collections
import json
import math
import os
import sys

import numpy as np

# Weight of a folder by its name: war and disaster news counts more than web pages about restaurants.
SHARE = {"events_all": 3, "tud": 0.5}
SKIP = {"Literal_Expression", "Non_Lit_Expression", "Demonym", "Language", "Homonym", "Non_Toponym"}


def rows(path):
    with open(path, encoding="utf8") as f:
        return [json.loads(line) for line in f if line.strip()]


def gold(folder):
    by_doc = collections.defaultdict(list)
    doubtful = collections.defaultdict(list)
    for g in rows(os.path.join(folder, "gold.jsonl")):
        (doubtful if g.get("kind") == "Non_Toponym" else by_doc)[g["doc"]].append(g) if g.get("kind") not in SKIP - {"Non_Toponym"} else None
    return by_doc, doubtful


def read_weights(path):
    with open(path, encoding="utf8") as f:
        lines = f.read().splitlines()
    head = [line for line in lines if line.startswith("#")]
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return head, [p[0] for p in pairs], np.array([float(p[1]) for p in pairs])


def write_weights(path, head, names, weights):
    with open(path, "w", encoding="utf8") as f:
        f.write("\n".join(head) + "\n")
        for n, w in zip(names, weights):
            f.write(f"{n}\t{w:.2f}\n")


def spans(folder, names):
    index = {n: i for i, n in enumerate(names)}
    by_doc, doubtful = gold(folder)
    x, y = [], []
    for r in rows(os.path.join(folder, "spans.jsonl")):
        a, b = r["span"]
        c, d = r["phrase"]
        true = any(g["start"] in (a, c) and g["end"] in (b, d) for g in by_doc[r["doc"]])
        touch = any(g["start"] < b and a < g["end"] for g in by_doc[r["doc"]] + doubtful[r["doc"]])
        inside = any(g["start"] <= a and b <= g["end"] for g in by_doc[r["doc"]])
        if not true and (inside or touch and not inside and doubtful[r["doc"]]):
            continue
        v = np.zeros(len(names))
        for n in r["features"]:
            v[index[n]] = 1
        x.append(v)
        y.append(float(true))
    return np.array(x), np.array(y)


def logistic(x, y, w, start, strength):
    """Newton steps towards the penalised optimum, pulled towards the starting weights."""
    theta = start.copy()
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ theta, -30, 30)))
        grad = x.T @ (w * (p - y)) + strength * (theta - start)
        curve = (x * (w * p * (1 - p))[:, None]).T @ x + strength * np.eye(len(theta))
        step = np.linalg.solve(curve, grad)
        theta = theta - step * min(1, 0.5 / max(np.abs(step).max(), 1e-9))
    return theta


def f1(x, y, theta):
    p = x @ theta > 0
    tp = float((p * y).sum())
    return f"P {tp / max(p.sum(), 1):.3f} R {tp / max(y.sum(), 1):.3f} F1 {2 * tp / max(p.sum() + y.sum(), 1):.3f}"


def learn_spans(path, folders):
    head, names, start = read_weights(path)
    data = {d: spans(d, names) for d in folders}
    weight = {d: 1000 * SHARE.get(os.path.basename(d), 1) / max(data[d][1].sum(), 1) for d in folders}

    def fit(use):
        x = np.vstack([data[d][0] for d in use])
        y = np.concatenate([data[d][1] for d in use])
        w = np.concatenate([np.full(len(data[d][1]), weight[d]) for d in use])
        return logistic(x, y, w, start, 15.0)

    for d in folders:
        theta = fit([f for f in folders if f != d])
        print(f"{os.path.basename(d)} ({len(data[d][1])} spans): now {f1(*data[d], start)}; learned without it {f1(*data[d], theta)}")
    write_weights(path, head, names, fit(folders))


def km(a, b):
    la, lb = math.radians(a[0]), math.radians(b[0])
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))


def right(candidate, g):
    """Whether a candidate is what the annotator meant."""
    if g.get("geonameid") and candidate["geonameid"]:
        return str(g["geonameid"]) == str(candidate["geonameid"])
    if g.get("class") in ("country", "region", "district") and candidate["class"] != g["class"]:
        return False
    if g.get("class") == "country":
        return candidate["country"] == g.get("country")
    if g.get("lat") is None:
        return False
    limit = {"region": 120, "district": 60}.get(g.get("class"), 15)
    return km((candidate["lat"], candidate["lon"]), (g["lat"], g["lon"])) < limit


def choices(folder):
    by_doc, _ = gold(folder)
    out = []
    for r in rows(os.path.join(folder, "choices.jsonl")):
        votes = collections.Counter()
        for a, b in r["mentions"]:
            for g in by_doc[r["doc"]]:
                if g["start"] < b and a < g["end"]:
                    for i, c in enumerate(r["candidates"]):
                        if right(c, g):
                            votes[i] += 1
                            break
        if votes:
            x = np.array([c["values"] for c in r["candidates"]])
            best = max(votes, key=lambda i: (votes[i], -i))
            out.append((x, best, len(r["mentions"])))
    return out


def softmax_fit(groups, start, strength):
    theta = start.copy()
    for _ in range(15):
        grad = strength * (theta - start)
        curve = strength * np.eye(len(theta))
        for x, best, weight in groups:
            s = x @ theta
            p = np.exp(s - s.max())
            p /= p.sum()
            mean = p @ x
            grad += weight * (mean - x[best])
            curve += weight * ((x * p[:, None]).T @ x - np.outer(mean, mean))
        step = np.linalg.solve(curve, grad)
        theta = theta - step * min(1, 3 / max(np.abs(step).max(), 1e-9))
    return theta


def accuracy(groups, theta):
    total = sum(n for _, _, n in groups)
    good = sum(n for x, best, n in groups if int(np.argmax(x @ theta)) == best)
    return f"{good / max(total, 1):.3f} of {total}"


def learn_choices(path, folders):
    head, names, start = read_weights(path)
    data = {d: choices(d) for d in folders}

    def fit(use):
        groups = []
        for d in use:
            total = sum(len(x) > 1 for x, _, _ in data[d])
            share = 500 * SHARE.get(os.path.basename(d), 1)
            groups += [(x, best, share / max(total, 1)) for x, best, _ in data[d] if len(x) > 1]
        return softmax_fit(groups, start, 10.0)

    for d in folders:
        theta = fit([f for f in folders if f != d])
        print(f"{os.path.basename(d)}: now {accuracy(data[d], start)}; learned without it {accuracy(data[d], theta)}")
    write_weights(path, head, names, fit(folders))


if __name__ == "__main__":
    (learn_spans if sys.argv[1] == "recognise" else learn_choices)(sys.argv[2], sys.argv[3:])
