#!/usr/bin/env bash
# The layers of the seeds in headless QGIS: types, styles, time, a picture. Heavy (1 GB of packages), so not part of .ci/run.
# Usage: tools/check_qgis.sh [EVENTMAP] [PICTURE]
set -euo pipefail
cd "$(dirname "$0")/.."
eventmap=${1:-target/release/eventmap}
out=$(mktemp -d)
trap 'rm -r "$out"' EXIT
if ! /usr/bin/python3 -c 'import qgis' 2> /dev/null; then
    sudo=$(command -v sudo || true)
    $sudo apt-get update -q
    $sudo apt-get install -q -y --no-install-recommends qgis python3-qgis
fi
"$eventmap" map seeds --out "$out/maps" --layer-formats geojson,gpkg --styles --quiet
mkdir -m 700 "$out/run"
XDG_RUNTIME_DIR=$out/run QT_QPA_PLATFORM=offscreen /usr/bin/python3 tools/check_qgis.py "$out/maps" "${2:-$out/qgis.png}"
