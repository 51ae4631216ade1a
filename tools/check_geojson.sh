#!/usr/bin/env bash
# Opens every GeoJSON layer of a folder with GDAL and compares what it sees with docs/schema.md.
# Usage: tools/check_geojson.sh DIR      Needs ogrinfo (Debian: gdal-bin) and python3.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=${1:?"usage: tools/check_geojson.sh DIR"}
for layer in events incidents claims toponyms measures areas; do
    ogrinfo -ro -al -so "$dir/$layer.geojson" > "/tmp/$layer.$$.ogrinfo"
    python3 - "$layer" "$dir/$layer.geojson" "/tmp/$layer.$$.ogrinfo" <<'PYTHON'
import json, re, sys

layer, file, info = sys.argv[1:]
schema, section = [], None
for line in open("docs/schema.md", encoding="utf-8"):
    if line.startswith("## "):
        section = line[3:].strip()
    row = re.match(r"\| `(\w+)` \| (\w+) \|", line)
    if row and section == layer:
        schema.append(row.groups())

written = json.load(open(file, encoding="utf-8"))["features"]
seen = open(info, encoding="utf-8").read()
problems = []
count = int(re.search(r"^Feature Count: (\d+)$", seen, re.M).group(1))
if count != len(written):
    problems.append(f"{len(written)} features written, GDAL sees {count}")
name = re.search(r"^Layer name: (.*)$", seen, re.M).group(1)
if name != layer:
    problems.append(f"layer name is {name}")
geometry = re.search(r"^Geometry: (.*)$", seen, re.M).group(1)
placed = any(feature["geometry"] for feature in written)
forms = {"claims": "Line String", "measures": "Line String", "areas": "Multi Polygon"}
expected = forms.get(layer, "Point") if placed else None
if expected and geometry != expected:
    problems.append(f"geometry is {geometry}, expected {expected}")
if placed and '"EPSG",4326' not in seen.replace("ID[", ""):
    problems.append("the layer is not in WGS 84")
# "Integer(Boolean) (1.0)": the kind in brackets says more.
fields = {name: sub or kind for name, kind, sub in re.findall(r"^(\w+): (\w+)(?:\((\w+)\))?", seen, re.M)}
if written:
    if [name for name, _ in schema] != list(written[0]["properties"]):
        problems.append("fields or their order differ from docs/schema.md")
    for name, kind in schema:
        if all(feature["properties"][name] is None for feature in written):
            kind = "String"
        if fields.get(name) != kind:
            problems.append(f"{name} is {fields.get(name)}, docs/schema.md says {kind}")
for problem in problems:
    print(f"{file}: {problem}", file=sys.stderr)
print(f"{layer}: {count} features, {len(schema)} fields, {geometry}")
sys.exit(bool(problems))
PYTHON
    rm -f "/tmp/$layer.$$.ogrinfo"
done
