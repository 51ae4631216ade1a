// Puts the page together.
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const map = L.map("map", {
  attributionControl: false,
  zoomControl: true,
  zoomSnap: 0.25,
  zoomDelta: 1,
  minZoom: 0,
  maxZoom: 13,
  maxBounds: WORLD,
  maxBoundsViscosity: 0.6,
  zoomAnimation: !still,
  fadeAnimation: !still,
  inertia: !still,
});
// Not so far out that the Earth would end within the map.
const farthest = () => map.setMinZoom(Math.ceil(Math.log2(map.getSize().x / 256) * 4) / 4);
map.on("resize", farthest);
farthest();
map.fitBounds(DATA.view, { animate: false });
map.getContainer().setAttribute("role", "application");
map.getContainer().setAttribute("aria-label", "Map of incidents; arrow keys move it, plus and minus zoom");
L.control.scale({ imperial: false, position: "bottomleft", maxWidth: 150 }).addTo(map);
const ground = drawGround(map);
const marks = createMarks(map, ground);
const countries = drawCountries(map, marks.boxes);
const towns = drawTowns(map, marks.boxes, countries.boxes);

function update() {
  const shown = visible();
  marks.show(shown);
  list.show(shown);
  tell(shown);
}

// How many there are, and how many of them nobody sees on the map as it is.
function tell(shown) {
  const placed = shown.filter((incident) => incident.spot !== null || incident.area !== null).length;
  const rest = shown.length - placed;
  const seen = map.getBounds();
  const point = (one) => (one.spot !== null ? DATA.spots[one.spot] : DATA.areas[one.area]);
  const beyond = shown.filter((one) => point(one) && !seen.contains(point(one).at)).length;
  document.getElementById("count").textContent =
    counted(shown.length, "incident") +
    " of " +
    DATA.incidents.length.toLocaleString("en") +
    " shown" +
    (beyond ? "; " + beyond + " beyond the edges of the map" : "") +
    (rest ? "; " + rest + " without a known place" : "");
}

// The key: what lines and tints mean; each can be switched off.
function createKey() {
  const root = document.getElementById("key");
  const entry = (name, sign, layer, after) => {
    const input = element("input", { type: "checkbox", checked: true });
    input.addEventListener("change", () => {
      toggle(map, layer, input.checked);
      if (after) {
        after();
      }
    });
    return element("label", {}, input, element("i", { class: sign }), element("span", {}, name));
  };
  const edges = GROUND.bands.map((band) => band.km[1]);
  const entries = [
    edges.length ? entry("Within " + edges.join(", ") + " km of the border", "bands", marks.layers.bands) : null,
    DATA.spots.some((spot) => spot.nearest) ? entry("Shortest way to the border", "measures", marks.layers.measures) : null,
    DATA.areas.length ? entry("Known only by its area", "areas", marks.layers.areas, marks.redraw) : null,
    entry("Towns", "towns", towns),
    entry("Names of countries", "names", countries.group),
  ];
  const border = DATA.border[0] ? element("p", {}, element("i", { class: "border" }), DATA.border[0]) : null;
  const sizes = DATA.most ? element("p", {}, "Size: killed and injured; hollow: " + CLAIMS.toLowerCase()) : null;
  add(root, element("details", { open: matchMedia("(min-width: 60em)").matches }, element("summary", {}, "Key"), element("div", { class: "entries" }, border, entries, sizes)));
  root.firstChild.addEventListener("toggle", () => map.invalidateSize({ animate: false }));
  L.DomEvent.disableClickPropagation(root);
}

function claims() {
  if (!DATA.claims.length) {
    return element("p", { class: "none" }, "No article states a distance.");
  }
  const head = ["Verdict", "What the article says", "Check"].map((name) => element("th", { scope: "col" }, name));
  return element(
    "table",
    { class: "claims" },
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, DATA.claims.map((claim) => claimRow(claim, marks.claim))),
  );
}

function aside() {
  const others = DATA.others.map((other) =>
    element("li", {}, element("span", { class: "flag" }, other.why), quotation(other.quote), element("p", { class: "notes" }, source(other.article))),
  );
  const unplaced = DATA.unplaced.map((one) =>
    element("li", {}, one.what + " “" + one.words + "”: " + one.reason, " ", source(one.article)),
  );
  return [
    element("h3", {}, "Told, but not as something that happened then and there"),
    others.length ? element("ul", { class: "others" }, others) : element("p", { class: "none" }, "Nothing."),
    element("h3", {}, "What could not be placed"),
    unplaced.length ? element("ul", { class: "unplaced" }, unplaced) : element("p", { class: "none" }, "Nothing."),
  ];
}

function about() {
  const articles = DATA.articles.map((article) =>
    element("li", {}, element("strong", {}, article.title), " ", element("small", {}, article.id + (article.from ? ", " + article.from : ""))),
  );
  const notes = [
    DATA.border[0] ? "Border: " + DATA.border[0] + " (" + DATA.border[1] + ")" : null,
    "Distances are geodesic, on the WGS 84 ellipsoid, to the nearest point of that line",
    "Types of events carry ACLED’s names; they are assigned by rule and are not ACLED data",
    "Borders and place names on the map imply no opinion on the status of any territory",
    ...DATA.credits,
    "Map drawn by Leaflet 1.9.4, © Volodymyr Agafonkin and contributors (BSD-2-Clause)",
  ];
  return [
    element("h3", {}, "Articles"),
    element("ul", { class: "articles" }, articles),
    element("h3", {}, "Credits and notes"),
    element("ul", { class: "credits" }, notes.filter(Boolean).map((note) => element("li", {}, note))),
  ];
}

const list = createList((incident) => marks.open(incident));
createTabs(document.getElementById("tabs"), [
  { name: "Incidents", content: list.root },
  { name: "Distances", content: claims() },
  { name: "Left off", content: aside() },
  { name: "About", content: about() },
]);
document.getElementById("thanks").textContent = DATA.thanks.join(" · ");
createKey();
// The key has taken its room only now.
map.invalidateSize({ animate: false });
map.fitBounds(DATA.view, { animate: false });
const visible = createFilters(document.getElementById("filters"), update);
update();
map.on("moveend", () => tell(visible()));
addEventListener("beforeprint", () => {
  list.unfold();
  map.closePopup();
});
