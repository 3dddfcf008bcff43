"""What people write is only printed, and what a template asks for is only given from its own folder."""

from __future__ import annotations

import base64
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from relay_bot.errors import DocumentError, TemplateBroken
from relay_bot.paper.letterhead import Letterhead, read
from relay_bot.paper.render import render
from relay_bot.paper.sheet import WaybillSheet
from tests.unit.paper.sheets import TEMPLATE, own, said, sheet, squeezed

SECRET = "SECRET7391"
_watched: list[tuple[str, Any]] = []
_watching: list[bool] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _watching and (event.startswith("socket.") or event in ("open", "subprocess.Popen", "os.system", "exec")):
        _watched.append((event, args[0] if args else None))


sys.addaudithook(_hook)  # can't be taken away again: it looks at nothing unless `deeds` is in use


@pytest.fixture
def deeds() -> Iterator[list[tuple[str, Any]]]:
    """What Python opens and connects to in this test, asked of the interpreter itself."""
    _watched.clear()
    _watching.append(True)
    yield _watched
    _watching.clear()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server that nobody may call: a connection would wait in its queue."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def address(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}/x.png"


def assert_harmless(listener: socket.socket, deeds: list[tuple[str, Any]]) -> None:
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert [deed for deed in deeds if deed[0] != "open" and deed[0] != "exec"] == []
    assert [
        deed for deed in deeds if deed[0] == "open" and ("secret" in str(deed[1]) or "passwd" in str(deed[1]))
    ] == []


