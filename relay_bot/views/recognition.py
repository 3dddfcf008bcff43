"""What is said of a voice or a photo while it is recognised, and after. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from markupsafe import Markup

from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Card, Out, Transcript
from relay_bot.domain.recognition import PhotoTrouble, VoiceTrouble
from relay_bot.texts import Language

TEXT_MAX = 3000
"""Characters of one paper or voice: a message has room for so many, with its marks."""


def state(client_id: int, recording: int, html: str) -> Out:
    """How far a recording is: a card of the client's chat, whose next state edits it."""
    return Out(addresses.client(client_id), Card(html), card=f"recording:{recording}")


def transcript(t: Language, to: addresses.Address, relay_id: int, text: str, *, sure: bool) -> Out:
    """Below the recording, where the other side sees it."""
    html = t("voice-transcript" if sure else "voice-transcript_unsure", text=text[:TEXT_MAX])
    return Out(to, Transcript(html), relay_id=relay_id)


def of_photos(t: Language, photos: Sequence[tuple[Sequence[str], str]]) -> Markup:
    """For the manager who asks what stands there: codes and text of each, as much as a message has room for."""
    papers = ["\n".join([*codes, text]).strip() for codes, text in photos]
    return t("photo_text-shown", text="\n\n".join(papers)[:TEXT_MAX].strip())


def busy(t: Language) -> Markup:
    return t("voice-busy")


def wait(t: Language) -> Markup:
    """To whoever wrote on while a recording is listened to."""
    return t("voice-wait")


def listening(t: Language) -> Markup:
    return t("voice-listening")


def heard(t: Language, text: str) -> Markup:
    return t("voice-heard", text=text)


def not_heard(t: Language, trouble: VoiceTrouble, longest_s: int) -> Markup:
    """One sentence that says what to do now."""
    match trouble:
        case "off":
            return t("voice-off")
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


def done(t: Language) -> Markup:
    return t("ocr-done")


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
