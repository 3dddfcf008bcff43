"""The press: whatever a template does or a worker meets, the bot goes on and the next waybill is printed."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from relay_bot.errors import DocumentError, PressBroken, RenderFailed, RenderTimedOut, RenderTooBig, TemplateBroken
from relay_bot.paper.press import Press
from tests.unit.documents.paper import TEMPLATE, own, said, sheet

FOREVER = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
GOOD = "<p>{{ number }}</p>"
SHORT_S = 1.0  # only for what never ends
PATIENCE_S = 60


@contextlib.asynccontextmanager
async def press(template: Path = TEMPLATE, **limits: float) -> AsyncIterator[Press]:
    made = Press(template, **limits)  # type: ignore[arg-type]
    try:
        yield made
    finally:
        await made.close()


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not holds():  # noqa: ASYNC110 other processes set no event of ours
            await asyncio.sleep(0.01)


def workers() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid]


def ticks(pid: int) -> int:
    """The processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@contextlib.asynccontextmanager
async def stuck(made: Press, template: Path) -> AsyncIterator[asyncio.Task[bytes]]:
    """The press's only worker in the midst of a document that never ends; afterwards the template is a good one."""
    own(template.parent, GOOD)
    await made.print_waybill(sheet())
    (worker,) = workers()
    idle = ticks(worker)
    own(template.parent, FOREVER)
    printing = asyncio.create_task(made.print_waybill(sheet()))
    await until(lambda: ticks(worker) > idle + 5)
    own(template.parent, GOOD)
    yield printing


async def test_a_waybill_is_printed_and_after_the_close_no_worker_is_left() -> None:
    async with press() as made:
        made.warm()
        assert "2611-00042" in said(await made.print_waybill(sheet()))
        assert len(workers()) == 2
    assert workers() == []


async def test_many_at_once_come_out_each_with_its_own_number() -> None:
    async with press() as made:
        numbers = [f"2611-{n:05d}" for n in range(12)]
        pdfs = await asyncio.gather(*(made.print_waybill(sheet(number=number)) for number in numbers))
    assert [number in said(pdf) for number, pdf in zip(numbers, pdfs, strict=True)] == [True] * len(numbers)


@pytest.mark.parametrize(
    ("html", "error"),
    [
        (FOREVER, RenderTimedOut),
        ("{{ 'x' * 10**10 }}", RenderTooBig),
        ("{% set x = namespace(s='x') %}{% for a in range(99) %}{% set x.s = x.s ~ x.s %}{% endfor %}", RenderTooBig),
        ("{{ 'x ' * 10**7 }}", RenderFailed),
        ("<div>" * 3000, RenderFailed),
        ("{{ oops }}", TemplateBroken),
    ],
)
async def test_a_bad_template_is_an_error_and_mended_it_prints(
    html: str, error: type[DocumentError], tmp_path: Path
) -> None:
    template = own(tmp_path, "<p>{{ number }}</p>")
    limits = {"timeout_s": SHORT_S if error is RenderTimedOut else PATIENCE_S}
    async with press(template, workers=1, **limits) as made:
        template.write_text(html)
        with pytest.raises(error) as caught:
            await made.print_waybill(sheet())
        assert caught.value.values["file"] == str(template)
        template.write_text("<p>mended {{ number }}</p>")
        async with asyncio.timeout(PATIENCE_S):
            while True:
                with contextlib.suppress(RenderTimedOut):  # a machine so busy that a second is not enough
                    assert "mended2611-00042" in said(await made.print_waybill(sheet()))
                    return


async def test_an_endless_document_holds_up_no_other(tmp_path: Path) -> None:
    template = own(tmp_path, "{% if number == 'endless' %}" + FOREVER + "{% endif %}<p>{{ number }}</p>")
    async with press(template) as made:
        endless = asyncio.create_task(made.print_waybill(sheet(number="endless")))
        assert "2611-00042" in said(await made.print_waybill(sheet()))
        assert not endless.done()
        endless.cancel()
        with pytest.raises(asyncio.CancelledError):
            await endless
        assert "2611-00042" in said(await made.print_waybill(sheet()))


