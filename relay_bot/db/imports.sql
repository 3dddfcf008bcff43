-- Lists of clients on their way in: asked, shown, confirmed, done.

-- name: lease
-- The next that is to be fetched and checked, or brought in; nobody else takes it for `lease_s`.
UPDATE imports SET due_at = now() + make_interval(secs => :lease_s), tries = tries + 1
WHERE id = (
    SELECT id FROM imports WHERE state IN ('asked', 'confirmed') AND due_at <= now()
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, admin_id, file_id, content, state, tries

-- name: forget
-- What nobody confirmed for a day, and the files of what is done.
DELETE FROM imports WHERE created_at < now() - interval '1 day'
