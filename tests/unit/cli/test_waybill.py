"""`relay-bot waybill preview`: what an admin sees of a template, without a token or a database."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from relay_bot.texts import Texts
from tests.unit.paper.sheets import TEMPLATE, pages, squeezed

OWN = '[waybill]\ntemplate = "templates/waybill.html"\n'


def preview(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "relay_bot", "waybill", "preview", *arguments]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("RELAY_BOT_")}
    env = clean | {"PYTHONPATH": str(TEMPLATE.parents[1]), "LC_ALL": "en_US.UTF-8"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=180)


def installed(folder: Path, settings: str = "") -> Path:
    """A folder with a configuration and the template that we ship."""
    (folder / "config.toml").write_text(settings, "utf-8")
    shutil.copytree(TEMPLATE.parent, folder / "templates")
    return folder


def test_a_sample_is_written_and_its_place_is_told(tmp_path: Path) -> None:
    done = preview(folder=installed(tmp_path, '[company]\nname = "Карго & Ко"\n'))
    assert (done.returncode, done.stderr) == (0, "")
    written = tmp_path / "waybill-preview.pdf"
    assert str(written) in done.stdout
    text = pages(written.read_bytes())[0]
    assert "Карго & Ко" in text
    assert "НАКЛАДНАЯ-ЗАЯВКА" in text


def test_the_language_the_file_and_the_longest_data_can_be_chosen(tmp_path: Path) -> None:
    installed(tmp_path)
    done = preview("--lang", "en", "--extreme", "--output", "long.pdf", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    text = "".join(pages((tmp_path / "long.pdf").read_bytes()))
    assert squeezed(Texts.load().lang("en").plain("sample-long_company")) in squeezed(text)


def test_a_slip_in_the_template_is_one_sentence_with_its_line(tmp_path: Path) -> None:
    template = installed(tmp_path, OWN) / "templates" / "waybill.html"
    lines = template.read_text("utf-8").split("\n")
    number = next(n for n, line in enumerate(lines) if "{{ company_name }}" in line)
    lines[number] = "{{ compani_name }}"
    template.write_text("\n".join(lines), "utf-8")
    done = preview(folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert f"{template}, line {number + 1}: 'compani_name' is undefined" in done.stderr
    assert not (tmp_path / "waybill-preview.pdf").exists()


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(OWN, "utf-8")
    done = preview(folder=tmp_path)
    assert done.returncode == 1
    assert "waybill.html" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_logo_is_told_and_the_sample_is_written(tmp_path: Path) -> None:
    installed(tmp_path, '[company]\nlogo = "logo.png"\n')
    done = preview(folder=tmp_path)
    assert done.returncode == 0
    assert str(tmp_path / "logo.png") in done.stdout
    assert (tmp_path / "waybill-preview.pdf").exists()


def test_a_place_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    done = preview("--output", "no/such/folder.pdf", folder=installed(tmp_path))
    assert done.returncode == 1
    assert "folder.pdf" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_preview_needs_neither_the_bot_nor_a_database() -> None:
    heavy = ["aiogram", "sqlalchemy", "psycopg", "alembic"]
    program = f"import sys, relay_bot.cli.waybill; sys.exit(','.join(n for n in {heavy} if n in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_sample_writes_numbers_and_phones_as_a_real_waybill_does(tmp_path: Path) -> None:
    folder = installed(tmp_path, '[company]\nname = "Cargo"\nphone = "+78000000000"\n')
    for lang, volume, declared in (("ru", "4,32", "150 000 ₽"), ("en", "4.32", "150,000 ₽")):
        assert preview("--lang", lang, folder=folder).returncode == 0
        text = pages((tmp_path / "waybill-preview.pdf").read_bytes())[0]
        assert volume in text
        assert declared in text.replace("\xa0", " ")
        assert "+7 800 000-00-00" in text
        assert "+7 900 000-00-10" in text
