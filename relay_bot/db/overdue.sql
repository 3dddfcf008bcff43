-- What the clock of the overdue asks.

-- name: known_keys
SELECT once FROM outbox WHERE once = ANY(:keys)
UNION SELECT key FROM alarms WHERE key = ANY(:keys)

-- name: on_their_way
-- Of these pushes, those that wait still.
SELECT once FROM outbox WHERE once = ANY(:keys) AND state = 'queued'

-- name: ring
-- Of two processes one gets a key: the other waits for its commit and gets none.
INSERT INTO alarms (key) SELECT unnest(CAST(:keys AS text[])) ON CONFLICT DO NOTHING RETURNING key

-- name: night
-- Calls of the night; unfinished actions whose cards rang since yesterday and that are still open.
SELECT
    (SELECT count(*) FROM calls JOIN clients ON clients.id = calls.client_id
     WHERE clients.desk = :desk AND called_at >= :since),
    (SELECT count(*) FROM drafts JOIN clients ON clients.id = drafts.client_id
     WHERE clients.desk = :desk AND rung_at >= :yesterday AND drafts.state = 'open')
