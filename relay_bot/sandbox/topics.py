"""Topics of a forum: made, edited, closed and deleted by the bot or by people, with their service messages."""

from __future__ import annotations

from relay_bot.sandbox import posting
from relay_bot.sandbox.errors import bad_request
from relay_bot.sandbox.model import ChatRecord, Json, MessageRecord, TopicRecord
from relay_bot.sandbox.world import World

COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)

# A part of the set that getForumTopicIconStickers returns: custom emoji id → emoji.
ICONS: dict[str, str] = {
    "5434144690511290129": "📰",
    "5312536423851630001": "💡",
    "5312016608254762256": "⚡️",
    "5377544228505134960": "🎙",
    "5418085807791545980": "🔝",
    "5370870893004203704": "🗣",
    "5420216386448270341": "🆒",
    "5379748062124056162": "❗️",
    "5373251851074415873": "📝",
    "5433614043006903194": "📆",
    "5357315181649076022": "📁",
    "5309965701241379366": "🔎",
    "5309984423003823246": "📣",
    "5312241539987020022": "🔥",
    "5312138559556164615": "❤️",
    "5377316857231450742": "❓",
    "5350305691942788490": "📈",
    "5350713563512052787": "📉",
    "5309958691854754293": "💎",
    "5350452584119279096": "💰",
    "5309929258443874898": "💸",
    "5377690785674175481": "🪙",
    "5310107765874632305": "💱",
    "5377438129928020693": "⁉️",
    "5309950797704865693": "🎮",
    "5350554349074391003": "💻",
    "5409357944619802453": "📱",
    "5312322066328853156": "🚗",
    "5312486108309757006": "🏠",
    "5310029292527164639": "💘",
    "5310228579009699834": "🎉",
    "5377498341074542641": "‼️",
    "5312315739842026755": "🏆",
    "5408906741125490282": "🏁",
    "5368653135101310687": "🎬",
    "5310045076531978942": "🎵",
    "5420331611830886484": "🔞",
    "5350481781306958339": "📚",
    "5357107601584693888": "👑",
    "5375159220280762629": "⚽️",
    "5384327463629233871": "🏀",
    "5350513667144163474": "📺",
    "5357121491508928442": "👀",
    "5357185426392096577": "🫦",
    "5310157398516703416": "🍓",
    "5310262535021142850": "💄",
    "5368741306484925109": "👠",
    "5348436127038579546": "✈️",
    "5357120306097956843": "🧳",
    "5310303848311562896": "🏖",
    "5350424168615649565": "⛅️",
    "5413625003218313783": "🦄",
    "5350699789551935589": "🛍",
    "5377478880577724584": "👜",
    "5431492767249342908": "🛒",
    "5350497316203668441": "🚂",
    "5350422527938141909": "🛥",
    "5418196338774907917": "🏔",
    "5350648297189023928": "🏕",
    "5309832892262654231": "🤖",
    "5350751634102166060": "🪩",
    "5377624166436445368": "🎟",
    "5386395194029515402": "🏴‍☠️",
    "5350387571199319521": "🗳",
    "5357419403325481346": "🎓",
    "5368585403467048206": "🔭",
    "5377580546748588396": "🔬",
    "5377317729109811382": "🎶",
    "5382003830487523366": "🎤",
    "5357298525765902091": "🕺",
    "5357370526597653193": "💃",
    "5357188789351490453": "🪖",
    "5348227245599105972": "💼",
    "5411138633765757782": "🧪",
    "5386435923204382258": "👨‍👩‍👧‍👦",
    "5377675010259297233": "👶",
    "5386609083400856174": "🤰",
    "5368808634392257474": "💅",
    "5350548830041415279": "🏛",
    "5355127101970194557": "🧮",
    "5386379624773066504": "🖨",
    "5377494501373780436": "👮‍♂️",
    "5350307998340226571": "🩺",
    "5310094636159607472": "💊",
    "5310139157790596888": "💉",
    "5377468357907849200": "🧼",
    "5418115271267197333": "🪪",
    "5372819184658949787": "🛃",
    "5350344462612570293": "🍽",
    "5384574037701696503": "🐟",
    "5310039132297242441": "🎨",
    "5350658016700013471": "🎭",
    "5357504778685392027": "🎩",
    "5350367161514732241": "🔮",
    "5350520238444126134": "🍹",
    "5310132165583840589": "🎂",
    "5350392020785437399": "☕️",
    "5350406176997646350": "🍣",
    "5350403544182694064": "🍔",
    "5350444672789519765": "🍕",
    "5312424913615723286": "🦠",
    "5417915203100613993": "💬",
    "5312054580060625569": "🎄",
    "5309744892677727325": "🎃",
    "5238156910363950406": "✍️",
    "5235579393115438657": "⭐️",
    "5237699328843200968": "✅",
    "5238027455754680851": "🎖",
    "5238234236955148254": "🤡",
    "5237889595894414384": "🧠",
    "5237999392438371490": "🦮",
    "5235912661102773458": "🐈",
    "5420216386448270300": "📦",
    "5420216386448270301": "⚠️",
    "5420216386448270302": "🔔",
    "5420216386448270303": "⏳",
    "5420216386448270304": "📊",
    "5420216386448270305": "📄",
    "5420216386448270306": "🚚",
}


