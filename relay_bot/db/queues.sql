-- How the street is doing: what a monitoring asks every few seconds. Counts and seconds, nobody's words.

-- name: queues
-- The oldest of each queue in seconds, how many wait, how many are parked, and whether somebody listens.
-- A row that waits for its retry, a held lane or a group in trouble counts: it is late, whyever.
SELECT
    (SELECT count(*) FROM inbox WHERE state = 'queued') AS inbox_waiting,
    (SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0) FROM inbox WHERE state = 'queued') AS inbox_lag_s,
    (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')) AS outbox_waiting,
    (SELECT coalesce(extract(epoch FROM now() - min(outbox.created_at)), 0)
     FROM outbox JOIN lanes ON lanes.id = lane_id
     WHERE outbox.state IN ('queued', 'sending') AND NOT lanes.held) AS outbox_lag_s,
    (SELECT count(*) FROM inbox WHERE state = 'parked') AS parked_updates,
    (SELECT count(*) FROM outbox WHERE state = 'parked') AS parked_rows,
    (SELECT count(*) FROM mishaps) AS mishaps,
    (SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
     WHERE locktype = 'advisory' AND classid = :worker AND datname = current_database()) AS processes,
    EXISTS (SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
     WHERE locktype = 'advisory' AND classid = :listener AND objid = 0 AND datname = current_database()) AS listening
