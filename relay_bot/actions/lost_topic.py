"""A topic that the bot once made and knows nothing of: an older backup was restored, or its client has another one."""

from relay_bot.actions.turn import Turn
from relay_bot.db import topic as topics
from relay_bot.domain.addresses import Address
from relay_bot.domain.outgoing import Out, Text
from relay_bot.views import names


async def recognised(turn: Turn, desk: str, group_id: int, thread_id: int, name: str) -> int | None:
    """Somebody writes in it. Whose it is again: of the one client of the desk who is called so and has no topic.

    None: nobody's. It takes no messages from now on, which is said once, with the way to the client's topic if there
    is one.
    """
    pattern = turn.config.topics.client_name
    same = [
        one
        for one in await topics.of_desk(turn.session, desk)
        if names.client_topic(pattern, name=one.name, company=one.company, city=one.city) == name
    ]
    without = [one for one in same if one.thread_id is None]
    if len(same) == len(without) == 1:
        await topics.taken_back(turn.session, without[0].client_id, desk, group_id, thread_id, name)
        return without[0].client_id
    former = Address(await topics.unknown(turn.session, desk, group_id, thread_id, name), desk)
    t, there = turn.t(), [one for one in same if one.thread_id is not None]
    html = t("topic-unknown")
    if len(there) == 1 and there[0].thread_id is not None:
        html = t("topic-unknown_other", link=names.topic_link(group_id, there[0].thread_id), client=there[0].name)
    turn.send(Out(former, Text(html, silent=True)))
    return None
