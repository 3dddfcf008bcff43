"""A reaction as Telegram tells it: what somebody has on a message now."""

from aiogram.types import MessageReactionUpdated, ReactionTypeCustomEmoji, ReactionTypeEmoji

from relay_bot.domain.reaction import PAID, Reaction


def reaction_in(event: MessageReactionUpdated) -> Reaction | None:
    """None: nothing any more. Premium puts up to three: the last one counts."""
    if not event.new_reaction:
        return None
    match event.new_reaction[-1]:
        case ReactionTypeEmoji(emoji=emoji):
            return Reaction(emoji)
        case ReactionTypeCustomEmoji(custom_emoji_id=custom):
            return Reaction(custom=custom)
        case _:
            return PAID
