-- One client's data: found, given out, erased. What is erased and what stays is in docs/operating.md.

-- name: of_phone
-- The client with this number, or only the company's record of one who has not come.
SELECT clients.id, clients.tg_id, coalesce(clients.name, records.name), coalesce(records.name, ''),
    coalesce(clients.username, ''), CAST(:phone AS text)
FROM (SELECT 1) one
LEFT JOIN clients ON clients.phone = :phone
LEFT JOIN records ON records.phone = :phone
WHERE clients.id IS NOT NULL OR records.phone IS NOT NULL

-- name: lock
SELECT FROM clients WHERE id = :client FOR UPDATE

-- name: open_claims
SELECT number FROM claims WHERE client_id = :client AND closed_at IS NULL AND claim_open(status) ORDER BY id

-- name: documents
SELECT (SELECT count(*) FROM waybills WHERE client_id = :client) + (SELECT count(*) FROM claims WHERE client_id = :client)

-- name: places
-- Their topics in Telegram, which only a person can delete there.
SELECT group_id, thread_id FROM topics
WHERE client_id = :client AND group_id IS NOT NULL AND coalesce(thread_id, 0) <> 0

-- name: everything
-- Each of their rows, under the name of its table, oldest first.
SELECT 'clients' AS what, to_jsonb(clients) AS row, 0 AS number FROM clients WHERE id = :client
UNION ALL SELECT 'records', to_jsonb(records), 0 FROM records WHERE phone = :phone
UNION ALL SELECT 'messages', to_jsonb(messages) - 'words', id FROM messages WHERE client_id = :client
UNION ALL SELECT 'reactions', to_jsonb(reactions), relay_id FROM reactions
    WHERE relay_id IN (SELECT id FROM messages WHERE client_id = :client)
UNION ALL SELECT 'notes', to_jsonb(notes), id FROM notes WHERE client_id = :client
UNION ALL SELECT 'reminders', to_jsonb(reminders), id FROM reminders WHERE client_id = :client
UNION ALL SELECT 'calls', to_jsonb(calls), id FROM calls WHERE client_id = :client
UNION ALL SELECT 'recordings', to_jsonb(recordings) - 'words', id FROM recordings WHERE client_id = :client
UNION ALL SELECT 'drafts', to_jsonb(drafts), id FROM drafts WHERE client_id = :client
UNION ALL SELECT 'waybills', to_jsonb(waybills) - 'pdf', id FROM waybills WHERE client_id = :client
UNION ALL SELECT 'claims', to_jsonb(claims), id FROM claims WHERE client_id = :client
UNION ALL SELECT 'claim_files', to_jsonb(claim_files), id FROM claim_files
    WHERE claim_id IN (SELECT id FROM claims WHERE client_id = :client)
UNION ALL SELECT 'claim_steps', to_jsonb(claim_steps), id FROM claim_steps
    WHERE claim_id IN (SELECT id FROM claims WHERE client_id = :client)
UNION ALL SELECT 'mails', to_jsonb(mails) - 'pdf', id FROM mails
    WHERE claim_id IN (SELECT id FROM claims WHERE client_id = :client)
ORDER BY what, number

-- name: pdfs
-- Documents that are not in Telegram yet.
SELECT number, pdf FROM waybills WHERE client_id = :client AND pdf IS NOT NULL

-- name: quiet
-- Nothing of theirs is sent any more. In the order of `enqueue`, so that no two wait for each other.
SELECT id FROM lanes
WHERE address IN ('client:' || :client, 'topic:' || :client, 'look:topic:' || :client, 'chat:' || :tg)
   OR address LIKE ANY (ARRAY['former:' || :client || ':%', 'look:former:' || :client || ':%'])
   OR address IN (SELECT 'card:' || key FROM cards WHERE key = ANY(:cards))
ORDER BY address FOR UPDATE

-- name: in_flight
-- Whether a process that lives tells Telegram something of them at this moment: the answer would bring it back.
SELECT EXISTS (
    SELECT FROM outbox
    JOIN lanes ON lanes.id = lane_id
    JOIN pg_locks ON locktype = 'advisory' AND classid = :worker_lock AND objid = CAST(leased_by AS oid) AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    WHERE state = 'sending' AND lease IS NOT NULL
      AND (lane_id = ANY(:lanes) OR card = ANY(:cards) OR CAST(payload AS text) LIKE ANY(:spellings)
           OR card LIKE ANY (SELECT one || ':%' FROM unnest(CAST(:cards AS text[])) AS one)))

