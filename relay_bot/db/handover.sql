-- What a client who is handed over has left unfinished, and who is handed over next.

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
