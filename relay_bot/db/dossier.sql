-- What /info tells of a client.

-- name: facts
-- What they told us, or else what the company knew; their waybills, their open call, the form they touched last.
SELECT coalesce(nullif(clients.email, ''), records.email, ''), coalesce(nullif(clients.inn, ''), records.inn, ''),
    registered_at, (SELECT count(*) FROM waybills WHERE client_id = clients.id),
    (SELECT called_at FROM calls WHERE client_id = clients.id AND finished_at IS NULL), draft.form, draft.touched_at
FROM clients
LEFT JOIN records ON records.phone = clients.phone
LEFT JOIN LATERAL (SELECT form, touched_at FROM drafts WHERE client_id = clients.id AND state = 'open'
                   AND form = ANY(:kinds)
                   ORDER BY touched_at DESC LIMIT 1) draft ON true
WHERE clients.id = :client

-- name: claims
-- Those that are not closed, the next deadline first.
SELECT number, status, due_on FROM claims WHERE client_id = :client AND closed_at IS NULL ORDER BY due_on, id
