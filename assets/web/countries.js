// Names of countries, each where the view shows most of it and no mark stands.
const CELL = 26;

function countryAt() {
  const grids = GROUND.country_grids.map(({ corners, size, runs }) => ({
    corners,
    size,
    cells: runs.flatMap(([number, count]) => new Array(count).fill(number)),
  }));
  return (lat, lon) => {
    for (const { corners: [[south, west], [north, east]], size: [columns, rows], cells } of grids) {
      const column = Math.floor(((lon - west) / (east - west)) * columns);
      const row = Math.floor(((north - lat) / (north - south)) * rows);
      if (column >= 0 && column < columns && row >= 0 && row < rows) {
        return cells[row * columns + column];
      }
    }
    return 0;
  };
}

// How many cells each cell lies inside its own country and inside the view.
function depths(seen, columns, rows) {
  const deep = new Array(columns * rows).fill(1);
  const pass = (order, sides) => {
    for (const at of order) {
      const [row, column] = [Math.floor(at / columns), at % columns];
      const values = sides.map(([down, right]) => {
        const [y, x] = [row + down, column + right];
        const inside = y >= 0 && y < rows && x >= 0 && x < columns;
        return inside && seen[y * columns + x] === seen[at] ? deep[y * columns + x] + 1 : 1;
      });
      deep[at] = order === forward ? Math.min(...values) : Math.min(deep[at], ...values);
    }
  };
  const forward = seen.map((_, index) => index);
  pass(forward, [[-1, 0], [0, -1], [-1, -1], [-1, 1]]);
  pass([...forward].reverse(), [[1, 0], [0, 1], [1, 1], [1, -1]]);
  return deep;
}

function drawCountries(map, boxes) {
  const group = L.layerGroup().addTo(map);
  const country = countryAt();
  let named = [];
  map.createPane("countries").style.zIndex = 342;
  map.getPane("countries").style.pointerEvents = "none";
  const fit = () => {
    group.clearLayers();
    named = [];
    const { x: width, y: height } = map.getSize();
    const [columns, rows] = [Math.floor(width / CELL), Math.floor(height / CELL)];
    const middle = (at) => [(at % columns) * CELL + CELL / 2, Math.floor(at / columns) * CELL + CELL / 2];
    const seen = [];
    for (let at = 0; at < columns * rows; at += 1) {
      const { lat, lng } = map.containerPointToLatLng(middle(at));
      seen.push(country(lat, lng));
    }
    const deep = depths(seen, columns, rows);
    const marks = boxes();
    const order = [...seen.keys()].filter((at) => seen[at] && deep[at] >= 2).sort((a, b) => deep[b] - deep[a] || a - b);
    const done = new Set();
    for (const at of order) {
      const name = GROUND.country_names[seen[at] - 1];
      const half = name.length * 5.6 + 6;
      const reach = Math.ceil(half / CELL);
      const row = Math.floor(at / columns) * columns;
      const fits = (side) => at + side * reach >= row && at + side * reach < row + columns && seen[at + side * reach] === seen[at];
      if (done.has(name) || !fits(1) || !fits(-1)) {
        continue;
      }
      const { x, y } = map.containerPointToLayerPoint(middle(at));
      const box = [x - half, y - 10, x + half, y + 10];
      if (marks.some((mark) => overlap(mark, box))) {
        continue;
      }
      done.add(name);
      named.push(box);
      const icon = L.divIcon({ className: "label", html: element("span", { class: "countryname" }, name), iconSize: [0, 0] });
      L.marker(map.layerPointToLatLng([x, y]), { icon, interactive: false, keyboard: false, pane: "countries" }).addTo(group);
    }
  };
  map.on("moveend names", fit);
  return { group, boxes: () => named };
}
