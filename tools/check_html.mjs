// Opens pages in headless Chromium as a reader would: node check_html.mjs SEEDS.html HOSTILE.html EMPTY.html WORLD.html [PICTURES]
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [seeds, hostile, empty, world, pictures] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });

// A page of its own; anything that it fetches, logs or throws is kept.
async function open(file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const trouble = [];
  page.on("console", (message) => trouble.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => (trouble.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("request", (request) => request.url() === pathToFileURL(file).href || trouble.push(`request: ${request.url()}`));
  await page.goto(pathToFileURL(file).href);
  await page.waitForTimeout(300);
  const data = JSON.parse(await page.locator("#data").textContent());
  return { context, page, trouble, data };
}

async function picture(page, name) {
  if (pictures) {
    await page.screenshot({ path: `${pictures}/${name}.png` });
  }
}

const shown = async (page) => Number((await page.locator("#count").textContent()).match(/^[\d,]+/)[0].replace(",", ""));
const items = (page) => page.locator(".incidents > li:visible").count();
// Incidents that markers stand for, from their names.
async function marked(page) {
  const names = await page.locator(".leaflet-marker-pane [role=button]").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
  return names.reduce((sum, name) => sum + Number(name.match(/: (\d+) incident/)[1]), 0);
}

async function set(page, name, value) {
  await page.getByLabel(name, { exact: false }).first().evaluate((input, to) => {
    input.value = to;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, String(value));
}

async function markersAndFilters({ page, data }) {
  const placed = (kept) => kept.filter((one) => one.spot !== null || one.area !== null).length;
  const expect = async (kept, what) => {
    assert.equal(await shown(page), kept.length, what);
    assert.equal(await items(page), kept.length, what);
    assert.equal(await marked(page), placed(kept), what);
  };
  const all = data.incidents;
  await expect(all, "all incidents");
  for (const index of data.kinds.keys()) {
    const box = page.locator(".kind input").nth(index);
    await box.uncheck();
    await expect(all.filter((one) => one.kind !== index), `without ${data.kinds[index].name}`);
    await box.check();
  }
  for (const least of [0.5, 0.75, 0.9]) {
    await set(page, "Confidence at least", least);
    await expect(all.filter((one) => one.confidence >= least - 1e-9), `confidence ${least}`);
  }
  await page.getByRole("button", { name: "Reset filters" }).click();
  await expect(all, "after the reset");
  const sought = all[0].place.split(" ")[0];
  await set(page, "Search", sought.toUpperCase());
  const words = (one) => one.accounts.flatMap((told) => [told.quote.map(([text]) => text).join(""), ...told.notes, ...Object.values(data.articles[told.article] ?? {})]);
  const holdsWord = (one) => [one.what, one.place, ...words(one)].some((text) => String(text).toLowerCase().includes(sought.toLowerCase()));
  assert.ok(all.some(holdsWord) && !all.every(holdsWord), `${sought} tells some incidents from others`);
  await expect(all.filter(holdsWord), `with the word ${sought}`);
  await set(page, "Search", "no such word anywhere");
  await expect([], "a word that nothing has");
  await page.getByRole("button", { name: "Reset filters" }).click();
  if (await page.getByLabel("First day").count()) {
    const first = Number(await page.getByLabel("First day").getAttribute("min"));
    await set(page, "Last day", first);
    const day = new Date(first * 86400000).toISOString().slice(0, 10);
    const holds = (one) => (one.start === null && one.end === null) || (one.start ?? one.end) <= day;
    await expect(all.filter(holds), "the first day alone");
    await page.getByRole("button", { name: "Reset filters" }).click();
  }
  assert.equal(await page.locator("path.area").count(), data.areas.length, "areas are areas");
}

async function windows({ page, data }) {
  const before = await page.locator("mark:visible").count();
  assert.equal(before, 0, "no sentence is shown before it is asked for");
  // With the keyboard: from the map to a marker, open, read, close, and be back where one was.
  const marker = page.locator(".leaflet-marker-pane .mark:not(.several)").first();
  await marker.focus();
  const key = await marker.getAttribute("data-key");
  await page.keyboard.press("Enter");
  await page.locator(".leaflet-popup .card blockquote").first().waitFor();
  assert.ok((await page.locator(".leaflet-popup mark.what").count()) > 0, "the words that told it are marked");
  assert.ok(await page.locator(".leaflet-popup .cards").evaluate((node) => node.contains(document.activeElement)));
  await page.keyboard.press("Escape");
  await page.waitForTimeout(400);
  assert.equal(await page.locator(".leaflet-popup").count(), 0, "closed by Escape");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("data-key")), key);
  // From the list.
  const differing = data.incidents.findIndex((one) => one.disagreements.length > 0);
  const item = page.locator(".incidents > li").nth(Math.max(0, differing));
  await item.locator("button").first().focus();
  await page.keyboard.press("Enter");
  assert.equal(await item.locator("button").first().getAttribute("aria-expanded"), "true");
  assert.equal(await item.locator(".account").count(), data.incidents[Math.max(0, differing)].accounts.length);
  if (differing >= 0) {
    assert.ok((await item.locator(".differ li").count()) > 0, "accounts that differ are said to");
  }
  // Tabs, by arrow keys.
  await page.getByRole("tab", { name: "Incidents" }).focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator(".claims tbody tr:visible").count(), data.claims.length);
  if (data.claims.some((claim) => claim.line)) {
    await page.getByRole("button", { name: "Show on the map" }).first().click();
    assert.equal(await page.locator("path.claimline").count(), 1);
  }
}

