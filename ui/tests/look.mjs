// Looks at every screen in a real browser, at both sizes: a picture each, axe with contrast, and words that are cut off.
// Needs Chromium; `npm run look`. Pictures go to target/ui-pages/shots.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ui = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const pages = resolve(ui, "../target/ui-pages");
const only = process.argv.slice(2);
const screens = {
  "01-sign-in": "gate=sign-in&do=%23name=boa",
  "01b-no-store": "gate=no-store&problem=1",
  "28-unlock": "gate=store-locked",
  "02-ward-board": "at=ward&do=.head .btn:not([data-main])&do=.dlg .kinds label:nth-of-type(1)&do=.dlg .kinds label:nth-of-type(2)&do=.dlg footer [data-main]",
  "02-filter": "at=ward&do=.head .btn:not([data-main])",
  "02-sorted": "at=ward&do=thead th:nth-child(3) .sort",
  "02-columns": "at=ward&do=.asat .columns",
  "02b-ward-board-exercise": "at=ward&mood=exercise",
  "12-standing-by": "at=ward&mood=calm",
  "12-clock-behind": "at=ward&mood=calm&clock=behind",
  "03-patient": "at=patient",
  "04-observations": "at=form",
  "04b-obs-chart": "at=chart",
  "04-amending": "at=form&filled=9&amends=Amends version 1, which stays readable. Reason: typing slip",
  "04c-amending-sign": "at=form&filled=9&amends=Amends version 1, which stays readable. Reason: typing slip&do=.foot [data-main]",
  "19-timeline": "at=timeline&record=4",
  "19-timeline-none": "at=timeline",
  "19-timeline-voided": "at=timeline&record=v&do=aside .chain .btn",
  "19-timeline-accepted": "at=timeline&record=7a",
  "19-timeline-changed": "at=timeline&record=4&do=.top .seg label:nth-child(2) input&do=aside .chain:last-child .btn",
  "19b-amend": "at=timeline&record=1&do=aside .btn.pri&do=.dlg .seg label:nth-child(1) input",
  "19c-void": "at=timeline&record=2&do=aside .btn.warn",
  "19c-void-refused": "at=timeline&record=2&do=aside .btn.warn&do=.dlg .seg label:nth-child(1) input&do=.dlg textarea=DAVIES, Margaret in bed B3&do=.dlg [data-pin]=111111&do=.dlg [data-second] input=chris&do=.dlg [data-second] li button&do=.dlg [data-second] [data-pin]=111111&do=.dlg footer .btn.warn",
  "07-outage": "at=outage",
  "07b-change": "at=outage&do=[data-main]&do=.pk > div:nth-child(3) label:nth-child(4)",
  "13-declare": "at=ward&mood=calm&do=[data-main]&do=.pk > div:nth-child(1) label:nth-child(3)",
  "08-recovery": "at=recovery",
  "08-other-server": "at=recovery&sending=other&do=.go .btn",
  "08-other-server-not-you": "at=recovery&sending=other&may=no",
  "08-release": "at=recovery&do=[data-main]",
  "09-print": "at=print",
  "09-print-stopped": "at=print&pack=stopped&printer=none",
  "14-ready": "at=ready",
  "22-taking-in": "at=ready&taking=reading",
  "22-taken-in": "at=ready&taking=taken",
  "22-take-in": "at=ready&do=[data-main]",
  "29-standby": "at=standby",
  "29-standby-full": "at=standby&disk=full&copying=1",
  "28-envelope": "gate=store-locked&secret=lost",
  "28b-keys": "at=keys",
  "28b-keys-page": "at=keys&page=1",
  "28c-open-copy": "gate=no-store&do=.offer .btn&do=.rad input",
  "26-people": "at=people",
  "26-people-nurse": "at=people&role=nurse",
  "26b-add": "at=people&do=.head .btn:nth-of-type(2)",
  "26c-give-pin": "at=people&do=[data-main]",
  "26d-review": "at=people&do=aside .review .btn&do=.dlg .li .btn:not(.off)",
  "27-audit": "at=audit&do=.pt input=dav&do=.pt .opt&do=[data-main]",
  "27-audit-first": "at=audit&do=.pt input=dav",
  "27-audit-all": "at=audit&do=[data-main]&do=.filters .seg label:nth-child(2)&found=many&chain=wrong&do=aside section:last-child .btn",
  "27-audit-whole": "at=audit&found=none&do=[data-main]&do=aside section:last-child .btn&do=.pt input=lecki&do=.pt .opt",
  "27-audit-hca": "at=audit&role=hca",
  "27b-export": "at=audit&do=.head .btn",
  "01c-pass": "gate=sign-in&do=.cannot .btn:nth-of-type(1)",
  "01d-emergency": "gate=sign-in&do=.cannot .btn:nth-of-type(2)&do=.dlg .seg label:nth-child(2)",
  "help": "at=help",
  "10-find": "at=ward&do=.rail button&do=.pal input=dav obs",
  "10-find-patient": "at=patient&do=.rail button&do=.pal input=obs",
  "10-find-nothing": "at=ward&do=.rail button&do=.pal input=zzz",
};

