-- The way of a row. The critical sections are functions: functions.sql.

-- name: enqueue
SELECT enqueue(CAST(:rows AS jsonb))

-- name: round
-- What was sent is settled, then the next rows are claimed (a left join takes its left side first).
SELECT lost, claimed.* FROM (SELECT settle(CAST(:settled AS jsonb)) AS lost) settled
LEFT JOIN claim(:worker, :most, :lease_s, CAST(:limits AS jsonb)) claimed ON true

-- name: settle
SELECT settle(CAST(:settled AS jsonb))

-- name: acknowledge
SELECT acknowledge(:lane_id, :lease, :claimed_at, CAST(:rows AS bigint[]), :outcome,
    coalesce(CAST(:at AS timestamptz), clock_timestamp() + make_interval(secs => CAST(:after_s AS double precision))),
    :error, :chat_id, :thread_id, CAST(:messages AS bigint[]))

-- name: release_strays
-- Nothing of this worker is in flight: what it holds was claimed by a call whose answer never reached it.
WITH stray AS (
    UPDATE lanes SET lease = NULL, leased_by = NULL, lease_until = NULL WHERE leased_by = :worker RETURNING id
)
UPDATE outbox SET state = 'queued' FROM stray WHERE lane_id = stray.id AND state = 'sending'

-- name: next_due
-- Seconds until a budget or a retry lets a waiting lane send.
SELECT extract(epoch FROM CASE WHEN min(due) IS NOT NULL THEN greatest(
    min(due), (SELECT spent_until - overall_pace(CAST(:per_second AS double precision)) FROM throttle)) END - clock_timestamp())
FROM (
    SELECT greatest(lane.ready_at, budgets.resting_until,
                    room_at(ring, lane.head_cost, CAST(:most AS integer), make_interval(secs => :window_s))) AS due
    FROM (SELECT * FROM budgets WHERE trouble IS NULL OR NOT EXISTS (  -- asked by one row at a time, as `claim` does
              SELECT FROM lanes WHERE lanes.desk = budgets.desk AND lease IS NOT NULL)) budgets
    CROSS JOIN LATERAL (
        (SELECT ready_at, head_cost FROM lanes  -- whom `claim` looks at: nobody passes a waiting album
         WHERE lanes.desk = budgets.desk AND waiting AND NOT held AND lease IS NULL AND ready_at <= clock_timestamp()
         ORDER BY head_priority, served_at LIMIT 1)
        UNION ALL
        (SELECT ready_at, head_cost FROM lanes
         WHERE lanes.desk = budgets.desk AND waiting AND NOT held AND lease IS NULL AND ready_at > clock_timestamp()
         ORDER BY ready_at LIMIT 1)) lane
    UNION ALL
    SELECT * FROM (SELECT ready_at FROM lanes WHERE desk IS NULL AND waiting AND NOT held AND lease IS NULL
                   ORDER BY ready_at LIMIT 1) private
) dues

-- name: change
-- What was learnt of a row while it was sent; its other fields stay.
UPDATE outbox SET payload = payload || CAST(:change AS jsonb) WHERE id = ANY(:rows)