def live_topic(chat: ChatRecord, thread_id: int) -> TopicRecord:
    """The topic for an edit. Raises 400 when it never was, or is gone."""
    topic = chat.topics.get(thread_id)
    if topic is None or topic.deleted or not thread_id:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def create(world: World, chat: ChatRecord, by: int, name: str, color: int, icon: str) -> TopicRecord:
    name = clean_name(name)
    if color not in COLORS:
        raise bad_request("invalid topic icon color specified")
    check_icon(icon)
    body: Json = {"name": name, "icon_color": color}
    if icon:
        body["icon_custom_emoji_id"] = icon
    root = posting.post(world, chat, by, {"forum_topic_created": body}, service=True)
    topic = TopicRecord(chat.id, root.id, name, color, icon, creator_id=by)
    world.put_topic(chat, topic)
    world.emit("topic", chat, topic=topic)
    return topic


def rename(world: World, chat: ChatRecord, by: int, topic: TopicRecord, name: str | None, icon: str | None) -> None:
    """Change name and icon. Raises TOPIC_NOT_MODIFIED when nothing would change."""
    news: Json = {}
    if name is not None and clean_name(name) != topic.name:
        news["name"] = clean_name(name)
    if icon is not None and icon != topic.icon_custom_emoji_id:
        check_icon(icon)
        news["icon_custom_emoji_id"] = icon
    if not news:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = news.get("name", topic.name)
    topic.icon_custom_emoji_id = news.get("icon_custom_emoji_id", topic.icon_custom_emoji_id)
    _tell(world, chat, by, topic, {"forum_topic_edited": news})


def set_closed(world: World, chat: ChatRecord, by: int, topic: TopicRecord, closed: bool) -> None:
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    _tell(world, chat, by, topic, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})


def set_hidden(world: World, chat: ChatRecord, by: int, hidden: bool) -> None:
    """Hide or show General; hiding also closes it."""
    general = chat.topics[0]
    if general.hidden == hidden:
        raise bad_request("TOPIC_NOT_MODIFIED")
    general.hidden = hidden
    general.closed = hidden or general.closed
    key = "general_forum_topic_hidden" if hidden else "general_forum_topic_unhidden"
    _tell(world, chat, by, general, {key: {}})


def set_pinned(world: World, chat: ChatRecord, topic: TopicRecord, pinned: bool) -> None:
    """Pin a topic to the top of the list, which no bot can do."""
    topic.pinned = pinned
    world.put_topic(chat, topic)
    world.emit("topic", chat, topic=topic)


def remove(world: World, chat: ChatRecord, topic: TopicRecord) -> None:
    """Delete a topic with all its messages. The bot hears nothing."""
    ids = list(chat.threads.get(topic.thread_id, ()))
    for message_id in ids:
        message: MessageRecord = chat.messages[message_id]
        message.deleted = True
        if message.pinned:
            message.pinned = False
            chat.pins.remove(message_id)
        posting.changed(world, message)
    chat.threads.pop(topic.thread_id, None)
    topic.deleted = True
    world.touch("chat", str(chat.id))
    world.put_topic(chat, topic)
    world.emit("topic_deleted", chat, thread_id=topic.thread_id)


def clean_name(name: str) -> str:
    name = " ".join(name.split())[:128]
    if not name:
        raise bad_request("TOPIC_TITLE_EMPTY")
    return name


def check_icon(icon: str) -> None:
    if icon and icon not in ICONS:
        raise bad_request("DOCUMENT_INVALID")


def _tell(world: World, chat: ChatRecord, by: int, topic: TopicRecord, body: Json) -> None:
    world.put_topic(chat, topic)
    posting.post(world, chat, by, body, thread_id=topic.thread_id, service=True)
    world.emit("topic", chat, topic=topic)
