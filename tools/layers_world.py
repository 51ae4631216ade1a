"""World layers for build_layers.py: second-level divisions, places of postal codes, lakes, airports."""

import collections
import csv
import re
import struct

from layers_names import alternates, fold, script

# Words of a division's kind, before and behind its name; without them the name is the seat's or a namesake's too.
BEFORE = re.compile(
    r"(?i)^(?:the |city of |town of |borough of |metropolitan borough of |municipality of |municipal district of |regional municipality of |"
    r"regional district of |district municipality of |shire of |rural municipality of |county of |county borough of |district of |province of |"
    r"department of |region of |county |qaḑā['’]? |qada |markaz |qism |amphoe |khet |king amphoe |regierungsbezirk |kabupaten |kota |wilayat |"
    r"mudīrīyat |baladīyat |delegacion |délégation |délégation de |municipio de |município de |municipiul |orașul |oraşul |comuna |"
    r"departamento de |provincia de |província de |provincia del |province de |provincia di |provincie |département de |département d['’]|"
    r"département du |département des |cercle de |partido de |cantón de |distrito de |concelho de |huyện |quận |thị xã |thành phố |"
    r"shahrestān-e |wuleswālī |woleswali-ye |upazila |arrondissement de |préfecture de |nomós |okres |powiat |grad |općina |daïra de )")
BEHIND = re.compile(
    r"(?i)[ -](?:county|parish|borough|census area|municipality|municipio|district|local government area|lga|shire|city council|"
    r"regional council|shire council|council|regency|upazila|zila|tehsil|division|prefecture|department|province|governorate|raion|rayon|"
    r"oblast|canton|commune|kommun|kommune|fylke|län|maakunta|kreis|landkreis|kunta|shi|diqu|qu|xian|gun|si|gu|mun|kun|ilçesi|"
    r"voivodeship|apskritis|apskr|savivaldybė|novads|sub-county|constituency|regional municipality|regional district|census division|"
    r"united counties|planning region|county council|territorial authority|chiefdom|urban area|thesaban)$")
TYPED = re.compile(r"(?i)\b(county|parish|borough|district|shire|municipality|regency|province|department|prefecture|governorate|"
                   r"local government area|region|division|canton)\b")
# Countries of GeoNames' postal codes whose place names are settlements, each with its point.
POSTAL = "US GB AU NZ IE LK PK BD MY PH ZA".split()
NOT_POSTAL = re.compile(r"(?i)\d|\b(po boxes?|gpo|apo|fpo|dpo|dsto|mail centre|business centre|post office|university|college|hospital|parcel|"
                        r"industrial estate|box|centre|plaza|mall|bag|dc|bc|airport|depot|building|office|service|headquarters)\b|[(/&,]")


def inverted(name):
    """ "Durham, County" -> "County Durham"; "Vale of Glamorgan, The" -> "Vale of Glamorgan"."""
    head, comma, tail = name.partition(", ")
    if not comma or " " in tail and not tail.endswith(" of"):
        return name
    return head if tail == "The" else f"{tail} {head}"


def bare_name(name):
    return BEHIND.sub("", BEFORE.sub("", name)).strip(" -'’")


def english(names):
    """The name with an English word for its kind, if any: "Tikrit District"."""
    return next((n for n in names if n.isascii() and TYPED.search(n)), "")


def point(towns):
    """Centre of (lat, lon, population): between the centre of the people and that of the settlements."""
    weights = [max(1, p[2]) ** 0.5 for p in towns]
    total = sum(weights)
    return sum(p[0] * w for p, w in zip(towns, weights)) / total, sum(p[1] * w for p, w in zip(towns, weights)) / total


