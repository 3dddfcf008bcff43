-- Pairs: a message and its copy, and what the bot's notices speak of.

-- name: at
-- What stands at a chat's message. A message is somebody's own or the bot's, so at most one of the three is found.
SELECT 'own', id, CAST(NULL AS bigint), client_id, side, coalesce(content->>'text', content->>'caption', ''),
    removed_at IS NOT NULL, 0
FROM messages WHERE chat_id = :chat AND message_id = :message
UNION ALL (
SELECT 'copy', id, CAST(NULL AS bigint), client_id, side, coalesce(content->>'text', content->>'caption', ''),
    removed_at IS NOT NULL, coalesce(copy_offset, 0)
FROM messages WHERE copy_chat_id = :chat AND copy_message_id = :message  -- of a joined one: which is meant, else the last
ORDER BY CAST(:position AS integer) BETWEEN copy_offset AND copy_offset + copy_length - 1 DESC NULLS LAST, copy_offset DESC LIMIT 1)
UNION ALL
SELECT 'notice', relay_id, waybill_id, client_id, coalesce(side, ''),
    coalesce(content->>'text', content->>'caption', ''), removed_at IS NOT NULL, 0
FROM notices LEFT JOIN messages ON messages.id = relay_id
WHERE notices.chat_id = :chat AND notices.message_id = :message
LIMIT 1

-- name: in_flight
-- A call to the client's chat, or to the desk, that was under way when the update came has not been settled.
SELECT EXISTS (
    SELECT FROM lanes
    WHERE lease IS NOT NULL
      AND (address IN ('client:' || CAST(:client AS bigint), 'topic:' || CAST(:client AS bigint))
           OR CAST(:client AS bigint) IS NULL AND desk = :desk)  -- a reaction does not tell its topic
      AND served_at <= (SELECT received_at FROM inbox WHERE bot_id = :bot AND update_id = :update))

-- name: earlier
-- An update of one of the group's topics that came before this one waits to be handled.
SELECT EXISTS (
    SELECT FROM inbox older
    WHERE state = 'queued' AND lane LIKE :topics
      AND id < (SELECT id FROM inbox WHERE bot_id = :bot AND update_id = :update))

-- name: standing
-- The message itself, its copy (while it was not taken back), or the newest one with the waybill's document.
SELECT CASE WHEN chat_id = :chat THEN message_id ELSE copy_message_id END AS message_id,
    CASE WHEN chat_id <> :chat THEN copy_offset END AS copy_offset,
    coalesce(content->>'text', '') AS words, coalesce(content->'entities', '[]') AS entities
FROM messages
WHERE id = CAST(:message AS bigint) AND (chat_id = :chat OR copy_chat_id = :chat AND removed_at IS NULL)
UNION ALL
(SELECT message_id, NULL, '', '[]' FROM notices WHERE waybill_id = CAST(:waybill AS bigint) AND chat_id = :chat
 ORDER BY message_id DESC LIMIT 1)

-- name: speaks_of
INSERT INTO notices (chat_id, message_id, relay_id, waybill_id) VALUES (:chat, :message, :relay, :waybill)
ON CONFLICT (chat_id, message_id) DO UPDATE SET relay_id = excluded.relay_id, waybill_id = excluded.waybill_id

-- name: lock
-- No claim takes from the lane until this transaction ends.
SELECT id FROM lanes WHERE address = :address FOR UPDATE

-- name: rewrite
UPDATE outbox SET payload = payload || CASE WHEN :cut THEN CAST('{"cut": true}' AS jsonb) ELSE CAST('{}' AS jsonb) END
FROM lanes
WHERE lanes.id = lane_id AND address = :address AND state = 'queued' AND kind = 'relay' AND relay_id = :relay
RETURNING outbox.id

-- name: withdraw
UPDATE outbox SET state = 'dropped', finished_at = now() FROM lanes
WHERE lanes.id = lane_id AND address = :address AND state = 'queued' AND kind = 'relay' AND relay_id = :relay
RETURNING lane_id, payload ? 'waited'

-- name: refresh
SELECT refresh_lane(:lane)

-- name: forget_words
-- What waits in a lane and answers a message shows nothing of it.
UPDATE outbox SET payload = jsonb_set(payload, '{answer}', (payload->'answer') - '{words,quote,position,entities}'::text[])
FROM lanes
WHERE lanes.id = lane_id AND address = :address AND state = 'queued' AND kind = 'relay'
  AND CAST(payload->'answer'->>'message' AS bigint) = :relay
