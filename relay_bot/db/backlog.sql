-- What waits for a group's budget.

-- name: backlog
-- How many messages, and how long the oldest of them has waited; what is in flight waits no longer.
SELECT queue.waiting, CAST(queue.oldest_s AS double precision) AS oldest_s,
    resting_until > clock_timestamp() OR trouble IS NOT NULL AS closed,
    CAST(extract(epoch FROM clock_timestamp() - behind_since) AS double precision) AS lasting_s
FROM budgets CROSS JOIN LATERAL (
    SELECT count(*) AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(outbox.created_at)), 0) AS oldest_s
    FROM lanes JOIN outbox ON outbox.lane_id = lanes.id AND outbox.state = 'queued'
    WHERE lanes.desk = budgets.desk AND waiting AND NOT held AND lease IS NULL AND outbox.priority <= :least
) queue
WHERE budgets.desk = :desk

-- name: is_behind
UPDATE budgets SET behind_since = CASE WHEN :behind THEN clock_timestamp() END WHERE desk = :desk

-- name: rests
-- Of calls that were in flight together one is told of, and no rest twice.
UPDATE budgets SET rest_told_until = clock_timestamp() + make_interval(secs => :seconds)
WHERE desk = :desk AND (rest_told_until IS NULL OR rest_told_until < clock_timestamp())
RETURNING desk
