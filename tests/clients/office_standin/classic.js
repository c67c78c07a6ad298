"use strict";
/*
 * An engine like that of classic Outlook: JavaScript alone, without page, window or document, with one script.
 *
 * Reads {script, office, standIn, events, network, clock, waitMs} as JSON and prints what the stand-in wrote down.
 */
const fs = require("node:fs");
const http = require("node:http");
const vm = require("node:vm");

/** As much of XMLHttpRequest as the documentation promises such an engine. */
class Xhr {
  open(method, url) {
    this.request = http.request(url, { method });
    this.request.on("error", () => this.onerror());
  }

  setRequestHeader(name, value) {
    this.request.setHeader(name, value);
  }

  set timeout(ms) {
    this.lateMs = ms;
  }

  send(body) {
    const late = setTimeout(() => this.ontimeout(), this.lateMs);
    this.request.on("response", (response) => {
      clearTimeout(late);
      this.status = response.statusCode;
      this.responseText = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => (this.responseText += piece));
      response.on("end", () => this.onload());
    });
    this.request.end(body);
  }
}

const told = JSON.parse(fs.readFileSync(0, "utf8"));
const world = { standIn: told.standIn };
if (told.clock) world.setTimeout = setTimeout;
if (told.network === "xhr") world.XMLHttpRequest = Xhr;
if (told.network === "fetch") world.fetch = fetch;
const engine = vm.createContext(world);
vm.runInContext("delete globalThis.globalThis;", engine);
for (const filename of [told.office, told.script]) {
  vm.runInContext(fs.readFileSync(filename, "utf8"), engine, { filename });
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

(async () => {
  for (const name of told.events) {
    const before = engine.standIn.completed.length;
    const since = performance.now();
    engine.Office.actions.fire(name);
    while (engine.standIn.completed.length === before) await wait(1);
    engine.standIn.tookMs.push(performance.now() - since);
  }
  await wait(told.waitMs);
  process.stdout.write(JSON.stringify(engine.standIn), () => process.exit(0));
})();