ATTACKS = [
    "<b>жирный</b>",
    '"><script>alert(1)</script><p class="',
    "</td></tr></table><pdf:nextpage />",
    "{{ 7 * 191 }}{% for x in range(3) %}три{% endfor %}{# тихо #}",
    "{% include 'secret.txt' %}",
    '<img src="secret.txt"><img src="file://SECRETPATH">',
    '<link rel="stylesheet" href="URL"><style>@import url(URL);</style>',
    '<img src="URL"> URL file://SECRETPATH',
    "<pdf:barcode type='qr' value='x' /><pdf:pagenumber />",
    "&lt;b&gt; &amp; &#x41; &nbsp;",
    "%(a)s {0.__class__} ${x} \\u0041",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_people_write_is_printed_as_it_is_written(
    attack: str, tmp_path: Path, listener: socket.socket, deeds: list[tuple[str, Any]]
) -> None:
    folder = shutil.copytree(TEMPLATE.parent, tmp_path / "templates")
    secret = folder / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    letterhead = read(folder / TEMPLATE.name, None)
    deeds.clear()
    attack = attack.replace("URL", address(listener)).replace("SECRETPATH", str(secret))
    hostile = {
        name: (f"{attack} {name}",) if isinstance(value, tuple) else f"{attack} {name}"
        for name, value in asdict(sheet()).items()
        if not isinstance(value, bool) and name not in ("lang", "second")
    }
    text = said(render(letterhead, WaybillSheet(lang="ru", **hostile)).pdf)
    missing = [name for name in hostile if name != "qr_url" and squeezed(f"{attack} {name}") not in text]
    assert missing == []
    assert SECRET not in text
    assert_harmless(listener, deeds)


def svg(inner: str, doctype: str = "") -> str:
    picture = f'<?xml version="1.0"?>{doctype}<svg xmlns="http://www.w3.org/2000/svg" '
    picture += f'xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="90">{inner}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode()


def hostile_templates(secret: Path, url: str) -> dict[str, str]:
    entity = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{secret}">]>'
    return {
        "img file": f'<img src="file://{secret}">',
        "img path": f'<img src="{secret}">',
        "img up": '<img src="../secret.txt">',
        "img link out of the folder": '<img src="link.png">',
        "img http": f'<img src="{url}">',
        "img scheme-less": f'<img src="//{url.removeprefix("http://")}">',
        "link file": f'<link rel="stylesheet" href="file://{secret}">',
        "link http": f'<link rel="stylesheet" href="{url}">',
        "import": f"<style>@import url({url}); @import '{secret}';</style>",
        "background": f"<style>body {{ background-image: url({url}) }} p {{ background: url({secret}) }}</style>",
        "page background": f"<style>@page {{ size: a4; background-image: url({url}) }}</style>",
        "page background file": f"<style>@page {{ size: a4; background-image: url('file://{secret}') }}</style>",
        "font": f"<style>@font-face {{ font-family: x; src: url({url}) }}</style><p style='font-family: x'>x</p>",
        "font file": f"<style>@font-face {{ font-family: x; src: url({secret}) }}</style><p>x</p>",
        "pdf font": f'<pdf:font name="x" src="{url}" /><pdf:font name="y" src="{secret}" />',
        "pdf page": f'<pdf:include src="{secret}" /><pdf:template name="x" background="{url}" />',
        "object": f'<object data="{url}"></object><iframe src="{url}"></iframe><embed src="{secret}">',
        "svg image": f'<img src="{svg(f"""<image xlink:href="{url}" width="9" height="9"/>""")}">',
        "svg image file": f'<img src="{svg(f"""<image xlink:href="file://{secret}" width="9" height="9"/>""")}">',
        "svg entity": f'<img src="{svg("<text>&x;</text>", entity)}">',
        "svg use": f'<img src="{svg(f"""<use xlink:href="file://{secret}#a"/>""")}">',
        "svg style": f'<img src="{svg(f"""<style>@import url({url});</style>""")}">',
        "base": f'<base href="{url}"><img src="x.png">',
        "xml entity": f"{entity}<p>&x;</p>",
        "jinja include": f"{{% include '{secret}' %}}",
        "jinja include beside": "{% include 'beside.txt' %}",
        "jinja import": f"{{% import '{secret}' as x %}}{{{{ x }}}}",
        "jinja extends": "{% extends '../secret.txt' %}",
    }


@pytest.mark.parametrize("name", hostile_templates(Path("x"), "http://x"))
def test_a_template_reaches_nothing_outside_its_folder(
    name: str, tmp_path: Path, listener: socket.socket, deeds: list[tuple[str, Any]]
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(f"body {{ color: red }} {SECRET}", "utf-8")
    html = hostile_templates(secret, address(listener))[name]
    template = own(tmp_path / "templates", f"<html><body><p>ok</p>{html}</body></html>")
    (template.parent / "beside.txt").write_text(SECRET, "utf-8")
    (template.parent / "link.png").symlink_to(secret)
    letterhead = read(template, None)
    deeds.clear()
    try:
        assert SECRET not in said(render(letterhead, sheet()).pdf)
    except DocumentError as error:
        assert SECRET not in str(error)
    assert_harmless(listener, deeds)


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__.__mro__[1].__subclasses__()",
        "label.__class__",
        "self.__init__.__globals__",
        "cycler.__init__.__globals__.os.popen('id').read()",
        "'{0.__class__.__base__}'.format(number)",
        "('{0.__class__.__mro__}' | attr('format'))(number)",
        "range(10000000)",
        "label.update({'title': 1})",
        "nothing_of_that_name",
        "label.nothing_of_that_name",
        "1 / 0",
    ],
)
def test_an_expression_that_the_sandbox_refuses_names_its_line(expression: str, tmp_path: Path) -> None:
    template = own(tmp_path / "templates", f"<p>\n\n{{{{ {expression} }}}}\n</p>")
    with pytest.raises(TemplateBroken) as caught:
        render(read(template, None), sheet())
    assert caught.value.values["line"] == 3
    assert caught.value.values["file"] == str(template)


def test_a_slip_in_the_syntax_names_its_line(tmp_path: Path) -> None:
    template = own(tmp_path / "templates", "<p>\n{% if number %}\n{{ number }\n</p>")
    with pytest.raises(TemplateBroken) as caught:
        render(read(template, None), sheet())
    assert caught.value.values["line"] == 3


def test_a_missing_font_is_an_error_not_a_page_of_boxes(tmp_path: Path) -> None:
    template = own(tmp_path, TEMPLATE.read_text("utf-8"))
    with pytest.raises(TemplateBroken) as caught:
        render(read(template, None), sheet())
    assert caught.value.key == "document-no_font"
    assert caught.value.values["font"] == "fonts/Roboto-Regular.ttf"


def test_what_is_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    template = own(tmp_path, "<div>" * 3000 + "x" + "</div>" * 3000)
    with pytest.raises(DocumentError):
        render(read(template, None), sheet())


def test_a_picture_that_is_not_there_is_noted_and_the_document_goes_on(tmp_path: Path) -> None:
    printed = render(Letterhead(tmp_path / "own.html", '<p>ok</p><img src="stamp.png">'), sheet())
    assert "ok" in said(printed.pdf)
    assert any("stamp.png" in note for note in printed.notes)
