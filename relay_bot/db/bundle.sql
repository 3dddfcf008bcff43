-- Messages that come in parts.

-- name: is_inside
SELECT EXISTS (SELECT FROM kept_inside WHERE bundle = :bundle)

-- name: remember
INSERT INTO kept_inside (bundle) VALUES (:bundle) ON CONFLICT DO NOTHING

-- name: lock
-- The lanes that hold parts, in one order: no claim takes any of them until this transaction ends.
SELECT id FROM lanes WHERE id IN (SELECT lane_id FROM outbox WHERE bundle = :bundle) ORDER BY id FOR UPDATE

-- name: withdraw
-- Parts that nobody has begun to send; which messages they would have copied.
WITH waiting AS (SELECT id, relay_id FROM outbox WHERE bundle = :bundle AND state = 'queued' AND message_id IS NULL)
UPDATE outbox SET state = 'dropped', finished_at = now(), relay_id = NULL
FROM waiting WHERE outbox.id = waiting.id RETURNING waiting.relay_id

-- name: set_aside
-- What was kept of these messages is what may go one day.
INSERT INTO kept_parts (bundle, message_id, client_id, kind, content)
SELECT :bundle, message_id, client_id, kind, content FROM messages WHERE id = ANY(:ids)
ON CONFLICT (bundle, message_id) DO NOTHING

-- name: forget
DELETE FROM messages WHERE id = ANY(:ids)

-- name: keep_part
INSERT INTO kept_parts (bundle, message_id, client_id, note, kind, content)
VALUES (:bundle, :message, :client, :note, :kind, CAST(:content AS jsonb))
ON CONFLICT (bundle, message_id) DO UPDATE
SET note = excluded.note, kind = excluded.kind, content = excluded.content

-- name: has_part
SELECT EXISTS (SELECT FROM kept_parts WHERE bundle = :bundle AND message_id = :message)

-- name: parts
-- All of them in their order, when none is a note any more.
SELECT message_id, kind, content FROM kept_parts
WHERE bundle = :bundle AND NOT EXISTS (SELECT FROM kept_parts WHERE bundle = :bundle AND note)
ORDER BY message_id

-- name: let_out
DELETE FROM kept_inside WHERE bundle = :bundle

-- name: gone
-- Parts that the other side has, or is about to have.
SELECT count(*) FROM outbox WHERE bundle = :bundle AND state IN ('sending', 'sent')
