// Opens report pages in headless Chromium as a reader would: node check_report.mjs SEEDS.html HOSTILE.html EMPTY.html
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [seeds, hostile, empty] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });

for (const file of [seeds, hostile, empty]) {
  for (const width of [1100, 390]) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const trouble = [];
    page.on("console", (message) => trouble.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => (trouble.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
    page.on("request", (request) => request.url().startsWith("data:image/") || request.url() === pathToFileURL(file).href || trouble.push(`request: ${request.url()}`));
    await page.goto(pathToFileURL(file).href);
    const seen = await page.evaluate(() => ({
      pictures: [...document.images].map((one) => one.naturalWidth),
      astray: [...document.querySelectorAll("a")].filter((a) => !document.querySelector(`[id="${a.getAttribute("href").slice(1)}"]`)).length,
      accounts: document.querySelectorAll(".account").length,
      unmarked: [...document.querySelectorAll("article .account")].filter((one) => !one.querySelector("mark")).length,
      foreign: document.querySelectorAll("script, svg, iframe, object, form, [onload], [onerror], [onclick], blockquote *:not(p, mark)").length,
      wide: document.documentElement.scrollWidth - window.innerWidth,
      paper: getComputedStyle(document.body).maxWidth,
      pwned: window.pwned,
    }));
    assert.ok(seen.pictures.every((size) => size > 100), `pictures of ${file}: ${seen.pictures}`);
    assert.ok(file === empty || seen.pictures.length > 0, `no picture in ${file}`);
    assert.deepEqual([seen.astray, seen.unmarked, seen.foreign, seen.pwned], [0, 0, 0, undefined], file);
    assert.ok(file === empty || seen.accounts > 2, `${file}: ${seen.accounts} accounts`);
    assert.ok(seen.wide <= 0, `${file} is ${seen.wide} px too wide at ${width}`);
    assert.notEqual(seen.paper, "none", "the page's style is allowed");
    assert.deepEqual(trouble, []);
    await page.close();
  }
}
const page = await browser.newPage();
await page.goto(pathToFileURL(hostile).href);
const words = await page.locator("blockquote").allTextContents();
assert.ok(words.some((sentence) => sentence.includes("<script>window.pwned = 1</script>")), "markup is quoted as it stands");
await page.goto(pathToFileURL(seeds).href);
assert.ok((await page.pdf({ format: "A4" })).length > 50000, "it prints");
await browser.close();
console.log("the report page holds");
