// Land, water, outlines, towns, border and bands. Colours come from the style sheet, so that light and dark are one map.
const GROUND = DATA.ground;

function decode(text, decimals) {
  const unit = Math.pow(10, decimals);
  const line = [];
  let at = 0;
  const last = [0, 0];
  while (at < text.length) {
    for (let axis = 0; axis < 2; axis += 1) {
      let [value, factor, byte] = [0, 1, 0];
      do {
        byte = text.charCodeAt(at) - 63;
        at += 1;
        value += (byte & 31) * factor;
        factor *= 32;
      } while (byte >= 32 && at < text.length);
      last[axis] += value % 2 ? -(value + 1) / 2 : value / 2;
    }
    line.push([last[0] / unit, last[1] / unit]);
  }
  return line;
}

const fine = (text) => decode(text, GROUND.decimals);
const coarse = (text) => decode(text, GROUND.coarse_decimals);

function box([[south, west], [north, east]]) {
  return [[south, west], [north, west], [north, east], [south, east]];
}

// The middle of the map, so that far copies of the Earth are not shown twice.
const WORLD = (function () {
  const middle = (GROUND.window[0][1] + GROUND.window[1][1]) / 2;
  return [[-84, middle - 180], [84, middle + 180]];
})();

function drawGround(map) {
  const panes = ["land", "bands", "lines", "border", "areas", "measures"];
  panes.forEach((name, index) => {
    map.createPane(name).style.zIndex = 300 + index * 10;
  });
  const renderers = Object.fromEntries(panes.map((name) => [name, L.svg({ pane: name, padding: 0.4 })]));
  const shape = (pane, className, lines, closed, more) => {
    const options = { renderer: renderers[pane], pane, className, interactive: false, smoothFactor: 1.2, ...more };
    return (closed ? L.polygon : L.polyline)(lines, options).addTo(map);
  };
  shape("land", "earth", [box(WORLD)], true);
  shape("land", "sea", [box(WORLD), ...GROUND.coarse_land.map(coarse)], true);
  const far = shape("lines", "country", GROUND.coarse_countries.map(coarse), false);
  shape("land", "earth", [box(GROUND.window)], true);
  shape("land", "sea", [box(GROUND.window), ...GROUND.land.map(fine)], true);
  const near = shape("lines", "country", GROUND.countries.map(fine), false);
  const regions = shape("lines", "region", GROUND.regions.map(fine), false);
  shape("land", "lake", GROUND.lakes.map((ring) => [fine(ring)]), true);
  const rivers = new Map();
  for (const [rank, line] of GROUND.rivers) {
    rivers.set(rank, [...(rivers.get(rank) || []), fine(line)]);
  }
  for (const [rank, lines] of rivers) {
    shape("land", "river rank" + rank, lines, false);
  }
  const bands = L.layerGroup().addTo(map);
  GROUND.bands.forEach((band, index) => {
    const fillOpacity = 0.62 - (0.5 * index) / Math.max(1, GROUND.bands.length - 1);
    const rings = band.rings.map(fine);
    shape("bands", "band", rings, true, { fillOpacity }).addTo(bands);
  });
  shape("border", "border casing", GROUND.border.map(fine), false);
  shape("border", "border line", GROUND.border.map(fine), false);
  const fit = () => {
    // Outlines of countries are true to 5 km only: near by they would lie.
    const zoom = map.getZoom();
    toggle(map, far, zoom < 6);
    toggle(map, near, zoom >= 6 && zoom < 8.5);
    toggle(map, regions, zoom >= 5.5);
  };
  map.on("zoomend", fit);
  fit();
  return { bands, renderers };
}

function toggle(map, layer, shown) {
  if (shown !== map.hasLayer(layer)) {
    shown ? layer.addTo(map) : layer.remove();
  }
}

function overlap(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

// Names of towns, the largest first, where they find room beside what stands on the map.
const RANKS = [0, 5, 6.5, 8, 9.5];
const MOST_TOWNS = 70;
// Most pixels from a dot that another place's mark hides to its name beside that mark.
const HIDDEN = 18;

function drawTowns(map, boxes, names) {
  const group = L.layerGroup().addTo(map);
  const fit = () => {
    group.clearLayers();
    const view = map.getPixelBounds();
    const origin = map.getPixelOrigin();
    const [low, high] = [view.min.subtract(origin), view.max.subtract(origin)];
    const taken = [...boxes(), ...names()];
    let placed = 0;
    for (const [name, lat, lon, rank] of GROUND.towns) {
      const { x, y } = map.latLngToLayerPoint([lat, lon]);
      const inside = x > low.x && y > low.y && x < high.x && y < high.y;
      if (!inside || map.getZoom() < RANKS[rank] || placed >= MOST_TOWNS) {
        continue;
      }
      const mark = boxes().find((box) => overlap(box, [x, y, x, y])) || [x - 4, y - 4, x + 4, y + 4];
      const [left, top, right, bottom] = mark;
      const its = mark.alone && Math.hypot(mark.alone.x - x, mark.alone.y - y) < 3;
      const width = name.length * (rank ? 6.6 : 7.9) + 4;
      // Where the mark of another place, or of several, hides the dot, the name stands close to it or nowhere: it would seem to be the mark's.
      const spots = [[right + 2, y], [left - width - 2, y], [x - width / 2, bottom + 9], [x - width / 2, top - 9]].filter(
        (_, side) => [right - x, x - left, bottom - y, y - top][side] <= HIDDEN || its,
      );
      const spot = spots.find(([from, level]) => !taken.some((box) => overlap(box, [from, level - 8, from + width, level + 8])));
      if (!spot) {
        continue;
      }
      taken.push([spot[0], spot[1] - 8, spot[0] + width, spot[1] + 8], [x - 4, y - 4, x + 4, y + 4]);
      placed += 1;
      const label = element("span", { class: "town rank" + rank }, name);
      label.style.left = spot[0] - x + "px";
      label.style.top = spot[1] - y + "px";
      const icon = L.divIcon({ className: "label", html: element("span", {}, element("i", { class: "dot" }), label), iconSize: [0, 0] });
      L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: "towns" }).addTo(group);
    }
  };
  map.createPane("towns").style.zIndex = 345;
  map.getPane("towns").style.pointerEvents = "none";
  map.on("moveend names", fit);
  return group;
}
