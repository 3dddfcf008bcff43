-- Voices and photos on their way to text.

-- name: add
INSERT INTO recordings (client_id, relay_id, draft_id, lane, kind, file_id, bytes, seconds, holds, shown)
VALUES (:client_id, :relay_id, :draft_id, :lane, :kind, :file_id, :bytes, :seconds, :holds, :shown)
RETURNING id

-- name: waiting
-- How many wait or are at work: of all clients, and of this one.
SELECT count(*), count(*) FILTER (WHERE client_id = :client) FROM recordings WHERE state = 'queued'

-- name: claim
-- Lease the next one. Whoever dies over it stops renewing the lease, and another takes it.
UPDATE recordings SET attempts = attempts + 1, leased_until = now() + make_interval(secs => :lease_s)
WHERE id = (
    SELECT id FROM recordings free
    WHERE state = 'queued' AND leased_until < now()
      AND NOT EXISTS (  -- of one client one after the other, as they were sent; nobody waits for a hopeless one
          SELECT FROM recordings older
          WHERE older.client_id = free.client_id AND older.id < free.id AND older.state = 'queued'
            AND older.attempts <= :tries)
    ORDER BY holds DESC, id  -- somebody waits for an answer first
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
RETURNING id, client_id, relay_id, draft_id, kind, file_id, bytes, seconds, shown, attempts,
    EXISTS (SELECT FROM messages WHERE messages.id = relay_id AND side = 'desk')

-- name: renew
UPDATE recordings SET leased_until = now() + make_interval(secs => :lease_s)
WHERE id = :id AND state = 'queued' AND attempts = :attempts

-- name: put_back
-- Telegram did not hand the file over. While that is news it was no attempt: an outage makes nothing unreadable.
UPDATE recordings SET leased_until = now() + make_interval(secs => :again_s),
    attempts = attempts - CAST(created_at > now() - make_interval(secs => :outage_s) AS integer)
WHERE id = :id AND state = 'queued' AND attempts = :attempts

-- name: let_go
UPDATE recordings SET leased_until = '-infinity', attempts = attempts - 1
WHERE id = :id AND state = 'queued' AND attempts = :attempts

-- name: finish
UPDATE recordings SET state = 'done', done_at = now(), trouble = :trouble, codes = :codes, text = :text
WHERE id = :id
  AND state = 'queued' AND attempts = :attempts  -- nobody else has taken it meanwhile

-- name: keep_waiting
-- Recordings for which a message has waited so long that its sender should hear of it; each once.
UPDATE recordings SET excused = true
FROM clients
WHERE clients.id = client_id AND state = 'queued' AND holds AND NOT excused
  AND EXISTS (
      SELECT FROM inbox
      WHERE inbox.lane = recordings.lane AND inbox.state = 'queued'
        AND received_at < now() - make_interval(secs => :patience_s))
RETURNING recordings.id, client_id, lang

-- name: of_claim
-- Of its files, in their order.
SELECT state, trouble, codes, text FROM recordings
JOIN (SELECT claim_files.id AS place, file_id, client_id
      FROM claim_files JOIN claims ON claims.id = claim_id WHERE claims.id = :claim) files USING (client_id, file_id)
ORDER BY place

-- name: of_message
SELECT state, trouble, codes, text FROM recordings WHERE relay_id = :message ORDER BY id DESC LIMIT 1
