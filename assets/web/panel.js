// Filters and lists beside the map.
for (const incident of DATA.incidents) {
  incident.from = dayNumber(incident.start === null ? incident.end : incident.start);
  incident.to = dayNumber(incident.end === null ? incident.start : incident.end);
}
const DATED = DATA.incidents.filter((incident) => incident.from !== null);
const FIRST = Math.min(...DATED.map((incident) => incident.from));
const LAST = Math.max(...DATED.map((incident) => incident.to));
const BARS = 60;
// What hollow symbols stand for.
const CLAIMS = DATA.incidents.every((one) => !one.told || one.told === "one side’s claim") ? "One side’s claims" : "Not told as fact";

// All words of an incident, for the search; joined when they are first asked for.
function wordsOf(incident) {
  if (incident.words === undefined) {
    const told = incident.accounts.flatMap((one) => {
      const article = one.article === null ? null : DATA.articles[one.article];
      const from = article ? [article.title, article.id, article.from] : [];
      return [one.quote.map(([text]) => text).join(""), ...one.notes, ...from];
    });
    incident.words = [incident.what, incident.place, ...told].filter(Boolean).join("\n").toLowerCase();
  }
  return incident.words;
}

function createFilters(root, changed) {
  const kinds = DATA.kinds.map((kind, index) => {
    const n = DATA.incidents.filter((incident) => incident.kind === index).length;
    const input = element("input", { type: "checkbox", checked: true, change: changed });
    const label = element("label", { class: "kind" }, input, symbol(index, false), element("span", {}, kind.name), element("b", {}, n));
    return { input, label };
  });
  const sure = element("input", { type: "range", min: 0, max: 0.95, step: 0.05, value: 0, id: "sure", input: changed });
  const sureWords = element("output", { for: "sure" });
  const sought = element("input", { type: "search", id: "sought", placeholder: "place, words, source", autocomplete: "off", input: changed });
  const claims = element("input", { type: "checkbox", checked: true, change: changed });
  const undated = element("input", { type: "checkbox", checked: true, change: changed });
  const hollow = DATA.incidents.some((incident) => incident.claimed);
  const time = DATED.length && LAST > FIRST ? createTime(changed) : null;
  const reset = element("button", { type: "button", class: "link", click: restore }, "Reset filters");

  function restore() {
    kinds.forEach((kind) => (kind.input.checked = true));
    sure.value = 0;
    sought.value = "";
    claims.checked = true;
    undated.checked = true;
    if (time) {
      time.restore();
    }
    changed();
  }

  function passes(incident, withoutTime) {
    const dated = incident.from !== null;
    const words = sought.value.trim().toLowerCase();
    return (
      kinds[incident.kind].input.checked &&
      incident.confidence >= Number(sure.value) - 1e-9 &&
      (claims.checked || !incident.claimed) &&
      (dated ? withoutTime || !time || time.holds(incident) : undated.checked) &&
      (!words || wordsOf(incident).includes(words))
    );
  }

  add(root, [
    element("fieldset", { class: "kinds" }, element("legend", {}, "Type of event"), kinds.map((kind) => kind.label)),
    time ? time.root : null,
    element(
      "div",
      { class: "row" },
      element("label", { for: "sure" }, "Confidence at least ", sureWords),
      sure,
    ),
    element("div", { class: "row" }, element("label", { for: "sought" }, "Search"), sought),
    element(
      "div",
      { class: "row checks" },
      hollow ? element("label", {}, claims, CLAIMS) : null,
      DATED.length < DATA.incidents.length ? element("label", {}, undated, "Undated") : null,
      reset,
    ),
  ]);
  return () => {
    sureWords.textContent = Math.round(Number(sure.value) * 100) + " %";
    if (time) {
      time.draw(DATA.incidents.filter((incident) => passes(incident, true)));
    }
    return DATA.incidents.filter((incident) => passes(incident, false));
  };
}

