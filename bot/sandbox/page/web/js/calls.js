/** The raw calls of the bot, with their timing. */

import { el } from "./dom.js";
import { words } from "./i18n.js";
import { state } from "./state.js";

const opened = new Set();

/** @param {boolean} all or only those after this tab's last deed */
export function callList(all) {
  const shown = state.calls.filter((call) => all || call.number > state.action);
  if (shown.length === 0) return el("p", { class: "remark", text: words.noCalls });
  return el("ol", { class: "calls" }, ...shown.map((call) => el("li", {}, entry(call))));
}

function entry(call) {
  const good = call.status === 200 && !call.fault;
  const head = el(
    "summary", {},
    el("span", { class: "method", text: call.method + incoming(call) }),
    el("span", { class: `status ${good ? "good" : "bad"}`, text: call.fault || String(call.status || "…") }),
    el("span", { class: "ms", text: call.ms === null ? "" : `${call.ms} ${words.ms}` }),
  );
  const details = el("details", { open: opened.has(call.number), on: { toggle: () => (details.open ? unfold(details, call) : opened.delete(call.number)) } }, head);
  if (details.open) unfold(details, call);
  return details;
}

/** What a long poll brought: the kinds of updates. */
function incoming(call) {
  const updates = call.method === "getUpdates" ? call.answer?.result ?? [] : [];
  const kinds = updates.map((update) => Object.keys(update).find((name) => name !== "update_id"));
  return kinds.length > 0 ? ` ← ${[...new Set(kinds)].join(", ")}` : "";
}

/** The JSON is written out only when somebody looks. */
function unfold(details, call) {
  opened.add(call.number);
  if (details.children.length > 1) return;
  const json = (value) => el("pre", { tabindex: "0", text: JSON.stringify(value, null, 2) });
  details.append(json(call.parameters), json(call.answer));
}
