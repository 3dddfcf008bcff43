// A point to share as a location: a few cities of the freight network, or coordinates by hand.

import { h, icon } from "./dom.js";
import { language, t } from "./strings.js";
import { dialog } from "./overlays.js";

const PLACES = [
  [55.75393, 37.62079, "Москва", "Moscow"],
  [59.93863, 30.31413, "Санкт-Петербург", "Saint Petersburg"],
  [55.79612, 49.10639, "Казань", "Kazan"],
  [56.83793, 60.59751, "Екатеринбург", "Yekaterinburg"],
  [55.03020, 82.92043, "Новосибирск", "Novosibirsk"],
  [43.11555, 131.88551, "Владивосток", "Vladivostok"],
];

/** Asks which point to send and calls `send({latitude, longitude})`. */
export async function choosePlace(send) {
  const point = await dialog(
    (close) => [
      h("h2", {}, t("shareLocation")),
      h(
        "div",
        { class: "choices" },
        PLACES.map(([latitude, longitude, ru, en]) =>
          h(
            "button",
            { type: "button", class: "choice", on: { click: () => close({ latitude, longitude }) } },
            h("span", { class: "choice-icon" }, icon("place")),
            h("span", { class: "choice-text" }, h("b", {}, language === "ru" ? ru : en), h("span", {}, `${latitude}, ${longitude}`)),
          ),
        ),
      ),
      h("div", { class: "dialog-buttons" }, h("button", { type: "button", class: "flat", on: { click: () => close() } }, t("cancel"))),
    ],
    { label: t("shareLocation") },
  );
  if (point) send(point);
}
