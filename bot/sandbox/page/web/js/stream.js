/** The connection that tells this tab what happens; it comes back by itself. */

import { streamAddress } from "./api.js";

const PAUSES = [200, 400, 800, 1500, 3000]; // milliseconds

export class Stream {
  /** @param {(event: any) => void} handle @param {(open: boolean) => void} change */
  constructor(handle, change) {
    this.handle = handle;
    this.change = change;
    this.failures = 0;
    this.socket = null;
  }

  /** Leave the person before, if any, and listen for this one. */
  open(person) {
    this.person = person;
    clearTimeout(this.timer);
    const socket = new WebSocket(streamAddress(person));
    const before = this.socket;
    this.socket = socket;
    before?.close();
    socket.onmessage = (event) => this.socket === socket && this.#receive(JSON.parse(event.data));
    socket.onclose = () => this.socket === socket && this.#again();
  }

  #receive(event) {
    if (event.kind === "hello") {
      this.failures = 0;
      this.change(true);
    }
    this.handle(event);
  }

  #again() {
    if (this.failures > 0) this.change(false);
    const pause = PAUSES[Math.min(this.failures++, PAUSES.length - 1)];
    this.timer = setTimeout(() => this.open(this.person), pause);
  }
}
