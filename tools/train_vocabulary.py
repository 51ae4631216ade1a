#!/usr/bin/env python3
"""Learns lexicon/en/vocabulary.tsv: what a sentence tells by all its words together.

usage: train_vocabulary.py LEXICON SENTENCES.tsv...

LEXICON: lexicon/en; the examples of its patterns (corpus.tsv) are learned from, too, and vocabulary.tsv is written into it.
SENTENCES.tsv: sub-type of event (ACLED's name, "Disaster/Flood", or "none"), tab, sentence: those of tools/vocabulary/, and sentences
of annotated news that are not here (gazetteer/SOURCES.md). Needs scikit-learn (1.9 was used).
Multinomial logistic regression with an L2 penalty over the words of a sentence, each once; forms of one word share their weight
(-s, -es, -ed, -ing are cut off). There are no random numbers.
"""
import collections
import re
import sys

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

# Inverse strength of the penalty; chosen on sentences that were read.
STRENGTH = 2.0
# Words that are written small in a smaller share of places than this are names.
LEAST_SMALL = 0.2
# Words of fewer sentences than this say nothing.
LEAST_SENTENCES = 2
# Weights below this are left out of the file, and the others have one decimal: the program holds the file, and more says nothing more.
LEAST_WEIGHT = 0.15

WORD = re.compile(r"[^\W\d_]+|\d[\d,.]*|[.!?:]")
COMMON = set(
    "the a an of to in on at by for and or with from as that this it its is are be was were been has had have who which when while "
    "after before near into said say says told".split()
)
NUMBERS = set(
    "two three four five six seven eight nine ten eleven twelve dozen dozens several scores hundreds thousands hundred thousand".split()
)
KINDS = {  # sub-type: rule
    "none": "none", "Armed clash": "clash", "Government regains territory": "regain",
    "Non-state actor overtakes territory": "overtake", "Air/drone strike": "air",
    "Shelling/artillery/missile attack": "shell", "Remote explosive/landmine/IED": "ied", "Suicide bomb": "suicide",
    "Grenade": "grenade", "Attack": "attack", "Abduction/forced disappearance": "abduct", "Sexual violence": "sexual",
    "Peaceful protest": "protest", "Protest with intervention": "intervention",
    "Excessive force against protesters": "force", "Violent demonstration": "riot", "Mob violence": "mob",
    "Agreement": "agreement", "Arrests": "arrest", "Disrupted weapons use": "disrupted",
    "Looting/property destruction": "loot", "Non-violent transfer of territory": "transfer", "Other": "other",
    "Disaster/Flood": "flood", "Disaster/Earthquake": "quake", "Disaster/Fire": "fire", "Disaster/Accident": "accident",
    "Disaster/Storm": "storm", "Disaster/Other": "nature",
}  # fmt: skip


def stem(word):
    """The word without its ending."""
    if len(word) > 4:
        for ending in ("ing", "ed", "es", "s"):
            if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
                word = word[: -len(ending)]
                if ending in ("ing", "ed") and len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
                    word = word[:-1]
                break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word.endswith("y"):
        word = word[:-1] + "i"
    return word


def words(text):
    """The words of a text that count, in small letters; names are none of them."""
    tokens = WORD.findall(text)
    start = True
    for at, token in enumerate(tokens):
        if token in ".!?:":
            start = True
            continue
        follows = tokens[at + 1] if at + 1 < len(tokens) else ""
        if token[0].isdigit() or token.lower() in NUMBERS:
            yield "#"
        elif not token[0].isupper() or len(token) > 1 and token.isupper() or start and not follows[:1].isupper():
            word = token.lower()
            if len(word) > 1 and word not in COMMON:
                yield word
        start = False


def rows(path):
    """The fields of a table's rows, comments left out."""
    with open(path, encoding="utf8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.startswith("#"):
                yield number, line.rstrip("\n").split("\t")


def examples(lexicon):
    """Kind and sentence of the examples of the patterns whose meaning is one kind of event; those that must not match tell none."""
    meanings = {fields[0]: fields[2] for _, fields in rows(f"{lexicon}/triggers.tsv") if len(fields) > 2}
    for _, fields in rows(f"{lexicon}/corpus.tsv"):
        if len(fields) != 3 or fields[0] not in meanings:
            continue
        meaning = meanings[fields[0]]
        kind = meaning if meaning in KINDS else "Disaster/" + meaning
        if fields[1] == "-":
            yield "none", fields[2]
        elif kind in KINDS:
            yield kind, fields[2]


def main():
    lexicon, files = sys.argv[1], sys.argv[2:]
    labelled = list(examples(lexicon))
    for file in files:
        for number, fields in rows(file):
            if len(fields) != 2 or fields[0] not in KINDS:
                sys.exit(f"{file}:{number}: expected SUB-TYPE<TAB>SENTENCE, got {fields}")
            labelled.append(tuple(fields))
    kinds = [kind for kind, _ in labelled]
    # What is seldom written small is a name, also at the head of a sentence or in capitals: no place, people or army tells an event.
    written = collections.Counter(word for _, sentence in labelled for word in WORD.findall(sentence))
    every = collections.Counter()
    for word, count in written.items():
        every[word.lower()] += count
    small = {word for word, count in written.items() if word.islower() and count >= LEAST_SMALL * every[word]} | {"#"}
    sentences = [sorted(set(words(sentence)) & small) for _, sentence in labelled]
    forms = collections.defaultdict(collections.Counter)
    for sentence in sentences:
        for word in sentence:
            forms[stem(word)][word] += 1
    stems = sorted(one for one in forms if sum(forms[one].values()) >= LEAST_SENTENCES)
    number = {one: at for at, one in enumerate(stems)}
    lines, columns = [], []
    for row, sentence in enumerate(sentences):
        for column in sorted({number[stem(word)] for word in sentence if stem(word) in number}):
            lines.append(row)
            columns.append(column)
    matrix = csr_matrix((np.ones(len(lines)), (lines, columns)), shape=(len(sentences), len(stems)))
    # Rare kinds count for more, and not so much that they swallow the others.
    counts = collections.Counter(kinds)
    mean = len(kinds) / len(counts)
    shares = {kind: (mean / count) ** 0.5 for kind, count in counts.items()}
    model = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight=shares).fit(matrix, kinds)
    with open(f"{lexicon}/vocabulary.tsv", "w", encoding="utf8") as file:
        file.write(
            "# What words add to the log-odds of the kinds of events that a sentence may tell (src/event/vocabulary.rs).\n"
            "# @ <TAB> rule <TAB> meaning as in triggers.tsv <TAB> log-odds of the kind, numbered from 0; then forms of a word <TAB> KIND=WEIGHT ...\n"
            "# Learned by tools/train_vocabulary.py.\n"
        )
        for kind, bias in zip(model.classes_, model.intercept_):
            meaning = "none" if kind == "none" else kind if kind == "Disaster/Other" else kind.removeprefix("Disaster/")
            file.write(f"@\twords.{KINDS[kind]}\t{meaning}\t{bias:.2f}\n")
        for column, one in enumerate(stems):
            weights = [(k, w) for k, w in enumerate(model.coef_[:, column]) if abs(w) >= LEAST_WEIGHT]
            if weights:
                known = sorted(forms[one])
                file.write(" ".join(known) + "\t" + " ".join(f"{k}={w:.1f}" for k, w in weights) + "\n")


main()