-- name: cards
-- Keys of all cards that speak of them.
SELECT 'call:' || id FROM calls WHERE client_id = :client
UNION ALL SELECT 'draft:' || id FROM drafts WHERE client_id = :client
UNION ALL SELECT 'claim:' || id FROM claims WHERE client_id = :client
UNION ALL SELECT 'claim_topic:' || id FROM claims WHERE client_id = :client
UNION ALL SELECT 'recording:' || id FROM recordings WHERE client_id = :client
UNION ALL SELECT key FROM cards WHERE key = 'topic:' || :client OR key LIKE 'former:' || :client || ':%'
    OR key LIKE 'moved:' || :tg || ':%' OR chat_id = :tg

-- name: forget_queued
-- In their own lanes, and their cards anywhere: withdrawn.
UPDATE outbox SET state = 'dropped', finished_at = now()
WHERE state IN ('queued', 'sending', 'parked')  -- sending: of a process that died
  AND (lane_id = ANY(:lanes) OR card = ANY(:cards)
       OR card LIKE ANY (SELECT one || ':%' FROM unnest(CAST(:cards AS text[])) AS one))

-- name: forget_rows
-- What was sent, to them or about them. A key of `once` stays: it names numbers only.
UPDATE outbox SET payload = '{}', error = NULL, bundle = NULL
WHERE state IN ('sent', 'dropped')
  AND (lane_id = ANY(:lanes) OR card = ANY(:cards) OR CAST(payload AS text) LIKE ANY(:spellings)
       OR relay_id IN (SELECT id FROM messages WHERE client_id = :client))

-- name: idle
UPDATE lanes SET waiting = EXISTS (
    SELECT FROM outbox WHERE lane_id = lanes.id AND state IN ('queued', 'sending'))
WHERE id = ANY(:lanes) AND waiting

-- name: forget_account
-- The lane of their private chat is called by their account.
UPDATE lanes SET address = 'forgotten:' || id WHERE address = 'chat:' || :tg

-- name: forget_links
-- Whose personal link they came by.
UPDATE records SET invite_used_by = -:client WHERE invite_used_by = :tg

-- name: forget_updates
-- As Telegram sent them, if an admin has still to decide: theirs, those of their topics, and whatever names them.
UPDATE inbox SET payload = '{}', error = NULL, state = CASE state WHEN 'parked' THEN 'dropped' ELSE state END,
    lane = CASE lane WHEN CAST(:tg AS text) THEN 'forgotten' ELSE lane END
WHERE state <> 'queued' AND (
    lane = CAST(:tg AS text)
    OR lane IN (SELECT group_id || ':' || thread_id FROM topics WHERE client_id = :client)
    OR CAST(payload AS text) LIKE ANY(:spellings))

-- name: forget_waiting_updates
UPDATE inbox SET payload = '{}', error = NULL, state = 'dropped', lane = 'forgotten'
WHERE state = 'queued' AND lane = CAST(:tg AS text)

-- name: forget_misreadings
-- What was read wrongly carries nobody's name: all of the time in which they filled in a form.
DELETE FROM missed USING drafts
WHERE drafts.client_id = :client
  AND missed.at BETWEEN drafts.started_at - interval '1 minute' AND coalesce(drafts.finished_at, now()) + interval '1 minute'

-- name: forget_cards
DELETE FROM cards WHERE key = ANY(:cards)

-- name: forget_shown
-- Cards about many, or about a claim's questions: what they show is drawn anew. Those of other clients are left alone.
UPDATE cards SET payload = NULL
WHERE key !~ '^(call|draft|claim|claim_topic|recording|topic|former):' AND CAST(payload AS text) LIKE ANY(:spellings)

-- name: forget_going
-- They go to no other desk any more.
DELETE FROM handover_clients WHERE client_id = :client

-- name: forget_mishaps
DELETE FROM mishaps WHERE error LIKE ANY(:spellings)

-- name: forget_refusals
DELETE FROM refusals WHERE row_id IN (SELECT id FROM outbox WHERE lane_id = ANY(:lanes))
    OR CAST(news AS text) LIKE ANY(:spellings)

-- name: forget_parts
DELETE FROM kept_parts WHERE client_id = :client

