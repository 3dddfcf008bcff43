"""`relay-bot check` looks at the admin's template and logo too."""

from __future__ import annotations

from pathlib import Path

from relay_bot.cli.check.findings import findings
from relay_bot.config import load
from relay_bot.texts import Texts
from tests.unit.paper.sheets import TEMPLATE, own


async def told(folder: Path, database: str, **settings: Path) -> list[str]:
    """The findings on paper: good ones with a tick."""
    settings.setdefault("answer", TEMPLATE.with_name("claim_answer.html"))
    names = {
        "answer": "RELAY_BOT_MAIL__TEMPLATE",
        "template": "RELAY_BOT_WAYBILL__TEMPLATE",
        "logo": "RELAY_BOT_COMPANY__LOGO",
    }
    (folder / "config.toml").touch()
    env = {names[name]: str(value) for name, value in settings.items()} | {"RELAY_BOT_DATABASE__URL": database}
    silent = {"RELAY_BOT_FEATURES__VOICE": "false", "RELAY_BOT_FEATURES__OCR": "false"}
    config = load(folder / "config.toml", env | silent)
    t = Texts.load().lang("en")
    found = [f"{'✓' if finding.ok else '✗'} {finding.what}" async for finding in findings(config, t)]
    return [line for line in found if "template" in line or "logo" in line]


async def test_a_template_that_becomes_a_document_is_good(tmp_path: Path, database: str) -> None:
    assert await told(tmp_path, database, template=TEMPLATE) == ["✓ The waybill template becomes a PDF."]


async def test_a_template_with_a_slip_is_told_with_its_line(tmp_path: Path, database: str) -> None:
    template = own(tmp_path / "templates", "<p>\n{{ nothing }}</p>")
    (line,) = await told(tmp_path, database, template=template)
    assert line == f"✗ Error in the template {template}, line 2: 'nothing' is undefined"


async def test_a_missing_template_is_named(tmp_path: Path, database: str) -> None:
    (line,) = await told(tmp_path, database, template=tmp_path / "templates" / "waybill.html")
    assert str(tmp_path / "templates" / "waybill.html") in line


async def test_a_logo_that_can_not_be_printed_is_told_beside_a_good_template(tmp_path: Path, database: str) -> None:
    good, bad = await told(tmp_path, database, template=TEMPLATE, logo=tmp_path / "logo.png")
    assert good.startswith("✓")
    assert bad == f"✗ The logo {tmp_path / 'logo.png'} can't be printed: No such file or directory"


async def test_a_slip_in_the_template_of_an_answer_is_told_too(tmp_path: Path, database: str) -> None:
    answer = own(tmp_path / "templates", "<p>{{ nothing }}</p>")
    good, bad = await told(tmp_path, database, template=TEMPLATE, answer=answer)
    assert good.startswith("✓")
    assert bad.startswith(f"✗ Error in the template {answer}, line 1")