async function everythingIsReachable({ page }) {
  const reached = new Set();
  await page.evaluate(() => document.activeElement.blur());
  for (let i = 0; i < 120; i += 1) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => {
      const node = document.activeElement;
      return node.id || node.getAttribute("role") || node.type || node.className;
    }));
  }
  for (const part of ["map", "button", "checkbox", "range", "tab"]) {
    assert.ok([...reached].some((one) => one.includes(part)), `${part} is reached by Tab: ${[...reached]}`);
  }
}

async function hostileArticles() {
  const tried = await open(hostile);
  const { page, data, trouble } = tried;
  assert.ok(data.incidents.length > 0, "the hostile articles tell something");
  for (const button of await page.locator(".incidents > li > button").all()) {
    await button.click();
  }
  for (const tab of await page.getByRole("tab").all()) {
    await tab.click();
  }
  const words = await page.locator("body").evaluate((body) => body.textContent);
  assert.ok(words.includes("<script>"), "hostile words are shown as words");
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  for (const never of ["img", "iframe", "object", "embed", "form", "[onclick]", "[onerror]", "a[href^='javascript']", "a[href^='http']"]) {
    assert.equal(await page.locator(never).count(), 0, never);
  }
  assert.equal(await page.locator("script").count(), 2);
  assert.deepEqual(trouble, []);
  // The policy itself holds: a script that got in would not run.
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.pwned = true";
    document.body.append(script);
    const image = new Image();
    image.src = "https://example.org/x.png";
    document.body.append(image);
  });
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => window.pwned), undefined, "the policy stops it");
  assert.ok(trouble.some((one) => one.includes("Content Security Policy")));
  await tried.context.close();
}

