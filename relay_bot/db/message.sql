-- What was written, and where its copy stands. Messages of a client are named by (client_id, id), as waiting.sql says why.

-- name: keep
-- Remember a message, when the client wrote last, and that a visit has led to something. `earlier`: when the client had
-- written the message that is so many back, and the one before it. `calls`: the client waits for a call.
WITH kept AS (
    INSERT INTO messages (client_id, side, author_id, chat_id, thread_id, message_id, reply_to, media_group, kind, content,
                          written_at)
    VALUES (:client_id, :side, :author_id, :chat_id, :thread_id, :message_id, :reply_to, :media_group, :kind,
            CAST(:content AS jsonb), :written_at)
    ON CONFLICT ON CONSTRAINT messages_by_source DO UPDATE SET content = excluded.content, kind = excluded.kind,
        removed_at = NULL  -- what was taken back and is sent after all
    RETURNING id),
writer AS (
    UPDATE clients SET wrote_at = :written_at, wrote_to = greatest(wrote_to, kept.id) FROM kept
    WHERE clients.id = :client_id AND :side = 'client'),
visit AS (  -- whoever has written has done what they came for
    UPDATE drafts SET state = 'done', finished_at = :written_at
    WHERE client_id = :client_id AND form = ANY(:errands) AND state = 'open' AND :side = 'client')
SELECT id,
    CASE WHEN :back > 0 THEN ARRAY(
        SELECT written_at FROM messages
        WHERE (client_id, id) BETWEEN (:client_id, 0) AND (:client_id, 9223372036854775807) AND side = 'client'
        ORDER BY client_id DESC, id DESC OFFSET :back - 1 LIMIT 2) END AS earlier,
    EXISTS (SELECT FROM calls WHERE client_id = :client_id AND finished_at IS NULL) AS calls
FROM kept

-- name: ahead
-- What `keep` would say of one more message of each of these clients.
SELECT clients.id AS client, nextval(pg_get_serial_sequence('messages', 'id')) AS id,
    ARRAY(
        SELECT written_at FROM messages
        WHERE (client_id, messages.id) BETWEEN (clients.id, 0) AND (clients.id, 9223372036854775807) AND side = 'client'
        ORDER BY client_id DESC, messages.id DESC OFFSET :back - 1 LIMIT 2) AS earlier,
    EXISTS (SELECT FROM calls WHERE client_id = clients.id AND finished_at IS NULL) AS calls
FROM clients WHERE id = ANY(:clients)

-- name: keep_all
-- As `keep`, of clients with no form open; each message has its id already.
WITH fresh AS (
    SELECT * FROM jsonb_to_recordset(CAST(:messages AS jsonb)) AS one(
        id bigint, client_id bigint, side text, author_id bigint, chat_id bigint, thread_id bigint, message_id bigint,
        reply_to bigint, media_group text, kind text, content jsonb, written_at timestamptz)),
kept AS (
    INSERT INTO messages (id, client_id, side, author_id, chat_id, thread_id, message_id, reply_to, media_group, kind,
                          content, written_at) OVERRIDING SYSTEM VALUE
    SELECT id, client_id, side, author_id, chat_id, thread_id, message_id, reply_to, media_group, kind,
        content, written_at
    FROM fresh ORDER BY id)
UPDATE clients SET wrote_at = written_at, wrote_to = greatest(wrote_to, fresh.id)
FROM fresh WHERE clients.id = fresh.client_id AND side = 'client'

-- name: is_kept
SELECT EXISTS (SELECT 1 FROM messages WHERE chat_id = :chat AND message_id = :message)

-- name: at
SELECT id, side, chat_id, message_id, content, removed_at IS NOT NULL FROM messages
WHERE chat_id = :chat AND message_id = :message

-- name: album_of
SELECT part.id, part.side, part.chat_id, part.message_id, part.content, part.removed_at IS NOT NULL
FROM messages one JOIN messages part ON part.client_id = one.client_id AND (
    part.id = one.id OR part.chat_id = one.chat_id AND part.media_group = one.media_group)
WHERE one.id = :message AND (part.removed_at IS NULL OR part.id = one.id)
ORDER BY part.id

-- name: last_of
SELECT id, side, chat_id, message_id, content, false FROM messages
WHERE (client_id, id) BETWEEN (:client, 0) AND (:client, 9223372036854775807) AND side = :side AND chat_id = :chat
  AND removed_at IS NULL
ORDER BY client_id DESC, id DESC LIMIT :most

-- name: change
UPDATE messages SET kind = :kind, content = CAST(:content AS jsonb), media_edited = media_edited OR :other_file
WHERE id = :id

-- name: joined
-- The texts of the copy that shows this message with others, as they are now.
SELECT piece.id, piece.content, piece.written_at
FROM messages one JOIN messages piece USING (copy_chat_id, copy_message_id)
WHERE one.id = :message AND piece.copy_offset IS NOT NULL AND piece.removed_at IS NULL AND piece.kind = 'text'
ORDER BY piece.copy_offset

-- name: redrawn
-- Where the texts of a joined copy stand since it was redrawn; those that it does not show any more have none.
UPDATE messages SET copy_offset = span.at, copy_length = span.length,
    copy_chat_id = CASE WHEN span.at IS NOT NULL THEN messages.copy_chat_id END,
    copy_thread_id = CASE WHEN span.at IS NOT NULL THEN messages.copy_thread_id END,
    copy_message_id = CASE WHEN span.at IS NOT NULL THEN messages.copy_message_id END
FROM messages piece
LEFT JOIN unnest(CAST(:messages AS bigint[]), CAST(:offsets AS integer[]), CAST(:lengths AS integer[]))
    span(message, at, length) ON span.message = piece.id
WHERE piece.copy_chat_id = :chat AND piece.copy_message_id = :copy AND messages.id = piece.id

-- name: removed
UPDATE messages SET removed_at = CAST(:at AS timestamptz) WHERE id = :id

-- name: of_copy
SELECT id FROM messages WHERE copy_chat_id = :chat AND copy_message_id = :message ORDER BY id LIMIT 1

-- name: desk_wrote_since
-- Whether something of the desk's has reached the client after `moment`.
SELECT EXISTS (SELECT 1 FROM messages WHERE client_id = :client AND side = 'desk' AND copied_at > :moment)

-- name: said_last
SELECT side, kind, words, written_at FROM (
    SELECT id, side, kind, coalesce(content->>'text', content->>'caption', '') AS words, written_at FROM messages
    WHERE (client_id, id) BETWEEN (:client, 0) AND (:client, 9223372036854775807)
      AND copied_at IS NOT NULL AND removed_at IS NULL
    ORDER BY client_id DESC, id DESC LIMIT 10) latest
ORDER BY id

-- name: last_words
SELECT coalesce(content->>'text', content->>'caption', '') FROM messages
WHERE (client_id, id) BETWEEN (:client, 0) AND (:client, 9223372036854775807) AND side = 'client' AND removed_at IS NULL
ORDER BY client_id DESC, id DESC LIMIT 1

-- name: sent_together
-- A message of the client's, with the others of its album in their order.
SELECT messages.kind, messages.content FROM messages JOIN messages one
    ON messages.id = one.id OR (messages.media_group = one.media_group AND messages.chat_id = one.chat_id)
WHERE one.id = :message AND one.client_id = :client AND one.side = 'client' AND messages.client_id = :client
ORDER BY messages.id
