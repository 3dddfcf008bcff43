// The bot's commands above the composer, to be picked by a press or with the arrows and Enter.

import { h } from "./dom.js";
import { t } from "./strings.js";

export class Suggestions {
  #highlighted = 0;

  /** `pick(command)` gets what was picked. */
  constructor(pick) {
    this.picked = pick;
    this.element = h("div", { class: "suggestions", role: "listbox", "aria-label": t("commands"), hidden: true });
  }

  get hidden() {
    return this.element.hidden;
  }

  show(commands) {
    this.#highlighted = 0;
    this.element.hidden = !commands.length;
    this.element.replaceChildren(...commands.map((one, at) => this.#row(one, at === 0)));
  }

  #row({ command, description }, highlighted) {
    const click = () => {
      this.show([]);
      this.picked(command);
    };
    return h("button", { type: "button", role: "option", class: "suggestion", "aria-selected": String(highlighted), on: { click } }, h("b", {}, `/${command}`), h("span", {}, description));
  }

  /** Highlights the next (1) or the previous (-1) one. */
  move(step) {
    const rows = [...this.element.children];
    this.#highlighted = (this.#highlighted + step + rows.length) % rows.length;
    rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === this.#highlighted)));
    rows[this.#highlighted].scrollIntoView({ block: "nearest" });
  }

  /** Picks the highlighted one; false if there is none. */
  pick() {
    if (this.hidden) return false;
    this.element.children[this.#highlighted].click();
    return true;
  }
}
