"""DuckDB reads every GeoParquet layer in a folder and finds the rows, types and places of the GeoJSON layer beside it."""

import json
import sys
from pathlib import Path

import duckdb

TYPES = {"id": "VARCHAR", "confidence": "DOUBLE", "event_date": "DATE", "killed_low": "BIGINT", "place_inherited": "BOOLEAN", "date_start": "TIMESTAMP WITH TIME ZONE"}


def main(folder: Path) -> None:
    for geojson in sorted(folder.glob("*.geojson")):
        layer = geojson.stem
        table = folder / f"{layer}.parquet"
        features = json.loads(geojson.read_text(encoding="utf-8"))["features"]
        rows = duckdb.sql(f"SELECT id, geometry FROM '{table}'").fetchall()
        assert sorted(row[0] for row in rows) == sorted(f["properties"]["id"] for f in features), f"{layer}: other ids"
        placed = sum(f["geometry"] is not None for f in features)
        assert sum(row[1] is not None for row in rows) == placed, f"{layer}: other places"
        types = dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{table}')").fetchall())
        for name, kind in TYPES.items():
            assert types.get(name, kind) == kind, f"{layer}.{name}: {types[name]}, expected {kind}"
        key, value = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{table}') WHERE key = 'geo'").fetchall()[0]
        assert json.loads(value)["version"] == "1.1.0"
        print(f"DuckDB agrees: {layer}, {len(rows)} rows")


main(Path(sys.argv[1]))
