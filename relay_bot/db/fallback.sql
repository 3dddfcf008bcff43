-- Rings that a group does not take, and managers who are not in theirs.

-- name: stuck
-- Rings that have waited so long for a group that rests (a 429) or refuses, each once: held until the commit.
SELECT outbox.id, outbox.kind, outbox.payload
FROM budgets
JOIN lanes ON lanes.desk = budgets.desk AND waiting AND NOT held AND lease IS NULL AND head_priority = 0
JOIN outbox ON outbox.lane_id = lanes.id AND outbox.state = 'queued' AND outbox.rings
WHERE (budgets.resting_until > clock_timestamp() OR budgets.trouble IS NOT NULL)
  AND outbox.created_at < clock_timestamp() - make_interval(secs => :after_s)
ORDER BY outbox.id LIMIT 50
FOR UPDATE OF outbox SKIP LOCKED

-- name: unheard
-- Rings of the last minutes at desks whose manager is not in the group, unless they were told of them.
SELECT outbox.id, outbox.kind, outbox.payload
FROM outbox
JOIN lanes ON lanes.id = outbox.lane_id
JOIN desks ON desks.key = lanes.desk AND desks.manager_present IS FALSE
WHERE outbox.rings AND outbox.created_at > clock_timestamp() - interval '10 minutes'
  AND outbox.state IN ('queued', 'sending', 'sent')
  AND NOT EXISTS (SELECT FROM outbox told WHERE told.once = 'dm:' || outbox.id)
ORDER BY outbox.id LIMIT 50

-- name: hush
-- It has rung elsewhere: it comes to the group without a sound.
UPDATE outbox SET payload = CAST(:payload AS jsonb), rings = false WHERE id = :id

-- name: started
-- Managers to whom the bot may write.
SELECT key FROM desks WHERE manager_started_at IS NOT NULL

-- name: saw_manager
UPDATE desks SET manager_present = :present WHERE key = :desk AND manager_present IS DISTINCT FROM :present
