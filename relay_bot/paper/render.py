"""The template and a sheet → HTML → PDF, in this process. A template may read files beside it, and nothing else.

Values come from people: they are escaped, so HTML, Jinja or addresses in them are printed as they are written. The
template comes from the admin, who may have copied it from somewhere: it runs in Jinja's sandbox, can't include files,
and the renderer's policy confines pictures, fonts and style sheets to the template's folder, without a network.
(xhtml2pdf's `link_callback` would be no gate: an address that it answers with None is fetched all the same.)
"""

from __future__ import annotations

import io
import logging
import re
import traceback
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import StrictUndefined, Template, TemplateSyntaxError
from jinja2.loaders import FunctionLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from relay_bot.errors import DocumentError, RenderFailed, TemplateBroken
from relay_bot.paper import glyphs
from relay_bot.paper.letterhead import Letterhead
from relay_bot.paper.sheet import AnswerSheet, LinksSheet, Sheet
from relay_bot.texts import Language, Texts

HTML_BYTES = 2 * 1024 * 1024
NOTE_LENGTH = 200
NO_TEMPORARY_FILE = -1
NO_FONT = "None of 'Helvetica' has"
BOUNDLESS = float(0xFFFFFFF)
"""A height that xhtml2pdf shrinks nothing to."""

LABELS = (
    *("pdf-customer", "pdf-name", "pdf-company", "pdf-inn", "pdf-phone", "pdf-client_code", "pdf-manager", "pdf-qr"),
    *("pdf-cargo", "pdf-descr", "pdf-places", "pdf-weight", "pdf-dims", "pdf-volume", "pdf-volumetric"),
    *("pdf-value", "pdf-not_declared", "pdf-comment", "pdf-marks"),
    *("pdf-temperature", "pdf-hazard", "pdf-care", "pdf-loading"),
    *("pdf-route", "pdf-from", "pdf-to", "pdf-contact", "pdf-payment", "pdf-payer"),
    *("pdf-sender", "pdf-recipient", "pdf-from_when", "pdf-to_when"),
    *("pdf-remarks", "pdf-signatures", "pdf-sign_sender", "pdf-sign_carrier", "pdf-sign_recipient", "pdf-sign_line"),
    *("pdf-terms", "pdf-page", "pdf-page_of"),
)
"""Sentences of a waybill that take no values; `pdf-title` and `pdf-not_etrn` are made below."""

LETTER_LABELS = (
    *("letter-number", "letter-date", "letter-to", "letter-decision", "letter-awarded", "letter-grounds"),
    *("letter-claimed", "letter-sign", "pdf-inn", "pdf-phone", "pdf-page", "pdf-page_of"),
)


@dataclass(frozen=True)
class Printed:
    """`notes`: what the renderer left out of the document, in its own words (a picture that is not there …).

    `logo_fault`: why the logo was left out, if it was; `template_fault`: why the admin's template was passed over.
    """

    pdf: bytes
    notes: tuple[str, ...] = ()
    logo_fault: str = ""
    template_fault: DocumentError | None = None


def render(letterhead: Letterhead, sheet: Sheet) -> Printed:
    """Raises TemplateBroken, RenderFailed, or MemoryError."""
    sheet = glyphs.without(sheet, {})
    pdf, notes = _to_pdf(letterhead.template, to_html(letterhead, sheet))
    for instead in (glyphs.like, glyphs.named):
        if not notes.undrawn:
            break
        sheet = glyphs.without(sheet, {char: instead(char, sheet.lang) for char in notes.undrawn})
        pdf, notes = _to_pdf(letterhead.template, to_html(letterhead, sheet))
    return Printed(pdf, tuple(notes.said), letterhead.logo_fault)


def to_html(letterhead: Letterhead, sheet: Sheet) -> str:
    """The filled template. Raises TemplateBroken with the line that is wrong."""
    t = Texts.load().lang(sheet.lang)
    values = {**asdict(sheet), "label": labels(t, sheet), "logo": letterhead.logo}
    try:
        return _compiled(letterhead.template, letterhead.text).render(values)
    except MemoryError:
        raise
    except TemplateSyntaxError as error:
        raise _broken(letterhead.template, error.lineno, error.message or "") from error
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno or 1 for frame in frames if frame.filename == str(letterhead.template)]
        raise _broken(letterhead.template, lines[-1] if lines else 1, str(error) or type(error).__name__) from error


ALONE = frozenset({"title", "not_etrn", "sign_line", "page", "page_of", "inn", "phone", "not_declared"})
"""Labels within a line of others."""


LONG = frozenset({"terms"})


