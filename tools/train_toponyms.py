#!/usr/bin/env python3
"""Learns lexicon/en/recognise.tsv, lexicon/en/resolve.tsv and lexicon/en/uses.tsv from articles whose place names are marked.

    cargo run --example toponym_features -- DIR/docs.jsonl spans   > DIR/spans.jsonl
    cargo run --example toponym_features -- DIR/docs.jsonl choices > DIR/choices.jsonl
    cargo run --example toponym_features -- DIR/docs.jsonl uses    > DIR/uses.jsonl
    python3 tools/train_toponyms.py recognise WEIGHTS.tsv DIR... ; python3 tools/train_toponyms.py resolve WEIGHTS.tsv DIR...
    python3 tools/train_toponyms.py uses WEIGHTS.tsv DIR...

Each DIR also holds gold.jsonl: {"doc","start","end","lat","lon","geonameid"?,"class"?,"country"?,"kind"?} a line, offsets in
code points; for the uses a "use" (literal, metonym, associative) or a GeoWebNews "kind". Prints figures with each DIR left out in turn, then overwrites the weights learned from all. Needs numpy. The
features look at each other's outcome, so two rounds of writing features and learning settle them. The uses start from the
rules' own decisions (PRIOR, not the weights of the last round), are cross-validated by document, and leave out the documents
whose FNV-1a hash is divisible by three: those are only scored. No random numbers.
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
        return logistic(x, y, w, start, 60.0)

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
        return softmax_fit(groups, start, 3.0)

    for d in folders:
        theta = fit([f for f in folders if f != d])
        print(f"{os.path.basename(d)}: now {accuracy(data[d], start)}; learned without it {accuracy(data[d], theta)}")
    write_weights(path, head, names, fit(folders))


USES = ["literal", "metonym", "associative"]
# GeoWebNews' kinds. "Mixed" is left out: its annotators could not tell the place from its rulers there.
KIND_USE = {
    "Literal": 0, "Literal_Modifier": 0, "Embedded_Literal": 0, "Coercion": 0,
    "Metonymic": 1, "Non_Literal_Modifier": 2, "Embedded_Non_Lit": 2,
}
# What the rules' findings weigh before anything is learned; all other signs 0.
PRIOR = {
    "seat-of-rulers": (4, 0), "acts": (3, 0), "is-acted-on": (2.5, 0), "owner": (2.5, 0), "owner-of-deed": (3, 0),
    "place": (-1.5, -1.5), "site": (-2, -2), "owner-of-ground": (-2, -2), "something-is-done-to-it": (-3, -3),
    "publication": (0, 3), "hyphenated": (0, 3), "office-of": (0, 3), "organisation-of": (0, 3), "organisation": (0, 3),
    "office-or-force": (0, 3), "owner-of-office-or-force": (0, 3), "describes": (0, 2),
}
# Findings that the program never lets the model overrule.
SURE = ("rule:publication", "rule:hyphenated", "hyphen-before", "hyphen-after")
# As in src/toponym/usage.rs.
LEAST_MARGIN = 0.8
# The pull towards PRIOR: on the rules' findings, and on all other signs.
PULL_RULES = 4.0
PULL = 2.0


def held_out(doc):
    value = 0xCBF29CE484222325
    for byte in doc.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value % 3 == 0


def use_rows(folder, names):
    """Documents, signs, the annotated use and the rules' use of the mentions that both sides have."""
    index = {n: i for i, n in enumerate(names)}
    wanted = {}
    for g in rows(os.path.join(folder, "gold.jsonl")):
        use = KIND_USE.get(g.get("kind")) if "use" not in g else USES.index(g["use"])
        if use is not None:
            wanted[g["doc"], g["start"], g["end"]] = use
    docs, x, y, by_rule, sure = [], [], [], [], []
    for r in rows(os.path.join(folder, "uses.jsonl")):
        use = wanted.get((r["doc"], *r["span"]))
        if use is None:
            continue
        v = np.zeros(len(names))
        for n in r["signs"]:
            v[index[n]] = 1
        docs.append(r["doc"])
        sure.append(any(n in r["signs"] for n in SURE))
        x.append(v)
        y.append(use)
        by_rule.append(USES.index(r["by_rule"]))
    return docs, np.array(x), np.array(y), np.array(by_rule), np.array(sure)


