"""Formatted text: HTML to entities as Telegram parses it, entities to HTML, and what is found by itself.

Offsets and lengths count UTF-16 code units, as in the Bot API.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from relay_bot.sandbox.errors import bad_request

Json = dict[str, Any]
UserLookup = Callable[[int], Json | None]

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_USER_LINK = re.compile(r"^tg://user/?\?id=(\d+)$", re.IGNORECASE)
_FOUND = re.compile(
    r"(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>(?<![\w@])(?:https?://[^\s<>\"]+[^\s<>\".,;:!?)»]|(?:[a-z0-9-]+\.)+(?:ru|com|org|net|me)\b(?:/[^\s<>\"]*)?))"
    r"|(?P<mention>(?<![\w/@])@[a-zA-Z]\w{3,31}\b)"
    r"|(?P<bot_command>(?<![\w/@<>])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?\b(?![/<>]))"
    r"|(?P<hashtag>(?<!\w)#(?=\w*[^\W\d])\w{1,256})"
    r"|(?P<phone_number>(?<![\w+])\+\d{10,15}\b)"
)
_HINT = re.compile(r"[@/#+]|://|\.[a-z]{2}")


QUOTED = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time")
"""Formatting that a quote keeps."""


def quote_of(text: str, entities: list[Json], words: str) -> Json:
    """The Bot API TextQuote of `words`, which stand in `text`. Raises ValueError when they don't."""
    begins = utf16_len(text[: text.index(words)])
    ends = begins + utf16_len(words)
    kept = []
    for one in entities:
        start, stop = max(one["offset"], begins), min(one["offset"] + one["length"], ends)
        if one["type"] in QUOTED and start < stop:
            kept.append(one | {"offset": start - begins, "length": stop - start})
    quote: Json = {"text": words, "position": begins, "is_manual": True}
    return quote | ({"entities": kept} if kept else {})


def utf16_len(text: str) -> int:
    """Length in UTF-16 code units: what Telegram counts."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    raw = text.encode("utf-16-le")
    return raw[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def parse_html(source: str, user: UserLookup) -> tuple[str, list[Json]]:
    """Text and entities of Telegram HTML. Raises 400 `can't parse entities: …` for anything it does not know."""
    out: list[str] = []
    length = 0
    open_tags: list[tuple[str, int, Json, int]] = []
    entities: list[Json] = []
    position = 0
    while position < len(source):
        start = source.find("<", position)
        plain = _characters(source[position : start if start >= 0 else len(source)])
        out.append(plain)
        length += utf16_len(plain)
        if start < 0:
            break
        match = _TAG.match(source, start)
        at = len(source[:start].encode())
        if match is None:
            raise _cannot_parse(f"Unclosed start tag at byte offset {at}" if ">" not in source[start:] else _bad(at))
        closing, tag, rest = match.group(1), match.group(2).lower(), match.group(3)
        if closing:
            _close(open_tags, entities, tag, at, length)
        else:
            open_tags.append((tag, length, _start(tag, rest, at), len(out)))
        position = match.end()
    if open_tags:
        raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    text = "".join(out)
    return text, [entity for entity in (_link(text, one, user) for one in _sorted(entities)) if entity]


def _bad(at: int) -> str:
    return f'Unsupported start tag "" at byte offset {at}'


def _cannot_parse(text: str) -> Exception:
    return bad_request(f"can't parse entities: {text}")


def _characters(text: str) -> str:
    return _CHARACTER.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text


def _start(tag: str, rest: str, at: int) -> Json:
    if tag not in _TAGS:
        raise _cannot_parse(f'Unsupported start tag "{tag}" at byte offset {at}')
    found = {
        match.group(1).lower(): _characters(match.group(2) or match.group(3) or match.group(4) or "")
        for match in _ATTRIBUTE.finditer(rest)
    }
    entity: Json = {"type": _TAGS[tag]}
    if tag == "span" and found.get("class") != "tg-spoiler":
        raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    if tag == "a":
        entity["url"] = found.get("href", "")
    if tag == "tg-emoji":
        entity["custom_emoji_id"] = found.get("emoji-id", "")
        if not entity["custom_emoji_id"].isdigit():
            raise _cannot_parse("Invalid custom emoji identifier specified")
    if tag == "blockquote" and "expandable" in found:
        entity["type"] = "expandable_blockquote"
    if tag == "code" and found.get("class", "").startswith("language-"):
        entity["language"] = found["class"].removeprefix("language-")
    return entity


def _close(open_tags: list[tuple[str, int, Json, int]], entities: list[Json], tag: str, at: int, end: int) -> None:
    if not open_tags:
        raise _cannot_parse(f"Unexpected end tag at byte offset {at}")
    expected, start, entity, _ = open_tags.pop()
    if expected != tag:
        raise _cannot_parse(f'Unmatched end tag at byte offset {at}, expected "</{expected}>", found "</{tag}>"')
    if end == start:
        return
    inner = entities[-1] if entities else None
    if (
        tag == "pre"
        and inner
        and inner["type"] == "code"
        and (inner["offset"], inner["length"]) == (start, end - start)
    ):
        entities.pop()
        if "language" in inner:
            entity["language"] = inner["language"]
    elif tag == "code" and not (open_tags and open_tags[-1][0] == "pre"):
        entity.pop("language", None)
    entities.append({**entity, "offset": start, "length": end - start})


def _link(text: str, entity: Json, user: UserLookup) -> Json | None:
    """A link to tg://user becomes a mention of that user, or plain text when the bot does not know them."""
    if entity["type"] != "text_link":
        return entity
    url = entity["url"] or utf16_slice(text, entity["offset"], entity["length"])
    match = _USER_LINK.match(url)
    if match:
        known = user(int(match.group(1)))
        place = {"offset": entity["offset"], "length": entity["length"]}
        return {"type": "text_mention", **place, "user": known} if known else None
    if "." not in url and "://" not in url:
        return None
    return {**entity, "url": url if "://" in url or url.startswith("mailto:") else f"http://{url}"}


