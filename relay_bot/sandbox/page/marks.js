// Marks that become formatting when a message is sent, as `typed.py` does it: for what has not gone yet, and for edits.

const KINDS = { "**": "bold", "__": "italic", "~~": "strikethrough", "||": "spoiler", "`": "code", "```": "pre" };
const MARKED = /(```|\*\*|__|~~|\|\||`)(?=\S)(.+?)(?<=\S)\1/gs;

/** {text, entities} of what was typed. */
export function unmarked(typed) {
  const entities = [];
  let text = "";
  let at = 0;
  for (const found of typed.matchAll(MARKED)) {
    text += typed.slice(at, found.index);
    entities.push({ type: KINDS[found[1]], offset: text.length, length: found[2].length });
    text += found[2];
    at = found.index + found[0].length;
  }
  return { text: text + typed.slice(at), entities: entities.length ? entities : undefined };
}

/** What one would type to get this text with its formatting; what marks can't say is left out. */
export function remarked(text, entities = []) {
  let typed = text;
  let end = text.length;
  for (const { type, offset, length } of [...entities].sort((a, b) => b.offset - a.offset)) {
    const mark = Object.keys(KINDS).find((one) => KINDS[one] === type);
    if (!mark || offset + length > end) continue;
    typed = `${typed.slice(0, offset)}${mark}${typed.slice(offset, offset + length)}${mark}${typed.slice(offset + length)}`;
    end = offset;
  }
  return typed;
}
