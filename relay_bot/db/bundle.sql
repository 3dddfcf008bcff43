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

-- name: forget
DELETE FROM messages WHERE id = ANY(:ids)

-- name: gone
-- Parts that the other side has, or is about to have.
SELECT count(*) FROM outbox WHERE bundle = :bundle AND state IN ('sending', 'sent')
