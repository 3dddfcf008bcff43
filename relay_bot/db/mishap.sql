-- Rows that a clock could not get past.

-- name: keep
-- Left alone for 1, 2, 4 … 60 minutes; told of at the first failure, unless there were many within the hour.
INSERT INTO mishaps (clock, key, error, at, again_at)
VALUES (:clock, :key, :error, :now, CAST(:now AS timestamptz) + interval '1 minute')
ON CONFLICT ON CONSTRAINT mishaps_once DO UPDATE SET error = excluded.error, tries = mishaps.tries + 1,
    again_at = excluded.at + make_interval(mins => least(60, CAST(2 ^ least(mishaps.tries, 10) AS integer)))
RETURNING id, tries = 1 AND (
    SELECT count(*) FROM mishaps other WHERE other.clock = :clock AND other.at > :now - interval '1 hour') < :most

-- name: resting
SELECT key FROM mishaps WHERE clock = :clock AND again_at > :now
