"""Every table, as SQLAlchemy Core sees it. What a column means is said once, here.

people          who is who                      desk      what a desk asks of the bot
conversation    what is said, where it stands   street    inbox and outbox: lanes, budgets, workers
papers          forms and what is made of them  columns   what the tables are made of
"""

from relay_bot.db.tables.columns import LONG_AGO, metadata
from relay_bot.db.tables.conversation import (
    calls,
    cards,
    lost_threads,
    messages,
    notices,
    reactions,
    recordings,
    topics,
)
from relay_bot.db.tables.desk import (
    alarms,
    handover_clients,
    handovers,
    notes,
    pictures,
    reminders,
    service_messages,
    uploads,
)
from relay_bot.db.tables.papers import claim_files, claim_steps, claims, counters, drafts, mails, missed, waybills
from relay_bot.db.tables.people import absences, clients, desks, imports, records
from relay_bot.db.tables.street import (
    budgets,
    inbox,
    kept_inside,
    kept_parts,
    lanes,
    mishaps,
    outbox,
    refusals,
    throttle,
    workers,
)

__all__ = [
    "LONG_AGO",
    "absences",
    "alarms",
    "budgets",
    "calls",
    "cards",
    "claim_files",
    "claim_steps",
    "claims",
    "clients",
    "counters",
    "desks",
    "drafts",
    "handover_clients",
    "handovers",
    "imports",
    "inbox",
    "kept_inside",
    "kept_parts",
    "lanes",
    "lost_threads",
    "mails",
    "messages",
    "metadata",
    "mishaps",
    "missed",
    "notes",
    "notices",
    "outbox",
    "pictures",
    "reactions",
    "recordings",
    "records",
    "refusals",
    "reminders",
    "service_messages",
    "throttle",
    "topics",
    "uploads",
    "waybills",
    "workers",
]
