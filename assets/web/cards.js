// What an incident and a stated distance look like in full: the sentence with its marked words, sources, disagreements.
function quotation(pieces) {
  const words = { what: "what", where: "where", number: "how many" };
  const piece = ([text, mark]) =>
    mark === "plain" ? text : element("mark", { class: mark, title: "Tells " + words[mark] }, text);
  return element("blockquote", {}, "“", pieces.map(piece), "”");
}

function source(index) {
  const article = index === null ? null : DATA.articles[index];
  if (!article) {
    return null;
  }
  const from = [article.id, article.from].filter(Boolean).join(", ");
  return element("cite", {}, article.title ? "“" + article.title + "” (" + from + ")" : from);
}

function account(one) {
  return element(
    "div",
    { class: "account" },
    quotation(one.quote),
    element("p", { class: "notes" }, source(one.article), " · ", one.notes.join(" · ")),
  );
}

function disagreements(incident) {
  if (!incident.disagreements.length) {
    return null;
  }
  const lines = incident.disagreements.map((line) => element("li", {}, line));
  return element("div", { class: "differ" }, element("strong", {}, "Accounts differ"), element("ul", {}, lines));
}

function facts(incident) {
  const parts = [incident.when, incident.victims, incident.border, incident.told];
  return parts.filter(Boolean).join(" · ");
}

function details(incident) {
  const heading = counted(incident.accounts.length, "account");
  return [
    disagreements(incident),
    element("p", { class: "sources" }, heading),
    incident.accounts.map(account),
  ];
}

// In the map's window.
function card(incident) {
  return element(
    "article",
    { class: "card" },
    element("h3", {}, symbol(incident.kind, incident.claimed), incident.what),
    element("p", { class: "where" }, incident.place),
    element("p", { class: "facts" }, facts(incident)),
    details(incident),
  );
}

function claimRow(claim, show) {
  const button = claim.line
    ? element("button", { type: "button", class: "link", click: () => show(claim) }, "Show on the map")
    : null;
  return element(
    "tr",
    { class: claim.tone },
    element("td", {}, element("span", { class: "verdict" }, claim.verdict)),
    element("td", {}, quotation(claim.quote), element("p", { class: "notes" }, source(claim.article)), button),
    element(
      "td",
      {},
      element("dl", {}, element("dt", {}, "Stated"), element("dd", {}, claim.stated), element("dt", {}, "Measured"), element("dd", {}, claim.measured)),
      element("p", { class: "reason" }, claim.reason),
    ),
  );
}
