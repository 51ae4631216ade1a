// One form and one colour for each kind of event; hollow where it is one side's claim.
function corners(count, turn, radius, inner) {
  const points = [];
  const steps = inner ? count * 2 : count;
  for (let i = 0; i < steps; i += 1) {
    const angle = turn + (i * 2 * Math.PI) / steps;
    const reach = inner && i % 2 ? inner : radius;
    points.push((Math.cos(angle) * reach).toFixed(3) + "," + (Math.sin(angle) * reach).toFixed(3));
  }
  return "M" + points.join("L") + "Z";
}

const UP = -Math.PI / 2;
const FORMS = {
  circle: "M-1,0A1,1 0 1,1 1,0A1,1 0 1,1 -1,0Z",
  triangle: corners(3, UP, 1.25),
  "triangle-down": corners(3, -UP, 1.25),
  square: corners(4, Math.PI / 4, 1.2),
  diamond: corners(4, 0, 1.2),
  plus: "M-.4,-1.1H.4V-.4H1.1V.4H.4V1.1H-.4V.4H-1.1V-.4H-.4Z",
  pentagon: corners(5, UP, 1.12),
  hexagon: corners(6, UP, 1.12),
  octagon: corners(8, Math.PI / 8, 1.1),
  star: corners(5, UP, 1.3, 0.6),
};

function symbolPath(kind, x, y, radius, hollow) {
  const { shape, color } = DATA.kinds[kind];
  const path = svg("path", {
    d: FORMS[shape],
    transform: "translate(" + x + "," + y + ") scale(" + radius + ")",
    "vector-effect": "non-scaling-stroke",
    class: hollow ? "symbol hollow" : "symbol",
  });
  path.style.setProperty("--kind", color);
  return path;
}

// A symbol by itself, for lists and the key.
function symbol(kind, hollow) {
  const frame = { viewBox: "-10 -10 20 20", width: 18, height: 18, "aria-hidden": "true", class: "sign" };
  return svg("svg", frame, symbolPath(kind, 0, 0, 6.5, hollow));
}

const SMALL = 7.5;
const LARGE = 17;

// Area grows with the number of killed and injured.
function radiusOf(casualties) {
  if (!casualties || !DATA.most) {
    return SMALL;
  }
  return SMALL + (LARGE - SMALL) * Math.sqrt(casualties / DATA.most);
}

// The incidents of one place as one drawing: a symbol for each kind, with their number where there are several.
function glyph(incidents) {
  const kinds = new Map();
  for (const incident of incidents) {
    const entry = kinds.get(incident.kind) || { n: 0, most: 0, hollow: true };
    entry.n += 1;
    entry.most = Math.max(entry.most, incident.casualties || 0);
    entry.hollow = entry.hollow && incident.claimed;
    kinds.set(incident.kind, entry);
  }
  const entries = [...kinds].sort((a, b) => b[1].most - a[1].most || b[1].n - a[1].n || a[0] - b[0]);
  const columns = entries.length > 4 ? Math.ceil(Math.sqrt(entries.length)) : entries.length;
  const cell = Math.max(...entries.map((entry) => radiusOf(entry[1].most))) * 2 + 5;
  const rows = Math.ceil(entries.length / columns);
  const [width, height] = [columns * cell + 6, rows * cell + 6];
  const drawing = svg("svg", { width, height, viewBox: "0 0 " + width + " " + height, "aria-hidden": "true" });
  entries.forEach(([kind, entry], index) => {
    const x = 3 + cell * ((index % columns) + 0.5);
    const y = 3 + cell * (Math.floor(index / columns) + 0.5);
    const radius = radiusOf(entry.most);
    drawing.append(symbolPath(kind, x, y, radius, entry.hollow));
    if (entry.n > 1) {
      const at = { x: x, y: y, class: entry.hollow ? "number dark" : "number" };
      drawing.append(svg("text", at, entry.n > 99 ? "99+" : entry.n));
    }
  });
  return { drawing, width, height };
}
