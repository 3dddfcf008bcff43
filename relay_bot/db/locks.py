"""Every advisory lock of the database, so that no two mean the same number; and how one is taken."""

from typing import Any

from sqlalchemy import Integer, Select, cast, func, select

MIGRATION = 7_002  # processes that start at once migrate one after the other
ASSIGNMENT = 7_003  # clients are counted and assigned one at a time
ENROLMENT = 7_004  # config.toml is brought in by one process at a time
PRINTING = 7_006  # with the waybill's number: one printer at a time
MAIL_PRINTING = 7_007  # with the mail's number: one printer at a time
TOPIC_CREATION = 7_005  # with the desk's hash: one namesake at a time
WORKER = 7_100  # with the worker's number: this process lives
LISTENER = 7_101  # this process polls, or tells Telegram where the webhook is
REFUSALS = 7_009  # with the chat's hash: one refusal of a chat is judged at a time
BOARD = 7_008  # with the desk's hash: one process at a time looks after a desk's live board


def hold(lock: int, of: str | None = None) -> Select[Any]:
    """Wait for it, and hold it until the transaction ends; `of`: the one of this desk."""
    return select(func.pg_advisory_xact_lock(*_numbers(lock, of)))


def try_hold(lock: int, of: str | int) -> Select[Any]:
    """True: it was free, and is held until the transaction ends; `of`: the one of this desk, or of this row."""
    return select(func.pg_try_advisory_xact_lock(*_numbers(lock, of)))


def _numbers(lock: int, of: str | int | None) -> tuple[Any, ...]:
    match of:
        case None:
            return (lock,)
        case str():
            return (lock, func.hashtext(of))
        case int():
            return (lock, cast(of, Integer))
