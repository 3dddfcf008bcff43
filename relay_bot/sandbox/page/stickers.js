// The page's own set of stickers: emoji with the white edge that stickers have, drawn when they are needed.

import { h } from "./dom.js";
import { t } from "./strings.js";
import { menu } from "./overlays.js";

const SET = ["👍", "👌", "🤝", "🙏", "🔥", "🎉", "😀", "😂", "🤔", "😢", "🚚", "📦"];
const SIDE = 512; // Telegram's size of a sticker
const EDGE = [[9, 0], [-9, 0], [0, 9], [0, -9]];

/** The picture of a sticker as a file in Base64. */
function drawn(emoji) {
  const canvas = h("canvas", { width: SIDE, height: SIDE });
  const pen = canvas.getContext("2d");
  pen.font = `${SIDE * 0.72}px ${getComputedStyle(document.documentElement).getPropertyValue("--emoji")}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.filter = EDGE.map(([x, y]) => `drop-shadow(${x}px ${y}px 0 #fff)`).join(" ");
  pen.fillText(emoji, SIDE / 2, SIDE / 2 + SIDE * 0.04);
  return canvas.toDataURL("image/webp").split(",")[1];
}

/** Shows the set above `at`; what is chosen goes to `send({emoji, picture})`. */
export function chooseSticker(at, send) {
  const sticker = (emoji) =>
    h(
      "button",
      {
        type: "button", role: "menuitem", class: "sticker-choice", "aria-label": `${t("sticker")} ${emoji}`,
        on: {
          click: () => {
            popup.close();
            send({ emoji, picture: drawn(emoji) });
          },
        },
      },
      emoji,
    );
  const popup = menu(at, [], { top: h("div", { class: "sticker-set" }, SET.map(sticker)), extra: "sticker-menu" });
}