async function sizesAndSchemes() {
  const views = {
    desktop: {},
    dark: { colorScheme: "dark" },
    phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    narrow: { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true },
  };
  for (const [name, options] of Object.entries(views)) {
    const { context, page, trouble } = await open(seeds, options);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${name}: ${wide} px too wide`);
    // WCAG 2.2, 2.5.8: what is pressed is at least 24 pixels high, with its label.
    const low = await page.evaluate(() =>
      [...document.querySelectorAll("#panel button, #panel input, #key summary, #key input")]
        .filter((node) => node.getClientRects().length && !node.closest(".slider"))
        .map((node) => [node.id || node.textContent || node.type, (node.closest("label") || node).getBoundingClientRect().height])
        .filter(([, height]) => height < 24),
    );
    assert.deepEqual(low, [], `${name}: too small to press`);
    const thanks = await page.locator("#thanks").boundingBox();
    const panel = await page.locator("#panel").boundingBox();
    assert.ok(thanks.y + thanks.height <= panel.y || thanks.x + thanks.width <= panel.x, `${name}: the credits lie under the panel`);
    const cut = await page.evaluate(() => {
      const map = document.querySelector("#map").getBoundingClientRect();
      const inside = (r) => r.left >= map.left && r.right <= map.right && r.top >= map.top && r.bottom <= map.bottom;
      return [...document.querySelectorAll(".areaname span")].filter((one) => !inside(one.getBoundingClientRect())).map((one) => one.textContent);
    });
    assert.deepEqual(cut, [], `${name}: names of areas cut off`);
    await picture(page, name);
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(paper === "rgb(255, 255, 255)", name !== "dark", name);
    assert.deepEqual(trouble, []);
    await context.close();
  }
  const { context, page } = await open(seeds);
  const bytes = await page.pdf({ path: pictures ? `${pictures}/print.pdf` : undefined, format: "A4" });
  assert.ok(bytes.length > 20000, "it prints");
  await context.close();
}

// Tabs that are cut at the panel's edge are not found.
async function tabsAreSeen() {
  for (const width of [320, 390, 768, 1024, 1200, 1300, 1920]) {
    const { context, page } = await open(seeds, { viewport: { width, height: 900 } });
    const edge = await page.locator("#panel").evaluate((panel) => panel.getBoundingClientRect().left + panel.clientWidth);
    const ends = await page.getByRole("tab").evaluateAll((all) => all.map((tab) => tab.getBoundingClientRect().right));
    assert.ok(ends.length === 4 && Math.max(...ends) <= edge, `${width} px: tabs end at ${ends}, the panel at ${edge}`);
    await context.close();
  }
}

// On a map of the world every name stands beside its dot, or beside the mark that stands on it.
async function namesStandBesideTheirDots() {
  for (const width of [320, 390, 768, 1300, 1920]) {
    const { context, page, trouble } = await open(world, { viewport: { width, height: 900 } });
    const far = await page.evaluate(() => {
      const gap = (x, y, r) => Math.hypot(Math.max(r.left - x, 0, x - r.right), Math.max(r.top - y, 0, y - r.bottom));
      const marks = [...document.querySelectorAll(".mark")].map((mark) => [mark.getBoundingClientRect(), mark.classList.contains("several")]);
      const under = ({ x, y }) => marks.some(([r, several]) => !several && Math.hypot((r.left + r.right) / 2 - x, (r.top + r.bottom) / 2 - y) < 4);
      return [...document.querySelectorAll(".town")]
        .map((name) => [name.textContent, name.previousSibling.getBoundingClientRect(), name.getBoundingClientRect()])
        .filter(([, dot, name]) => gap(dot.x + 2.5, dot.y + 2.5, name) > 24 && !under({ x: dot.x + 2.5, y: dot.y + 2.5 }))
        .map(([text]) => text);
    });
    assert.deepEqual(far, [], `${width} px: names far from their dots`);
    assert.ok((await page.locator(".town").count()) > 10);
    assert.deepEqual(trouble, []);
    await picture(page, `world${width}`);
    await context.close();
  }
}

// After all the jumps that windows and claims made, also at the same zoom, no name of a town lies under a mark.
async function namesKeepOffMarks(page) {
  const under = await page.evaluate(() => {
    const marks = [...document.querySelectorAll(".mark")].map((mark) => mark.getBoundingClientRect());
    return [...document.querySelectorAll(".town")]
      .map((name) => [name.textContent, name.getBoundingClientRect()])
      .filter(([, r]) => marks.some((m) => m.left < r.right - 1 && r.left < m.right - 1 && m.top < r.bottom - 1 && r.top < m.bottom - 1))
      .map(([text]) => text);
  });
  assert.deepEqual(under, [], "names under marks");
}

const whole = await open(seeds);
await markersAndFilters(whole);
await windows(whole);
await everythingIsReachable(whole);
assert.deepEqual(whole.trouble, [], "nothing is fetched, logged or thrown");
await picture(whole.page, "opened");
await namesKeepOffMarks(whole.page);
await whole.context.close();
await hostileArticles();
await sizesAndSchemes();
await tabsAreSeen();
await namesStandBesideTheirDots();
const nothing = await open(empty);
assert.equal(nothing.data.incidents.length, 0);
assert.deepEqual(nothing.trouble, []);
await browser.close();
console.log("the page holds");
