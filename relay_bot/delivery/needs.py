"""What a call needs besides its row: its file, and the message that it answers."""

from relay_bot.db import message as messages
from relay_bot.db import pair as pairs
from relay_bot.db import upload as uploads
from relay_bot.db import waybill as waybills
from relay_bot.delivery.action import (
    Call,
    DeleteCopy,
    EditCopy,
    PostContext,
    SendJoined,
    SendPaper,
    SendRow,
    SendTogether,
    SendUpload,
)
from relay_bot.delivery.persist import Persistent
from relay_bot.delivery.send import File
from relay_bot.delivery.settle import Settler
from relay_bot.domain.joined import join
from relay_bot.domain.outgoing import Relay
from relay_bot.domain.work import Relayed, Standing


async def file(kept: Persistent, settler: Settler, call: Call, relayed: Relayed | None) -> File | None:
    """What a row with a file sends; all texts of a joined copy of which one, `relayed`, is changed."""
    match call:
        case EditCopy() | DeleteCopy() if relayed is not None and relayed.joined:
            pieces = await kept.statement(lambda session: messages.joined(session, relayed.id))
            return join(pieces, settler.config.bot.timezone)
        case SendPaper(row=document):
            return await kept.statement(lambda session: waybills.paper(session, document.waybill))
        case PostContext(client_id=client_id):
            return await kept.statement(lambda session: settler.context(session, client_id))
        case SendUpload(row=upload):
            return await kept.statement(lambda session: uploads.by_id(session, upload.upload))
        case _:
            return None


async def answered(kept: Persistent, call: Call) -> Standing | None:
    """The message of the chat that a relayed one answers: what went there before is settled, so it is known."""
    match call:
        case SendRow(row=Relay(answer=answer)):
            pass
        case SendTogether(parts=[first, *_]) | SendJoined(parts=[first, *_]):
            answer = first.row.answer
        case _:
            return None
    if answer is None or (answer.message is None and answer.waybill is None):
        return None
    return await kept.statement(lambda session: pairs.standing(session, answer, call.chat.chat_id))
