-- The way of a row. The critical sections are functions: functions/.

-- name: enqueue
SELECT enqueue(CAST(:rows AS jsonb))

-- name: round
-- What was sent is settled, then the next rows are claimed (a left join takes its left side first). When none is:
-- the seconds until one may be.
SELECT lost, claimed.*, CASE WHEN row_id IS NULL AND :most > 0 THEN next_due(CAST(:limits AS jsonb)) END AS due_s FROM (SELECT settle(CAST(:settled AS jsonb)) AS lost) settled
LEFT JOIN claim(:worker, :most, :lease_s, CAST(:limits AS jsonb)) claimed ON true

-- name: settle
SELECT settle(CAST(:settled AS jsonb))

-- name: acknowledge
SELECT acknowledge(CAST(:settled AS jsonb))

-- name: is_leased
SELECT EXISTS (SELECT FROM lanes WHERE id = :lane AND lease = :lease)

-- name: release_strays
-- Nothing of this worker is in flight: what it holds was claimed by a call whose answer never reached it.
WITH stray AS (
    UPDATE lanes SET lease = NULL, leased_by = NULL, lease_until = NULL WHERE leased_by = :worker RETURNING id
)
UPDATE outbox SET state = 'queued' FROM stray WHERE lane_id = stray.id AND state = 'sending'

-- name: next_due
SELECT next_due(CAST(:limits AS jsonb))

-- name: change
-- What was learnt of a row while it was sent; its other fields stay.
UPDATE outbox SET payload = payload || CAST(:change AS jsonb) WHERE id = ANY(:rows)
