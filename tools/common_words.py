#!/usr/bin/env python3
"""Writes lexicon/ru/common-words.txt and lexicon/uk/common-words.txt: frequent words that are no names.

Needs the PyPI package wordfreq (frequencies) and Debian's hunspell, hunspell-ru and hunspell-uk (which words are written small).
Call from the root of the repository: python3 tools/common_words.py
"""

import gzip
import re
import subprocess
from pathlib import Path

from wordfreq import top_n_list

READ, BYTES = 60_000, 285_000
# A frequent word that is also a town stays if it is among the first FREQUENT words and the town is no CITY.
FREQUENT, TOWN, CITY = 2_500, 40_000, 150_000
# Towns abroad count from this many people on, and only in the nominative, as they open a heading.
HOME, ABROAD = ("RU", "UA", "BY", "KZ", "MD", "IL", "IR"), 1_000_000

HEAD = """# Frequent {language} words in lower case, one a line, in the order of their bytes: a capital at the start of a sentence or in a
# heading says nothing of them. Inflected forms are listed; names are not, nor words that are large towns too.
# Chosen by tools/common_words.py from the word frequencies of wordfreq 3.1.1 by Robyn Speer, CC BY-SA 4.0
# (https://creativecommons.org/licenses/by-sa/4.0/), as is this list: changed by leaving out rare words and what is written
# with a capital only.
"""


def towns(least, home):
    """Folded Cyrillic names of towns with `least` inhabitants, at home or abroad."""
    names = set()
    for layer in ("towns", "world"):
        with gzip.open(f"gazetteer/{layer}.tsv.gz", "rt", encoding="utf-8") as rows:
            rows = [row.rstrip("\n").split("\t") for row in rows if not row.startswith("#")]
        head = rows[0]
        column = {name: at for at, name in enumerate(head)}
        for row in rows[1:]:
            population = row[column["population"]]
            if population and int(population) >= least and (row[column["country"]] in HOME) == home:
                names.update(fold(name) for name in [row[column["local"]], *"".join(row[column["names"]:column["names"] + 1]).split("|")] if name)
    return names


def fold(word):
    return word.lower().translate(str.maketrans({"ё": "е", "й": "и", "ї": "і", "ь": None, "ъ": None, "'": None, "’": None}))


def forms(word):
    """Nominatives that a word may belong to, roughly."""
    word = fold(word)
    stems = {word}
    for ending in ("а", "у", "ом", "е", "і", "ы", "и", "ои", "ою", "ах", "ам", "ами", "ов", "ого", "ому", "ым", "им", "я", "ю", "ем", "еи", "ии", "ій"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: len(word) - len(ending)]
            stems |= {stem + end for end in ("", "а", "о", "е", "ы", "и", "ыи", "ии", "я")}
    return stems


def main():
    known, cities, abroad = towns(TOWN, True), towns(CITY, True), towns(ABROAD, False)
    for code, dictionary, language in (("ru", "ru_RU", "Russian"), ("uk", "uk_UA", "Ukrainian")):
        words = [word for word in top_n_list(code, READ) if re.fullmatch(r"[а-яёіїєґ]+(['’ʼ][а-яіїєґ]+)?", word)]
        words = [word.replace("’", "'").replace("ʼ", "'") for word in words if len(word) > 1]
        good = subprocess.run(["hunspell", "-i", "UTF-8", "-d", dictionary, "-G"], input="\n".join(words), text=True, capture_output=True, check=True)
        accepted = set(good.stdout.split())
        chosen, size = set(), 0
        for rank, word in enumerate(words):
            town = forms(word) & (known if rank >= FREQUENT else cities) or rank >= FREQUENT and fold(word) in abroad
            if word not in accepted or town or word in chosen:
                continue
            size += len(word.encode()) + 1
            if size > BYTES:
                break
            chosen.add(word)
        text = HEAD.format(language=language) + "".join(word + "\n" for word in sorted(chosen, key=str.encode))
        Path(f"lexicon/{code}/common-words.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
