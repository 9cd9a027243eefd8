// Opens the pages in FOLDER/pages in a headless Chromium, uses them as an editor would, and measures: page.mjs CHROMIUM FOLDER.
// The screenshots in FOLDER/screenshots are for people to look at.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";

const [executablePath, folder] = process.argv.slice(2);
const require = createRequire(join(folder, "/"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const shots = join(folder, "screenshots");
mkdirSync(shots, { recursive: true });
const path = (name) => join(folder, "pages", `${name}.html`);
const address = (name) => `file://${path(name)}`;
const DESK = { width: 1280, height: 900 };
const TELEPHONE = { width: 390, height: 844 };

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
});

async function opened(name, options, use) {
  const context = await browser.newContext({ viewport: DESK, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(address(name));
  await use(page, context);
  assert.deepEqual(faults, [], `${name}: the browser complains`);
  await context.close();
}

const shown = (page) => page.locator("article:visible").count();
const status = (page) => page.locator("#shown").innerText();

// The filters, one by one.
await opened("report", {}, async (page) => {
  const all = await page.locator("article").count();
  assert.ok(all > 100, `${all} findings`);
  const expect = async (count) => {
    await page.waitForFunction((text) => document.getElementById("shown").textContent.startsWith(text), `${count} of ${all}`);
    assert.equal(await shown(page), count);
  };
  await expect(all);
  const errors = await page.locator("article.error").count();
  await page.getByLabel("warning", { exact: true }).uncheck();
  await page.getByLabel("info", { exact: true }).uncheck();
  await expect(errors);
  assert.equal(await page.locator(".file:visible:not(:has(article:visible))").count(), 0, "no file without findings");
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(all);
  const rule = await page.locator("#rule option", { hasText: "verdict-without-date" }).getAttribute("value");
  await page.getByLabel("Rule").selectOption(rule);
  await expect(await page.locator(`article[data-r="${rule}"]`).count());
  await page.getByLabel("Group").selectOption("style");
  await page.waitForFunction(() => document.getElementById("shown").textContent === "No finding matches.");
  assert.equal(await shown(page), 0);
  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByLabel("Group").selectOption("law");
  const group = await page.locator('#rule optgroup[label="law"] option').evaluateAll((options) =>
    options.reduce((sum, option) => sum + document.querySelectorAll(`article[data-r="${option.value}"]`).length, 0));
  await expect(group);
  await page.getByRole("button", { name: "Show all" }).click();
  const file = page.locator("#file option").nth(2);
  await page.getByLabel("File").selectOption(await file.getAttribute("value"));
  await expect(await page.locator(`#f${await file.getAttribute("value")} article`).count());
  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByLabel("Search").fill("KAZIEV  date");
  const found = await page.locator("article").evaluateAll((articles) =>
    articles.filter((one) => ["kaziev", "date"].every((word) => one.textContent.toLowerCase().includes(word))).length);
  assert.ok(found > 0);
  await expect(found);
});

// The fix that is copied is what the page shows.
await opened("report", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
  const button = page.locator(".copy:not([data-text])").first();
  const line = await button.evaluate((one) => one.parentElement.querySelector("ins").lastChild.parentElement.textContent.replace(/^new: /, ""));
  await button.click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  assert.equal(await page.locator("#said").innerText(), "The fix is copied.");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), line);
});

// By keyboard alone: to the findings, to a rule's page and back, and into a filter.
await opened("report", {}, async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid", "the focus is seen");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => location.hash), "#findings");
  const link = page.locator("article a").first();
  await link.focus();
  await page.keyboard.press("Enter");
  const rule = page.locator((await link.getAttribute("href")).replace("#", "#"));
  await rule.waitFor({ state: "visible" });
  assert.ok((await rule.innerText()).includes("Why is this a problem?"));
  await page.screenshot({ path: join(shots, "rule-1280.png") });
  await page.goBack();
  await page.getByLabel("Search").focus();
  await page.keyboard.type("xyzzy");
  await page.waitForFunction(() => document.getElementById("shown").textContent === "No finding matches.");
});

// Without JavaScript everything is there but what needs it.
await opened("report", { javaScriptEnabled: false }, async (page) => {
  assert.ok(await page.locator("article").first().isVisible());
  assert.equal(await page.locator("form:visible, .copy:visible").count(), 0);
  await page.locator("article a").first().click();
  await page.locator(".page:visible").first().waitFor();
});