def divisions(src, taken, skip):
    """Second-level divisions outside the countries in `skip`, each with a point from its settlements or from its namesake town."""
    from build_layers import km, row
    inside, by_admin = collections.defaultdict(list), collections.defaultdict(dict)
    for c in src.cities:
        inside[c["division"]].append(c)
        known = by_admin[f"{c['countrycode']}.{c['admin1code']}"]
        for n in [c["name"]] + c["alternatenames"]:
            if script(n) == "LATIN" and known.get(fold(n), c)["population"] <= c["population"]:
                known[fold(n)] = c
    rows = []
    for s in sorted((s for s in src.subs if s[2].count(".") == 2), key=lambda s: int(s[3])):
        country, admin1, _ = s[2].split(".")
        region = src.region_id(country, admin1)
        ident = f"geonames:{s[3]}"
        if country in skip or not region or ident in taken or int(s[3]) in src.by_id:
            continue
        taken.add(ident)
        alts = [inverted(n) for n in s[5].split("|") if n]
        name = inverted(s[0])
        bare = bare_name(name)
        if not re.search(r"(?i)^county |[ -](county|parish|borough)$", name) and bare != name and english(alts):
            name = english(alts)
        towns = inside.get(s[2], [])
        namesake = by_admin[f"{country}.{admin1}"].get(fold(bare))
        if not towns and not namesake:
            continue
        points = [(t["latitude"], t["longitude"], t["population"]) for t in towns or [namesake]]
        lat, lon = point(points)
        same = next((t for t in towns if fold(bare) in [fold(n) for n in [t["name"]] + t["alternatenames"]]), None)
        # A municipality that is one town: the town stands for it.
        if len(towns) <= 3 and same and fold(name) == fold(bare) and km((lat, lon), (same["latitude"], same["longitude"])) < 10:
            continue
        radius = max([3.0] + sorted(km((lat, lon), p[:2]) for p in points)[-max(1, len(points) // 20):][:1])
        names = [n for n in alts if n != name]
        stems = []
        for n in [name, s[0]] + [n for n in alts if script(n) == "LATIN"]:
            b = bare_name(inverted(n))
            if b and fold(b) != fold(name) and len(b) > 2:
                (stems if same or namesake or country == "US" else names).append(b)
        if s[4] == "County" and country == "IE":
            names += [f"County {bare}", f"Co {bare}"]
        rows.append(row(id=ident, name=name, **{"class": "district"}, lat=lat, lon=lon, radius=f"{radius:.1f}",
                        population=sum(p[2] for p in points) or "", country=country, region=region, code=s[1], flags="approx",
                        names=alternates([n for n in names if fold(n) not in {fold(b) for b in stems}], name),
                        stems=[n for n in dict.fromkeys(stems) if fold(n) != fold(name)]))
    return rows


def postal(src, path, divisions_by_name):
    """Settlements that have a postal code and no row among the towns: GeoNames' postal codes of POSTAL."""
    from build_layers import Grid, km, row, township
    grid = Grid()
    for c in src.cities:
        if c["countrycode"] in POSTAL:
            grid.add(c["latitude"], c["longitude"], c)
    found = collections.defaultdict(list)
    with open(path, encoding="utf8") as f:
        for line in f:
            c = line.rstrip("\n").split("\t")
            if c[0] in POSTAL and len(c) > 10 and c[2] and not NOT_POSTAL.search(c[2]) and len(c[2]) > 3:
                found[c[0], c[2], c[3], c[5] if c[0] in ("US", "GB") else ""].append((float(c[9]), float(c[10]), c[4], c[1]))
    rows, taken, numbers = [], set(), collections.Counter()
    for (country, name, admin1, admin2), points in sorted(found.items()):
        lat, lon = sorted(p[0] for p in points)[len(points) // 2], sorted(p[1] for p in points)[len(points) // 2]
        cell = (country, fold(name), round(lat * 5), round(lon * 5))
        if cell in taken or max(km((lat, lon), p[:2]) for p in points) > 60:
            continue
        near = grid.near(lat, lon, 12.0)
        if any(fold(n) == fold(name) for t in near for n in [t["name"]] + t["alternatenames"]):
            continue
        around = near or grid.near(lat, lon, 60.0)
        code = points[0][2] if f"{country}.{points[0][2]}" in src.regions else ""
        region = src.region_id(country, code) or src.region_of(country, admin1)
        if not region and around:
            region = src.region_id(country, around[0]["admin1code"])
        taken.add(cell)
        if name.isupper():
            name = name.title()
        ident = f"post:{country}-{min(p[3] for p in points).replace(' ', '-')}"
        numbers[ident] += 1
        if numbers[ident] > 1:
            ident += f"-{numbers[ident]}"
        rows.append(row(id=ident, name=name, **{"class": "settlement"},
                        lat=lat, lon=lon, country=country, region=region,
                        district=divisions_by_name.get((region, fold(admin2)), "") if admin2 else "", names=township(name, {"countrycode": country, "admin1code": code})))
    return rows


def dbf(path):
    """Rows of a dBase file as dicts of text."""
    with open(path, "rb") as f:
        data = f.read()
    count, head, width = struct.unpack("<IHH", data[4:12])
    fields, at = [], 32
    while data[at] != 13:
        fields.append((data[at:at + 11].split(b"\0")[0].decode(), data[at + 16]))
        at += 32
    for n in range(count):
        at, cells = head + n * width + 1, {}
        for name, length in fields:
            cells[name] = data[at:at + length].decode("utf8", "replace").strip(" \0")
            at += length
        yield cells


def boxes(path):
    """Bounding boxes of a shapefile's records: west, south, east, north."""
    with open(path, "rb") as f:
        data = f.read()
    at = 100
    while at < len(data):
        length = struct.unpack(">i", data[at + 4:at + 8])[0] * 2
        yield struct.unpack("<4d", data[at + 12:at + 44]) if length >= 44 else None
        at += 8 + length


LAKE = re.compile(r"(?i)\b(lake|lago|lac|laguna|lough|loch|reservoir|embalse|see|lagoon|pond|sea|dam|lakes|vatn|järvi|träsk|ozero|hu|co)\b|"
                  r"(see|sjön|järvi|vatnet|vatn|meer)$")


def lakes(stem, by_name, taken_names):
    """Natural Earth's lakes and reservoirs with a name; a bare name needs its word ("Lake Ontario", never "Ontario")."""
    from build_layers import km, row
    rows, seen = [], collections.Counter()
    for cells, box in zip(dbf(stem + ".dbf"), boxes(stem + ".shp")):
        name = cells["name_en"] or cells["name"]
        if not name or not box or len(name) < 4:
            continue
        west, south, east, north = box
        lat, lon = (south + north) / 2, (west + east) / 2
        radius = max(1.0, km((south, west), (north, east)) / 2)
        names = [cells[k] for k in sorted(cells) if k.startswith("name_") and k != "name_en"] + [cells["name"], cells["name_alt"]]
        kept = [n for n in dict.fromkeys(names) if n and (LAKE.search(n) if script(n) == "LATIN" else " " in n)]
        if not LAKE.search(name):
            name = f"{name} Reservoir" if cells["featurecla"] == "Reservoir" else f"Lake {name}"
        if (fold(name), round(lat), round(lon)) in seen or fold(name) in taken_names:
            continue
        seen[fold(name), round(lat), round(lon)] += 1
        plain = re.sub(r"(?i)^lake | lake$", "", name)
        if plain != name:
            kept += [f"Lake {plain}", f"{plain} Lake"]
        rows.append(row(id=f"ne:lake-{fold(name).replace(' ', '-')}-{lat:.2f}-{lon:.2f}", name=name, **{"class": "sea"}, lat=lat, lon=lon,
                        radius=f"{radius:.1f}", country=by_name.get(fold(cells["admin"]), ""), flags="approx",
                        names=alternates(kept, name), stems=[]))
    return rows


LARGE_CITY = 300_000
NO_AIRPORT = re.compile(r"(?i)heliport|seaplane|station|railway|\(|harbou?r|water")
GENERIC = re.compile(r"(?i)municipal|regional|national|county|city|central|metropolitan|executive|downtown|intercontinental|domestic|"
                     r"(north|south|east|west)\w* |world|state|old |new |grand ")


def airports(path, src):
    """Airports with an IATA code that call themselves international, or are a large city's, by their names."""
    from build_layers import row
    rows, seen = [], set()
    large = {(c["countrycode"], fold(n)) for c in src.cities if c["population"] >= LARGE_CITY
             for n in [c["name"]] + c["alternatenames"] if script(n) == "LATIN"}
    with open(path, encoding="utf8") as f:
        for c in csv.DictReader(f):
            name = re.sub(r" / ", " ", c["name"].strip())
            wanted = "International" in name or (c["country"], fold(c["city"])) in large
            if not c["iata"] or c["country"] not in src.countries or not wanted or NO_AIRPORT.search(name):
                continue
            if "Airport" not in name:
                name += " Airport"
            short = re.sub(r" International(?= Airport)", "", name)
            city = c["city"].split("/")[0].strip()
            names = [short] + [name.replace(" Airport", "")] * ("International" in name)
            if city and not GENERIC.match(short[len(city) + 1:]) and name.startswith(city + " ") and len(short) > len(city) + 9 and re.search(r"^\w{4,}.* Airport$", short[len(city) + 1:]):
                names.append(short[len(city) + 1:])
            if city and len(city) > 3 and "International" in name:
                names += [f"{city} International Airport", f"{city} Airport"]
            if (fold(name), c["country"]) in seen:
                continue
            seen.add((fold(name), c["country"]))
            rows.append(row(id=f"icao:{c['icao']}", name=name, **{"class": "facility"}, lat=c["lat"], lon=c["lon"], radius="2.0",
                            country=c["country"], names=[n for n in alternates(names, name) if len(n.split()) > 1]))
    return sorted(rows, key=lambda r: r["id"])