def _sorted(entities: list[Json]) -> list[Json]:
    return sorted(entities, key=lambda one: (one["offset"], -one["length"]))


def clean(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Trim white space as the server does, and keep the entities at their words."""
    stripped = text.strip()
    if stripped == text:
        return text, entities
    shift = utf16_len(text[: len(text) - len(text.lstrip())])
    total = utf16_len(stripped)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, total)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return stripped, kept


def add_found(text: str, entities: list[Json]) -> list[Json]:
    """The given entities plus commands, links, mentions, hashtags, e-mails and phones that the server finds."""
    if not _HINT.search(text):
        return entities
    ascii_text = text.isascii()
    busy = [
        (one["offset"], one["offset"] + one["length"])
        for one in entities
        if one["type"] in ("code", "pre", "text_link", "text_mention", "url", "mention", "bot_command", "email")
    ]
    found = list(entities)
    for match in _FOUND.finditer(text):
        start = match.start() if ascii_text else utf16_len(text[: match.start()])
        size = utf16_len(match.group())
        if any(left < start + size and start < right for left, right in busy):
            continue
        found.append({"type": match.lastgroup, "offset": start, "length": size})
    return _sorted(found) if len(found) > len(entities) else entities


def check_given(text: str, entities: list[Json], user: UserLookup) -> list[Json]:
    """Explicit entities of a call: inside the text or dropped, users resolved."""
    total = utf16_len(text)
    kept = []
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] <= 0 or entity["offset"] + entity["length"] > total:
            continue
        if entity["type"] == "text_mention":
            known = user(entity.get("user", {}).get("id", 0))
            if known is None:
                continue
            entity = {**entity, "user": known}
        kept.append(entity)
    return _sorted(kept)


_HTML = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}


def to_html(text: str, entities: list[Json]) -> str:
    """The message as HTML, for reading in tests and transcripts."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for entity in _sorted(entities):
        before, after = _tags_of(entity)
        if before:
            opening.setdefault(entity["offset"], []).append(before)
            closing.setdefault(entity["offset"] + entity["length"], []).insert(0, after)
    out: list[str] = []
    position = 0
    for character in text:
        out += closing.get(position, ()) or ()
        out += opening.get(position, ()) or ()
        out.append(html.escape(character, quote=False))
        position += 2 if ord(character) > 0xFFFF else 1
    out += closing.get(position, ()) or ()
    return "".join(out)


def _tags_of(entity: Json) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return f'<a href="{html.escape(entity["url"])}">', "</a>"
    if entity["type"] == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if entity["type"] == "custom_emoji":
        return f'<tg-emoji emoji-id="{entity["custom_emoji_id"]}">', "</tg-emoji>"
    return _HTML.get(entity["type"], ("", ""))
