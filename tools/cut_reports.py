#!/usr/bin/env python3
"""Cuts short reports out of annotated articles, so that confidence is also learned from reports of one or two sentences.

usage: cut_reports.py DIR OUT SENTENCES

DIR holds docs.jsonl and gold.jsonl as examples/score_events.rs reads them; OUT gets the same of the reports. A report is kept if every event
told in it is placed in it, if it tells an event or holds words that annotators marked as none (plans, history, sums), and if it tells nothing
again that the article told elsewhere. Where it names no day, the annotated day is left out. Ids are those of the articles with "~" and a number.
"""

import json
import os
import re
import sys
from collections import defaultdict

MOST_WORDS = 60
END = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[\"“A-Z])|\n+")
SHORT_FORM = re.compile(r"\b(?:Mr|Mrs|Dr|St|Gen|Col|Lt|Sgt|Gov|Sen|Rep|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|[A-Z])\.$")
DAY = re.compile(
    r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)"
    r"|yesterday|today|overnight|night|morning|evening|afternoon|dawn|\d{4}"
)
TOLD_AGAIN = re.compile(
    r"repeat|retell|retold|same|again|headline|already|summary|restate|told (above|below|apart)|lead|caption|toll|part of"
)


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def sentences(text):
    start = 0
    for end in END.finditer(text):
        if not SHORT_FORM.search(text[start : end.start()].rstrip()):
            yield start, end.start()
            start = end.end()
    yield start, len(text)


def moved(event, report, by, dated):
    event = dict(event, doc=report)
    if not dated:
        event["date_start"] = event["date_end"] = None
    for key, value in event.items():
        if key in ("trigger_start", "trigger_end", "place_start", "place_end") and value is not None:
            event[key] = value - by
    return event


def reports(article, marked, length):
    """The short reports of one article, each with its events."""
    text, pieces = article["text"], list(sentences(article["text"]))
    for number, (start, _) in enumerate(pieces):
        end = pieces[min(number + length, len(pieces)) - 1][1]
        words = text[start:end]
        if end - start < 30 or len(words.split()) > MOST_WORDS:
            continue
        events = [row for row in marked if row["kind"] == "event" and start <= row["trigger_start"] < end]
        none = [row for row in marked if row["kind"] == "not_event" and start <= row["start"] < end]
        placed = all(row["place_start"] is not None and start <= row["place_start"] < end for row in events)
        if not placed or not events + none or any(TOLD_AGAIN.search(row["why"]) for row in none):
            continue
        report = dict(article, id=f"{article['id']}~{number}", text=words)
        yield report, [moved(event, report["id"], start, DAY.search(words)) for event in events]


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    source, out, length = sys.argv[1], sys.argv[2], int(sys.argv[3])
    marked = defaultdict(list)
    for row in rows(f"{source}/gold.jsonl"):
        marked[row.get("doc")].append(row)
    os.makedirs(out, exist_ok=True)
    with open(f"{out}/docs.jsonl", "w", encoding="utf-8") as docs, open(f"{out}/gold.jsonl", "w", encoding="utf-8") as gold:
        for article in rows(f"{source}/docs.jsonl"):
            for report, events in reports(article, marked[article["id"]], length):
                docs.write(json.dumps(report, ensure_ascii=False) + "\n")
                gold.writelines(json.dumps(event, ensure_ascii=False) + "\n" for event in events)


if __name__ == "__main__":
    main()
