-- Refusals that nobody knows. `passed_since` is in functions/lanes.sql: a row of the same kind has gone to the chat since.

-- name: note
-- Refused once more; its own fault for good, if others have gone to the chat since the last time.
INSERT INTO refusals (row_id, chat, kind, since, at, news)
SELECT id, :chat, kind, clock_timestamp(), clock_timestamp(), CAST(:news AS jsonb) FROM outbox WHERE id = :row
ON CONFLICT (row_id) DO UPDATE SET at = excluded.at, news = excluded.news, told = false,
    own = refusals.own OR passed_since(refusals.chat, refusals.kind, refusals.at)
RETURNING own

-- name: others
-- How many other rows the chat has refused, with none going through since; the first of them, and for how long.
SELECT count(*) AS n, least(min(row_id), :row) AS first,
    CAST(extract(epoch FROM clock_timestamp() - min(since)) AS double precision) AS lasting_s
FROM refusals
WHERE chat = :chat AND row_id <> :row AND NOT own
  AND NOT told               -- that one is over
  AND at > clock_timestamp() - interval '1 day'
  AND NOT passed_since(chat, kind, at)

-- name: revive
-- It is the chat's trouble: what was set aside comes back to its place in its lane.
UPDATE outbox SET state = 'queued', finished_at = NULL FROM refusals
WHERE refusals.row_id = outbox.id AND chat = :chat AND NOT own
  AND NOT told               -- whoever wrote it has been told nothing yet
  AND outbox.state = 'parked'
RETURNING lane_id

-- name: tell
-- Set aside alone: after `wait_s` it is the row's own fault, and its news go out.
UPDATE refusals SET told = true FROM outbox
WHERE outbox.id = row_id AND NOT told AND outbox.state = 'parked'
  AND (own OR at < clock_timestamp() - make_interval(secs => :wait_s))
RETURNING enqueue(news)

-- name: over
-- A reason that is known has parked it, and that is told.
DELETE FROM refusals WHERE row_id = :row
