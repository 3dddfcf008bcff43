"""What is said of a voice or a photo while it is recognised, and after. Pure."""

from __future__ import annotations

from typing import assert_never

from markupsafe import Markup

from relay_bot.domain.recognition import PhotoTrouble, VoiceTrouble
from relay_bot.texts import Language


def listening(t: Language) -> Markup:
    return t("voice-listening")


def heard(t: Language, text: str) -> Markup:
    return t("voice-heard", text=text)


def not_heard(t: Language, trouble: VoiceTrouble, longest_s: int) -> Markup:
    """One sentence that says what to do now."""
    match trouble:
        case "off":
            return t("voice-off")
        case "busy":
            return t("voice-busy")
        case "long" | "large":
            return t("voice-long", max=longest_s)
        case "not_voice":
            return t("media-unsupported")
        case "truncated" | "silent" | "unclear" | "slow" | "broken":
            return t("voice-failed")
        case _:
            assert_never(trouble)


def reading(t: Language) -> Markup:
    return t("ocr-reading")


def found(t: Language, fields: str) -> Markup:
    """`fields`: their names, as in «вес, габариты»."""
    return t("ocr-found", fields=fields)


def found_in_part(t: Language, left: str) -> Markup:
    """`left`: the names of the fields that are still asked for."""
    return t("ocr-partial", left=left)


def not_read(t: Language, trouble: PhotoTrouble) -> Markup:
    """One sentence that says what to do now."""
    match trouble:
        case "off":
            return t("ocr-off")
        case "busy":
            return t("voice-busy")
        case "large":
            return t("ocr-large")
        case "not_picture":
            return t("media-unsupported")
        case "damaged" | "blank" | "slow" | "broken":
            return t("ocr-nothing")
        case _:
            assert_never(trouble)
