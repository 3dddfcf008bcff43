-- Receipts.

-- name: begin
-- A row that is being sent is let go its way: it is marked while it waits, or never.
WITH late AS (
    UPDATE outbox SET payload = payload || jsonb_build_object('waited', true, 'receipt', CAST(:receipt AS text))
    FROM messages, lanes
    WHERE outbox.state = 'queued' AND outbox.kind = 'relay' AND messages.id = outbox.relay_id AND messages.side = 'desk'
      AND lanes.id = outbox.lane_id AND lanes.waiting AND lanes.desk IS NULL  -- to clients: few lanes wait
      AND outbox.created_at < clock_timestamp() - make_interval(secs => :after_s)
      AND NOT outbox.payload ? 'waited'
      AND NOT EXISTS (  -- an album has one, also when its parts came at different times
          SELECT FROM outbox part WHERE part.bundle = outbox.bundle AND part.payload ? 'waited')
    RETURNING outbox.id, outbox.bundle, messages.client_id, messages.chat_id, messages.message_id
)
SELECT DISTINCT ON (coalesce(late.bundle, late.id::text)) late.id, client_id, clients.desk, chat_id, message_id
FROM late JOIN clients ON clients.id = client_id
ORDER BY coalesce(late.bundle, late.id::text), message_id

-- name: lock
-- Whoever settles one of them says what became of it in the lane of its topic, and then writes it down.
SELECT id FROM lanes WHERE address = ANY(:addresses) ORDER BY address FOR UPDATE

-- name: still
SELECT id FROM outbox WHERE id = ANY(:rows) AND state IN ('queued', 'sending')
