"""Models are downloaded only when asked, go on after a break, take their name when they are right."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiohttp import web
from typer.testing import CliRunner

from relay_bot.cli import app
from relay_bot.errors import ModelRefused
from relay_bot.recognition import equipment, models
from relay_bot.recognition.fetch import fetch
from relay_bot.recognition.models import Model, ModelFile
from tests.unit.recognition import material

BIG, SMALL = bytes(range(256)) * 12_000, b"vocabulary"
PATH = "someone/some-model/resolve/abc"


def known(name: str, content: bytes, written: str = "") -> ModelFile:
    return ModelFile(name, len(content), hashlib.sha256(content).hexdigest(), written)


MODEL = Model(
    "some-model", "faster-whisper", "ru", PATH,
    (known("model.bin", BIG), known("vocabulary.txt", SMALL), known("config.json", b"{}", written="{}")),
)  # fmt: skip


class Hub:
    """A server of files that can break off, forget how to continue, and lie."""

    def __init__(self) -> None:
        self.files = {"model.bin": BIG, "vocabulary.txt": SMALL}
        self.breaks_after: list[int] = []
        self.continues = True
        self.asked: list[tuple[str, str]] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        name, wanted = request.match_info["name"], request.headers.get("Range", "")
        self.asked.append((name, wanted))
        if name not in self.files:
            raise web.HTTPNotFound
        begin = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.continues else 0
        content = self.files[name][begin:]
        response = web.StreamResponse(status=206 if begin else 200, headers={"Content-Length": str(len(content))})
        await response.prepare(request)
        if name == "model.bin" and self.breaks_after:
            await response.write(content[: self.breaks_after.pop(0)])
            assert request.transport is not None
            request.transport.close()
            return response
        await response.write(content)
        return response


@contextlib.asynccontextmanager
async def serving() -> AsyncIterator[tuple[Hub, Callable[[Path], object]]]:
    """(the hub, a download of the model from it into a folder)."""
    hub, server = Hub(), web.Application()
    server.router.add_get(f"/{PATH}/{{name}}", hub.answer)
    runner = web.AppRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield hub, lambda folder: fetch(MODEL, folder, lambda *_: None, hub=url, pause_s=0)
    finally:
        await runner.cleanup()


def states(folder: Path) -> list[str]:
    return [models.state(file, folder) for file in MODEL.files]


async def test_an_empty_folder_is_filled_and_a_full_one_is_left_alone(tmp_path: Path) -> None:
    async with serving() as (hub, download):
        assert states(tmp_path / "new") == ["missing"] * 3
        await download(tmp_path / "new")  # type: ignore[misc]
        assert states(tmp_path / "new") == ["good"] * 3
        assert {file.name for file in (tmp_path / "new").iterdir()} == {file.name for file in MODEL.files}
        asked = len(hub.asked)
        await download(tmp_path / "new")  # type: ignore[misc]
        assert len(hub.asked) == asked


async def test_a_break_costs_only_what_was_not_yet_here(tmp_path: Path) -> None:
    async with serving() as (hub, download):
        hub.breaks_after = [1_500_000, 500_000]
        await download(tmp_path)  # type: ignore[misc]
        assert states(tmp_path) == ["good"] * 3
        begins = [wanted for name, wanted in hub.asked if name == "model.bin"]
        assert begins[0] == ""
        assert all(wanted.startswith("bytes=") for wanted in begins[1:])


async def test_the_next_call_goes_on_where_the_last_one_gave_up(tmp_path: Path) -> None:
    async with serving() as (hub, download):
        hub.breaks_after = [1_000_000] + [0] * 20
        with pytest.raises(ModelRefused) as caught:
            await download(tmp_path)  # type: ignore[misc]
        assert caught.value.key == "models-not_fetched"
        assert states(tmp_path)[0] == "partial"
        hub.breaks_after, hub.asked = [], []
        await download(tmp_path)  # type: ignore[misc]
        assert states(tmp_path) == ["good"] * 3
        assert hub.asked[0][1].startswith("bytes=")


async def test_a_server_that_can_not_continue_begins_again(tmp_path: Path) -> None:
    async with serving() as (hub, download):
        hub.continues, hub.breaks_after = False, [1_000_000]
        await download(tmp_path)  # type: ignore[misc]
        assert states(tmp_path) == ["good"] * 3


@pytest.mark.parametrize(
    "lie", [BIG[:-1] + b"!", BIG + b"more", b"<html>Sign in</html>"], ids=["other", "long", "page"]
)
async def test_another_file_than_the_publishers_is_never_kept(lie: bytes, tmp_path: Path) -> None:
    async with serving() as (hub, download):
        hub.files["model.bin"] = lie
        with pytest.raises(ModelRefused):
            await download(tmp_path)  # type: ignore[misc]
        assert not (tmp_path / "model.bin").exists()
        hub.files["model.bin"] = BIG
        await download(tmp_path)  # type: ignore[misc]
        assert states(tmp_path) == ["good"] * 3


async def test_a_damaged_file_is_found_and_replaced(tmp_path: Path) -> None:
    async with serving() as (_, download):
        await download(tmp_path)  # type: ignore[misc]
        (tmp_path / "model.bin").write_bytes(BIG[::-1])
        assert states(tmp_path) == ["different", "good", "good"]
        await download(tmp_path)  # type: ignore[misc]
        assert states(tmp_path) == ["good"] * 3


async def test_a_file_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    async with serving() as (hub, download):
        del hub.files["model.bin"]
        with pytest.raises(ModelRefused) as caught:
            await download(tmp_path)  # type: ignore[misc]
        assert "404" in caught.value.values["reason"]
        assert len(hub.asked) == 1


def test_every_known_model_is_named_once_and_fits_its_engine(tmp_path: Path) -> None:
    assert len({model.name for model in models.MODELS}) == len(models.MODELS)
    for model in models.MODELS:
        folder = tmp_path / model.name
        folder.mkdir()
        for file in model.files:
            assert len(file.sha256) == 64
            (folder / file.name).touch()
        assert equipment.holds_model(model.speech, folder)


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    model = folder / "models" / "faster-whisper-base"
    (folder / "config.toml").write_text(f'[bot]\ndefault_lang = "en"\n[recognition]\nspeech_model = "{model}"\n')
    done = CliRunner().invoke(app, ["models", *arguments, "--config", str(folder / "config.toml")])
    return done.exit_code, done.output


def test_check_says_what_is_missing_and_how_to_get_it(tmp_path: Path) -> None:
    code, said = run(tmp_path, "check")
    assert code == 1
    assert "relay-bot models fetch" in said
    assert said.count("✗ ") >= 4
    assert "faster-whisper-small" in said


def test_check_verifies_every_file(tmp_path: Path) -> None:
    folder = tmp_path / "models" / "faster-whisper-base"
    shutil.copytree(material.MODEL, folder)
    assert run(tmp_path, "check")[1].count("  ✓ ") == 4
    (folder / "config.json").write_text("{}")
    code, said = run(tmp_path, "check")
    assert code == 1
    assert said.count("  ✓ ") == 3


def test_a_model_that_is_not_known_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    code, said = run(tmp_path, "fetch", "whisper-enormous")
    assert code == 2
    assert "gigaam-v3-ctc" in said


def test_a_hub_that_does_not_answer_is_a_sentence(tmp_path: Path) -> None:
    code, said = run(tmp_path, "fetch", "--hub", "http://127.0.0.1:9")
    assert code == 1
    assert "Traceback" not in said
    assert "http://127.0.0.1:9" in said


async def test_an_address_with_a_password_is_told_without_it(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused) as caught:
        await fetch(MODEL, tmp_path, lambda *_: None, hub="http://bot:hush@127.0.0.1:1", pause_s=0)
    assert "127.0.0.1:1" in str(caught.value)
    assert "hush" not in str(caught.value)
