-- Which unfinished actions are due for a word, a card, an edit of it, an end; loaded by due.py.
-- `kinds`: those that this process knows; another may run a newer release.

-- name: to_nudge
-- Forms alone: the other kinds have nothing to go on with.
SELECT id FROM drafts
WHERE state = 'open' AND touched_at <= :before AND form = ANY(:kinds)
  AND nudged_at IS NULL  -- once an action
ORDER BY touched_at LIMIT :most FOR UPDATE SKIP LOCKED

-- name: to_ring
SELECT id FROM drafts
WHERE state = 'open' AND touched_at <= :before AND form = ANY(:kinds) AND rung_at IS NULL
ORDER BY touched_at LIMIT :most FOR UPDATE SKIP LOCKED

-- name: to_edit
SELECT id FROM drafts
WHERE form = ANY(:kinds) AND told IN ('rung', 'resumed')  -- finished and dismissed cards don't change any more
  AND told <> CASE WHEN state <> 'open' THEN state WHEN touched_at > rung_at THEN 'resumed' ELSE 'rung' END
ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED

-- name: to_expire
SELECT id FROM drafts
WHERE state = 'open' AND touched_at <= :before AND form = ANY(:kinds)
ORDER BY touched_at LIMIT :most FOR UPDATE SKIP LOCKED

-- name: lock
SELECT id FROM drafts WHERE id = :id FOR UPDATE

-- name: left
-- Actions with all that their cards say, in the order of `ids`.
SELECT drafts.id, drafts.form, drafts.content, drafts.touched_at, drafts.finished_at,
    drafts.called_by, drafts.called_at,
    clients.id AS client_id, clients.name, clients.company, coalesce(clients.phone, '') AS phone, clients.lang,
    clients.desk, clients.invite, topics.group_id, topics.thread_id, drafts.result,
    CASE WHEN drafts.state <> 'open' THEN drafts.state
         WHEN drafts.touched_at > drafts.rung_at THEN 'resumed' ELSE 'rung' END AS said
FROM unnest(CAST(:ids AS bigint[])) WITH ORDINALITY wanted(id, place)
JOIN drafts ON drafts.id = wanted.id JOIN clients ON clients.id = drafts.client_id
LEFT JOIN topics ON topics.address = 'topic:' || clients.id
ORDER BY wanted.place

-- name: expired
UPDATE drafts SET state = 'expired', finished_at = :now WHERE id = ANY(:ids)

-- name: nudged
UPDATE drafts SET nudged_at = :now WHERE id = ANY(:ids)

-- name: rung
UPDATE drafts SET rung_at = :now, told = 'rung' WHERE id = ANY(:ids)

-- name: told
UPDATE drafts SET told = :said WHERE id = ANY(:ids)

-- name: called
UPDATE drafts SET called_by = :by, called_at = :now WHERE id = :id
