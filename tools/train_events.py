#!/usr/bin/env python3
"""Learns lexicon/en/confidence.tsv: how far signs of an event speak for its type, day and place.

usage: train_events.py [--ridge N] [--least W] [--from FILE] [--write FILE] DIR OUT [DIR OUT ...]

DIR holds docs.jsonl and gold.jsonl as examples/score_events.rs reads them, OUT is what it wrote of DIR with
`--signs --out OUT`. A drawn event is right if it is matched to an annotated one by type, day and place. A logistic
regression with a ridge is fitted to all events and tried by leaving out a tenth of the articles at a time; no random numbers. The ridge
pulls towards zero or, with `--from`, towards the weights of a file that were learned from other articles. Reports that
tools/cut_reports.py cut from an article bear its id before a "~" and stay with it.
"""

import argparse
import json
import math
from collections import defaultdict

import numpy


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def kilometres(a, b):
    lat, lon = math.radians(b[0] - a[0]), math.radians(b[1] - a[1])
    h = math.sin(lat / 2) ** 2 + math.cos(math.radians(a[0])) * math.cos(math.radians(b[0])) * math.sin(lon / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(h)))


def same_type(gold, event):
    sub = event["sub_event_type"]
    return gold["event_type"] == event["event_type"] or gold["sub_event_type"] == sub or sub in (gold.get("alt_sub_event_types") or [])


def same_day(gold, event):
    start, own = gold.get("date_start") or "", event.get("date_start") or ""
    return not start or bool(own) and own <= (gold.get("date_end") or start) and (event.get("date_end") or own) >= start


def same_place(gold, event):
    here, there = (gold.get("lat"), gold.get("lon")), (event.get("lat"), event.get("lon"))
    small = gold.get("place_class") in ("settlement", "facility", "district")
    if small and None not in here + there and kilometres(here, there) <= 20:
        return True
    spans = [gold.get("place_start"), gold.get("place_end"), event.get("place_start"), event.get("place_end")]
    if None not in spans and spans[0] < spans[3] and spans[2] < spans[1]:
        return True
    name = (gold.get("place_name") or "").lower()
    return bool(name) and name == (event.get("place_name") or "").lower()


def judged(folder, out):
    """The drawn events of a folder's articles, each with its signs and whether it is right."""
    gold, events = defaultdict(list), defaultdict(list)
    for row in rows(f"{folder}/gold.jsonl"):
        if row["kind"] == "event":
            gold[row["doc"]].append(row)
    for row in rows(out):
        if row["modality"] in ("happened", "claimed"):
            events[row["doc"]].append(row)
    for doc, drawn in sorted(events.items()):
        right = [False] * len(drawn)
        for wanted in sorted(gold[doc], key=lambda row: not row.get("required", True)):
            fits = [
                i
                for i, event in enumerate(drawn)
                if not right[i] and same_type(wanted, event) and same_day(wanted, event) and same_place(wanted, event)
            ]
            if fits:
                right[min(fits, key=lambda i: abs(drawn[i]["trigger_start"] - wanted["trigger_start"]))] = True
        for event, is_right in zip(drawn, right):
            yield doc, event, is_right


def fit(signs, right, ridge, before):
    """The weights, bias first; `before` are those that the ridge pulls towards."""
    design = numpy.hstack([numpy.ones((len(signs), 1)), signs])
    weights = before.copy()
    pull = numpy.eye(len(weights)) * ridge
    if not before.any():
        pull[0, 0] = 0
    for _ in range(40):
        chance = 1 / (1 + numpy.exp(-design @ weights))
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + pull
        weights += numpy.linalg.solve(bend, design.T @ (right - chance) - pull @ (weights - before))
    return weights


def weights_of(path):
    with open(path, encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    return {name: float(weight) for name, weight in pairs}


def chances(signs, weights):
    return 1 / (1 + numpy.exp(-(weights[0] + signs @ weights[1:])))


def loss(chance, right):
    chance = numpy.clip(chance, 1e-6, 1 - 1e-6)
    return -numpy.mean(right * numpy.log(chance) + (1 - right) * numpy.log(1 - chance))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ridge", type=float, default=20)
    parser.add_argument("--least", type=float, default=0.1, help="signs of less weight are left out")
    parser.add_argument("--from", dest="known", help="a file of weights that the ridge pulls towards")
    parser.add_argument("--write", help="the file of weights to write")
    parser.add_argument("files", nargs="+", help="DIR OUT, in pairs")
    options = parser.parse_args()
    data = [item for pair in zip(options.files[::2], options.files[1::2]) for item in judged(*pair)]
    names = sorted({name for _, event, _ in data for name in event["signs"]})
    right = numpy.array([is_right for _, _, is_right in data], float)
    article = [doc.split("~")[0] for doc, _, _ in data]
    docs = sorted(set(article))
    tenth = numpy.array([docs.index(doc) % 10 for doc in article])

    def table(chosen):
        return numpy.array([[name in event["signs"] for name in chosen] for _, event, _ in data], float)

    known = weights_of(options.known) if options.known else {}

    def before(chosen):
        return numpy.array([known.get(name, 0.0) for name in ["bias", *chosen]])

    signs = table(names)
    weights = fit(signs, right, options.ridge, before(names))
    names = [name for name, weight in zip(names, weights[1:]) if abs(weight) >= options.least]
    signs = table(names)
    weights = fit(signs, right, options.ridge, before(names))
    tried = numpy.zeros(len(right))
    for part in range(10):
        rest = tenth != part
        tried[~rest] = chances(signs[~rest], fit(signs[rest], right[rest], options.ridge, before(names)))
    old = numpy.array([event["confidence"] for _, event, _ in data])
    print(f"{len(right)} events, {right.mean():.3f} right; log loss before {loss(old, right):.4f}, cross-validated {loss(tried, right):.4f}")
    for least in numpy.arange(0, 0.71, 0.05):
        kept = tried >= least
        print(f"from {least:.2f}: {kept.sum()} drawn, {right[kept].mean():.3f} right, {right[kept].sum() / right.sum():.3f} of the right ones kept")
    for low in numpy.arange(0, 1, 0.1):
        within = (tried >= low) & (tried < low + 0.1)
        if within.any():
            print(f"said {low:.1f} to {low + 0.1:.1f}: {within.sum()}, right {right[within].mean():.2f}")
    if options.write:
        with open(options.write, "w", encoding="utf-8") as out:
            out.write("# Log-odds that signs of an event (src/event/signs.rs) add for its type, day and place to be right: SIGN<TAB>WEIGHT.\n")
            out.write("# Learned by tools/train_events.py.\n")
            for name, weight in [("bias", weights[0]), *zip(names, weights[1:])]:
                out.write(f"{name}\t{weight:.2f}\n")


if __name__ == "__main__":
    main()
