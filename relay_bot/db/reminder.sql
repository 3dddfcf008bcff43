-- name: due
-- Reminders whose time has come and that have not rung, with whose client they are about.
SELECT reminders.id, reminders.desk, client_id, author_id, body, clients.name, clients.desk
FROM reminders LEFT JOIN clients ON clients.id = client_id
WHERE rung_at IS NULL AND due_at <= :now
  AND NOT EXISTS (  -- whoever can't be rung holds up nobody
      SELECT FROM mishaps WHERE clock = :clock AND key = CAST(reminders.id AS text) AND again_at > :now)
ORDER BY due_at LIMIT :most
FOR UPDATE OF reminders SKIP LOCKED  -- another process rings it
