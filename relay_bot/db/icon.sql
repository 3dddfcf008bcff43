-- Icons of topics, and the service messages that a desk is rid of when there is room.

-- name: topics
-- The topics of clients that stand, with what their icons show. Of who was forgotten nothing is shown any more: each change
-- would bring back their name, in Telegram's own message of it.
SELECT topics.address, topics.client_id, topics.icon, topics.icon_at,
    EXISTS (SELECT FROM calls WHERE calls.client_id = topics.client_id
            AND finished_at IS NULL AND taken_at IS NULL) AS called,
    EXISTS (SELECT FROM claims WHERE claims.client_id = topics.client_id AND claim_open(status)) AS claims
FROM topics JOIN desks ON desks.key = topics.desk AND desks.group_id = topics.group_id
JOIN clients ON clients.id = topics.client_id AND forgotten_at IS NULL
WHERE topics.desk = :desk AND topics.address = 'topic:' || topics.client_id AND topics.thread_id IS NOT NULL AND state = 'ok'
  AND NOT EXISTS (  -- an icon that is on its way now is not asked for again
      SELECT FROM lanes WHERE lanes.address = 'look:' || topics.address AND lease IS NOT NULL)

-- name: shows
-- The icon is this one now.
UPDATE topics SET icon = :emoji, icon_at = clock_timestamp() WHERE address = :topic

-- name: room
-- How much may be spent on looks: what is left of `most` messages in the window, less what is queued for it already.
-- Nothing while anything else waits, or the group rests.
SELECT CASE
    WHEN trouble IS NOT NULL OR resting_until > clock_timestamp() OR queue.others > 0 THEN 0
    ELSE greatest(0, allowed(:most, share, share_since) - queue.looks
        - (SELECT count(*) FROM unnest(ring) spent WHERE spent > clock_timestamp() - make_interval(secs => :window_s)))
    END
FROM budgets CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE head_priority < :cosmetic AND ready_at <= clock_timestamp()) AS others,
        count(*) FILTER (WHERE address LIKE 'look:%') AS looks
    FROM (SELECT head_priority, ready_at, address FROM lanes
          WHERE lanes.desk = budgets.desk AND waiting AND NOT held AND lease IS NULL
          UNION ALL
          SELECT head_priority, ready_at, address FROM lanes
          WHERE lanes.desk = budgets.desk AND leased_by IS NOT NULL AND lease IS NOT NULL) lane
) queue
WHERE desk = :desk

-- name: note
INSERT INTO service_messages (group_id, message_id, desk) VALUES (:group, :message, :desk) ON CONFLICT DO NOTHING

-- name: take
-- A hundred of them, as one call may delete, once the first has stood a while: so that a call is worth its price.
DELETE FROM service_messages USING desks
WHERE desks.key = :desk AND service_messages.desk = :desk AND service_messages.group_id = desks.group_id
  AND message_id IN (SELECT message_id FROM service_messages WHERE desk = :desk ORDER BY message_id LIMIT 100)
  AND EXISTS (SELECT FROM service_messages WHERE desk = :desk
                AND at < clock_timestamp() - make_interval(secs => :stood_s))
RETURNING message_id
