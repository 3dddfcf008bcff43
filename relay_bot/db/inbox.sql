-- The way of an update: stored, claimed, and what became of it.

-- name: store
-- Keep a batch of updates in the order in which Telegram numbered them; one that is known is left as it is.
INSERT INTO inbox (bot_id, update_id, lane, payload)
SELECT CAST(:bot_id AS bigint), update_id, lane, payload
FROM jsonb_to_recordset(CAST(:updates AS jsonb)) AS fresh(update_id bigint, lane text, payload jsonb)
ORDER BY update_id
ON CONFLICT ON CONSTRAINT inbox_once DO NOTHING

-- name: claim
-- Take the oldest update whose lane has nothing older to do; the row stays locked until its transaction ends.
SELECT id, update_id, lane, payload, attempts, clock_timestamp() FROM inbox
WHERE state = 'queued'
  AND run_at <= now()  -- a failed one waits for its next try
  AND id = (           -- and its lane waits with it; one look into the index a row, never a join of the whole queue
      SELECT min(older.id) FROM inbox older WHERE older.lane = inbox.lane AND older.state = 'queued')
  AND NOT EXISTS (     -- a form still listens to what the client said before; for so long, and no longer
      SELECT FROM recordings
      WHERE recordings.lane = inbox.lane AND recordings.state = 'queued' AND holds
        AND created_at > now() - interval '2 minutes')
ORDER BY id LIMIT 1
FOR UPDATE SKIP LOCKED -- another worker has it

-- name: finish
-- Done, together with the rows that it causes: the last act of its transaction.
WITH finished AS (UPDATE inbox SET state = 'done', done_at = now(), error = NULL WHERE id = :id)
SELECT enqueue(CAST(:rows AS jsonb))

-- name: postpone
-- Remember what went wrong and when to try again.
UPDATE inbox SET attempts = attempts + 1, error = :error, run_at = now() + make_interval(secs => :delay_s)
WHERE id = :id
  AND state = 'queued' AND attempts = :attempts  -- nobody else has tried it since the failed transaction let it go

-- name: later
UPDATE inbox SET run_at = now() + make_interval(secs => :delay_s) WHERE id = :id AND state = 'queued'

-- name: park
-- Out of tries: the admin decides; the lane's later updates go on.
UPDATE inbox SET attempts = attempts + 1, error = :error, state = 'parked', done_at = now()
WHERE id = :id
  AND state = 'queued' AND attempts = :attempts  -- as in `postpone`