-- name: forget_bundles
DELETE FROM kept_inside WHERE bundle LIKE :tg || '/%'

-- name: forget_notices
DELETE FROM notices WHERE chat_id = :tg OR relay_id IN (SELECT id FROM messages WHERE client_id = :client)

-- name: forget_reactions
DELETE FROM reactions WHERE relay_id IN (SELECT id FROM messages WHERE client_id = :client)

-- name: forget_uploads
-- Files that we made (histories, lists) and that nothing waits for: they would go tomorrow anyway.
DELETE FROM uploads WHERE NOT EXISTS (
    SELECT FROM outbox WHERE state IN ('queued', 'sending') AND kind = 'upload'
      AND payload->>'upload' = CAST(uploads.id AS text))

-- name: forget_imports
-- Lists that wait for a tap, and may have them: the admin sends them again.
DELETE FROM imports

-- name: forget_messages
-- When and on which side stays, for the statistics; whose account and what was said does not.
UPDATE messages SET content = '{}', media_group = NULL,
    author_id = CASE author_id WHEN :tg THEN -client_id ELSE author_id END,
    chat_id = CASE chat_id WHEN :tg THEN -client_id ELSE chat_id END,
    copy_chat_id = CASE copy_chat_id WHEN :tg THEN -client_id ELSE copy_chat_id END
WHERE client_id = :client

-- name: forget_notes
DELETE FROM notes WHERE client_id = :client

-- name: forget_reminders
DELETE FROM reminders WHERE client_id = :client

-- name: forget_calls
UPDATE calls SET last_words = '', finished_at = coalesce(finished_at, now()) WHERE client_id = :client

-- name: forget_recordings
UPDATE recordings SET text = '', codes = '{}', file_id = '', lane = '', state = 'done', done_at = coalesce(done_at, now())
WHERE client_id = :client

-- name: forget_drafts
UPDATE drafts SET content = '{}', state = CASE state WHEN 'open' THEN 'cancelled' ELSE state END,
    finished_at = coalesce(finished_at, now()), told = CASE WHEN told IS NULL THEN NULL ELSE 'dismissed' END
WHERE client_id = :client

-- name: forget_topics
UPDATE topics SET name = '—', given_name = NULL WHERE client_id = :client

-- name: forget_record
DELETE FROM records WHERE phone = :phone

-- name: forget_client
-- Somebody who comes from that account later is a new client. Nobody waits for an answer any more.
UPDATE clients SET wrote_at = NULL, tg_id = -id, phone = NULL, name = '—', company = '', city = '', username = '', email = '', inn = '',
    lang = NULL, invite = NULL, attaching_to = NULL, unreachable_since = coalesce(unreachable_since, now()),
    forgotten_at = now()
WHERE id = :client

-- name: forget_papers_claims
-- Documents of forgotten clients, once the law does not ask for them any more: claims with all that hangs on them …
WITH old AS (
    SELECT claims.id FROM claims JOIN clients ON clients.id = client_id
    WHERE forgotten_at IS NOT NULL AND closed_at < now() - CAST(:keep AS interval)),
letters AS (DELETE FROM mails WHERE claim_id IN (SELECT id FROM old)),
files AS (DELETE FROM claim_files WHERE claim_id IN (SELECT id FROM old)),
steps AS (DELETE FROM claim_steps WHERE claim_id IN (SELECT id FROM old))
UPDATE claims SET story = '', email = '', grounds = '', waybill_text = '' WHERE id IN (SELECT id FROM old) AND story <> ''

-- name: forget_papers_waybills
-- … and waybills: the number stays.
UPDATE waybills SET content = '{}', sheet = '{}', pdf = NULL, waiting = '[]', file_id = coalesce(file_id, '')
FROM clients
WHERE clients.id = client_id AND forgotten_at IS NOT NULL AND sheet <> '{}'
  AND issued_at < now() - CAST(:keep AS interval)

-- name: forget_old_words
-- What was said longer ago than config.toml wants it kept; the clock's figures stay.
UPDATE messages SET content = '{}'
WHERE id IN (SELECT id FROM messages WHERE written_at < now() - CAST(:keep AS interval) AND content <> '{}' LIMIT :most)

-- name: forget_old_recordings
UPDATE recordings SET text = '', codes = '{}'
WHERE state = 'done' AND done_at < now() - CAST(:keep AS interval) AND (text <> '' OR codes <> '{}')
