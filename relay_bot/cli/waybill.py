"""`waybill preview`: what the template makes of a made-up waybill, without a token or a database."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from relay_bot.cli.told import say, say_error, settings, speak
from relay_bot.paper import sample
from relay_bot.paper.press import Press
from relay_bot.paper.render import Printed
from relay_bot.paper.sheet import WaybillSheet
from relay_bot.texts import Texts, why


def preview(path: Path | None, output: Path, lang: str | None, extreme: bool) -> int:
    """Write the PDF to `output`; 1 if it can't be written. Raises DocumentError if the template is no good."""
    t = speak(os.environ)
    config = settings(path)
    build = sample.extreme if extreme else sample.typical
    press = Press(config.waybill.template, config.company.logo, workers=1)
    printed = asyncio.run(_print(press, build(config, Texts.load().lang(lang or config.bot.default_lang))))
    try:
        output.write_bytes(printed.pdf)
    except OSError as error:
        say_error(t.plain("cli-preview_unwritten", file=output, reason=why(t, error)))
        return 1
    if printed.logo_fault:
        say(t.plain("cli-preview_no_logo", file=config.company.logo, reason=printed.logo_fault))
    for note in printed.notes:
        say(t.plain("cli-preview_note", note=note))
    say(t.plain("cli-preview_done", file=output.absolute()))
    return 0


async def _print(press: Press, sheet: WaybillSheet) -> Printed:
    try:
        return await press.proof(sheet)
    finally:
        await press.close()
