-- What is parked in both queues, rows that a clock could not get past, and what the admin makes of it.

-- name: parked
-- Everything, oldest first, or the one that is asked for.
SELECT * FROM (
    SELECT 'in:' || id AS id,
        (SELECT key FROM jsonb_object_keys(payload) AS key WHERE key <> 'update_id' LIMIT 1) AS kind,
        lane, received_at AS at, attempts, jsonb_pretty(payload) AS payload, coalesce(error, '') AS traceback
    FROM inbox WHERE state = 'parked'
    UNION ALL
    SELECT 'out:' || outbox.id, kind, lanes.address, created_at, attempts, jsonb_pretty(payload), coalesce(error, '')
    FROM outbox JOIN lanes ON lanes.id = lane_id WHERE state = 'parked'
    UNION ALL
    SELECT 'row:' || id, clock, key, at, tries, '', error FROM mishaps
) parked
WHERE CAST(:id AS text) IS NULL OR id = :id
ORDER BY at

-- name: retry_update
-- With all its tries again, ahead of what came later in its lane.
UPDATE inbox SET state = 'queued', attempts = 0, run_at = '-infinity' WHERE id = :id AND state = 'parked'

-- name: lock_lane
-- Nobody claims from it or puts into it meanwhile.
SELECT lanes.id FROM lanes JOIN outbox ON lane_id = lanes.id WHERE outbox.id = :id FOR UPDATE OF lanes

-- name: retry_row
UPDATE outbox SET state = 'queued', attempts = 0 WHERE id = :id AND state = 'parked'

-- name: drop_update
UPDATE inbox SET state = 'dropped', done_at = now() WHERE id = :id AND state = 'parked'

-- name: drop_row
UPDATE outbox SET state = 'dropped', finished_at = now() WHERE id = :id AND state = 'parked'

-- name: retry_mishap
-- Its clock meets it again at the next round.
DELETE FROM mishaps WHERE id = :id

-- name: drop_mishap
-- Left alone for good.
UPDATE mishaps SET again_at = 'infinity' WHERE id = :id
