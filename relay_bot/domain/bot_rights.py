"""What the bot must be allowed to do in a desk's group. Pure."""

from collections.abc import Mapping

NEEDED = ("can_manage_topics", "can_pin_messages", "can_delete_messages")


def suffice(member: Mapping[str, object] | None) -> bool | None:
    """Whether this membership (a ChatMember of the Bot API) is enough; None: it is not known yet."""
    if member is None:
        return None
    return member.get("status") == "creator" or all(member.get(right) for right in NEEDED)
