-- What /stats counts at one desk since a moment.

-- name: calls
SELECT called_at FROM calls JOIN clients ON clients.id = calls.client_id
WHERE clients.desk = :desk AND called_at >= :since

-- name: answers
-- Each first message of a client after the desk's last words, with the desk's next words; each call that was taken.
SELECT asked_at, answered_at FROM (
    SELECT side, written_at AS asked_at,
        lag(side) OVER (PARTITION BY client_id ORDER BY messages.id) AS before,
        min(written_at) FILTER (WHERE side = 'desk') OVER (
            PARTITION BY client_id ORDER BY messages.id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS answered_at
    FROM messages JOIN clients ON clients.id = messages.client_id
    WHERE clients.desk = :desk AND written_at >= :since AND copied_at IS NOT NULL
) said
WHERE side = 'client' AND before IS DISTINCT FROM 'client' AND answered_at IS NOT NULL
UNION ALL
SELECT called_at, taken_at FROM calls JOIN clients ON clients.id = calls.client_id
WHERE clients.desk = :desk AND called_at >= :since AND taken_at IS NOT NULL

-- name: claims
SELECT status, count(*) FROM claims JOIN clients ON clients.id = claims.client_id
WHERE clients.desk = :desk AND received_at >= :since
GROUP BY status

-- name: papers
-- A form counts as unfinished once the client has left it alone for so long, or gave it up; resumed: done after that.
SELECT
    (SELECT count(*) FROM claims JOIN clients ON clients.id = claims.client_id
     WHERE clients.desk = :desk AND closed_at IS NULL AND claim_open(status) AND due_on < :today),
    (SELECT count(*) FROM waybills JOIN clients ON clients.id = waybills.client_id
     WHERE clients.desk = :desk AND issued_at >= :since),
    count(*) FILTER (WHERE state <> 'done' AND coalesce(finished_at, CAST(:now AS timestamptz)) - touched_at > CAST(:idle AS interval)
                        OR state = 'cancelled' OR finished_at - started_at > CAST(:idle AS interval)),
    count(*) FILTER (WHERE state = 'done' AND finished_at - started_at > CAST(:idle AS interval))
FROM drafts JOIN clients ON clients.id = drafts.client_id
WHERE clients.desk = :desk AND started_at >= :since AND form = ANY(:kinds)
