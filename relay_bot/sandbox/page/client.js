// The client's side: the private chat of one client with the bot.

import { keep, recall } from "./kept.js";
import { menu } from "./overlays.js";
import { newClientForm, PersonPicker } from "./people.js";
import { Pane } from "./pane.js";
import { language, t } from "./strings.js";

export class ClientPane extends Pane {
  #awaited = null;

  constructor(store, deliver, follow) {
    super(store, deliver, follow);
    this.picker = new PersonPicker({ caption: t("client"), choose: (person) => this.choose(person), create: () => this.#create() });
    this.backButton.hidden = true;
    store.listen((change) => {
      if (change.kind === "hello") this.#greet();
      if (change.kind === "person") this.#met(change);
    });
  }

  #clients() {
    return [...this.store.people.values()].filter((person) => person.role === "client");
  }

  #greet() {
    const clients = this.#clients();
    const before = this.person?.id ?? recall("client");
    const person = clients.find((one) => one.id === before) || clients[0];
    if (person) this.choose(person);
    else this.picker.show([], null);
  }

  choose(person) {
    keep("client", person.id);
    this.picker.show(this.#clients(), person);
    this.display(person, this.store.bot.id, 0);
  }

  async #create() {
    const form = await newClientForm();
    if (!form) return;
    this.#awaited = form.first_name.trim();
    this.deliver({ type: "new_person", language, ...form });
  }

  #met({ person, isNew }) {
    if (isNew && person.role === "client" && person.first_name === this.#awaited) {
      this.#awaited = null;
      this.choose(person);
    } else this.picker.show(this.#clients(), this.store.people.get(this.person?.id) || this.person);
  }

  openMenu() {
    menu(this.menuButton, this.botMenu());
  }
}
