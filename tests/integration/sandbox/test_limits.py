"""The limits are exact sliding windows, and faults strike where they are told to."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from relay_bot.sandbox import ApiError, Client, Person, Sandbox

GROUP = -1001000000010


class Clock:
    def __init__(self) -> None:
        self.now = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def tg(clock: Clock) -> AsyncIterator[Sandbox]:
    async with Sandbox(self_check=True, clock=clock) as sandbox:
        sandbox.group(GROUP, "Группа")
        yield sandbox
        assert sandbox.problems == []


@pytest.fixture
async def api(tg: Sandbox) -> AsyncIterator[Client]:
    async with Client(tg.url, tg.token) as client:
        yield client


@pytest.fixture
async def client(tg: Sandbox) -> Person:
    person = tg.person(7001, "Иван")
    await person.start()
    return person


async def say(api: Client, chat_id: int, text: str = "a") -> int:
    """Seconds to wait; 0 when it was sent."""
    try:
        await api.call("sendMessage", chat_id=chat_id, text=text)
    except ApiError as error:
        assert error.code == 429
        assert error.parameters is not None
        wait: int = error.parameters["retry_after"]
        assert error.description == f"Too Many Requests: retry after {wait}"
        return wait
    return 0


async def test_a_group_takes_20_in_any_60_seconds(tg: Sandbox, api: Client, clock: Clock) -> None:
    for _ in range(10):
        assert await say(api, GROUP) == 0
    clock.now += 30
    for _ in range(10):
        assert await say(api, GROUP) == 0
    assert await say(api, GROUP) == 30
    assert len(tg.groups[GROUP].messages) == 20
    clock.now += 30
    assert await say(api, GROUP) == 0
    figures = tg.stats.groups[GROUP]
    assert (figures.total, figures.worst_minute, figures.worst_second) == (21, 20, 10)
    assert tg.stats.too_many_requests == 1


async def test_everything_that_counts_draws_on_the_groups_budget(api: Client) -> None:
    thread = (await api.call("createForumTopic", chat_id=GROUP, name="a"))["message_thread_id"]
    sent = await api.call("sendMessage", chat_id=GROUP, text="a", message_thread_id=thread)
    await api.call("editMessageText", chat_id=GROUP, message_id=sent["message_id"], text="b")
    await api.call("pinChatMessage", chat_id=GROUP, message_id=sent["message_id"])
    await api.call("editForumTopic", chat_id=GROUP, message_thread_id=thread, name="b")
    await api.call("closeForumTopic", chat_id=GROUP, message_thread_id=thread)
    await api.call("copyMessages", chat_id=GROUP, from_chat_id=GROUP, message_ids=[sent["message_id"]])
    for _ in range(13):
        await api.call("copyMessage", chat_id=GROUP, from_chat_id=GROUP, message_id=sent["message_id"])
    assert await say(api, GROUP) > 0


async def test_what_does_not_count_stays_free(api: Client) -> None:
    for _ in range(25):
        await api.call("sendChatAction", chat_id=GROUP, action="typing")
        await api.call("getChat", chat_id=GROUP)
    assert await say(api, GROUP) == 0


async def test_a_refused_call_changes_and_costs_nothing(api: Client) -> None:
    for _ in range(25):
        with pytest.raises(ApiError, match="400"):
            await api.call("sendMessage", chat_id=GROUP, text="")
    assert await say(api, GROUP) == 0


async def test_a_private_chat_takes_bursts_of_five_and_one_a_second(api: Client, client: Person, clock: Clock) -> None:
    for _ in range(5):
        assert await say(api, 7001) == 0
    assert await say(api, 7001) == 1
    clock.now += 1
    assert await say(api, 7001) == 0
    assert await say(api, 7001) == 1
    assert len(client.chat.from_bot) == 6


async def test_thirty_a_second_in_total(tg: Sandbox, api: Client, clock: Clock) -> None:
    people = [tg.person(8000 + index, f"Клиент {index}") for index in range(31)]
    for person in people:
        await person.start()
    assert [await say(api, one.id) for one in people] == [0] * 30 + [1]
    clock.now += 1
    assert await say(api, people[-1].id) == 0
    assert tg.stats.worst_second == 30


async def test_limits_can_be_switched_off_over_http(tg: Sandbox, api: Client) -> None:
    async with api.session.post(f"{tg.url}/control/limits", json={"enabled": False}) as response:
        assert response.status == 200
    assert [await say(api, GROUP) for _ in range(40)] == [0] * 40
    async with api.session.get(f"{tg.url}/control/stats") as response:
        assert (await response.json())["groups"][str(GROUP)]["worst_minute"] == 40


# --- faults


async def test_a_fault_strikes_as_often_as_told(tg: Sandbox, api: Client, client: Person) -> None:
    tg.faults.add("sendMessage", kind="rate_limited", retry_after=7, after=1)
    assert [await say(api, 7001) for _ in range(3)] == [0, 7, 0]


async def test_a_bad_gateway_is_a_page_of_html(tg: Sandbox, api: Client, client: Person) -> None:
    tg.faults.add(kind="bad_gateway")
    url = f"{tg.url}/bot{tg.token}/sendMessage"
    async with api.session.post(url, json={"chat_id": 7001, "text": "a"}) as response:
        assert (response.status, response.content_type) == (502, "text/html")
        assert "502 Bad Gateway" in await response.text()


async def test_a_server_error_and_errors_of_any_kind(tg: Sandbox, api: Client, client: Person) -> None:
    tg.faults.add(kind="server_error")
    with pytest.raises(ApiError, match="500 Internal Server Error"):
        await api.call("sendMessage", chat_id=7001, text="a")
    tg.faults.add(chat_id=7001, kind="error", code=400, description="Bad Request: TOPIC_DELETED")
    with pytest.raises(ApiError, match="TOPIC_DELETED"):
        await api.call("sendMessage", chat_id=7001, text="a")
    assert client.chat.from_bot == []


@pytest.mark.parametrize(("kind", "sent"), [("reset_before", 0), ("reset_after", 1)])
async def test_a_lost_connection_hides_whether_it_was_sent(
    tg: Sandbox, api: Client, client: Person, kind: str, sent: int
) -> None:
    tg.faults.add("sendMessage", kind=kind)
    with pytest.raises(aiohttp.ClientError):
        await api.call("sendMessage", chat_id=7001, text="a")
    assert len(client.chat.from_bot) == sent


async def test_chance_is_repeatable_and_slow_is_only_slow(tg: Sandbox, api: Client, client: Person) -> None:
    tg.faults.add("getChat", kind="server_error", times=None, probability=0.5, seed=4)

    async def strikes() -> list[bool]:
        hit = []
        for _ in range(20):
            try:
                await api.call("getChat", chat_id=7001)
                hit.append(False)
            except ApiError:
                hit.append(True)
        return hit

    first = await strikes()
    assert 0 < sum(first) < 20
    tg.faults.clear()
    tg.faults.add("getChat", kind="server_error", times=None, probability=0.5, seed=4)
    assert await strikes() == first
    tg.faults.add("sendMessage", kind="slow", seconds=0.01)
    assert await say(api, 7001) == 0


async def test_faults_can_be_added_over_http(tg: Sandbox, api: Client, client: Person) -> None:
    fault = {"kind": "error", "code": 403, "description": "Forbidden: x", "times": 1}
    async with api.session.post(f"{tg.url}/control/faults", json=fault) as response:
        assert response.status == 200
    async with api.session.post(f"{tg.url}/control/faults", json={"kind": "magic"}) as response:
        assert response.status == 400
    with pytest.raises(ApiError, match="403 Forbidden: x"):
        await api.call("sendMessage", chat_id=7001, text="a")
