"""Does a message cost more when there is a history behind it, or when there are many clients?

    python bench/growth.py [--messages 1000000] [--clients 30000] [--count 400]

A database with 10 thousand old messages and one with a million, one with 30 clients and one with 30,000: the CPU of the
bot and of PostgreSQL a message, everything included that a bot does beside it (boards, sweeps, heartbeats).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import psycopg

from bench import _against, _stage
from relay_bot.db.migrations import upgrade

FEW_MESSAGES, FEW_CLIENTS = 10_000, 30
HISTORY = """
INSERT INTO desks (key) SELECT 'desk' || n FROM generate_series(0, {desks} - 1) n ON CONFLICT DO NOTHING;
INSERT INTO clients (tg_id, name, phone, desk, registered_at, wrote_at)
    SELECT 900000000 + n, 'Old' || n, '+7902' || lpad(n::text, 7, '0'), 'desk' || mod(n, {desks}),
        now() - interval '90 days', now() - interval '30 days'
    FROM generate_series(1, {clients}) n;
INSERT INTO topics (address, desk, client_id, group_id, thread_id, name)
    SELECT 'topic:' || id, desk, id, -1, id, name FROM clients;
INSERT INTO cards (key, chat_id, message_id, pinned) SELECT 'topic:' || id, -1, id, true FROM clients;
INSERT INTO lanes (address, desk)
    SELECT 'topic:' || id, desk FROM clients UNION ALL SELECT 'client:' || id, NULL FROM clients;
INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at, copied_at)
    SELECT 1 + mod(n, {clients}), CASE WHEN mod(n / {clients}, 2) = 0 THEN 'client' ELSE 'desk' END, 1,
        CASE WHEN mod(n / {clients}, 2) = 0 THEN 900000000 ELSE -1 END, 1000 + n, 'text',
        jsonb_build_object('text', 'сообщение ' || n), now() - interval '90 days' + n * interval '1 second',
        now() - interval '1 day'
    FROM generate_series(1, {messages}) n ORDER BY n;
INSERT INTO outbox (lane_id, kind, payload, priority, relay_id, state, finished_at)
    SELECT lanes.id, 'relay', '{{}}', 1, messages.id, 'sent', now() - interval '5 days'
    FROM messages JOIN lanes ON lanes.address = CASE WHEN side = 'client' THEN 'topic:' ELSE 'client:' END || client_id
    WHERE messages.id > {messages} / 2;
UPDATE clients SET answered_at = now() - interval '1 day', answered_to = (SELECT max(id) FROM messages),
    wrote_to = coalesce((SELECT max(id) FROM messages WHERE client_id = clients.id AND side = 'client'), 0);
"""  # half of the messages are younger than the janitor's two weeks; nobody waits for an answer


def old(url: str, messages: int, clients: int) -> None:
    """Fill a database with what a desk has behind it."""
    upgrade(url)
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in HISTORY.format(messages=messages, clients=clients, desks=_against.DESKS).split(";\n"):
            connection.execute(statement)  # type: ignore[arg-type]
        connection.execute("VACUUM ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--clients", type=int, default=30_000)
    parser.add_argument("--count", type=int, default=400)
    wanted = parser.parse_args()
    here, rows = Path(__file__).parents[1], []
    sizes = ((FEW_MESSAGES, FEW_CLIENTS), (wanted.messages, FEW_CLIENTS), (FEW_MESSAGES, wanted.clients))
    with _stage.postgres() as server:
        for number, (messages, clients) in enumerate(sizes):
            name = f"growth_{number}"
            old(_stage.fresh_database(server, name), messages, clients)
            at_rest, loaded = _against.measure(server, here, name, 1, wanted.count, wanted.count, fresh=False)
            _stage.drop_database(server, name)
            behind = f"{messages:,} messages, {clients:,} clients"
            rows.append((f"{behind}, {_against.RATE_PER_S}/s", *at_rest.cells))
            rows.append((f"{behind}, backlog", *loaded.cells))
    print(_stage.table("What a message costs", _against.HEAD, rows))


if __name__ == "__main__":
    main()
