-- The whole conversation with a client, and what came of it.

-- name: lines
-- Messages, notes, calls, waybills and claims of the client, oldest first.
SELECT what, author_id, kind, content, at, delivered, removed FROM (
    SELECT side AS what, author_id, kind, content, written_at AS at, copied_at IS NOT NULL AS delivered,
        removed_at IS NOT NULL AS removed, id, 0 AS late
    FROM messages WHERE client_id = :client
    UNION ALL
    SELECT 'note', author_id, '', jsonb_build_object('text', body), written_at, true, false, id, 1
    FROM notes WHERE client_id = :client
    UNION ALL
    SELECT 'call', 0, '', CAST('{}' AS jsonb), called_at, true, false, id, 2 FROM calls WHERE client_id = :client
    UNION ALL
    SELECT 'waybill', 0, '', jsonb_build_object('text', number), issued_at, true, false, id, 3
    FROM waybills WHERE client_id = :client
    UNION ALL
    SELECT 'claim', 0, '', jsonb_build_object('text', number, 'status', status), received_at, true, false, id, 4
    FROM claims WHERE client_id = :client
) said
ORDER BY date_trunc('second', at), late, id  -- Telegram's times have no order within a second
