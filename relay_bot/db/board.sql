-- What the live board of a desk shows. Each row begins with the person: id, name, company, city, group, thread.

-- name: calls
-- Calls that nobody has taken, oldest first.
SELECT clients.id, clients.name, clients.company, clients.city, topics.group_id, topics.thread_id,
    calls.id, calls.called_at, calls.last_words
FROM calls JOIN clients ON clients.id = calls.client_id
LEFT JOIN topics ON topics.address = 'topic:' || clients.id
WHERE clients.desk = :desk AND calls.finished_at IS NULL AND calls.taken_at IS NULL
ORDER BY calls.called_at, calls.id

-- name: claims
-- Claims that are to be answered, the next deadline first.
SELECT clients.id, clients.name, clients.company, clients.city, topics.group_id, topics.thread_id,
    claims.number, claims.due_on, claims.id
FROM claims JOIN clients ON clients.id = claims.client_id
LEFT JOIN topics ON topics.address = 'topic:' || clients.id
WHERE clients.desk = :desk AND claims.closed_at IS NULL AND claim_open(claims.status)
ORDER BY claims.due_on, claims.id

-- name: drafts
-- Forms that were begun and not finished, the latest first.
SELECT clients.id, clients.name, clients.company, clients.city, topics.group_id, topics.thread_id,
    drafts.form, drafts.touched_at
FROM drafts JOIN clients ON clients.id = drafts.client_id
LEFT JOIN topics ON topics.address = 'topic:' || clients.id
WHERE clients.desk = :desk AND drafts.state = 'open' AND drafts.form = ANY(:kinds)
ORDER BY drafts.touched_at DESC, drafts.id DESC

-- name: state
-- The board's message as it stands, and whether a newer state of it is on its way.
SELECT (SELECT payload FROM cards WHERE key = :card), (SELECT pinned FROM cards WHERE key = :card),
    EXISTS (SELECT FROM lanes JOIN outbox ON outbox.lane_id = lanes.id
            WHERE lanes.address IN ('card:' || :card, :place) AND outbox.card = :card
              AND outbox.state IN ('queued', 'sending'))
