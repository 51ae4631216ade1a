// Small ways to build the page: words are always set as text, never as markup.
const DATA = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";

function add(parent, children) {
  for (const child of [children].flat(3)) {
    if (child !== null && child !== undefined && child !== false) {
      parent.append(child instanceof Node ? child : String(child));
    }
  }
  return parent;
}

function attributes(node, given) {
  for (const [name, value] of Object.entries(given || {})) {
    if (typeof value === "function") {
      node.addEventListener(name, value);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  return node;
}

function element(name, given, ...children) {
  return add(attributes(document.createElement(name), given), children);
}

function svg(name, given, ...children) {
  return add(attributes(document.createElementNS(SVG, name), given), children);
}

function counted(n, noun) {
  return n === 1 ? "1 " + noun : n.toLocaleString("en") + " " + noun + "s";
}

function clear(node) {
  while (node.firstChild) {
    node.firstChild.remove();
  }
  return node;
}

// Days are counted from 1970, without clock or time zone.
const DAY = 86400000;

function dayNumber(text) {
  return text === null ? null : Math.round(Date.parse(text + "T00:00:00Z") / DAY);
}

function dayWords(number) {
  const options = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
  return new Date(number * DAY).toLocaleDateString("en-GB", options);
}
