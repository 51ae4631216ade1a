#!/usr/bin/env bash
# GDAL, and DuckDB for GeoParquet, open every format that the binary writes and find the same rows in each. Usage: tools/check_formats.sh [EVENTMAP] [INPUT ...]
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
eventmap=${1:-target/release/eventmap}
shift || true
inputs=("${@:-seeds}")

if ! command -v ogrinfo > /dev/null; then
    sudo=$(command -v sudo || true)
    $sudo apt-get update -q
    $sudo apt-get install -q -y --no-install-recommends gdal-bin
fi

out=$(mktemp -d)
trap 'rm -r "$out"' EXIT
formats=$("$eventmap" formats --json | sed -n 's/.*"way":"write","name":"\([a-z]*\)".*/\1/p' | paste -sd,)
"$eventmap" map "${inputs[@]}" --out "$out/maps" --layer-formats "$formats" --styles --quiet
cd "$out/maps"

# Number of features that GDAL finds in a layer of a file.
count() { ogrinfo -ro -al -so "$@" | sed -n 's/^Feature Count: //p'; }
# Number of features of a layer that have a geometry: GDAL prints it indented, behind the fields.
placed() { ogrinfo -ro -q "$@" 2>&1 | grep -cE '^  (MULTI)?(POINT|LINESTRING|POLYGON) \(' || true; }
# All values of one field, sorted.
values() { ogr2ogr -f CSV /vsistdout/ "$1" ${3:+"$3"} -select "$2" 2> /dev/null | tail -n +2 | tr -d '"' | sort; }

checked=0
for layer in events incidents claims toponyms measures areas; do
    expected=$(count "$layer.geojson")
    expected_placed=$(placed "$layer.geojson" -al)
    values "$layer.geojson" id > expected.txt
    for file in "$layer".csv "$layer".kml "$layer".geojsons "$layer".fgb; do
        test -e "$file" || continue
        found=$(count "$file")
        test "$found" = "$expected" || { echo "$file: $found features, $layer.geojson has $expected"; exit 1; }
        found=$(placed "$file" -al)
        test "$found" = "$expected_placed" || { echo "$file: $found geometries, $layer.geojson has $expected_placed"; exit 1; }
        if ogrinfo -ro -al -so "$file" 2>&1 | grep -qi -e '^error' -e 'fatal'; then echo "$file: GDAL finds an error"; exit 1; fi
        field=id
        values "$file" "$field" > found.txt
        cmp expected.txt found.txt || { echo "$file: other ids than $layer.geojson"; exit 1; }
        checked=$((checked + 1))
    done
    if test -e eventmap.gpkg; then
        found=$(count eventmap.gpkg "$layer")
        test "$found" = "$expected" || { echo "eventmap.gpkg $layer: $found features, expected $expected"; exit 1; }
        found=$(placed eventmap.gpkg "$layer")
        test "$found" = "$expected_placed" || { echo "eventmap.gpkg $layer: $found geometries, expected $expected_placed"; exit 1; }
        values eventmap.gpkg id "$layer" > found.txt
        cmp expected.txt found.txt || { echo "eventmap.gpkg $layer: other ids"; exit 1; }
        checked=$((checked + 1))
    fi
done

if test -e eventmap.gpkg; then
    about=$(ogrinfo -ro -so eventmap.gpkg events 2>&1)
    for line in 'Geometry: Point' 'date_start: DateTime' 'event_date: Date' 'killed_low: Integer' 'place_inherited: Integer(Boolean)' 'confidence: Real' 'ID\["EPSG",4326\]'; do
        grep -q "$line" <<< "$about" || { echo "eventmap.gpkg: no '$line' in: $about"; exit 1; }
    done
    if grep -qi -e warning -e error <<< "$about"; then echo "$about"; exit 1; fi
    styles=$(ogrinfo -ro -q eventmap.gpkg -sql "SELECT count(*) AS n FROM layer_styles WHERE useAsDefault = 1" | sed -n 's/.*n (Integer.*) = //p')
    test "$styles" = 6 || { echo "eventmap.gpkg: $styles styles"; exit 1; }
fi
if test -e events.parquet; then
    python3 -c 'import duckdb' 2> /dev/null || {
        python3 -m pip --version > /dev/null 2>&1 || { sudo=$(command -v sudo || true); $sudo apt-get update -q; $sudo apt-get install -q -y --no-install-recommends python3-pip; }
        python3 -m pip install --quiet --target "$out/python" duckdb==1.4.2
        export PYTHONPATH="$out/python"
    }
    python3 "$root/tools/check_parquet.py" .
fi
echo "GDAL agrees: $checked layers in $formats"
