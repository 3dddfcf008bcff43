"""What a call needs besides its row: its file, and the message that it answers."""

from relay_bot.db import pair as pairs
from relay_bot.db import upload as uploads
from relay_bot.db import waybill as waybills
from relay_bot.delivery.action import Call, PostContext, SendPaper, SendRow, SendTogether, SendUpload
from relay_bot.delivery.persist import Persistent
from relay_bot.delivery.send import File
from relay_bot.delivery.settle import Settler
from relay_bot.domain.outgoing import Relay
from relay_bot.domain.work import Part


async def file(kept: Persistent, settler: Settler, call: Call) -> File | None:
    """What a row with a file sends."""
    match call:
        case SendPaper(row=document):
            return await kept.statement(lambda session: waybills.paper(session, document.waybill))
        case PostContext(client_id=client_id):
            return await kept.statement(lambda session: settler.context(session, client_id))
        case SendUpload(row=upload):
            return await kept.statement(lambda session: uploads.by_id(session, upload.upload))
        case _:
            return None


async def answered(kept: Persistent, call: Call) -> int | None:
    """The message of the chat that a relayed one answers: what went there before is settled, so it is known."""
    match call:
        case SendRow(row=Relay(answer=answer)) | SendTogether(parts=[Part(row=Relay(answer=answer)), *_]):
            pass
        case _:
            return None
    if answer is None or (answer.message is None and answer.waybill is None):
        return None
    return await kept.statement(lambda session: pairs.standing(session, answer, call.chat.chat_id))