// Two ends of a period over a row of bars, and a button that walks through the days.
function createTime(changed) {
  const range = (label, value) =>
    element("input", { type: "range", min: FIRST, max: LAST, step: 1, value, "aria-label": label, input: moved });
  const [low, high] = [range("First day", FIRST), range("Last day", LAST)];
  const bars = svg("svg", { class: "bars", viewBox: "0 0 " + BARS * 4 + " 36", preserveAspectRatio: "none", "aria-hidden": "true" });
  const words = element("output", { class: "period" });
  const play = element("button", { type: "button", class: "play", click: toggleWalk }, "▶ Play");
  const days = LAST - FIRST + 1;
  const count = Math.min(BARS, days);
  let walk = null;

  function ends() {
    return [Math.min(low.value, high.value), Math.max(low.value, high.value)];
  }

  function moved() {
    const [from, to] = ends();
    low.setAttribute("aria-valuetext", dayWords(from));
    high.setAttribute("aria-valuetext", dayWords(to));
    changed();
  }

  function stop() {
    clearInterval(walk);
    walk = null;
    play.textContent = "▶ Play";
  }

  function step() {
    const [, to] = ends();
    const stride = Math.ceil(days / BARS);
    if (to >= LAST) {
      stop();
      return;
    }
    low.value = Math.min(LAST, to + 1);
    high.value = Math.min(LAST, to + stride);
    moved();
  }

  function toggleWalk() {
    if (walk !== null) {
      stop();
      return;
    }
    const [, to] = ends();
    if (to >= LAST) {
      low.value = FIRST;
      high.value = FIRST;
      moved();
    }
    play.textContent = "❚❚ Pause";
    walk = setInterval(step, 900);
  }

  function draw(incidents) {
    const heights = new Array(count).fill(0);
    for (const incident of incidents) {
      if (incident.from !== null) {
        heights[Math.min(count - 1, Math.floor(((incident.from - FIRST) * count) / days))] += 1;
      }
    }
    const most = Math.max(1, ...heights);
    const [from, to] = ends();
    const width = (BARS * 4) / count;
    clear(bars);
    heights.forEach((n, index) => {
      const day = FIRST + (index * days) / count;
      const inside = day + days / count > from && day <= to;
      const height = n ? 3 + (31 * n) / most : 0;
      bars.append(svg("rect", { x: index * width + 0.4, y: 36 - height, width: width - 0.8, height, class: inside ? "in" : "out" }));
    });
    words.textContent = from === to ? dayWords(from) : dayWords(from) + " – " + dayWords(to);
  }

  const root = element(
    "fieldset",
    { class: "time" },
    element("legend", {}, "Date"),
    element("div", { class: "row" }, words, play),
    element("div", { class: "slider" }, bars, low, high),
  );
  return {
    root,
    draw,
    holds(incident) {
      const [from, to] = ends();
      return incident.to >= from && incident.from <= to;
    },
    restore() {
      stop();
      low.value = FIRST;
      high.value = LAST;
    },
  };
}

// Lists under tabs, as the ARIA practices describe them.
function createTabs(root, entries) {
  const bar = element("div", { role: "tablist", "aria-label": "Lists" });
  const tabs = entries.map(({ name, content }, index) => {
    const id = "tab" + index;
    const panel = element("section", { role: "tabpanel", id: id + "panel", "aria-labelledby": id }, element("h2", { class: "printed" }, name), content);
    const tab = element("button", { type: "button", role: "tab", id, "aria-controls": id + "panel", click: () => select(index) }, name);
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        event.preventDefault();
        select((index + step + entries.length) % entries.length, true);
      }
    });
    bar.append(tab);
    return { tab, panel };
  });

  function select(chosen, focus) {
    tabs.forEach(({ tab, panel }, index) => {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      panel.classList.toggle("off", index !== chosen);
    });
    if (focus) {
      tabs[chosen].tab.focus();
    }
  }

  add(root, [bar, tabs.map(({ panel }) => panel)]);
  select(0);
}

function createList(open) {
  const root = element("ol", { class: "incidents" });
  const items = DATA.incidents.map((incident) => {
    const body = element("div", { class: "body", hidden: true });
    const head = element(
      "button",
      { type: "button", "aria-expanded": "false", click: toggleBody },
      symbol(incident.kind, incident.claimed),
      element("span", {}, element("strong", {}, incident.what), " ", element("span", { class: "where" }, incident.place), element("small", {}, facts(incident))),
      incident.disagreements.length ? element("span", { class: "flag" }, "accounts differ") : null,
    );

    function unfold() {
      if (!body.firstChild) {
        add(body, details(incident));
      }
      body.hidden = false;
      head.setAttribute("aria-expanded", "true");
    }

    function toggleBody() {
      if (body.hidden) {
        unfold();
        open(incident);
      } else {
        body.hidden = true;
        head.setAttribute("aria-expanded", "false");
      }
    }

    const item = element("li", {}, head, body);
    root.append(item);
    return { incident, item, unfold };
  });
  const none = element("p", { class: "none", hidden: true }, "Nothing passes the filters.");
  return {
    root: [root, none],
    show(incidents) {
      const kept = new Set(incidents);
      items.forEach(({ incident, item }) => (item.hidden = !kept.has(incident)));
      none.hidden = incidents.length > 0;
    },
    unfold() {
      items.filter(({ item }) => !item.hidden).forEach((one) => one.unfold());
    },
  };
}
