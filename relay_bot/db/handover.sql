-- What a client who is handed over has left unfinished, and who is handed over next: of a whole desk, or of a list.

-- name: rung_drafts
SELECT id FROM drafts WHERE client_id = :client AND told IN ('rung', 'resumed') ORDER BY id

-- name: open_drafts
SELECT count(*) FROM drafts WHERE client_id = :client AND state = 'open' AND form = ANY(:kinds)

-- name: next_clients
SELECT id FROM clients
WHERE desk = :desk AND forgotten_at IS NULL
  AND NOT EXISTS (  -- whoever can't be moved holds up nobody
      SELECT FROM mishaps WHERE clock = :clock AND key = CAST(clients.id AS text) AND again_at > :now)
ORDER BY id LIMIT :most

-- name: next_of_list
-- Each with their new desk; one whom their mishap lets rest comes later.
SELECT client_id, to_desk FROM handover_clients
WHERE handover_id = :handover
  AND NOT EXISTS (
      SELECT FROM mishaps WHERE clock = :clock AND key = CAST(client_id AS text) AND again_at > :now)
ORDER BY client_id LIMIT :most

-- name: left_of_list
SELECT count(*) FROM handover_clients WHERE handover_id = :handover

-- name: gone
-- They have gone, or need not: the list is done with them.
DELETE FROM handover_clients WHERE handover_id = :handover AND client_id = ANY(:clients)

-- name: chosen
-- Clients that have come, by what the list says of their number: who serves them now, and who is to.
SELECT clients.id, clients.desk, wanted.desk
FROM unnest(CAST(:phones AS text[]), CAST(:desks AS text[])) AS wanted (phone, desk)
JOIN clients ON clients.phone = wanted.phone
WHERE clients.desk IS NOT NULL AND clients.forgotten_at IS NULL
ORDER BY clients.id

-- name: by_rule
-- Clients of a desk, of a city or all; the oldest first, `most` of them.
SELECT id, desk, CAST(:to_desk AS text) FROM clients
WHERE desk = :from_desk AND forgotten_at IS NULL
  AND (CAST(:city AS text) IS NULL OR lower(city) = lower(CAST(:city AS text)))
ORDER BY id LIMIT :most

-- name: put_on_list
INSERT INTO handover_clients (handover_id, client_id, to_desk)
SELECT :handover, client_id, desk
FROM unnest(CAST(:clients AS bigint[]), CAST(:desks AS text[])) AS chosen (client_id, desk)

-- name: note_desks
-- What the company's list says of them, so that an import does not send them back.
UPDATE records SET desk = wanted.desk
FROM unnest(CAST(:clients AS bigint[]), CAST(:desks AS text[])) AS wanted (client_id, desk)
JOIN clients ON clients.id = wanted.client_id
WHERE records.phone = clients.phone