execFileSync("npx", ["vite", "build", "--config", "vite.pages.config.ts", "--logLevel", "error"], { cwd: ui, stdio: "inherit" });
mkdirSync(join(pages, "shots"), { recursive: true });

const kinds = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const server = createServer((request, answer) => {
  const path = new URL(request.url, "http://localhost").pathname;
  try {
    const bytes = readFileSync(join(pages, path.slice(1)));
    answer.writeHead(200, { "content-type": kinds[extname(path)] ?? "application/octet-stream" }).end(bytes);
  } catch {
    answer.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const address = `http://127.0.0.1:${server.address().port}/index.html`;

const { spawn } = await import("node:child_process");
function chromium(size, query, more) {
  const folder = mkdtempSync(join(tmpdir(), "look-"));
  const given = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    `--user-data-dir=${folder}`, `--window-size=${size.replace("x", ",")}`, "--hide-scrollbars", "--virtual-time-budget=8000", ...more, `${address}?${query}`];
  return new Promise((done) => {
    let said = "";
    const one = spawn("chromium", given, { stdio: ["ignore", "pipe", "ignore"] });
    one.stdout.on("data", (part) => (said += part));
    one.on("close", () => {
      rmSync(folder, { recursive: true, force: true });
      done(said);
    });
  });
}

if (spawnSync("chromium", ["--version"]).error) {
  console.error("Chromium is not here: nothing was looked at.");
  process.exit(2);
}
let wrong = 0;
for (const [name, query] of Object.entries(screens)) {
  if (only.length && !only.some((one) => name.startsWith(one))) continue;
  for (const size of ["1366x768", "1024x768", "1920x1080"]) {
    const coded = query.replace(/ /g, "%20").replace(/>/g, "%3E").replace(/\[/g, "%5B").replace(/\]/g, "%5D");
    await chromium(size, coded, [`--screenshot=${join(pages, "shots", `${name}-${size}.png`)}`]);
    if (size === "1920x1080") continue;
    const dom = await chromium(size, `${coded}&check=1`, ["--dump-dom"]);
    const found = dom.match(/<pre id="check"[^>]*>(.*?)<\/pre>/s)?.[1];
    if (!found) {
      console.error(`${name} ${size}: no answer`);
      wrong++;
      continue;
    }
    const said = JSON.parse(found.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
    const lines = [...said.axe.map((one) => `axe ${one}`), ...said.cut.map((one) => `cut ${one}`), ...(said.wide ? ["the page is wider than the window"] : [])];
    console.log(`${name} ${size}: ${lines.length === 0 ? "nothing found" : ""}`);
    for (const line of lines) console.log(`  ${line}`);
    wrong += lines.length;
  }
}
server.close();
process.exit(wrong ? 1 : 0);