// The page asks for nothing, even if something in it tried.
{
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.setHeader("content-type", "text/html");
    response.end(request.url === "/page" ? readFileSync(path("report")) : "no");
  });
  await new Promise((done) => server.listen(0, "localhost", done));
  const origin = ["http://localhost", server.address().port].join(":");
  const page = await browser.newPage();
  await page.goto(`${origin}/page`, { waitUntil: "networkidle" });
  await page.locator("article a").first().click();
  await page.waitForTimeout(300);
  assert.deepEqual(asked, ["/page"], "one request");
  const tries = await page.evaluate(async (origin) => {
    const refused = [];
    document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
    await fetch(`${origin}/fetch`).catch(() => {});
    const add = (name, key, value) => {
      const one = document.createElement(name);
      try { one[key] = value; } catch { refused.push("trusted-types"); }
      document.body.append(one);
    };
    add("img", "src", `${origin}/image`);
    add("iframe", "src", `${origin}/frame`);
    add("script", "textContent", "globalThis.ran = true");
    add("style", "textContent", "body { display: none }");
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: `${origin}/style` });
    document.head.append(link);
    navigator.sendBeacon(`${origin}/beacon`);
    await new Promise((done) => setTimeout(done, 300));
    return { refused: [...new Set(refused)].sort(), ran: globalThis.ran, display: getComputedStyle(document.body).display };
  }, origin);
  assert.deepEqual(asked, ["/page"], "the policy lets nothing out");
  assert.equal(tries.ran, undefined);
  assert.equal(tries.display, "grid");
  for (const directive of ["connect-src", "img-src", "frame-src", "style-src-elem"]) {
    assert.ok(tries.refused.includes(directive), `${directive} is refused: ${tries.refused}`);
  }
  await page.close();
  server.close();
  console.log(`requests: the page alone; refused: ${tries.refused.join(", ")}`);
}

// Contrast, names and order, as axe-core measures them.
let checks = 0;
for (const name of ["report", "clean"]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [DESK, TELEPHONE]) {
      await opened(name, { colorScheme, viewport, bypassCSP: true }, async (page) => {
        await page.screenshot({ path: join(shots, `${name}-${colorScheme}-${viewport.width}.png`) });
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= viewport.width, `${name} is ${width} px wide on ${viewport.width}`);
        // What is out of sight is measured too, and what is folded.
        await page.addStyleTag({ content: "article { content-visibility: visible !important }" });
        await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
        await page.evaluate(axe);
        const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations", "incomplete"] }));
        const told = (list) => list.map((one) => `${one.id}: ${one.nodes.length} times, ${one.nodes[0].html.slice(0, 200)} ${one.nodes[0].failureSummary}`);
        assert.deepEqual(told(result.violations), [], `${name} ${colorScheme} ${viewport.width}`);
        checks += result.passes.length;
        const unsure = result.incomplete.map((one) => `${one.id} (${one.nodes.length})`);
        console.log(`axe-core: ${name} ${colorScheme} ${viewport.width}: no violation, ${result.passes.length} checks pass, undecided: ${unsure.join(", ") || "none"}`);
      });
    }
  }
}
assert.ok(checks > 0);

// The narrowest telephone, large letters, and paper.
await opened("report", { viewport: { width: 320, height: 600 } }, async (page) => {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 320, `${width} px wide on 320`);
});
await opened("report", {}, async (page) => {
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("form:visible, .copy:visible").count(), 0, "no controls on paper");
  await page.screenshot({ path: join(shots, "print.png") });
  const pdf = await page.pdf({ path: join(shots, "print.pdf"), format: "A4" });
  assert.ok(pdf.length > 20_000);
});

// Five thousand findings.
{
  const times = [];
  let count = 0;
  let filtered = 0;
  for (let round = 0; round < 3; round += 1) {
    await opened("many", {}, async (page) => {
      await page.waitForLoadState("load");
      times.push(await page.evaluate(() => performance.getEntriesByType("navigation")[0].loadEventEnd));
      count = await page.locator("article").count();
      filtered = await page.evaluate(async () => {
        const start = performance.now();
        const search = document.getElementById("text");
        search.value = "kaziev";
        search.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((done) => new MutationObserver(done).observe(document.getElementById("shown"), { childList: true }));
        await new Promise(requestAnimationFrame);
        return performance.now() - start - 150;
      });
    });
  }
  const bytes = statSync(path("many")).size;
  const best = Math.min(...times);
  console.log(`${count} findings: ${bytes} bytes, loaded in ${times.map(Math.round).join(", ")} ms, a search takes ${Math.round(filtered)} ms`);
  assert.ok(count >= 5000, `${count} findings`);
  assert.ok(bytes < 10_000_000, `${bytes} bytes`);
  assert.ok(best < 2000, `${best} ms`);
}

await browser.close();
