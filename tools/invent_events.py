#!/usr/bin/env python3
"""Writes invented events in real places as GeoJSON, for the pictures of docs/gallery.md: invent_events.py SCENE > FILE.

No event happened. The same scene is the same file every time."""

import datetime
import json
import sys

SHELLING = ("Explosions/Remote violence", "Shelling/artillery/missile attack")
DRONE = ("Explosions/Remote violence", "Air/drone strike")
BOMB = ("Explosions/Remote violence", "Remote explosive/landmine/IED")
CLASH = ("Battles", "Armed clash")
ATTACK = ("Violence against civilians", "Attack")
PROTEST = ("Protests", "Peaceful protest")
RIOT = ("Riots", "Mob violence")

# Name, longitude, latitude.
STEPPE = [
    ("Belgorod", 36.58091, 50.60343), ("Shebekino", 36.92537, 50.41342), ("Kharkiv", 36.25475, 49.98177),
    ("Novaya Tavolzhanka", 36.8298, 50.35123), ("Grayvoron", 35.68087, 50.47893), ("Vovchansk", 36.94108, 50.29078),
    ("Derhachi", 36.1216, 50.109), ("Kupiansk", 37.615, 49.706), ("Bohodukhiv", 35.527, 50.164),
]
CAUCASUS = [
    ("Jermuk", 45.67, 39.84), ("Goris", 46.339, 39.511), ("Sotk", 45.865, 40.203), ("Vardenis", 45.73, 40.183),
    ("Kapan", 46.406, 39.207), ("Lachin", 46.546, 39.64), ("Kalbajar", 46.037, 40.107), ("Berd", 45.392, 40.88),
    ("Tovuz", 45.629, 40.992), ("Gazakh", 45.366, 41.093),
]
KIVU = [
    ("Goma", 29.229, -1.679), ("Rutshuru", 29.447, -1.184), ("Sake", 29.045, -1.574), ("Bukavu", 28.861, -2.508),
    ("Gisenyi", 29.256, -1.703), ("Cyangugu", 28.907, -2.484), ("Minova", 29.02, -1.707), ("Ruhengeri", 29.633, -1.5),
]
WORLD = [
    ("Khartoum", 32.53, 15.55), ("Goma", 29.229, -1.679), ("Kharkiv", 36.255, 49.982), ("Aleppo", 37.16, 36.2),
    ("Sanaa", 44.21, 15.35), ("Mogadishu", 45.34, 2.04), ("Port-au-Prince", -72.34, 18.54), ("Lima", -77.03, -12.05),
    ("Myitkyina", 97.4, 25.38), ("Maiduguri", 13.15, 11.83), ("Kabul", 69.17, 34.53), ("Manila", 120.98, 14.6),
    ("Paris", 2.35, 48.85), ("Dhaka", 90.41, 23.71), ("Bogota", -74.08, 4.6), ("Culiacan", -107.39, 24.8),
    ("Lagos", 3.4, 6.45), ("Jakarta", 106.85, -6.21), ("Karachi", 67.01, 24.86), ("Chicago", -87.65, 41.85),
]
WAR = [SHELLING, DRONE, SHELLING, CLASH, ATTACK, BOMB]

# Places, types, number of events, first day, number of days, how far from their places in degrees.
SCENES = {
    "days": (STEPPE, WAR, 34, "2023-06-01", 9, 0.0),
    "year": (STEPPE, WAR, 500, "2022-09-01", 365, 0.5),
    "war": (STEPPE, WAR, 4000, "2022-03-01", 900, 1.1),
    "hills": (CAUCASUS, [SHELLING, CLASH, SHELLING, DRONE], 24, "2022-09-12", 6, 0.04),
    "lakes": (KIVU, [CLASH, ATTACK, CLASH, SHELLING, RIOT], 30, "2024-02-01", 20, 0.06),
    "world": (WORLD, [PROTEST, CLASH, RIOT, BOMB, ATTACK, DRONE], 90, "2024-03-01", 31, 0.2),
}

