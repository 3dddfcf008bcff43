-- A waybill on its way to paper.

-- name: wait_for_print
-- Rows that go out once it is printed.
UPDATE waybills SET waiting = waiting || CAST(:rows AS jsonb)
WHERE id = :id AND pdf IS NULL AND file_id IS NULL  -- else it was printed since the caller looked

-- name: enqueue
-- The rows that have waited, as they were written down.
SELECT enqueue(CAST(:rows AS jsonb))

-- name: print_failed
UPDATE waybills SET print_attempts = print_attempts + 1, print_at = now() + make_interval(secs => :wait_s)
WHERE id = :id
