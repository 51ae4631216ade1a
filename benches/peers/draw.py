#!/usr/bin/env python3
"""Draws one map with eventmap, cartopy, geopandas and PyGMT, and prints the processor time and memory of each process.

The same events, layers, bands of distance, lines to the border, names, graticule, scale bar, legend and locator for all; 1600 x 1200
pixels. See README.md beside this file. Each tool runs in a process of its own, from its start to the file; for the Python ones the time of
an empty process that only imports the same modules is printed beside it.
"""

import argparse
import gzip
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

from run import ROOT, border, decode

EXTENT = [34.9, 49.35, 38.4, 50.95]
BANDS = [5, 10, 20, 40]
COLORS = ["#e29f62", "#eab887", "#f3d0ac", "#fbe9d2"]
MARKS = {"Shelling/artillery/missile attack": ("o", "c", "#c84a0b"), "Air/drone strike": ("^", "t", "#0072b2"),
         "Armed clash": ("s", "s", "#222428"), "Attack": ("D", "d", "#a33e86"),
         "Remote explosive/landmine/IED": ("P", "x", "#008560")}
IMPORTS = {
    "cartopy": "import cartopy.crs, matplotlib.pyplot, shapely, pyproj",
    "geopandas": "import geopandas, matplotlib.pyplot, shapely",
    "pygmt": "import pygmt, shapely, pyproj",
}


def rows(path, decimals):
    """Rings of an outline file by code, and rows "rank, polyline" under None."""
    rings, code = {}, None
    data = (ROOT / "gazetteer" / path).read_bytes()
    for row in (gzip.decompress(data) if path.endswith(".gz") else data).decode().splitlines():
        if row.startswith("#"):
            if row.startswith("# decimals:"):
                decimals = int(row.split(":")[1])
            continue
        cells = row.split("\t")
        if cells[0] and len(cells) > 2:
            code = cells[0]
        elif cells[0]:
            rings.setdefault(None, []).append(("", list(decode(cells[1], 10**decimals))))
        else:
            parts = rings.setdefault(code, [])
            line = list(decode(cells[2], 10**decimals))
            if parts and parts[-1][0] == cells[1]:
                parts[-1][1].extend(line)
            else:
                parts.append((cells[1], line))
    return rings


