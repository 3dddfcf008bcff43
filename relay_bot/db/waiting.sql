-- Which clients of a desk wait for an answer, oldest first.
-- A client's messages are named by (client_id, id): by `client_id = …` in the order of ids PostgreSQL may choose to walk
-- through everybody's.

-- name: waiting
-- A client waits since their first message that came after the desk's last words to them and after /done; but not while
-- they are put off until later (/snooze) and have not written since.
SELECT clients.id, clients.name, clients.company, clients.city, topics.group_id, topics.thread_id, unanswered.since, unanswered.id,
    unanswered.arrived, clients.rung_for IS NOT DISTINCT FROM unanswered.id AS rung, said.words
FROM clients
LEFT JOIN LATERAL (  -- the desk's last words that have reached the client
    SELECT id FROM messages
    WHERE (client_id, id) BETWEEN (clients.id, 0) AND (clients.id, 9223372036854775807)
      AND side = 'desk' AND copied_at IS NOT NULL
    ORDER BY client_id DESC, id DESC LIMIT 1
) answer ON true
CROSS JOIN LATERAL (
    SELECT id, written_at AS since, copied_at IS NOT NULL AS arrived FROM messages
    WHERE (client_id, id) > (clients.id, greatest(coalesce(answer.id, 0), coalesce(clients.answered_to, 0)))
      AND (client_id, id) <= (clients.id, 9223372036854775807) AND side = 'client'
      AND (copied_at IS NOT NULL  -- it is in the topic, or on its way there: an answer to a form is neither
           OR EXISTS (SELECT FROM lanes JOIN outbox ON outbox.lane_id = lanes.id
                      WHERE lanes.address = 'topic:' || clients.id AND outbox.relay_id = messages.id
                        AND outbox.state IN ('queued', 'sending')))
    ORDER BY client_id, id LIMIT 1
) unanswered
CROSS JOIN LATERAL (  -- the last of them that has words
    SELECT coalesce(content->>'text', content->>'caption', '') AS words
    FROM (SELECT id, content FROM messages
          WHERE (client_id, id) BETWEEN (clients.id, unanswered.id) AND (clients.id, 9223372036854775807)
            AND side = 'client'
          ORDER BY client_id DESC, id DESC LIMIT 5) latest
    ORDER BY (content ? 'text' OR content ? 'caption') DESC, id DESC LIMIT 1
) said
LEFT JOIN topics ON topics.address = 'topic:' || clients.id
WHERE clients.desk = :desk
  AND clients.wrote_at IS NOT NULL  -- most of them have never written
  AND (clients.wrote_to > coalesce(clients.answered_to, 0)) IS NOT FALSE  -- or were answered long ago (see `note_answers`)
  AND (clients.snoozed_until IS NULL
       OR clients.snoozed_until <= coalesce(CAST(:now AS timestamptz), clock_timestamp())
       OR EXISTS (SELECT FROM messages WHERE client_id = clients.id AND side = 'client'
                    AND id > coalesce(clients.snoozed_to, 0) AND copied_at IS NOT NULL))
  AND (CAST(:client AS bigint) IS NULL OR clients.id = :client)
ORDER BY unanswered.since, clients.id

-- name: note_answers
-- The desk's words that have reached a client answer what this client wrote before them: noted down, so that who was
-- answered is not looked at again until they write. Who is busy is noted down the next time.
UPDATE clients SET answered_to = answered.by_message
FROM (
    SELECT clients.id AS client_id, answer.id AS by_message FROM clients
    CROSS JOIN LATERAL (
        SELECT id FROM messages
        WHERE (client_id, id) BETWEEN (clients.id, clients.wrote_to) AND (clients.id, 9223372036854775807)
          AND side = 'desk' AND copied_at IS NOT NULL
        ORDER BY client_id DESC, id DESC LIMIT 1
    ) answer
    WHERE desk = :desk AND wrote_to > coalesce(answered_to, 0)
    FOR NO KEY UPDATE OF clients SKIP LOCKED
) answered
WHERE clients.id = answered.client_id

-- name: rung
-- Their desk is rung for these messages: those for which it was not rung before.
UPDATE clients SET rung_for = messages.id FROM messages
WHERE messages.id = ANY(:messages) AND clients.id = messages.client_id AND rung_for IS DISTINCT FROM messages.id
RETURNING messages.id

-- name: snoozed
-- /snooze: off the queue until then, or until they write; and then it may ring again.
UPDATE clients SET snoozed_until = :until, rung_for = NULL,
    snoozed_to = (SELECT max(id) FROM messages WHERE client_id = :client AND side = 'client')
WHERE id = :client

-- name: answered
-- /done: what the client has written so far needs no answer. Up to which message, since Telegram's clock counts seconds.
UPDATE clients SET answered_at = :at,
    answered_to = (SELECT max(id) FROM messages WHERE client_id = :client AND side = 'client')
WHERE id = :client
