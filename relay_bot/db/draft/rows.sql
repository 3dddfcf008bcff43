-- Drafts: at most one open one of a kind a client; loaded by rows.py.

-- name: open_of
SELECT id, client_id, form, state, content, started_at, touched_at, paused, result FROM drafts
WHERE client_id = :client AND form = :form AND state = 'open'

-- name: last_open
-- Of whatever form; paused ones only when nothing else is open.
SELECT id, client_id, form, state, content, started_at, touched_at, paused, result FROM drafts
WHERE client_id = :client AND state = 'open' AND form = ANY(:kinds)
ORDER BY paused, touched_at DESC LIMIT 1

-- name: by_id
SELECT id, client_id, form, state, content, started_at, touched_at, paused, result FROM drafts WHERE id = :id

-- name: begin
INSERT INTO drafts (client_id, form, content, started_at, touched_at)
VALUES (:client, :form, CAST(:content AS jsonb), :now, :now)
RETURNING id, client_id, form, state, content, started_at, touched_at, paused, result

-- name: pause_others
UPDATE drafts SET paused = true WHERE client_id = :client AND form <> :form AND state = 'open'

-- name: give_up
UPDATE drafts SET state = 'cancelled', finished_at = :now WHERE client_id = :client AND form = :form AND state = 'open'

-- name: visited
INSERT INTO drafts (client_id, form, content, started_at, touched_at)
VALUES (:client, :form, CAST(:content AS jsonb), :now, :now)
ON CONFLICT (client_id, form) WHERE state = 'open' DO UPDATE SET touched_at = :now

-- name: ended
UPDATE drafts SET state = 'done', finished_at = :now
WHERE client_id = :client AND form = ANY(:kinds) AND state = 'open'

-- name: keep
UPDATE drafts SET content = CAST(:content AS jsonb), touched_at = :now, paused = false WHERE id = :id

-- name: finish
UPDATE drafts SET state = :state, finished_at = :now, result = :result WHERE id = :id
