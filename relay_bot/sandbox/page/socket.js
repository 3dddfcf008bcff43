// The live connection: JSON over one WebSocket, opened again whenever it is lost.

import { BASE } from "./kept.js";

const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 5000;

export class Socket {
  #socket = null;
  #greeted = false;
  #pause = FIRST_PAUSE_MS;

  /** `receive(event)` gets every event, each connection's first is `hello`; `connected(bool)` every change of it. */
  constructor(receive, connected) {
    this.receive = receive;
    this.connected = connected;
    addEventListener("online", () => this.#socket?.readyState === WebSocket.CLOSED && this.open());
    this.open();
  }

  open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}${BASE}ws`);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#pause = FIRST_PAUSE_MS;
      this.connected(true);
    });
    socket.addEventListener("message", (frame) => {
      const event = JSON.parse(frame.data);
      if (event.type === "hello") this.#greeted = true;
      this.receive(event);
    });
    socket.addEventListener("close", () => {
      this.#greeted = false;
      this.connected(false);
      setTimeout(() => this.#socket === socket && this.open(), this.#pause);
      this.#pause = Math.min(this.#pause * 1.7, LONGEST_PAUSE_MS);
    });
  }

  /** Sends an action, if there is a connection that has been greeted: what waits goes first then. */
  send(action) {
    if (this.#greeted && this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(action));
  }
}