# Subject, target, stated km, hedge, direction and verdict of statements that nobody made.
STATED = [
    (("Gori", 44.11, 41.98), ("Tbilisi", 44.79, 41.69), 140, "about", None, "overstated"),
    (("Rustavi", 45.0, 41.55), ("Tbilisi", 44.79, 41.69), 25, "none", None, "rounded"),
    (("Telavi", 45.47, 41.92), ("Tbilisi", 44.79, 41.69), 95, "none", None, "consistent by road"),
    (("Kutaisi", 42.7, 42.25), ("Tbilisi", 44.79, 41.69), 90, "at-most", None, "understated"),
    (("Borjomi", 43.4, 41.84), ("Gori", 44.11, 41.98), 62, "about", "north-east", "wrong direction"),
    (("Ganja", 46.36, 40.68), ("Yerevan", 44.51, 40.18), 165, "nearly", None, "consistent"),
]
# The same on three continents.
FAR = [
    (("Gori", 44.11, 41.98), ("Tbilisi", 44.79, 41.69), 140, "about", None, "overstated"),
    (("Rustavi", 45.0, 41.55), ("Tbilisi", 44.79, 41.69), 25, "none", None, "rounded"),
    (("Wad Madani", 33.52, 14.4), ("Khartoum", 32.53, 15.55), 170, "about", None, "consistent"),
    (("Toluca", -99.66, 19.29), ("Mexico City", -99.13, 19.43), 63, "none", None, "consistent by road"),
    (("Baguio", 120.6, 16.42), ("Manila", 120.98, 14.6), 250, "about", None, "consistent by road"),
]


def statement(subject, target, km, hedge, direction, verdict):
    properties = {"subject": subject[0], "target": target[0], "target_class": "settlement", "stated_km": km, "hedge": hedge,
                  "direction": direction, "verdict": verdict}
    line = {"type": "LineString", "coordinates": [subject[1:], target[1:]]}
    return {"type": "Feature", "geometry": line, "properties": properties}


class Dice:
    """Small fixed random numbers."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def event(dice, places, types, first, days, apart):
    name, lon, lat = places[dice.below(len(places))]
    kind, sub = types[dice.below(len(types))]
    there = (lon, lat)
    if apart and dice.below(3):
        lon += (dice.below(2001) / 1000 - 1) * apart
        lat += (dice.below(2001) / 1000 - 1) * apart * 0.7
    properties = {"event_type": kind, "sub_event_type": sub}
    if (lon, lat) == there:
        properties |= {"place_name": name, "geo_precision": "settlement"}
    day = datetime.date.fromisoformat(first) + datetime.timedelta(days=dice.below(days))
    if dice.below(16):
        properties["event_date"] = day.isoformat()
    if dice.below(3) == 0:
        for who, most in (("killed", 5), ("injured", 18)):
            number = dice.below(most)
            properties |= {f"{who}_{end}": number for end in ("low", "best", "high")}
    if dice.below(5) == 0:
        properties["modality"] = "claimed"
    point = {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in [*SCENES, "stated", "far"]:
        sys.exit(f"usage: invent_events.py {'|'.join(SCENES)}|stated|far > FILE")
    if sys.argv[1] in ("stated", "far"):
        return write([statement(*row) for row in (STATED if sys.argv[1] == "stated" else FAR)])
    places, types, number, first, days, apart = SCENES[sys.argv[1]]
    dice = Dice(len(sys.argv[1]) + number)
    features = [event(dice, places, types, first, days, apart) for _ in range(number)]
    # A day without events between others.
    for feature in features:
        if sys.argv[1] == "days" and feature["properties"].get("event_date") == "2023-06-04":
            feature["properties"]["event_date"] = "2023-06-05"
    write(features)


def write(features):
    rows = ",\n".join(json.dumps(feature) for feature in features)
    print(f'{{"type": "FeatureCollection", "features": [\n{rows}\n]}}')


main()
