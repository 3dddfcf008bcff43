-- Cards, where an expression would not say it.

-- name: shown
-- The newest state of each: what is queued of it, or else what it shows.
SELECT wanted.key, coalesce(queued.payload, cards.payload) AS payload
FROM unnest(CAST(:keys AS text[])) wanted(key)
LEFT JOIN cards ON cards.key = wanted.key
LEFT JOIN LATERAL (SELECT payload FROM outbox WHERE card = wanted.key AND state IN ('queued', 'sending')
                   ORDER BY id DESC LIMIT 1) queued ON true
WHERE coalesce(queued.payload, cards.payload) IS NOT NULL

-- name: try_pins_again
-- The live board and the cards of the desk's topics that the bot was not allowed to pin.
UPDATE cards SET pinned = NULL
WHERE pinned IS FALSE
  AND (cards.key = 'live:' || :desk OR cards.key IN (SELECT address FROM topics WHERE topics.desk = :desk))

-- name: lose
-- All cards that stood in a topic, besides its own.
DELETE FROM cards USING topics
WHERE topics.address = :topic AND cards.chat_id = topics.group_id AND cards.thread_id = topics.thread_id
  AND cards.key <> :topic
RETURNING cards.key, cards.payload

-- name: unqueue
DELETE FROM outbox WHERE card = :card AND state = 'queued' RETURNING lane_id, rings

-- name: leave
UPDATE cards SET key = 'moved:' || chat_id || ':' || message_id WHERE key = :card RETURNING key
