-- The way of an update: stored, claimed, and what became of it.

-- name: store
-- Keep a batch of updates in the order in which Telegram numbered them; one that is known is left as it is.
WITH stored AS (
    INSERT INTO inbox (bot_id, update_id, lane, payload, plain)
    SELECT CAST(:bot_id AS bigint), update_id, lane, payload, plain
    FROM jsonb_to_recordset(CAST(:updates AS jsonb)) AS fresh(update_id bigint, lane text, payload jsonb, plain boolean)
    ORDER BY update_id
    ON CONFLICT ON CONSTRAINT inbox_once DO NOTHING
    RETURNING id)
SELECT count(*), CASE WHEN :tell THEN pg_notify('relay_inbox', '') END FROM stored

-- name: claim
SELECT id, update_id, lane, payload, attempts, plain, clock_timestamp() FROM take(:most)

-- name: finish
-- Done, together with the rows that they cause: the last act of their transaction. What people wrote is in `messages` now;
-- here only that it came is kept, so that it can't come twice.
WITH finished AS (
    UPDATE inbox SET state = 'done', done_at = now(), error = NULL,
        payload = CAST(CASE payload #>> '{my_chat_member,new_chat_member,status}' WHEN 'kicked' THEN '{"stopped": true}' ELSE '{}' END
                       AS jsonb)
    WHERE id = ANY(CAST(:ids AS bigint[])))
SELECT EXISTS (SELECT FROM inbox WHERE state = 'queued' AND id <> ALL (CAST(:ids AS bigint[]))) AS more,
    enqueue(CAST(:rows AS jsonb), :tell), CASE WHEN :full THEN pg_notify('relay_inbox', '') END

-- name: heard_since
-- Whether an update of this lane was handled since; that somebody stopped the bot is not heard.
SELECT EXISTS (
    SELECT FROM inbox
    WHERE state = 'done' AND done_at >= :moment AND lane = :lane AND NOT payload ? 'stopped')

-- name: part
UPDATE inbox SET plain = false WHERE id = ANY(CAST(:ids AS bigint[])) AND state = 'queued'

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
