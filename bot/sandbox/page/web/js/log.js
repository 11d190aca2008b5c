/** The messages of the open chat: what did not change keeps its element, focus and place. */

import { act } from "./api.js";
import { bubble, dayLine, serviceLine } from "./bubbles.js";
import { arrange, byId, dress, el } from "./dom.js";
import { dayOf, language, words } from "./i18n.js";
import { openChat, shownMessages, state, unreadOfTopic } from "./state.js";

const NEAR = 120; // pixels from the end that still count as the end
const log = byId("log");
const list = el("div", { class: "messages" });
const down = byId("down");
let actions = {};
/** At the end: there it stays when the window changes. */
let stuck = true;
/** By key: what it was made of, and the element. @type {Map<string, {version: string, node: Element}>} */
let made = new Map();

/** @param {{reply: Function, edit: Function, askInline: Function}} given what the menu of a message does */
export function startLog(given) {
  actions = given;
  dress(down, "down", words.toEnd, toEnd);
  log.addEventListener("scroll", () => {
    stuck = isAtEnd();
    down.hidden = stuck;
    if (stuck) readAll();
  });
  log.append(list);
  const watcher = new ResizeObserver(() => stuck && toEnd());
  watcher.observe(log);
  watcher.observe(list);
  document.addEventListener("visibilitychange", readAll);
  log.addEventListener("contextmenu", openMenu);
}

/** A long tap or a right click; links and chosen words keep the browser's own menu. */
function openMenu(event) {
  const line = event.target.closest(".line");
  if (!line || event.target.closest("a") || String(getSelection())) return;
  event.preventDefault();
  line.querySelector(".more").click();
}

const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;

export function toEnd() {
  stuck = true;
  log.scrollTop = log.scrollHeight;
}

/** @param {boolean} opened another chat: begin at its end */
export function renderLog(opened = false) {
  const stays = !opened && !stuck;
  const blocks = blocksOf(shownMessages());
  const next = new Map(blocks.map((block) => [block.key, kept(block)]));
  const focus = focusIn(list);
  arrange(list, [...next.values()].map((one) => one.node));
  made = next;
  focus?.();
  if (!stays) toEnd();
  down.hidden = isAtEnd();
  readAll();
}

/** Days, service lines, bubbles; an album is one block. */
function blocksOf(views) {
  if (views.length === 0) return [{ key: "empty", version: `${state.open.chat}`, make: emptyNote }];
  const blocks = [];
  let before = null;
  for (const group of albums(views)) {
    const [view] = group;
    const isNewDay = !before || dayOf(before.card.date) !== dayOf(view.card.date);
    if (isNewDay) blocks.push({ key: `day ${view.card.message_id}`, version: `${view.card.date}`, make: () => dayLine(view.card.date) });
    blocks.push(blockOf(group, isNewDay || before.service || before.card.from?.id !== view.card.from?.id));
    before = group.at(-1);
  }
  return blocks;
}

function albums(views) {
  const groups = [];
  for (const view of views) {
    const album = view.card.media_group_id;
    if (album && groups.at(-1)?.[0].card.media_group_id === album) groups.at(-1).push(view);
    else groups.push([view]);
  }
  return groups;
}

function blockOf(group, first) {
  const [view] = group;
  const inGroup = view.card.chat.type !== "private";
  const key = `${view.card.chat.id} ${view.card.message_id}`;
  const pending = [...state.pending].filter((one) => group.some((it) => one.startsWith(`${it.card.chat.id} ${it.card.message_id} `)));
  const make = () => (view.service ? serviceLine(view) : bubble(group, { first, inGroup, ...actions }));
  return { key, version: JSON.stringify([group, first, pending]), make };
}

function kept(block) {
  const known = made.get(block.key);
  return known?.version === block.version ? known : { version: block.version, node: block.make() };
}

/** When the bot edits the message whose button was pressed, the focus goes to the new buttons. */
function focusIn(root) {
  const focused = document.activeElement;
  const numbers = focused?.closest("[data-messages]")?.dataset.messages;
  if (!root.contains(focused) || !numbers) return null;
  const keys = () => [...(root.querySelector(`[data-messages="${numbers}"]`)?.querySelectorAll("button.key") ?? [])];
  const at = keys().indexOf(focused);
  return () => {
    if (document.activeElement !== focused && at >= 0) (keys()[at] ?? keys()[0])?.focus({ preventScroll: true });
  };
}

function emptyNote() {
  const chat = openChat();
  const about = state.bot.description?.[language] ?? state.bot.description?.[""];
  const text = chat && !chat.inside ? words.notInside : (chat?.type === "private" && about) || words.empty;
  return el("div", { class: "service empty" }, el("span", { text }));
}

/** What stands on the screen of a visible tab has been read. */
export function readAll() {
  if (document.hidden || !isAtEnd()) return;
  const newest = new Map(shownMessages().map((one) => [one.topic, one.card.message_id]));
  for (const [topic, message] of newest)
    if (unreadOfTopic(state.open.chat, topic) > 0) act("read", { as: state.me, chat: state.open.chat, topic, message }).catch(() => {});
}
