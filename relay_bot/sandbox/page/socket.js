// The live connection: JSON over one WebSocket, opened again whenever it is lost.

import { BASE } from "./kept.js";

const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 5000;

export class Socket {
  #socket = null;
  #pause = FIRST_PAUSE_MS;
  #waiting = [];

  /** `receive(event)` gets every event; `connected(bool)` every change of the connection. */
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
      this.receive(event);
      if (event.type === "hello") for (const action of this.#waiting.splice(0)) this.send(action);
    });
    socket.addEventListener("close", () => {
      this.connected(false);
      setTimeout(() => this.#socket === socket && this.open(), this.#pause);
      this.#pause = Math.min(this.#pause * 1.7, LONGEST_PAUSE_MS);
    });
  }

  /** Sends an action now, or right after the connection is back. */
  send(action) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(action));
    else if (action.type !== "open" && action.type !== "read") this.#waiting.push(action);
  }
}
