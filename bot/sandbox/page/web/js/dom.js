/** Building elements; text always becomes a text node, never markup. */

/**
 * @param {string} tag
 * @param {Record<string, any>} [traits] `class`, `text`, `on` (listeners by event), `data`, or any attribute;
 *   true sets an attribute without a value, null, undefined and false leave it out.
 * @param {...(Node|string|null|undefined|false)} children
 */
export function el(tag, traits = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) give(element, name, value);
  element.append(...children.filter(Boolean));
  return element;
}

function give(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") element.className = value;
  else if (name === "text") element.textContent = value;
  else if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  else if (name === "data") Object.assign(element.dataset, value);
  else element.setAttribute(name, value === true ? "" : value);
}

/** @param {string} id */
export const byId = (id) => document.getElementById(id);

/** Put these children in this order; those that stay are not moved, so that focus and place are kept. */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, at) => parent.children[at] !== node && parent.insertBefore(node, parent.children[at] ?? null));
}

/** Put new children in the place of all; the focus goes to the child in the same place. */
export function replace(parent, nodes) {
  const focused = [...parent.children].findIndex((child) => child.contains(document.activeElement));
  parent.replaceChildren(...nodes);
  const child = parent.children[focused];
  if (child) (child.matches("a, button") ? child : child.querySelector("a, button"))?.focus({ preventScroll: true });
}

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  back: "M15 5l-7 7 7 7",
  down: "M6 9l6 6 6-6",
  send: "M4 12l16-8-5 16-3.5-6.5z",
  attach: "M19 11l-7.5 7.5a4 4 0 01-6-6L13 5a2.7 2.7 0 014 4l-7.4 7.4a1.2 1.2 0 01-2-2L14 8",
  commands: "M7 4h10a3 3 0 013 3v10a3 3 0 01-3 3H7a3 3 0 01-3-3V7a3 3 0 013-3zM14 8l-4 8",
  panel: "M4 6h16M4 12h10M4 18h13",
  close: "M6 6l12 12M18 6L6 18",
  sun: "M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M5.6 18.4L7 17M17 7l1.4-1.4M12 8a4 4 0 100 8 4 4 0 000-8z",
  moon: "M20 14a8 8 0 11-10-10 6.5 6.5 0 0010 10z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  window: "M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  silent: "M6 16V11a6 6 0 019-5M18 12v4H8M10 19a2 2 0 004 0M4 4l16 16",
  keyboard: "M4 7h16v10H4zM8 11h.01M12 11h.01M16 11h.01M9 14h6",
};

/** @param {keyof typeof PATHS} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  const traits = { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" };
  for (const [key, value] of Object.entries(traits)) svg.setAttribute(key, value);
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows an icon alone: its name is for screen readers and as a tooltip. */
export function iconButton(name, label, press, traits = {}) {
  return el("button", { type: "button", class: "tool", "aria-label": label, title: label, on: { click: press }, ...traits }, icon(name));
}

/** Give a button that stands in the page its icon, name and listener. */
export function dress(button, name, label, press) {
  button.replaceChildren(icon(name));
  button.setAttribute("aria-label", label);
  button.title = label;
  if (press) button.onclick = press;
}
