-- Topics, where an expression would not say it.

-- name: heard
-- Whether all that Telegram had to say of new topics is known here.
SELECT EXISTS (SELECT 1 FROM pg_locks  -- the listener says that it has caught up: presence.py
               WHERE locktype = 'advisory' AND classid = CAST(:lock AS oid) AND objid = 1 AND granted
                 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
   -- … and what was stored of it is handled
   AND NOT EXISTS (SELECT 1 FROM inbox WHERE state = 'queued' AND payload->'message' ? 'forum_topic_created')

-- name: leave
-- The topic stays, as a former one of the client, and takes no messages.
UPDATE topics SET address = 'former:' || :client || ':' || thread_id || ':' || group_id, state = 'closed'
WHERE address = :address AND thread_id IS NOT NULL
RETURNING address

-- name: lost
-- The thread of a client's topic that is gone.
INSERT INTO lost_threads (group_id, thread_id, address)
SELECT group_id, thread_id, address FROM topics
WHERE address = :address AND address LIKE 'topic:%' AND thread_id IS NOT NULL ON CONFLICT DO NOTHING
