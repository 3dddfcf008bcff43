-- What a client who is handed over has left unfinished.

-- name: rung_drafts
SELECT id FROM drafts WHERE client_id = :client AND told IN ('rung', 'resumed') ORDER BY id

-- name: open_drafts
SELECT count(*) FROM drafts WHERE client_id = :client AND state = 'open' AND form IN ('waybill', 'claim')