def multinomial(x, y, start):
    """Newton steps; column 0 of the weights (literal) stays 0."""
    n = x.shape[1]
    theta = start.copy()
    pull = np.where(start.any(axis=1), PULL_RULES, PULL)
    for _ in range(60):
        s = np.hstack([np.zeros((len(x), 1)), x @ theta])
        p = np.exp(s - s.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        grad = np.zeros(2 * n)
        curve = np.zeros((2 * n, 2 * n))
        for i in (1, 2):
            a = slice((i - 1) * n, i * n)
            grad[a] = x.T @ (p[:, i] - (y == i)) + pull * (theta - start)[:, i - 1]
            for j in (1, 2):
                b = slice((j - 1) * n, j * n)
                curve[a, b] = (x * (p[:, i] * ((i == j) - p[:, j]))[:, None]).T @ x
        curve += np.diag(np.tile(pull, 2))
        step = np.linalg.solve(curve, grad)
        theta = theta - (step * min(1, 1 / max(np.abs(step).max(), 1e-9))).reshape(2, n).T
        if np.abs(step).max() < 1e-6:
            break
    return theta


def choose(x, theta, by_rule, names):
    """As `usage::of`: a settlement that the rules take for the place itself is overruled only by a margin."""
    sums = np.hstack([np.zeros((len(x), 1)), x @ theta])
    best = np.argmax(sums, axis=1)
    two = np.sort(sums, axis=1)
    place = (by_rule == 0) & (x[:, names.index("settlement")] > 0) & (x[:, names.index("sport-document")] == 0)
    place &= x[:, names.index("article+capital")] == 0
    return np.where(place & (two[:, 2] - two[:, 1] < LEAST_MARGIN), by_rule, best)


def use_figures(y, got):
    """Accuracy over three uses; F1 of "not the place itself"."""
    not_place = 2 * ((y > 0) & (got > 0)).sum() / max((y > 0).sum() + (got > 0).sum(), 1)
    lost = ((y == 0) & (got > 0)).sum()
    return f"right {(y == got).mean():.3f}, not-literal F1 {not_place:.3f}, places lost {lost}"


def learn_uses(path, folders):
    head, names, _ = read_weights(path)
    start = np.zeros((len(names), 2))
    for i, n in enumerate(names):
        start[i] = PRIOR.get(n.removeprefix("rule:"), (0, 0)) if n.startswith("rule:") else (0, 0)
    docs, x, y, by_rule, sure, source = [], [], [], [], [], []
    for d in folders:
        a, b, c, e, f = use_rows(d, names)
        docs += a
        x.append(b)
        y.append(c)
        by_rule.append(e)
        sure.append(f)
        source += [os.path.basename(d)] * len(a)
    x, y, by_rule, source = np.vstack(x), np.concatenate(y), np.concatenate(by_rule), np.array(source)
    sure = np.concatenate(sure)
    held = np.array([held_out(d) for d in docs])
    dev = ~held & ~sure
    order = {d: i for i, d in enumerate(dict.fromkeys(d for d, h in zip(docs, held) if not h))}
    fold = np.array([order.get(d, -1) % 5 for d in docs])
    crossed = by_rule.copy()
    for k in range(5):
        learn = dev & (fold != k)
        test = dev & (fold == k)
        crossed[test] = choose(x[test], multinomial(x[learn], y[learn], start), by_rule[test], names)
    theta = np.round(multinomial(x[dev], y[dev], start), 2)
    test = held & ~sure
    crossed[test] = choose(x[test], theta, by_rule[test], names)
    for name in dict.fromkeys(source):
        other = dev & (source != name)
        apart = choose(x, multinomial(x[other], y[other], start), by_rule, names) if other.any() else by_rule
        apart = np.where(sure, by_rule, apart)
        for part, which in (("cross-validated", ~held), ("held out", held)):
            here = which & (source == name)
            print(f"{name} {part} ({here.sum()}): rules {use_figures(y[here], by_rule[here])}; learned {use_figures(y[here], crossed[here])}; learned without {name} {use_figures(y[here], apart[here])}")
    with open(path, "w", encoding="utf8") as f:
        f.write("\n".join(head) + "\n")
        for n, (metonym, associative) in zip(names, theta + 0.0):
            f.write(f"{n}\t{metonym:.2f}\t{associative:.2f}\n")


if __name__ == "__main__":
    learn = {"recognise": learn_spans, "resolve": learn_choices, "uses": learn_uses}
    learn[sys.argv[1]](sys.argv[2], sys.argv[3:])
