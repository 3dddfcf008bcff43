// Who is sitting at which phone: the picker of clients or managers, and the form for a new client.

import { avatar, fullName, h, icon } from "./dom.js";
import { t } from "./strings.js";
import { dialog, menu } from "./overlays.js";

const SHOWN_MAX = 80;
const folded = (text) => text.toLowerCase().replace(/ё/g, "е");
const digits = (text) => text.replace(/\D/g, "");

function fits(person, query) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const name = folded(`${fullName(person)} ${person.username || ""}`);
  return words.every((word) => name.includes(word)) || (digits(query).length > 2 && digits(person.phone || "").includes(digits(query)));
}

/** As Telegram keeps it: "8 (900) 000-00-00" becomes "+79000000000". */
const international = (phone) => {
  const number = digits(phone).replace(/^8(?=\d{10}$)/, "7");
  return number && `+${number.length === 10 ? 7 : ""}${number}`;
};

export class PersonPicker {
  /** `choose(person)` is called when somebody is picked; `create()` adds a "new client" entry. */
  constructor({ caption, choose, create = null }) {
    Object.assign(this, { caption, choose, create, people: [] });
    this.element = h("button", { type: "button", class: "picker", "aria-haspopup": "menu", on: { click: () => this.#open() } });
  }

  show(people, person) {
    this.people = people;
    this.person = person;
    const name = person ? fullName(person) : "—";
    this.element.setAttribute("aria-label", `${this.caption}: ${name}`);
    this.element.replaceChildren(
      avatar(name, person?.id),
      h("span", { class: "picker-text" }, h("span", { class: "picker-caption" }, this.caption), h("b", {}, name)),
      icon("down"),
    );
  }

  #open() {
    const search = h("input", { type: "search", class: "menu-search", placeholder: t("findPerson"), "aria-label": t("findPerson") });
    const list = h("div", { class: "menu-people" });
    const fill = () => {
      const found = this.people.filter((person) => fits(person, search.value)).slice(0, SHOWN_MAX);
      list.replaceChildren(...(found.length ? found.map((person) => this.#entry(person)) : [h("p", { class: "menu-note" }, t("nobody"))]));
    };
    search.addEventListener("input", fill);
    search.addEventListener("keydown", (event) => event.key === "Enter" && list.querySelector("button")?.click());
    fill();
    this.popup = menu(this.element, this.create ? [{ icon: "plus", text: t("newClient"), run: this.create }] : [], {
      top: h("div", {}, this.people.length > 6 ? search : null, list),
      extra: "people-menu",
    });
  }

  #entry(person) {
    const chosen = person.id === this.person?.id;
    return h(
      "button",
      {
        type: "button", role: "menuitem", class: chosen ? "menu-person chosen" : "menu-person", "aria-current": chosen ? "true" : null,
        on: {
          click: () => {
            this.popup.close();
            this.choose(person);
          },
        },
      },
      avatar(fullName(person), person.id),
      h("span", { class: "picker-text" }, h("b", {}, fullName(person)), h("span", { class: "picker-caption" }, person.phone || (person.username ? `@${person.username}` : t("noPhone")))),
      person.blocked ? icon("stop") : null,
    );
  }
}

/** Asks for a new client; resolves {first_name, last_name, phone} or undefined. */
export const newClientForm = () =>
  dialog(
    (close) => {
      const field = (name, label, extra) => h("label", { class: "form-field" }, h("span", {}, label), h("input", { name, autocomplete: "off", ...extra }));
      const form = h(
        "form",
        {
          method: "dialog",
          on: {
            submit: (event) => {
              event.preventDefault();
              const { phone, ...names } = Object.fromEntries(new FormData(form));
              close({ ...names, phone: international(phone) });
            },
          },
        },
        field("first_name", t("firstName"), { required: true, maxlength: "64", autofocus: true }),
        field("last_name", t("lastName"), { maxlength: "64" }),
        field("phone", t("phone"), { type: "tel", placeholder: "+7 900 000-00-00" }),
        h(
          "div",
          { class: "dialog-buttons" },
          h("button", { type: "button", class: "flat", on: { click: () => close() } }, t("cancel")),
          h("button", { type: "submit", class: "primary" }, t("create")),
        ),
      );
      return [h("h2", {}, t("newClient")), form];
    },
    { label: t("newClient") },
  );