def labels(t: Language, sheet: Sheet) -> dict[str, str]:
    """What stands before the values: `label.weight` in the template is `pdf-weight` of the locales."""
    if isinstance(sheet, LinksSheet):
        return {"title": t.plain("links-title", company=sheet.company_name), "how": t.plain("links-how")}
    if isinstance(sheet, AnswerSheet):
        named = {key.partition("-")[2]: t.plain(key) for key in LETTER_LABELS}
        about = {"claim_no": sheet.claim_number, "date": sheet.claim_date, "number": sheet.waybill_number}
        return named | {"title": t.plain("letter-title"), "about": t.plain("letter-about", **about)}
    named = {key.removeprefix("pdf-"): t.plain(key) for key in LABELS}
    if sheet.second and sheet.second != sheet.lang:
        other = Texts.load().lang(sheet.second)
        named |= {
            name: _both(name, own, other.plain(f"pdf-{name}")) for name, own in named.items() if name not in ALONE
        }
    named["title"] = t.plain("pdf-title", number=sheet.number, date=sheet.issued_at)
    named["not_etrn"] = t.plain("pdf-not_etrn", bot=sheet.bot)
    return named


def _both(name: str, own: str, other: str) -> str:
    """The client's words beneath the company's; short ones go on in the line, and wrap where it ends."""
    if own == other:
        return own
    return f"{own} / {other}" if name not in LONG else Markup("{}<br/>{}").format(own, other)


@lru_cache(maxsize=4)
def _compiled(template: Path, text: str) -> Template:
    """By its text: an edit is another template."""
    own = FunctionLoader(lambda name: (text, str(template), None) if name == template.name else None)
    environment = ImmutableSandboxedEnvironment(
        loader=own, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(template.name)


def _to_pdf(template: Path, html: str) -> tuple[bytes, _Notes]:
    from xhtml2pdf import pisa
    from xhtml2pdf.config.resources import ResourceAccessPolicy

    _cells_keep_their_height()
    policy = ResourceAccessPolicy.server(
        template.parent, allow_remote=False, allowed_hosts=frozenset(), max_document_bytes=HTML_BYTES
    )
    out = io.BytesIO()
    with _Notes() as notes:
        try:
            # By its path the renderer knows the folder that `fonts/…` and pictures of the template are looked for in.
            pisa.CreatePDF(
                html, dest=out, path=str(template), encoding="utf-8", capacity=NO_TEMPORARY_FILE, resource_policy=policy
            )
        except MemoryError:
            raise
        except Exception as error:
            reason = str(error) or type(error).__name__
            raise RenderFailed("document-not_rendered", file=str(template), reason=reason) from error
    for font in notes.missing_fonts:
        raise TemplateBroken("document-no_font", file=str(template), font=font)
    return out.getvalue(), notes


@cache
def _cells_keep_their_height() -> None:
    """xhtml2pdf shrinks a cell to what is left of its page, down to print that nobody can read. Here a row goes to the
    next page at its full size, and one that is taller than a page is cut.
    """
    from xhtml2pdf import tables
    from xhtml2pdf.xhtml2pdf_reportlab import PmlKeepInFrame

    class Cell(PmlKeepInFrame):  # type: ignore[misc]
        def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
            size: tuple[float, float] = super().wrap(availWidth, BOUNDLESS)
            return size

    tables.PmlKeepInFrame = Cell


_CODE = re.compile(r"\(U\+([0-9A-F]{4,6})\)")


class _Notes(logging.Handler):
    """What xhtml2pdf logs while it renders: here, instead of on stderr."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []
        self.missing_fonts: list[str] = []
        self.undrawn: set[str] = set()  # signs that no font of the document has
        self._log = logging.getLogger("xhtml2pdf")

    def __enter__(self) -> _Notes:
        self._log.addHandler(self)
        self._log.propagate = False
        return self

    def __exit__(self, *_: object) -> None:
        self._log.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        told = record.getMessage().split("\n")[0]  # below it stands the HTML, with what people wrote
        if told.startswith("No font this document has"):
            if NO_FONT not in told:  # the title of the file, which is not drawn; or a template without any font
                self.undrawn |= {chr(int(code, 16)) for code in _CODE.findall(told)}
            return
        self.said.append(told[:NOTE_LENGTH])
        if told.startswith("@font-face"):
            self.missing_fonts.append(told.split("could not read ")[-1].split(", so ")[0].strip("'\""))


def _broken(template: Path, line: int, reason: str) -> TemplateBroken:
    return TemplateBroken("document-template_broken", file=str(template), line=line, reason=reason)
