-- A client's documents of both kinds in one order.

-- name: page
-- The newest `most` of them, or of those that were made before a moment.
SELECT * FROM (
    SELECT 'waybill' AS kind, id, issued_at AS made_at FROM waybills WHERE client_id = :client
    UNION ALL
    SELECT 'claim', id, received_at FROM claims WHERE client_id = :client
) made
WHERE CAST(:before AS timestamptz) IS NULL OR made_at < :before
ORDER BY made_at DESC, kind LIMIT :most
