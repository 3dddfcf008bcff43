-- Lanes, besides what the functions do with them (functions/).

-- name: let_go
UPDATE lanes SET held = false, ready_at = '-infinity' WHERE address = :address AND held

-- name: assign
UPDATE lanes SET desk = :desk, held = false WHERE address = :address

-- name: follow
-- Lanes of a client's cards, wherever they stand, and of their topic's looks.
UPDATE lanes SET desk = :desk WHERE address IN (
    SELECT 'card:call:' || id FROM calls WHERE client_id = :client
    UNION ALL SELECT 'card:claim:' || id FROM claims WHERE client_id = :client
    UNION ALL SELECT 'card:claim_topic:' || id FROM claims WHERE client_id = :client
    UNION ALL SELECT 'card:unfinished:' || id FROM drafts WHERE client_id = :client
    UNION ALL SELECT 'card:topic:' || :client
    UNION ALL SELECT 'look:topic:' || :client)

-- name: leave_quotes
-- Messages of a group that is no longer the client's can't be answered to in another one.
UPDATE outbox SET payload = payload - 'reply_to' FROM lanes
WHERE lanes.id = outbox.lane_id AND lanes.address = :address AND outbox.state = 'queued' AND payload ? 'reply_to'

-- name: refresh
SELECT refresh_lane(:lane)

-- name: lock
SELECT id FROM lanes WHERE address = :address FOR UPDATE

-- name: lock_all
-- In the order of `enqueue`.
SELECT FROM lanes WHERE address = ANY(:addresses) ORDER BY address FOR UPDATE

-- name: try_again
-- A message that was given up comes back to its place in the lane; one that waits is there already.
UPDATE outbox SET state = 'queued', attempts = 0, finished_at = NULL
WHERE lane_id = :lane AND kind = 'relay' AND relay_id = :relay AND state IN ('parked', 'queued') RETURNING id