async def test_idle_workers_that_are_killed_are_replaced() -> None:
    async with press() as made:
        await made.print_waybill(sheet())
        for number in (1, 2):
            for pid in workers()[:number]:
                os.kill(pid, signal.SIGKILL)
            assert "2611-00042" in said(await made.print_waybill(sheet()))


async def test_a_worker_killed_at_work_is_an_error_and_the_next_waybill_is_printed(tmp_path: Path) -> None:
    template = own(tmp_path, GOOD)
    async with press(template, workers=1) as made, stuck(made, template) as printing:
        for pid in workers():
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(PressBroken):
            await printing
        assert "2611-00042" in said(await made.print_waybill(sheet()))


async def test_a_worker_that_can_not_start_is_an_error_not_a_wait() -> None:
    async with press(workers=1, memory_mb=1) as made:
        with pytest.raises(PressBroken):
            await made.print_waybill(sheet())


async def test_a_close_ends_what_is_being_printed(tmp_path: Path) -> None:
    template = own(tmp_path, GOOD)
    async with press(template, workers=1) as made, stuck(made, template) as printing:
        await made.close()
        with pytest.raises(PressBroken):
            await printing
        assert workers() == []
        with pytest.raises(PressBroken):
            await made.print_waybill(sheet())


async def test_a_caller_who_gives_up_leaves_no_worker_busy(tmp_path: Path) -> None:
    template = own(tmp_path, GOOD)
    async with press(template, workers=1) as made, stuck(made, template) as printing:
        printing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await printing
        assert "2611-00042" in said(await made.print_waybill(sheet()))


BOT = textwrap.dedent("""
    import asyncio, multiprocessing, signal, sys
    from relay_bot.paper.press import Press
    from tests.unit.documents.paper import TEMPLATE, sheet

    async def main():
        press = Press(TEMPLATE)
        if sys.argv[1] == "printing":
            await press.print_waybill(sheet())
        else:
            press.warm()
            while len(multiprocessing.active_children()) < 2:
                await asyncio.sleep(0.001)
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
        try:
            await asyncio.Event().wait()
        finally:
            await press.close()

    if __name__ == "__main__":
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would be deaf to Ctrl-C
        try:
            asyncio.run(main())
        except KeyboardInterrupt:
            pass
""")


def bot(folder: Path, stage: str) -> tuple[subprocess.Popen[str], list[int]]:
    """A process with a press in a process group of its own, as a terminal makes one, and the ids of its workers."""
    script = folder / "bot.py"
    script.write_text(BOT)
    process = subprocess.Popen(
        [sys.executable, str(script), stage],
        env=os.environ | {"PYTHONPATH": str(TEMPLATE.parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    return process, [int(pid) for pid in process.stdout.readline().split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("stage", ["starting", "printing"])
async def test_ctrl_c_prints_nothing_from_the_workers_and_ends_them(stage: str, tmp_path: Path) -> None:
    process, children = await asyncio.to_thread(bot, tmp_path, stage)
    assert len(children) == 2
    os.killpg(process.pid, signal.SIGINT)
    _, errors = await asyncio.to_thread(process.communicate)
    assert errors == ""
    await until(lambda: not any(alive(pid) for pid in children))


@pytest.mark.parametrize("stage", ["starting", "printing"])
async def test_workers_do_not_outlive_a_bot_that_was_killed(stage: str, tmp_path: Path) -> None:
    process, children = await asyncio.to_thread(bot, tmp_path, stage)
    assert len(children) == 2
    process.kill()
    await asyncio.to_thread(process.communicate)
    await until(lambda: not any(alive(pid) for pid in children))


async def test_what_the_admins_template_can_not_do_the_shipped_one_does(tmp_path: Path) -> None:
    for template in (own(tmp_path, "{% for %}"), tmp_path / "nowhere.html"):
        async with press(template) as made:
            printed = await made.print(sheet())
            assert printed.pdf.startswith(b"%PDF")
            assert isinstance(printed.template_fault, DocumentError)
            assert printed.template_fault.values["file"] == str(template)


async def test_a_good_template_is_used_and_has_no_fault() -> None:
    async with press() as made:
        assert (await made.print(sheet())).template_fault is None
