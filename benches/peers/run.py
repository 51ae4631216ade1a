#!/usr/bin/env python3
"""Measures points to the Russia-Ukraine border with eventmap, PostGIS, spherely and shapely, and prints speed and errors.

See README.md beside this file. Deterministic points; everything on this machine; a PostGIS cluster of its own is started in a temporary
folder and stopped again.
"""

import argparse
import csv
import json
import os
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import tempfile
import time

RINGS = [(0, 5), (5, 50), (50, 500), (500, 3000)]
ROOT = pathlib.Path(__file__).resolve().parents[2]
PORT = "54339"


def decode(text, unit):
    """Encoded polyline to (lon, lat)."""
    values, value, shift = [], 0, 0
    for char in text:
        bits = ord(char) - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            values.append(~(value >> 1) if value & 1 else value >> 1)
            value, shift = 0, 0
    lat = lon = 0
    for north, east in zip(values[::2], values[1::2]):
        lat, lon = lat + north, lon + east
        yield lon / unit, lat / unit


def border():
    text = (ROOT / "gazetteer/borders/ru-ua.tsv").read_text(encoding="utf-8")
    line = []
    for row in text.splitlines():
        if not row.startswith("#"):
            line += decode(row.split("\t")[1], 10**6)
    return line


def make_points(line, count):
    """(ring, lon, lat), rounded to 1e-7 degrees."""
    from pyproj import Geod

    geod, dice, points = Geod(ellps="WGS84"), random.Random(5), []
    for number in range(count):
        ring = number * len(RINGS) // count
        low, high = RINGS[ring]
        lon, lat = dice.choice(line)
        lon, lat, _ = geod.fwd(lon, lat, dice.uniform(0, 360), dice.uniform(low, high) * 1000)
        points.append((ring, round(lon, 7), round(lat, 7)))
    return points


def children_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def own_seconds(work):
    before = time.process_time()
    answer = work()
    return answer, time.process_time() - before


def eventmap(program, folder, *options):
    out = folder / "out.csv"
    before = children_seconds()
    subprocess.run(
        [program, "distance", "--points", folder / "points.csv", "--to", folder / "border.geojson", "-o", out, "-q", *options],
        check=True,
    )
    seconds = children_seconds() - before
    with open(out, newline="", encoding="utf-8") as table:
        return [float(row["distance_m"]) for row in csv.DictReader(table)], seconds


