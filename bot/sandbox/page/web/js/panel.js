/** The side panel for the curious: clock, faults, restart, calls. */

import { act } from "./api.js";
import { renderCallsIn } from "./calls.js";
import { byId, dress, el, iconButton } from "./dom.js";
import { momentOf, words } from "./i18n.js";
import { ask, reportErrors, toast } from "./notices.js";
import { changed, markAction, state } from "./state.js";

const KEPT = "page.panel";
const LEAPS = [["forwardHour", 1], ["forwardDay", 24], ["forwardWeek", 168]];
const SWITCHES = ["flood", "lost", "unanswered", "gateway"];
const WIDE = matchMedia("(min-width: 1180px)");
const panel = byId("panel");
const openers = [byId("panel-open"), byId("panel-open-lists")];

const clock = el("time", { class: "clock" });
const calls = el("div", { "aria-live": "off" });
const switches = el("div", { class: "switches" });
const scope = el("button", { type: "button", class: "small", "aria-pressed": "false", text: words.allCalls, on: { click: () => { scope.setAttribute("aria-pressed", String(!isAll())); renderCalls(); } } });

const isAll = () => scope.getAttribute("aria-pressed") === "true";

export function startPanel() {
  for (const opener of openers) dress(opener, "panel", words.openCalls, () => show(panel.hidden, true));
  const reset = el("button", { type: "button", class: "danger", text: words.reset, on: { click: () => reportErrors(startAfresh()) } });
  const restart = el("button", { type: "button", text: words.restart, on: { click: () => reportErrors(doing("restart", {}, words.restarted)) } });
  panel.replaceChildren(
    el("header", {}, el("h2", { text: words.panel }), iconButton("close", words.close, () => show(false, true))),
    part(words.clock, clock, el("div", { class: "choices" }, ...LEAPS.map(leap))),
    part(words.faults, switches, el("div", { class: "choices" }, restart, reset)),
    el("section", {}, el("div", { class: "head" }, el("h3", { text: words.calls }), scope), calls),
  );
  const fit = () => show(WIDE.matches && localStorage.getItem(KEPT) !== "closed");
  WIDE.addEventListener("change", fit);
  fit();
}

const part = (title, ...children) => el("section", {}, el("h3", { text: title }), ...children);

function show(open, chosen = false) {
  const held = panel.contains(document.activeElement);
  panel.hidden = !open;
  renderCalls();
  document.body.classList.toggle("with-panel", open);
  for (const opener of openers) opener.setAttribute("aria-expanded", String(open));
  if (chosen) localStorage.setItem(KEPT, open ? "open" : "closed");
  if (chosen && open) panel.querySelector("button").focus();
  if (!open && held) openers.find((one) => one.offsetParent)?.focus();
}

function leap([label, hours]) {
  return el("button", { type: "button", text: words[label], on: { click: () => reportErrors(move(hours)) } });
}

async function move(hours) {
  const result = await doing("forward", { hours }, words.moved);
  state.now = result.now;
  changed("now");
}

/** An action of the panel; the calls that follow count as caused by it. */
async function doing(name, body, done) {
  markAction();
  changed("calls");
  const answer = await act(name, body);
  if (done) toast(done);
  return answer;
}

async function startAfresh() {
  if (await ask(words.resetSure, words.reset)) await doing("reset", {}, words.resetDone);
}

export function renderClock() {
  clock.textContent = state.now ? momentOf(state.now) : "";
  clock.dateTime = state.now;
}

export function renderCalls() {
  if (panel.hidden) return;
  renderCallsIn(calls, isAll());
}

export function renderFaults() {
  switches.replaceChildren(...SWITCHES.map(faultSwitch));
}

function faultSwitch(name) {
  const press = async (event) => {
    state.faults = await doing("fault", { name, on: event.target.checked });
    changed("faults");
    byId(`fault-${name}`).focus();
  };
  const box = el("input", { type: "checkbox", role: "switch", id: `fault-${name}`, "aria-describedby": `note-${name}`, on: { change: (event) => reportErrors(press(event)) } });
  box.checked = Boolean(state.faults[name]);
  return el("div", { class: "switch" }, box, el("label", { for: `fault-${name}` }, el("span", { text: words[name] })), el("p", { id: `note-${name}`, text: words[`${name}Note`] }));
}
