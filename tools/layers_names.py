"""Names for build_layers.py: transliteration tables, the comparison key for linking, and the filter for junk alternates."""

import os
import re
import unicodedata

# BGN/PCGN 1947 Russian, with the endings -ый/-ий as newspapers write them (-y); e is "ye" at the start of a word,
# after a vowel and after й, ъ, ь. Soft and hard signs are left out, as in news text.
RU = dict(zip("абвгдзийклмнопрстуфхцчшщъыьэюяж", [
    "a", "b", "v", "g", "d", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch",
    "sh", "shch", "", "y", "", "e", "yu", "ya", "zh"]))
# Ukrainian national system, Cabinet of Ministers resolution 55 of 2010: two values = at the start of a word / elsewhere.
UK = {"а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": ("ye", "ie"), "ж": "zh", "з": "z",
      "и": "y", "і": "i", "ї": ("yi", "i"), "й": ("y", "i"), "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
      "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
      "щ": "shch", "ю": ("yu", "iu"), "я": ("ya", "ia"), "ь": "", "'": "", "ʼ": "", "’": "", "ы": "y", "э": "e",
      "ё": "io", "ъ": ""}


def _cap(word_in, word_out):
    return word_out[:1].upper() + word_out[1:] if word_in[:1].isupper() else word_out


def _words(text, convert):
    return re.sub(r"[\w'ʼ’]+", lambda m: _cap(m.group(), convert(m.group().lower())), text)


def russian(text, strict=False):
    """Latin form of a Russian name; strict keeps the BGN/PCGN endings -yy and -iy."""
    def convert(word):
        if not strict:
            word = re.sub(r"[ыи]й$", "ы", word)
        out = []
        for i, c in enumerate(word):
            if c in "её":
                out.append("ye" if i == 0 or word[i - 1] in "аеёиоуыэюяйъь" else "e")
            else:
                out.append(RU.get(c, c))
        return "".join(out)
    return _words(text, convert)


def ukrainian(text):
    """Latin form of a Ukrainian name by the national system of 2010."""
    def convert(word):
        word = word.replace("зг", "зgh")
        out = []
        for i, c in enumerate(word):
            v = UK.get(c, c)
            out.append(v if isinstance(v, str) else v[0 if i == 0 else 1])
        return "".join(out)
    return _words(text, convert)


def is_ukrainian_of(cyrillic, latin):
    """True if latin is cyrillic in the national system or in the older one of maps (ї = yi, й = y, ю = yu, я = ya, є = ye)."""
    older = re.sub("[їЇйЙюЮяЯєЄ]", lambda m: {"ї": "yi", "й": "y", "ю": "yu", "я": "ya", "є": "ye"}[m.group().lower()], cyrillic)
    return fold(ukrainian(cyrillic)) == fold(latin) or fold(ukrainian(older)) == fold(latin)


def fold(text):
    """Lower case without accents, apostrophes and signs; hyphens are spaces."""
    text = unicodedata.normalize("NFD", text.lower().replace("ł", "l"))
    text = re.sub("[\u0300-\u036f'’‘ʼʹ′`´ʻʿʾ\"”“″ʺьъ.]", "", text)
    return re.sub(r"[\s\-‐‑–—_]+", " ", text).strip()


def key(latin):
    """A loose key for comparing romanisations of one name; only for linking rows that also lie close together."""
    k = fold(latin).replace(" ", "")
    for a, b in (("shch", "S"), ("sch", "S"), ("sh", "S"), ("ch", "C"), ("zh", "Z"), ("kh", "h"), ("ts", "c"),
                 ("ye", "e"), ("yo", "e"), ("j", "i"), ("y", "i"), ("ie", "e"), ("w", "v")):
        k = k.replace(a, b)
    return re.sub(r"(.)\1+", r"\1", k)


def is_cyrillic(text):
    return any("\u0400" <= c <= "\u052f" for c in text)


def script(text):
    """First letter's script, roughly: what unicodedata calls it."""
    for c in text:
        if c.isalpha():
            return unicodedata.name(c, "?").split()[0]
    return "?"


def keep_alternate(alt, primary):
    """False for alternates that are no names: codes, machine romanisations, links, notes."""
    letters = [c for c in alt if c.isalpha()]
    if not letters or len(alt) > 60 or "http" in alt or re.search(r"[(),;/\[\]{}|=:]", alt):
        return False
    if re.search(r"\d", alt) and not re.search(r"\d", primary):
        return False
    latin = script(alt) == "LATIN"
    # "Ko", "Ki": two letters name nothing by themselves in running text.
    if latin and len(letters) <= 2:
        return False
    # Airport, UN/LOCODE and vehicle codes: "HRK", "IEV", "RUBEL".
    if latin and len(letters) <= 5 and alt.upper() == alt:
        return False
    # GeoNames holds machine romanisations of Chinese, Arabic, Hebrew names in lower case: "ha er ke fu", "hrqwb".
    if latin and alt.lower() == alt:
        return False
    return alt != primary


def common_words():
    """Common English words, in lower case: the project's own list."""
    if not _COMMON:
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lexicon", "en", "common-words.txt")
        with open(path, encoding="utf8") as f:
            _COMMON.update(line.strip() for line in f if not line.startswith("#"))
    return _COMMON


_COMMON = set()


def alternates(names, primary, ordinary=False):
    """Names that are names, once each. With `ordinary` not those that are a common English word ("Sunburn" for Milford)."""
    seen, out = {fold(primary)}, []
    for a in names:
        a = " ".join(a.replace("\t", " ").split())
        if ordinary and a.isascii() and fold(a) in common_words():
            continue
        if keep_alternate(a, primary) and fold(a) not in seen:
            seen.add(fold(a))
            out.append(a)
    return out


def local_name(names, country, primary):
    """The name in the country's own script, by matching its romanisation against the primary name."""
    if country in ("RU", "UA", "BY", "BG", "KZ", "KG", "MK", "RS", "ME", "MN", "TJ"):
        cyr = [n for n in names if is_cyrillic(n)]
        want = key(primary)
        if country == "UA":
            # Russian "Донецк" folds like Ukrainian "Донецьк": the one with more letters of Ukrainian wins.
            fits = [n for n in cyr if is_ukrainian_of(n, primary)]
            if fits:
                return max(fits, key=lambda n: len(re.findall("[іїєґьІЇЄҐ'’ʼ]", n)))
        first, second = (ukrainian, russian) if country == "UA" else (russian, ukrainian)
        for convert in (first, second):
            for n in cyr:
                if key(convert(n)) == want:
                    return n
        return cyr[0] if len(cyr) == 1 else ""
    wanted = {"GE": "GEORGIAN", "AM": "ARMENIAN", "GR": "GREEK", "IL": "HEBREW"}.get(country)
    return next((n for n in names if wanted and script(n) == wanted), "")
