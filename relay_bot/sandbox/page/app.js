// The page: connects the socket, the store and the two sides.

import { h } from "./dom.js";
import { keep, recall } from "./kept.js";
import { language, switchLanguage, t } from "./strings.js";
import { ClientPane } from "./client.js";
import { DeskPane } from "./desk.js";
import { toast } from "./overlays.js";
import { Socket } from "./socket.js";
import { Store } from "./store.js";

document.title = t("title");
document.body.dataset.view = recall("view") || "client";
document.body.dataset.screen = "topics";

const store = new Store();
const PASSING = new Set(["open", "read"]); // a chat is opened again when the connection is back
const deliver = (action) => socket.send(PASSING.has(action.type) ? action : store.outbox.add(action));

function follow(link, pane) {
  if (link.group) return desk.followTopic(link) || (toast(t("linkUnknown")), true);
  if (link.bot.toLowerCase() !== (store.bot.username || "").toLowerCase()) return false;
  pane.deliver({ type: "start", as: pane.person.id, payload: link.payload });
  return true;
}

const client = new ClientPane(store, deliver, follow);
const desk = new DeskPane(store, deliver, follow, () => showView("desk"));

const tab = (view, words) =>
  h("button", { type: "button", role: "tab", class: "tab", data: { view }, on: { click: () => showView(view) } }, words, h("i", { class: "tab-dot" }));
const tabs = h("div", { class: "tabs", role: "tablist" }, tab("client", t("client")), tab("desk", t("manager")));

function showView(view) {
  document.body.dataset.view = view;
  keep("view", view);
  for (const one of tabs.children) {
    one.setAttribute("aria-selected", String(one.dataset.view === view));
    if (one.dataset.view === view) one.classList.remove("has-news");
  }
  desk.view.redraw();
}

const languageButton = h("button", { type: "button", class: "language", title: t("languageHint"), "aria-label": t("languageHint"), on: { click: switchLanguage } }, language === "ru" ? "EN" : "RU");
const connection = h("div", { class: "connection", role: "status", hidden: true }, h("span", { class: "spinner" }), t("connecting"));

document.querySelector("#app").append(
  h("div", { class: "stage" }, tabs, client.picker.element, desk.picker.element, h("span", { class: "stage-tools" }, desk.bell, languageButton)),
  connection,
  h("main", { class: "panes" }, h("section", { class: "pane client-pane", "aria-label": t("client") }, client.chat), h("section", { class: "pane desk-pane", "aria-label": t("manager") }, desk.side, desk.chat)),
);
showView(document.body.dataset.view);

store.listen((change) => {
  if (change.kind === "error") toast(change.text, "toast-error");
  if (change.kind === "message" && change.isNew && change.message.from?.id !== change.chat.as) {
    const other = document.body.dataset.view === "client" ? "desk" : "client";
    const mine = other === "client" ? client.person?.id : desk.manager?.id;
    if (change.chat.as === mine) tabs.querySelector(`[data-view=${other}]`).classList.add("has-news");
  }
});

let lost = null;
const socket = new Socket(
  (event) => {
    if (event.type === "hello") for (const chat of store.openChats()) chat.asked = false;
    store.receive(event);
    if (event.type !== "hello") return;
    for (const action of store.outbox.waiting) socket.send(action);
    document.body.classList.add("ready");
  },
  (connected) => {
    clearTimeout(lost);
    if (connected) connection.hidden = true;
    else lost = setTimeout(() => (connection.hidden = false), 300);
  },
);
