"""With a data folder the local Telegram survives its own restart, also an unkind one."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from relay_bot.sandbox import Client, DemoGroup, DemoPerson, Limits, Sandbox, seed_demo, serve

GROUP = -1001000000010
PEOPLE = [
    DemoPerson(100000010, "Анна", "Смирнова", "anna", "+79000000010", "manager", "m_ANNA26"),
    DemoPerson(100000011, "Олег", role="manager"),
    DemoPerson(7001, "Иван", phone="+79000000101", start_link="c_x7"),
]
GROUPS = [DemoGroup(GROUP, "Анна · клиенты", (100000010, 100000011), (7001,))]


async def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    tg = await serve(port=0, data_dir=tmp_path, people=PEOPLE, groups=GROUPS, limits=Limits(enabled=False))
    async with Client(tg.url, tg.token) as api:
        client = tg.person(7001)
        await client.start("c_x7")
        await client.send_document(b"%PDF", "счёт.pdf")
        thread = (await api.call("createForumTopic", chat_id=GROUP, name="Ромашка"))["message_thread_id"]
        sent = await api.call("sendMessage", chat_id=GROUP, message_thread_id=thread, text="карточка")
        await api.call("pinChatMessage", chat_id=GROUP, message_id=sent["message_id"])
        await api.call("setMyCommands", commands=[{"command": "new", "description": "x"}])
        await api.call("sendMessage", chat_id=7001, text="меню", reply_markup={"keyboard": [[{"text": "📦"}]]})
        await api.call("getUpdates", offset=(await api.call("getUpdates"))[0]["update_id"] + 1, limit=1)
        waiting = await api.call("getUpdates")
        before = tg.transcript()
    await tg.stop()

    tg = await serve(port=0, data_dir=tmp_path, people=PEOPLE, groups=GROUPS, limits=Limits(enabled=False))
    async with Client(tg.url, tg.token) as api:
        assert tg.transcript() == before
        assert await api.call("getUpdates") == waiting
        assert [one.text for one in tg.groups[GROUP].topic("Ромашка").pinned] == ["карточка"]
        assert tg.person(7001).chat[1].content == b"%PDF"
        assert tg.person(7001).chat.keyboard == [["📦"]]
        assert (await api.call("getMyCommands"))[0]["command"] == "new"
        new = await api.call("sendMessage", chat_id=GROUP, message_thread_id=thread, text="дальше")
        assert new["message_id"] > sent["message_id"] + 1
        await tg.person(7001).write("ещё")
        assert (await api.call("getUpdates"))[-1]["update_id"] == waiting[-1]["update_id"] + 1
    await tg.stop()


async def test_seeding_twice_changes_nothing(tmp_path: Path) -> None:
    async with Sandbox(data_dir=tmp_path) as tg:
        seed_demo(tg, PEOPLE, GROUPS)
        await tg.person(7001).start()
        seed_demo(tg, PEOPLE, GROUPS)
        assert [one.name for one in tg.people] == ["Анна Смирнова", "Олег", "Иван"]
        assert tg.person(7001).private.started
        members = tg.groups[GROUP].record.members
        assert {key: one.status for key, one in members.items()} == {
            100000010: "creator",
            100000011: "administrator",
            7001: "member",
            tg.bot_id: "administrator",
        }


SERVER = """
import asyncio, sys
from pathlib import Path
from relay_bot.sandbox import DemoPerson, Limits, serve

async def main():
    tg = await serve(port=0, data_dir=Path(sys.argv[1]), people=[DemoPerson(7001, "I")], limits=Limits(enabled=False))
    if not tg.person(7001).private.started:
        await tg.person(7001).start()
    print(tg.url, tg.token, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_a_killed_server_has_kept_every_answered_call(tmp_path: Path) -> None:
    ids = []
    for _ in range(2):
        server = await asyncio.create_subprocess_exec(
            sys.executable, "-c", SERVER, str(tmp_path), stdout=asyncio.subprocess.PIPE, cwd=Path.cwd()
        )
        assert server.stdout is not None
        url, token = (await server.stdout.readline()).decode().split()
        async with Client(url, token) as api:
            ids += [(await api.call("sendMessage", chat_id=7001, text=str(n)))["message_id"] for n in range(20)]
            os.kill(server.pid, signal.SIGKILL)
        await server.communicate()
    async with Sandbox(data_dir=tmp_path) as tg:
        assert [one.id for one in tg.person(7001).chat.from_bot] == ids
        assert ids == sorted(ids)
