/** The raw calls of the bot, with their timing. */

import { arrange, el } from "./dom.js";
import { words } from "./i18n.js";
import { state } from "./state.js";

/** A call does not change once it is received: its entry is made once. @type {Map<number, Element>} */
const entries = new Map();
const list = el("ol", { class: "calls" });
const none = el("p", { class: "remark", text: words.noCalls });

/** @param {Element} place @param {boolean} all or only those after this tab's last action */
export function renderCallsIn(place, all) {
  const shown = state.calls.filter((call) => all || call.number > state.action);
  arrange(list, shown.map((call) => entries.get(call.number) ?? remembered(call)));
  arrange(place, [shown.length > 0 ? list : none]);
}

function remembered(call) {
  const made = el("li", {}, entry(call));
  entries.set(call.number, made);
  return made;
}

function entry(call) {
  const good = call.status === 200 && !call.fault;
  const head = el(
    "summary", {},
    el("span", { class: "method", text: call.method + incoming(call) }),
    el("span", { class: `status ${good ? "good" : "bad"}`, text: call.fault || String(call.status || "…") }),
    el("span", { class: "ms", text: call.ms === null ? "" : `${call.ms} ${words.ms}` }),
  );
  const details = el("details", { on: { toggle: () => unfold(details, call) } }, head);
  return details;
}

/** What a long poll brought: the kinds of updates. */
function incoming(call) {
  const updates = call.method === "getUpdates" ? call.answer?.result ?? [] : [];
  const kinds = updates.map((update) => Object.keys(update).find((name) => name !== "update_id"));
  return kinds.length > 0 ? ` ← ${[...new Set(kinds)].join(", ")}` : "";
}

/** The JSON is rendered only when the entry is opened. */
function unfold(details, call) {
  if (details.children.length > 1) return;
  const json = (value) => el("pre", { tabindex: "0", text: JSON.stringify(value, null, 2) });
  details.append(json(call.parameters), json(call.answer));
}
