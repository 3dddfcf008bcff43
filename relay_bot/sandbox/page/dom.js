// Elements, icons and avatars. Text goes in as text nodes only: nothing here parses HTML.

const ICONS = {
  send: "M3.4 20.6 21 12 3.4 3.4 3 10l11 2-11 2z",
  attach: "M16.5 6.5v10a4.5 4.5 0 0 1-9 0V5.8a3 3 0 0 1 6 0v9.7a1.5 1.5 0 0 1-3 0V7",
  menu: "M4 7h16M4 12h16M4 17h16",
  dots: "M12 5v.01M12 12v.01M12 19v.01",
  back: "M15 5l-7 7 7 7",
  down: "M6 9l6 6 6-6",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6 6 18",
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 20 20",
  keyboard: "M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zM7 10h.01M12 10h.01M17 10h.01M8 14h8",
  mic: "M12 4a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V7a3 3 0 0 1 3-3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5a2.2 2.2 0 0 0 4 0",
  reply: "M10 6 4 12l6 6M4.5 12H14a6 6 0 0 1 6 6",
  edit: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  copy: "M9 9h10v11H9zM5 15V4h10",
  pin: "M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v6",
  lock: "M7 11h10v9H7zM9 11V8a3 3 0 0 1 6 0v3",
  unlock: "M7 11h10v9H7zM9 11V8a3 3 0 0 1 5.8-1",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  stop: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM6 6l12 12",
  play: "M8 5.5v13l11-6.5z",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  place: "M12 21s7-6.3 7-11a7 7 0 0 0-14 0c0 4.7 7 11 7 11zM12 7.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  link: "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20a7.5 7.5 0 0 1 15 0",
  hash: "M9 4 7 20M17 4l-2 16M4.5 9h16M3.5 15h16",
  smile: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM8.5 14a4 4 0 0 0 7 0M9 9.5v.01M15 9.5v.01",
  clock: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4.5l2.5 2",
  chat: "M4 5h16v11H10l-5 4v-4H4z",
};
const SVG = "http://www.w3.org/2000/svg";
const FILLED = new Set(["send", "play"]);

/** A new element. `on` holds listeners, `data` the dataset; true/false set or omit an attribute; null children are skipped. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "style") element.style.cssText = value || "";
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", FILLED.has(name) ? "icon icon-filled" : "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A round button with an icon; `label` is what a screen reader says. */
export function iconButton(name, label, click, attributes = {}) {
  const { class: extra = "", ...rest } = attributes;
  return h(
    "button",
    { type: "button", class: `icon-button ${extra}`, "aria-label": label, title: label, on: { click }, ...rest },
    icon(name),
  );
}

export const fullName = (person) =>
  [person?.first_name, person?.last_name].filter(Boolean).join(" ") || person?.title || person?.username || "…";

const letters = (name) =>
  name
    .replace(/[^\p{L}\p{N}\s]/gu, "")
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0].toUpperCase())
    .join("") || "?";

/** A round avatar with initials; the colour follows the id. */
export function avatar(name, id, extra = "") {
  return h("span", { class: `avatar tint-${Math.abs(Number(id) || 0) % 7} ${extra}`, "aria-hidden": "true" }, letters(name));
}

/** Calls `run` at most once per animation frame, however often the returned function is called. */
export function onceAFrame(run) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      run();
    });
  };
}