def postgis(line, points, folder):
    """ST_Distance of geography on the spheroid, with its cached tree; the back end's own time."""
    binaries = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not binaries:
        raise RuntimeError("PostgreSQL is not installed")
    import psycopg2

    bin_folder, data = binaries[-1].parent, folder / "pg"
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    data.mkdir()
    if as_user:
        os.chmod(folder, 0o755)
        shutil.chown(data, "postgres", "postgres")
    run = lambda *words: subprocess.run([*as_user, *words], check=True, stdout=subprocess.DEVNULL, cwd="/")
    run(bin_folder / "initdb", "-D", data, "-A", "trust", "-U", "postgres")
    run(bin_folder / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", f"-p {PORT} -h 127.0.0.1 -k {data}", "start")
    try:
        link = psycopg2.connect(host="127.0.0.1", port=PORT, user="postgres", dbname="postgres")
        link.autocommit = True
        with link.cursor() as db:
            db.execute("CREATE EXTENSION postgis; CREATE TABLE p (id int, g geography); CREATE TABLE b (g geography)")
            db.execute("SET max_parallel_workers_per_gather = 0")
            wkt = "LINESTRING(" + ",".join(f"{lon} {lat}" for lon, lat in line) + ")"
            db.execute("INSERT INTO b VALUES (ST_GeogFromText(%s))", [wkt])
            db.executemany("INSERT INTO p VALUES (%s, ST_MakePoint(%s, %s)::geography)",
                           [(number, lon, lat) for number, (_, lon, lat) in enumerate(points)])
            db.execute("SELECT pg_backend_pid()")
            backend = pathlib.Path(f"/proc/{db.fetchone()[0]}/stat")
            ticks = lambda: sum(int(x) for x in backend.read_text().rsplit(")", 1)[1].split()[11:13])
            before = ticks()
            db.execute("SELECT ST_Distance(p.g, b.g) FROM b, p ORDER BY p.id")
            found = [row[0] for row in db.fetchall()]
            return found, (ticks() - before) / os.sysconf("SC_CLK_TCK")
    finally:
        run(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def on_sphere(line, points):
    import numpy
    import spherely

    target = spherely.create_linestring(line)
    spherely.prepare(target)
    array = spherely.points([p[1] for p in points], [p[2] for p in points])
    return own_seconds(lambda: [float(d) for d in numpy.asarray(spherely.distance(array, target))])


def in_degrees(line, points):
    """The nearest point in the plane of degrees, then the geodesic to it: what is often done."""
    import shapely
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    segments = [shapely.LineString(pair) for pair in zip(line, line[1:])]
    tree = shapely.STRtree(segments)

    def work():
        near = tree.nearest(shapely.points([p[1:] for p in points]))
        found = []
        for (_, lon, lat), number in zip(points, near):
            segment = segments[number]
            foot = segment.interpolate(segment.project(shapely.Point(lon, lat)))
            found.append(geod.inv(lon, lat, foot.x, foot.y)[2])
        return found

    return own_seconds(work)


def by_every_edge(line, point):
    """Golden-section search with GeographicLib on each edge that could be nearest; geodesic edges."""
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    _, lon, lat = point
    _, _, ends = geod.inv([lon] * len(line), [lat] * len(line), *zip(*line))
    _, _, lengths = geod.inv(*zip(*line[:-1]), *zip(*line[1:]))
    best = min(ends)
    for number, length in enumerate(lengths):
        if (ends[number] + ends[number + 1] - length) / 2 > best or length == 0:
            continue
        (a, b), azimuth = line[number], geod.inv(*line[number], *line[number + 1])[0]
        at = lambda s: geod.inv(lon, lat, *geod.fwd(a, b, azimuth, s)[:2])[2]
        low, high, golden = 0.0, length, (5**0.5 - 1) / 2
        for _ in range(60):
            one, two = high - golden * (high - low), low + golden * (high - low)
            low, high = (low, two) if at(one) < at(two) else (one, high)
        best = min(best, at((low + high) / 2))
    return best


def show(name, found, seconds, truth, points):
    cells = []
    for ring in range(len(RINGS)):
        off = [abs(f - t) for f, t, p in zip(found, truth, points) if p[0] == ring]
        cells.append(f"{statistics.median(off):.4g} / {max(off):.4g}")
    print(f"| {name} | {len(found) / max(seconds, 1e-9):,.0f} | " + " | ".join(cells) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eventmap", default=str(ROOT / "target/release/eventmap"))
    parser.add_argument("--points", type=int, default=10_000)
    parser.add_argument("--check", type=int, default=0, help="points to check the reference on, edge by edge")
    parser.add_argument("--only", default="eventmap,postgis,spherely,shapely")
    options = parser.parse_args()
    line = border()
    points = make_points(line, options.points)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with open(folder / "points.csv", "w", encoding="utf-8") as table:
            table.write("lon,lat\n" + "".join(f"{lon},{lat}\n" for _, lon, lat in points))
        geometry = {"type": "LineString", "coordinates": line}
        (folder / "border.geojson").write_text(json.dumps(geometry), encoding="utf-8")
        truth, _ = eventmap(options.eventmap, folder, "--exact", "--edges", "geodesic")
        if options.check:
            step = max(1, len(points) // options.check)
            worst = max(abs(truth[n] - by_every_edge(line, points[n])) for n in range(0, len(points), step))
            print(f"reference against every edge: {worst * 1000:.3f} mm at most (written to the millimetre)\n")
        print("| tool | points per second of its own time | " + " | ".join(f"{a} to {b} km, error in m" for a, b in RINGS) + " |")
        print("| --- | --- |" + " --- |" * len(RINGS))
        tools = {
            "eventmap": [("eventmap, geodesic edges", lambda: eventmap(options.eventmap, folder, "--edges", "geodesic", "--threads", "1")),
                         ("eventmap --exact", lambda: eventmap(options.eventmap, folder, "--exact", "--edges", "geodesic", "--threads", "1"))],
            "postgis": [("PostGIS ST_Distance(geography)", lambda: postgis(line, points, folder))],
            "spherely": [("spherely.distance (S2, sphere)", lambda: on_sphere(line, points))],
            "shapely": [("shapely STRtree in degrees, then geodesic", lambda: in_degrees(line, points))],
        }
        for key in options.only.split(","):
            for label, work in tools[key]:
                try:
                    found, seconds = work()
                except (ImportError, RuntimeError, subprocess.CalledProcessError) as why:
                    print(f"{label}: left out, {why}")
                    continue
                show(label, found, seconds, truth, points)


if __name__ == "__main__":
    main()
