/** Addresses of Telegram open here, others in a new tab. */

import { act } from "./api.js";
import { words } from "./i18n.js";
import { openAt } from "./opening.js";
import { toast, reportErrors } from "./notices.js";
import { changed, markAction, state } from "./state.js";

const SUPERGROUPS = 1e12; // -(1e12 + n) is the id of t.me/c/n

/** @returns {null | {start: string} | {bot: true} | {chat: number, topic: number|null, message: number}} */
export function read(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol === "tg:") return url.searchParams.get("domain") === state.bot.username ? started(url) : null;
  if (url.hostname !== "t.me") return null;
  const [first, ...rest] = url.pathname.split("/").filter(Boolean);
  if (first?.toLowerCase() === state.bot.username?.toLowerCase()) return started(url);
  const numbers = rest.map(Number);
  if (first !== "c" || numbers.length < 2 || numbers.some(Number.isNaN)) return null;
  return { chat: -(SUPERGROUPS + numbers[0]), topic: numbers.length > 2 ? numbers[1] : null, message: numbers.at(-1) };
}

function started(url) {
  const payload = url.searchParams.get("start");
  return payload === null ? { bot: true } : { start: payload };
}

/** @param {string} address */
export function follow(address) {
  const target = read(address);
  if (target === null) window.open(address, "_blank", "noopener,noreferrer");
  else if ("message" in target) reportErrors(openAt(target.chat, target.topic, target.message));
  else reportErrors(openBot(target.start));
}

async function openBot(payload) {
  await openAt(state.me);
  if (payload === undefined) return;
  markAction();
  changed("calls");
  await act("start", { as: state.me, payload });
}

/** @param {string} text */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(words.copied);
  } catch {
    toast(text);
  }
}
