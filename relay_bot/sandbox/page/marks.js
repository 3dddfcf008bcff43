// Marks that become formatting when a message is sent, as `typed.py` does it; here for what has not gone yet.

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
