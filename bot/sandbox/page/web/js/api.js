/** The page's JSON API: what a person looks at and does. */

const ROOT = "/page/api";

/** A refusal, in the words of the local Telegram. */
export class Refused extends Error {}

async function answered(response) {
  const body = await response.json().catch(() => ({ error: response.statusText }));
  if (!response.ok) throw new Refused(body.error ?? response.statusText);
  return body;
}

/** @param {string} name @param {Record<string, any>} [query] */
export async function look(name, query = {}) {
  return answered(await fetch(`${ROOT}/${name}?${new URLSearchParams(query)}`));
}

/** @param {string} name @param {Record<string, any>} [body] */
export async function act(name, body = {}) {
  return answered(await fetch(`${ROOT}/${name}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));
}

/** @param {Record<string, any>} values @param {File[]} files */
export async function upload(values, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.append(name, value ?? "");
  for (const file of files) form.append("files", file, file.name);
  return answered(await fetch(`${ROOT}/upload`, { method: "POST", body: form }));
}

export const fileAddress = (id) => `${ROOT}/file?${new URLSearchParams({ id })}`;

export const streamAddress = (person) => `ws://${location.host}${ROOT}/stream?as=${person}`;
