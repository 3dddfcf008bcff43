// What lies above the chats: toasts, dialogs, menus and the copying that they report.

import { h, icon, iconButton } from "./dom.js";
import { t } from "./strings.js";

const TOAST_MS = 3200;
const toasts = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
document.body.append(toasts);

/** A few words that go away by themselves; with `run` they can be pressed. */
export function toast(text, kind = "", run = null) {
  const note = run ? h("button", { type: "button", class: `toast toast-link ${kind}` }, text) : h("div", { class: `toast ${kind}` }, text);
  note.addEventListener("click", () => {
    note.remove();
    run?.();
  });
  toasts.append(note);
  while (toasts.childElementCount > 3) toasts.firstElementChild.remove();
  setTimeout(() => {
    note.classList.add("leaving");
    setTimeout(() => note.remove(), 250);
  }, TOAST_MS);
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = h("textarea", { class: "off-screen", "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  toast(t("copied"), "toast-copied");
}

/** A modal dialog; resolves with what `close(value)` was given, undefined on Escape or a click outside. */
export function dialog(fill, { label, extra = "" } = {}) {
  return new Promise((resolve) => {
    const box = h("dialog", { class: `dialog ${extra}`, "aria-label": label });
    let answer;
    const close = (value) => {
      answer = value;
      box.close();
    };
    box.append(...[fill(close)].flat());
    box.addEventListener("close", () => {
      box.remove();
      resolve(answer);
    });
    box.addEventListener("click", (event) => event.target === box && close());
    document.body.append(box);
    box.showModal();
  });
}

/** Asks a question; resolves true when agreed. `no: null` makes it a plain notice. */
export const ask = (title, text, yes, { danger = false, no = t("cancel") } = {}) =>
  dialog(
    (close) => [
      title ? h("h2", {}, title) : null,
      h("p", {}, text),
      h(
        "div",
        { class: "dialog-buttons" },
        no ? h("button", { type: "button", class: "flat", on: { click: () => close(false) } }, no) : null,
        h("button", { type: "button", class: danger ? "flat danger" : "flat", autofocus: true, on: { click: () => close(true) } }, yes),
      ),
    ].filter(Boolean),
    { label: title || text },
  );

/** A full-window viewer with a title bar: photos and documents. `fill(close)` gives its body. */
export function viewer(title, tools, fill, extra) {
  return dialog(
    (close) => [
      h("header", { class: "viewer-bar" }, h("span", { class: "viewer-title" }, title), ...tools, iconButton("close", t("close"), () => close(), { autofocus: true })),
      fill(close),
    ],
    { label: title, extra: `viewer ${extra}` },
  );
}

let openMenu = null;
const closeMenu = () => {
  openMenu?.remove();
  openMenu = null;
};
addEventListener("pointerdown", (event) => openMenu && !openMenu.contains(event.target) && closeMenu(), true);
addEventListener("resize", closeMenu);
addEventListener("keydown", (event) => {
  if (!openMenu) return;
  if (event.key === "Escape") {
    const owner = openMenu.owner;
    closeMenu();
    owner?.focus();
    event.stopPropagation();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const items = [...openMenu.querySelectorAll("[role=menuitem]")];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
  event.preventDefault();
});

/** A pop-up menu near `at` (an element or {x, y}). Items: {icon, text, run, danger}; `top` is an element above them. */
export function menu(at, items, { top = null, extra = "", owner = null } = {}) {
  closeMenu();
  const box = h("div", { class: `menu ${extra}`, role: "menu" }, top);
  for (const item of items.filter(Boolean))
    box.append(
      h(
        "button",
        {
          type: "button",
          role: "menuitem",
          class: item.danger ? "menu-item danger" : "menu-item",
          on: {
            click: () => {
              closeMenu();
              item.run();
            },
          },
        },
        item.icon ? icon(item.icon) : null,
        item.text,
      ),
    );
  document.body.append(box);
  box.owner = owner || (at instanceof Element ? at : null);
  const { width, height } = box.getBoundingClientRect();
  const anchor = at instanceof Element ? at.getBoundingClientRect() : { left: at.x, right: at.x, top: at.y, bottom: at.y };
  const left = anchor.left + width > innerWidth - 8 ? Math.max(8, anchor.right - width) : anchor.left;
  const below = anchor.bottom + 6 + height <= innerHeight - 8;
  box.style.left = `${Math.min(left, innerWidth - width - 8)}px`;
  box.style.top = `${below ? anchor.bottom + 6 : Math.max(8, anchor.top - height - 6)}px`;
  openMenu = box;
  (box.querySelector("input") || box.querySelector("[role=menuitem]"))?.focus({ preventScroll: true });
  return { box, close: closeMenu };
}
