"""What the tables are made of."""

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Identity, MetaData, text

metadata = MetaData()

LONG_AGO = text("'-infinity'")


def number() -> Column[int]:
    """The row's `id`, counted by PostgreSQL."""
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def moment(name: str, *, default: bool = False, nullable: bool = True) -> Column[object]:
    """A time; `default`: PostgreSQL's now."""
    return Column(name, DateTime(timezone=True), server_default=text("now()") if default else None, nullable=nullable)


def flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=text("false"))
