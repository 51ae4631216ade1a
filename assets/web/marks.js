// Incidents on the map: symbols at points, hatched areas where no point is known, ways to the border.
// Where the name of an area may stand: pixels to the right and down.
const SHIFTS = [[0, 0], [0, -26], [0, 26], [60, -26], [-60, -26], [60, 26], [-60, 26], [0, -52], [0, 52], [95, 0], [-95, 0], [0, -78], [0, 78], [60, -78], [-60, -78], [60, 78], [-60, 78], [0, -104], [0, 104], [120, -40], [120, 40], [-120, 40]];

function createMarks(map, ground) {
  const points = L.layerGroup().addTo(map);
  const areas = L.layerGroup().addTo(map);
  const measures = L.layerGroup().addTo(map);
  const rings = L.layerGroup().addTo(map);
  const claimed = L.layerGroup().addTo(map);
  const layers = { areas, measures, bands: ground.bands };
  let shown = [];
  // Boxes of what stands on the map, from the left and the top, so that names keep off.
  let boxes = [];

  // A window must leave some of the map to be seen, and keep off its buttons.
  function limits() {
    const size = map.getSize();
    return {
      maxWidth: Math.min(380, size.x - 84),
      minWidth: Math.min(280, size.x - 84),
      maxHeight: Math.max(150, Math.min(400, size.y * 0.52)),
      autoPanPaddingTopLeft: [50, 12],
      autoPanPaddingBottomRight: [12, 12],
    };
  }

  function popup(at, title, incidents, opener) {
    const head = incidents.length > 1 ? element("h2", {}, title + ": " + counted(incidents.length, "incident")) : null;
    const content = element("div", { class: "cards", tabindex: -1 }, head, incidents.map(card));
    const window = L.popup(limits()).setLatLng(at).setContent(content).openOn(map);
    if (opener) {
      content.focus({ preventScroll: true });
      window.getElement().addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          map.closePopup(window);
        }
      });
      window.on("remove", () => {
        const again = map.getPane("markerPane").querySelector("[data-key='" + opener + "']");
        if (again) {
          again.focus({ preventScroll: true });
        }
      });
    }
  }

  // A marker that a keyboard reaches and a screen reader names.
  function marker(at, html, size, key, name, open, className) {
    const icon = L.divIcon({ className, html, iconSize: size });
    const one = L.marker(at, { icon, keyboard: true, riseOnHover: true, title: name }).addTo(points);
    const node = one.getElement();
    attributes(node, { "aria-label": name, role: "button", "data-key": key, title: null });
    node.setAttribute("tabindex", "0");
    one.on("click", () => open(null));
    node.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        event.stopPropagation();
        open(key);
      }
    });
    return one;
  }

  function bySpot() {
    const spots = new Map();
    for (const incident of shown) {
      if (incident.spot !== null) {
        spots.set(incident.spot, [...(spots.get(incident.spot) || []), incident]);
      }
    }
    return [...spots].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  }

  // Places whose symbols would lie on each other are drawn as one until there is room.
  function groups() {
    const all = [];
    for (const [spot, incidents] of bySpot()) {
      const at = map.latLngToLayerPoint(DATA.spots[spot].at);
      const { width, height } = glyph(incidents);
      const near = all.find(
        (group) =>
          Math.abs(group.point.x - at.x) < (group.width + width) * 0.36 &&
          Math.abs(group.point.y - at.y) < (group.height + height) * 0.36,
      );
      if (near) {
        near.spots.push(spot);
        near.incidents.push(...incidents);
      } else {
        all.push({ point: at, width, height, spots: [spot], incidents: [...incidents] });
      }
    }
    return all;
  }

  function drawPoints() {
    const focused = document.activeElement && document.activeElement.getAttribute("data-key");
    points.clearLayers();
    boxes = [];
    for (const group of groups().sort((a, b) => a.spots[0] - b.spots[0])) {
      const first = DATA.spots[group.spots[0]];
      const several = group.spots.length > 1;
      const { drawing, width, height } = glyph(group.incidents);
      const title = several ? first.name + " and " + counted(group.spots.length - 1, "place") + " near it" : first.name;
      const name = title + ": " + counted(group.incidents.length, "incident");
      const open = (opener) => {
        const bounds = L.latLngBounds(group.spots.map((spot) => DATA.spots[spot].at));
        if (several && map.getZoom() < map.getMaxZoom()) {
          map.fitBounds(bounds, { padding: [60, 60] });
        } else {
          popup(first.at, title, group.incidents, opener);
        }
      };
      const { x, y } = map.latLngToLayerPoint(first.at);
      const box = [x - width / 2 - 2, y - height / 2 - 2, x + width / 2 + 2, y + height / 2 + 2];
      boxes.push(Object.assign(box, { alone: several ? null : { x, y } }));
      marker(first.at, drawing, [width, height], "spot" + group.spots[0], name, open, several ? "mark several" : "mark");
    }
    drawAreaNames();
    if (focused) {
      const again = map.getPane("markerPane").querySelector("[data-key='" + focused + "']");
      if (again) {
        again.focus({ preventScroll: true });
      }
    }
  }

  function byArea() {
    const found = new Map();
    for (const incident of shown) {
      if (incident.area !== null) {
        found.set(incident.area, [...(found.get(incident.area) || []), incident]);
      }
    }
    return found;
  }

  function drawAreas() {
    areas.clearLayers();
    for (const [index, incidents] of byArea()) {
      const area = DATA.areas[index];
      const options = { pane: "areas", renderer: ground.renderers.areas, className: "area" };
      const shape = area.rings.length
        ? L.polygon(area.rings.map((ring) => [fine(ring)]), options)
        : L.circle(area.at, { ...options, radius: area.radius_km * 1000 });
      shape.on("click", (event) => popup(event.latlng, "Somewhere in " + area.name, incidents, null));
      shape.addTo(areas);
    }
  }

  function drawAreaNames() {
    if (!map.hasLayer(areas)) {
      return;
    }
    for (const [index, incidents] of byArea()) {
      const area = DATA.areas[index];
      const html = element("span", {}, area.name, element("b", {}, incidents.length));
      const [right, down] = free(area);
      html.style.left = right + "px";
      html.style.top = down + "px";
      const name = "Somewhere in " + area.name + ": " + counted(incidents.length, "incident");
      const open = (opener) => popup(area.at, "Somewhere in " + area.name, incidents, opener);
      marker(area.at, html, [0, 0], "area" + index, name, open, "areaname");
    }
  }

  // How far to the right of its point and below it the name of an area finds room.
  function free(area) {
    const { x, y } = map.latLngToLayerPoint(area.at);
    const half = area.name.length * 3.7 + 24;
    const at = ([right, down]) => [x + right - half, y + down - 12, x + right + half, y + down + 12];
    // Of a point that is seen, the name is, too.
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint([0, 0]);
    const frame = [corner.x, corner.y, corner.x + size.x, corner.y + size.y];
    const holds = ([left, top, right, bottom]) => left >= frame[0] && top >= frame[1] && right <= frame[2] && bottom <= frame[3];
    const seen = holds([x, y, x, y]);
    const open = SHIFTS.filter((one) => !seen || holds(at(one)));
    const shift = open.find((one) => !boxes.some((box) => overlap(box, at(one)))) || open[0] || SHIFTS[0];
    boxes.push(at(shift));
    return shift;
  }

  function drawMeasures() {
    measures.clearLayers();
    rings.clearLayers();
    for (const [index] of bySpot()) {
      const spot = DATA.spots[index];
      if (spot.near_km) {
        const radius = spot.near_km * 1000;
        L.circle(spot.at, { pane: "areas", renderer: ground.renderers.areas, className: "near", radius, interactive: false }).addTo(rings);
      }
      if (!spot.nearest) {
        continue;
      }
      const options = { pane: "measures", renderer: ground.renderers.measures, className: "measure", interactive: false };
      const parts = spot.lines || [[spot.at, spot.nearest]];
      L.polyline(parts, options).addTo(measures);
      // Its length stands at the middle of its longest part.
      const part = parts.reduce((longest, one) => (one.length > longest.length ? one : longest)).map((at) => map.latLngToLayerPoint(at));
      const half = (part.length - 1) / 2;
      if (part[0].distanceTo(part[part.length - 1]) > 56) {
        const { x, y } = part[Math.floor(half)].add(part[Math.ceil(half)]).divideBy(2);
        const middle = map.layerPointToLatLng([x, y]);
        const wide = spot.way.length * 3.5 + 3;
        const box = [x - wide, y - 8, x + wide, y + 8];
        if (boxes.some((other) => overlap(other, box))) {
          continue;
        }
        boxes.push(box);
        const icon = L.divIcon({ className: "label", html: element("span", { class: "way" }, spot.way), iconSize: [0, 0] });
        L.marker(middle, { icon, interactive: false, keyboard: false, pane: "ways" }).addTo(measures);
      }
    }
  }

  function redraw() {
    drawPoints();
    drawMeasures();
    map.fire("names");
  }

  map.createPane("ways").style.zIndex = 560;
  map.getPane("ways").style.pointerEvents = "none";
  // A jump afar at the same zoom moves what layer points are told from, and ends no zoom.
  map.on("zoomend viewreset", redraw);
  return {
    layers,
    boxes: () => boxes,
    show(incidents) {
      shown = incidents;
      drawAreas();
      redraw();
    },
    redraw,
    // Brings one incident into view, with the window on it.
    open(incident) {
      const place = incident.spot !== null ? DATA.spots[incident.spot] : DATA.areas[incident.area];
      if (!place) {
        return;
      }
      map.stop();
      if (!map.getBounds().pad(-0.15).contains(place.at)) {
        map.setView(place.at, Math.max(map.getZoom(), incident.spot !== null ? 8 : 5), { animate: false });
      }
      popup(place.at, place.name, [incident], null);
    },
    claim(claim) {
      map.stop();
      claimed.clearLayers();
      const options = { pane: "measures", renderer: ground.renderers.measures, className: "claimline " + claim.tone, interactive: false };
      const line = L.polyline(claim.line, options).addTo(claimed);
      map.fitBounds(line.getBounds().pad(0.4), { maxZoom: 11, animate: false });
      const words = element("div", { class: "cards" }, element("h3", {}, claim.verdict), element("p", {}, claim.reason));
      L.popup(limits()).setLatLng(line.getBounds().getCenter()).setContent(words).openOn(map).on("remove", () => claimed.clearLayers());
    },
  };
}
