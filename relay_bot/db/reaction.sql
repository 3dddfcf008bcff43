-- Reactions, one a person and message.

-- name: put
INSERT INTO reactions (relay_id, side, person_id, emoji, at) VALUES (:relay, :side, :person, :emoji, :at)
ON CONFLICT (relay_id, side, person_id) DO UPDATE SET emoji = excluded.emoji, at = excluded.at

-- name: take_back
DELETE FROM reactions WHERE relay_id = :relay AND side = :side AND person_id = :person

-- name: newest
SELECT emoji FROM reactions WHERE relay_id = :relay AND side = :side ORDER BY at DESC LIMIT 1
