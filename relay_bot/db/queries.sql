-- The inbox's statements, loaded by name (queries.py). One sentence each, one comment per condition.

-- name: store_updates
-- Keep a batch of updates in the order in which Telegram numbered them; one that is known is left as it is.
INSERT INTO inbox (bot_id, update_id, lane, payload)
SELECT CAST(:bot_id AS bigint), update_id, lane, payload
FROM jsonb_to_recordset(CAST(:updates AS jsonb)) AS fresh(update_id bigint, lane text, payload jsonb)
ORDER BY update_id
ON CONFLICT ON CONSTRAINT inbox_once DO NOTHING

-- name: claim_update
-- Take the oldest update whose lane has nothing older to do; the row stays locked until its transaction ends.
SELECT id, update_id, lane, payload, attempts FROM inbox
WHERE state = 'queued'
  AND run_at <= now()  -- a failed one waits for its next try
  AND id = (           -- and its lane waits with it; one look into the index a row, never a join of the whole queue
      SELECT min(older.id) FROM inbox older WHERE older.lane = inbox.lane AND older.state = 'queued')
ORDER BY id LIMIT 1
FOR UPDATE SKIP LOCKED -- another worker has it

-- name: finish_update
-- Done, together with the rows that it causes: the last act of its transaction.
WITH finished AS (UPDATE inbox SET state = 'done', done_at = now(), error = NULL WHERE id = :id)
SELECT enqueue(CAST(:rows AS jsonb))

-- name: postpone_update
-- Remember what went wrong and when to try again.
UPDATE inbox SET attempts = attempts + 1, error = :error, run_at = now() + make_interval(secs => :delay_s)
WHERE id = :id
  AND state = 'queued' AND attempts = :attempts  -- nobody else has tried it since the failed transaction let it go

-- name: park_update
-- Out of tries: the admin decides; the lane's later updates go on.
UPDATE inbox SET attempts = attempts + 1, error = :error, state = 'parked', done_at = now()
WHERE id = :id
  AND state = 'queued' AND attempts = :attempts  -- as in postpone_update

-- name: release_strays
-- Nothing of this worker is in flight: what it holds was claimed by a call whose answer never reached it.
WITH stray AS (
    UPDATE lanes SET lease = NULL, leased_by = NULL, lease_until = NULL WHERE leased_by = :worker RETURNING id
)
UPDATE outbox SET state = 'queued' FROM stray WHERE lane_id = stray.id AND state = 'sending'

-- name: forget_done_updates
-- Telegram keeps an update for 24 hours: after `days` nobody can send it twice.
DELETE FROM inbox WHERE state = 'done' AND done_at < now() - make_interval(days => :days)

-- name: forget_summaries
-- Where the summary of a finished form stands is of no use to anybody.
DELETE FROM cards USING drafts
WHERE cards.key LIKE 'draft:%' AND drafts.id = CAST(split_part(cards.key, ':', 2) AS bigint)
  AND drafts.finished_at < now() - make_interval(days => :days)

-- name: forget_mishaps
-- A row that its clock has got past since, or that is no more: it was tried at its time and has not failed again.
DELETE FROM mishaps WHERE again_at < now() - make_interval(days => :days)

-- name: forget_bundles
-- After `days` no part of a message is still on its way to us.
DELETE FROM kept_inside WHERE at < now() - make_interval(days => :days)

-- name: forget_uploads
-- A file that we made, once no row of the queue has it to send.
DELETE FROM uploads WHERE created_at < now() - interval '1 day'
  AND NOT EXISTS (SELECT 1 FROM outbox
                  WHERE state IN ('queued', 'sending') AND kind = 'upload' AND payload->>'upload' = CAST(uploads.id AS text))

-- name: forget_finished_rows
-- Sent rows have done their work; those with a push key stay, so that a bell never rings twice.
DELETE FROM outbox WHERE state IN ('sent', 'dropped') AND finished_at < now() - make_interval(days => :days)
  AND push_key IS NULL