def prepare(folder):
    """Writes all layers as GeoJSON, cut to what may be seen, so that no tool reads more than it needs."""
    west, south, east, north = EXTENT
    seen = lambda line, pad: any(west - pad < x < east + pad and south - pad < y < north + pad for x, y in line)

    def write(name, kind, lines):
        if kind == "Polygon":
            lines = [line + [line[0]] for line in lines if len(line) > 3]
        features = [{"type": "Feature", "properties": {},
                     "geometry": {"type": kind, "coordinates": [line] if kind == "Polygon" else line}} for line in lines]
        (folder / f"{name}.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))

    every = lambda path, decimals: [line for parts in rows(path, decimals).values() for _, line in parts]
    write("countries", "Polygon", [line for line in every("shapes/countries.tsv", 3) if seen(line, 20)])
    write("regions", "Polygon", [line for line in every("shapes/regions.tsv", 5) if seen(line, 1)])
    write("lakes", "Polygon", [line for line in every("basemap/lakes.tsv.gz", 4) if seen(line, 0)])
    write("rivers", "LineString", [line for line in every("basemap/rivers.tsv.gz", 4) if seen(line, 0)])
    write("border", "LineString", [border()])
    script = [sys.executable, ROOT / "tools/invent_events.py", "days"]
    (folder / "events.geojson").write_bytes(subprocess.run(script, check=True, stdout=subprocess.PIPE).stdout)


def layers(folder):
    """All layers as shapely geometries, the bands widened on a plane around the middle, and what is measured on it."""
    import numpy
    import pyproj
    import shapely
    from shapely.geometry import Point, shape
    from shapely.ops import nearest_points, unary_union

    read = lambda name: json.loads((folder / f"{name}.geojson").read_text())["features"]
    shapes = {name: [shape(f["geometry"]) for f in read(name)] for name in ["countries", "regions", "lakes", "rivers", "border"]}
    lon, lat = (EXTENT[0] + EXTENT[2]) / 2, (EXTENT[1] + EXTENT[3]) / 2
    plane = pyproj.CRS.from_proj4(f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m")
    there = pyproj.Transformer.from_crs(4326, plane, always_xy=True).transform
    back = pyproj.Transformer.from_crs(plane, 4326, always_xy=True).transform
    transform = lambda way, geometry: shapely.transform(geometry, lambda xy: numpy.column_stack(way(xy[:, 0], xy[:, 1])))
    window = shapely.box(*EXTENT).buffer(1.0)
    line = transform(there, unary_union(shapes["border"]).intersection(window))
    areas = [line.buffer(km * 1000.0, quad_segs=32) for km in BANDS]
    bands = [areas[0]] + [b.difference(a) for a, b in zip(areas, areas[1:])]
    geod = pyproj.Geod(ellps="WGS84")
    events, places = [], {}
    for feature in read("events"):
        properties, at = feature["properties"], feature["geometry"]["coordinates"]
        hurt = sum(properties.get(key) or 0 for key in ["killed_best", "injured_best"])
        events.append((at, MARKS.get(properties["sub_event_type"], MARKS["Attack"]), hurt, properties["sub_event_type"]))
        places[properties["place_name"]] = at
    links = []
    for name, at in places.items():
        foot = nearest_points(transform(there, Point(at)), line)[1]
        end = back(foot.x, foot.y)
        links.append((name, at, end, geod.inv(*at, *end)[2] / 1000.0))
    return shapes, plane, (lon, lat), [transform(back, b) for b in bands], bands, events, links


def furniture(plt, ax, figure, events):
    """Title, legend, scale bar and foot on a matplotlib figure."""
    handles = {kind: plt.Line2D([], [], ls="", marker=mark[0], color=mark[2], label=kind) for _, mark, _, kind in events}
    bands = [plt.Rectangle((0, 0), 1, 1, color=c, label=f"{km} km") for c, km in zip(COLORS, BANDS)]
    ax.legend(handles=[*handles.values(), *bands], loc="upper left", bbox_to_anchor=(1.02, 1.0), fontsize=6, frameon=False)
    figure.text(0.03, 0.96, f"Invented events near the Russia–Ukraine border (n = {len(events)})", fontsize=11, weight="bold")
    figure.text(0.03, 0.02, "Borders: OpenStreetMap contributors (ODbL). Water: GSHHG. Azimuthal equidistant on WGS 84.", fontsize=5)


def draw_cartopy(folder, out):
    import cartopy.crs as ccrs
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.patheffects as effects
    import matplotlib.pyplot as plt

    shapes, _, (lon, lat), bands, _, events, links = layers(folder)
    degrees = ccrs.PlateCarree()
    figure = plt.figure(figsize=(8, 6), dpi=200)
    ax = figure.add_axes([0.06, 0.1, 0.68, 0.82], projection=ccrs.AzimuthalEquidistant(lon, lat))
    ax.set_extent([EXTENT[0], EXTENT[2], EXTENT[1], EXTENT[3]], degrees)
    ax.add_geometries(shapes["countries"], degrees, facecolor="#fafaf8", edgecolor="#8a8f98", linewidth=0.5)
    for band, color in zip(bands, COLORS):
        ax.add_geometries([band], degrees, facecolor=color, edgecolor="#b86a26", linewidth=0.3)
    ax.add_geometries(shapes["regions"], degrees, facecolor="none", edgecolor="#9a9389", linewidth=0.3, linestyle="--")
    ax.add_geometries(shapes["rivers"], degrees, facecolor="none", edgecolor="#9fc3dc", linewidth=0.5)
    ax.add_geometries(shapes["lakes"], degrees, facecolor="#c3daea", edgecolor="#7fa9c6", linewidth=0.2)
    for color, width in [("white", 2.2), ("#6e0a1e", 1.0)]:
        ax.add_geometries(shapes["border"], degrees, facecolor="none", edgecolor=color, linewidth=width)
    ax.gridlines(draw_labels={"left": "y", "bottom": "x"}, linewidth=0.3, xlabel_style={"size": 6}, ylabel_style={"size": 6})
    halo = [effects.withStroke(linewidth=1.5, foreground="white")]
    for name, at, end, km in links:
        ax.plot([at[0], end[0]], [at[1], end[1]], "k--", linewidth=0.6, transform=ccrs.Geodetic())
        middle = [(a + b) / 2 for a, b in zip(at, end)]
        ax.text(*middle, f"{km:.1f} km", fontsize=5, weight="bold", transform=degrees, path_effects=halo)
        ax.text(at[0] + 0.03, at[1] + 0.02, name, fontsize=7, weight="bold", transform=degrees, path_effects=halo)
    for at, mark, hurt, _ in events:
        ax.plot(*at, marker=mark[0], color=mark[2], markersize=4 + hurt**0.5, markeredgecolor="white", markeredgewidth=0.5, transform=degrees)
    inset = figure.add_axes([0.77, 0.1, 0.21, 0.25], projection=ccrs.AzimuthalEquidistant(lon, lat))
    inset.set_extent([22, 46, 43, 56], degrees)
    inset.add_geometries(shapes["countries"], degrees, facecolor="#f8efd9", edgecolor="#8a8f98", linewidth=0.4)
    inset.plot([EXTENT[i] for i in [0, 2, 2, 0, 0]], [EXTENT[i] for i in [1, 1, 3, 3, 1]], color="#c21030", linewidth=1, transform=degrees)
    x, y = ax.get_xlim()[0] + 8000, ax.get_ylim()[0] + 8000
    ax.plot([x, x + 50000], [y, y], "k", linewidth=2)
    ax.text(x, y + 3000, "50 km", fontsize=6)
    furniture(plt, ax, figure, events)
    figure.savefig(out, dpi=200)


def draw_geopandas(folder, out):
    import geopandas
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.patheffects as effects
    import matplotlib.pyplot as plt

    shapes, plane, _, _, bands, events, links = layers(folder)
    frame = lambda all_of: geopandas.GeoSeries(all_of, crs=4326).to_crs(plane)
    figure = plt.figure(figsize=(8, 6), dpi=200)
    ax = figure.add_axes([0.06, 0.1, 0.68, 0.82])
    frame(shapes["countries"]).plot(ax=ax, facecolor="#fafaf8", edgecolor="#8a8f98", linewidth=0.5)
    for band, color in zip(bands, COLORS):
        geopandas.GeoSeries([band], crs=plane).plot(ax=ax, facecolor=color, edgecolor="#b86a26", linewidth=0.3)
    frame(shapes["regions"]).plot(ax=ax, facecolor="none", edgecolor="#9a9389", linewidth=0.3, linestyle="--")
    frame(shapes["rivers"]).plot(ax=ax, color="#9fc3dc", linewidth=0.5)
    if shapes["lakes"]:
        frame(shapes["lakes"]).plot(ax=ax, facecolor="#c3daea", edgecolor="#7fa9c6", linewidth=0.2)
    for color, width in [("white", 2.2), ("#6e0a1e", 1.0)]:
        frame(shapes["border"]).plot(ax=ax, color=color, linewidth=width)
    from shapely.geometry import LineString, MultiPoint, Point
    corners = frame([MultiPoint([(EXTENT[0], EXTENT[1]), (EXTENT[2], EXTENT[1]), (EXTENT[0], EXTENT[3]), (EXTENT[2], EXTENT[3])])])
    west, south, east, north = corners.total_bounds
    grid = [LineString([(x, 48 + k / 20) for k in range(80)]) for x in range(34, 40)]
    grid += [LineString([(34 + k / 20, y) for k in range(100)]) for y in [49.5, 50, 50.5, 51]]
    frame(grid).plot(ax=ax, color="#6f7a88", linewidth=0.2)
    halo = [effects.withStroke(linewidth=1.5, foreground="white")]
    for name, at, end, km in links:
        (a, b) = frame([Point(at), Point(end)])
        ax.plot([a.x, b.x], [a.y, b.y], "k--", linewidth=0.6)
        ax.text((a.x + b.x) / 2, (a.y + b.y) / 2, f"{km:.1f} km", fontsize=5, weight="bold", path_effects=halo)
        ax.text(a.x + 2000, a.y + 2000, name, fontsize=7, weight="bold", path_effects=halo)
    points = frame([Point(at) for at, *_ in events])
    for point, (_, mark, hurt, _) in zip(points, events):
        ax.plot(point.x, point.y, marker=mark[0], color=mark[2], markersize=4 + hurt**0.5, markeredgecolor="white", markeredgewidth=0.5)
    ax.set_xlim(west, east)
    ax.set_ylim(south, north)
    inset = figure.add_axes([0.77, 0.1, 0.21, 0.25])
    frame(shapes["countries"]).plot(ax=inset, facecolor="#f8efd9", edgecolor="#8a8f98", linewidth=0.4)
    inset.plot([west, east, east, west, west], [south, south, north, north, south], color="#c21030", linewidth=1)
    inset.set_xlim(-9e5, 7e5)
    inset.set_ylim(-7e5, 6e5)
    ax.plot([west + 8000, west + 58000], [south + 8000] * 2, "k", linewidth=2)
    ax.text(west + 8000, south + 11000, "50 km", fontsize=6)
    furniture(plt, ax, figure, events)
    figure.savefig(out, dpi=200)


def draw_pygmt(folder, out):
    import pygmt

    shapes, _, (lon, lat), bands, _, events, links = layers(folder)
    figure = pygmt.Figure()
    projection = f"E{lon}/{lat}/14c"
    region = f"{EXTENT[0]}/{EXTENT[1]}/{EXTENT[2]}/{EXTENT[3]}+r"
    title = f"Invented events near the Russia-Ukraine border (n = {len(events)})"
    pygmt.config(FONT_TITLE="11p,Helvetica-Bold", FONT_ANNOT="6p", MAP_GRID_PEN="0.2p,gray60")
    figure.basemap(region=region, projection=projection, frame=["xa1g1", "ya0.5g0.5", f"WSne+t{title}"])

    def parts(geometry):
        for part in getattr(geometry, "geoms", [geometry]):
            yield part.exterior.coords if hasattr(part, "exterior") else part.coords
            yield from (ring.coords for ring in getattr(part, "interiors", []))

    def lay(geometries, **look):
        if not geometries:
            return
        # One call for a layer: GMT starts anew for each.
        path = folder / "layer.txt"
        with open(path, "w") as table:
            for geometry in geometries:
                for ring in parts(geometry):
                    table.write(">\n" + "".join(f"{x} {y}\n" for x, y in ring))
        figure.plot(data=str(path), **look)

    lay(shapes["countries"], fill="250/250/248", pen="0.5p,gray55")
    # Rings have no holes here: the widest first, so that the nearer lie over it.
    for band, color in reversed(list(zip(bands, COLORS))):
        lay([band], fill=color, pen="0.3p,#b86a26")
    lay(shapes["regions"], pen="0.3p,gray60,-")
    lay(shapes["rivers"], pen="0.5p,#9fc3dc")
    lay(shapes["lakes"], fill="#c3daea", pen="0.2p,#7fa9c6")
    lay(shapes["border"], pen="2.2p,white")
    lay(shapes["border"], pen="1p,#6e0a1e")
    for name, at, end, km in links:
        figure.plot(x=[at[0], end[0]], y=[at[1], end[1]], pen="0.6p,black,-")
    figure.text(x=[(at[0] + end[0]) / 2 for _, at, end, _ in links], y=[(at[1] + end[1]) / 2 for _, at, end, _ in links],
                text=[f"{km:.1f} km" for *_, km in links], font="5p,Helvetica-Bold")
    figure.text(x=[at[0] for _, at, *_ in links], y=[at[1] for _, at, *_ in links], text=[name for name, *_ in links],
                font="7p,Helvetica-Bold", justify="BL", offset="0.1c/0.1c")
    told = set()
    for at, mark, hurt, kind in events:
        label = {} if kind in told else {"label": kind}
        told.add(kind)
        figure.plot(x=[at[0]], y=[at[1]], style=f"{mark[1]}{0.2 + 0.04 * hurt**0.5}c", fill=mark[2], pen="0.3p,white", **label)
    figure.legend(position="JTR+jTL+o0.2c/0c+w4c", box=False)
    figure.basemap(map_scale=f"jBL+w50k+o0.5c/0.5c+f+c{lon}/{lat}")
    with figure.inset(position="jBR+w4c+o-4.3c/0c"):
        figure.basemap(region="22/43/46/56+r", projection=f"E{lon}/{lat}/4c", frame="0")
        lay(shapes["countries"], fill="#f8efd9", pen="0.4p,gray55", region="22/43/46/56+r", projection=f"E{lon}/{lat}/4c")
        figure.plot(x=[EXTENT[i] for i in [0, 2, 2, 0, 0]], y=[EXTENT[i] for i in [1, 1, 3, 3, 1]], pen="1p,#c21030")
    figure.savefig(out, dpi=200)


def measured(command):
    """Processor seconds, and the most memory in MB, of a process and its children."""
    script = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
              "u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime, u.ru_maxrss / 1024)")
    done = subprocess.run([sys.executable, "-c", script, *map(str, command)], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        return None
    return tuple(map(float, done.stdout.split()))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eventmap", type=pathlib.Path, default=ROOT / "target/release/eventmap")
    parser.add_argument("--out", type=pathlib.Path, help="folder that the pictures are kept in")
    parser.add_argument("--draw", nargs=2, metavar=("TOOL", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.draw:
        tool, folder = options.draw
        return globals()[f"draw_{tool}"](pathlib.Path(folder), pathlib.Path(folder) / f"{tool}.png")
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.out or pathlib.Path(scratch)
        folder.mkdir(exist_ok=True)
        prepare(folder)
        extent = ",".join(map(str, EXTENT))
        own = [options.eventmap, "render", folder / "events.geojson", "--extent", extent, "-q", "-o", folder / "eventmap.png"]
        ours = measured(own)
        if ours is None:
            sys.exit(f"{options.eventmap} did not draw")
        print(f"{'eventmap':10} {ours[0]:6.2f} s {ours[1]:5.0f} MB")
        for tool, modules in IMPORTS.items():
            bare = measured([sys.executable, "-c", modules])
            drawn = measured([sys.executable, __file__, "--draw", tool, folder]) if bare else None
            if drawn is None:
                print(f"{tool:10} is not installed or did not draw")
                continue
            print(f"{tool:10} {drawn[0]:6.2f} s {drawn[1]:5.0f} MB, {drawn[0] - bare[0]:.2f} s without importing; "
                  f"{drawn[0] / ours[0]:.0f} and {(drawn[0] - bare[0]) / ours[0]:.0f} times eventmap")


if __name__ == "__main__":
    main()
