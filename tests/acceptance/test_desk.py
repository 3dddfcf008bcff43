"""A desk sets itself up, and mends itself."""

from __future__ import annotations

from relay_bot.cli.demo_boards import pin_boards
from relay_bot.phones import spelled
from relay_bot.sandbox import Group
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage

RU = Texts.load().lang("ru")
BOARDS = ["Вызовы", "Претензии", "Незавершённые"]


def _ready(group: Group) -> bool:
    boards = [topic for topic in group.topics if topic.name in BOARDS]
    checklist = any("Настройка группы" in text for text in group.general.texts)
    return (
        len(boards) == 3 and all(board.pinned for board in boards) and checklist and group.general.name == "📊 Сводка"
    )


def _board_names(group: Group) -> list[str]:
    return sorted(topic.name for topic in group.topics if topic.name in BOARDS)


async def test_two_bots_starting_at_once_make_three_boards_once(stage: Stage) -> None:
    async with stage.bot(), stage.bot():
        await stage.until(lambda: _ready(stage.group) and _ready(stage.petr_group))
    async with stage.bot():
        client = stage.client()
        await stage.registered(client)
    assert _board_names(stage.group) == sorted(BOARDS)
    assert len([t for t in stage.group.general.texts if "Настройка группы" in t]) == 1


async def test_in_the_demo_the_manager_pins_the_boards_once(stage: Stage) -> None:
    """Nobody has to look for them below three hundred topics; who unpins one is not contradicted."""
    pin_boards(stage.tg, stage.config())
    async with stage.bot():
        await stage.until(lambda: sorted(one.name for one in stage.group.topics if one.at_top) == sorted(BOARDS))
        board = stage.group.topic("Вызовы")
        await stage.anna.pin_topic(board, False)
        await stage.registered(stage.client())
        assert {one.name for one in stage.group.topics if one.at_top} == set(BOARDS[1:])


async def test_every_board_explains_itself_and_has_its_icon(stage: Stage) -> None:
    async with stage.bot():
        await stage.until(lambda: _ready(stage.group))
        for name, key in zip(BOARDS, ("topic-calls_pin", "topic-claims_pin", "topic-drafts_pin"), strict=True):
            board = stage.group.topic(name)
            assert board.pinned[0].text == RU.plain(key)
            assert board.icon


async def test_a_deleted_board_is_made_again_at_the_next_start(stage: Stage) -> None:
    async with stage.bot():
        await stage.until(lambda: _ready(stage.group))
    await stage.anna.delete_topic(stage.group.topic(BOARDS[1]))
    assert len(_board_names(stage.group)) == 2
    async with stage.bot():
        await stage.until(lambda: _ready(stage.group))


async def test_a_deleted_board_is_made_again_when_it_is_needed(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.until(lambda: _ready(stage.group))
        await stage.registered(client)
        await stage.anna.delete_topic(stage.group.topic(BOARDS[0]))
        await client.press(RU.plain("menu-call"))
        await stage.until(lambda: _ready(stage.group))
        await stage.until(lambda: any("Вызов" in text for text in stage.group.topic(BOARDS[0]).texts))


async def test_the_checklist_ticks_what_the_bot_sees(stage: Stage) -> None:
    stage.group.demote_bot()
    async with stage.bot():
        stage.group.promote_bot()
        await stage.until(lambda: _ready(stage.group))
        await stage.until(lambda: "удаление ✅" in _checklist(stage.group))
        assert "«Запустить» ❌" in _checklist(stage.group)
        await stage.anna.start()
        await stage.until(lambda: "«Запустить» ✅" in _checklist(stage.group))


async def test_a_topic_deleted_between_two_messages_is_made_again_with_its_card(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.write("до")
        await stage.until(lambda: topic.texts[-1] == "до")
        await stage.anna.delete_topic(topic)
        await client.write("после")
        await client.write("и ещё")
        fresh = await stage.topic_of(client)
        await stage.until(lambda: fresh.texts[-2:] == ["после", "и ещё"])
        assert spelled(client.phone) in fresh.pinned[0].text
        await stage.anna.write("вижу", **stage.at(fresh))
        await stage.until(lambda: client.chat.texts[-1] == "вижу")


async def test_a_closed_topic_is_reopened(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        stage.tg.faults.add(method="copyMessage", kind="error", description="Bad Request: TOPIC_CLOSED")
        await stage.anna.close_topic(topic)
        await client.write("закрыли?")
        await stage.until(lambda: topic.texts[-1] == "закрыли?")
        assert not topic.closed


async def test_without_rights_the_admin_is_told_once_and_nothing_is_lost(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.admin.start()
        await stage.until(lambda: _ready(stage.group))
        stage.group.kick_bot()
        await client.start("m_ANNA26")
        await stage.until(lambda: client.chat.keyboard)
        await client.share_contact()
        await client.write("меня слышно?")
        await stage.until(lambda: any("Нет доступа к группе Анны Смирновой" in text for text in stage.admin.chat.texts))
        stage.group.add_bot()
        stage.group.promote_bot()
        topic = await stage.topic_of(client)
        await stage.until(lambda: topic.texts[-1] == "меня слышно?")
        assert len([text for text in stage.admin.chat.texts if "Нет доступа" in text]) == 1


async def test_a_group_that_became_a_supergroup_is_followed(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        moved = stage.group.migrate(-1001000000099, forum=True)
        await client.write("где вы?")
        topic = await stage.topic_of(client, moved)
        await stage.until(lambda: topic.texts[-1] == "где вы?")


async def test_an_unknown_group_learns_its_number(stage: Stage) -> None:
    stranger = stage.tg.group(-1001000000777, "Новая", owner=stage.petr, bot="")
    async with stage.bot():
        stranger.add_bot()
        await stage.until(lambda: any("-1001000000777" in text for text in stranger.general.texts))


async def test_the_push_test_rings_the_manager(stage: Stage) -> None:
    async with stage.bot():
        await stage.until(lambda: _ready(stage.group))
        await stage.anna.start()
        stage.group.mute(stage.anna)
        await stage.anna.write("/testpush", chat=stage.group)
        rung = await stage.until(lambda: [m for m in stage.anna.rings if "проверка уведомлений" in m.text])
        assert len(rung) == 1
        await stage.anna.write(f"/testpush@{stage.tg.bot_username}", chat=stage.group)
        await stage.until(lambda: len([m for m in stage.anna.rings if "проверка уведомлений" in m.text]) == 2)
        await stage.anna.press(RU.plain("btn-push_missing"))
        await stage.until(lambda: any("запасной канал" in text for text in stage.anna.chat.texts))


def _checklist(group: Group) -> str:
    return next(text for text in group.general.texts if "Настройка группы" in text)
