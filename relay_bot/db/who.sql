-- Who is at the door. Absences of /away come with every answer: who speaks for a desk depends on them.

-- name: at_desk
-- A row for each that is asked, whatever is known: the group's desk, the topic of the thread (or the one that was made in
-- its place since), the topic's client.
SELECT desks.key, desks.group_id, desks.manager_started_at, desks.rights, desks.last_assigned_at, desks.title,
    topics.address, topics.desk AS topic_desk, topics.client_id,
    clients.id AS client, clients.tg_id, clients.phone, clients.name, clients.company, clients.city, clients.username,
    clients.lang, clients.desk, clients.invite, clients.registered_at, clients.phone_asked_at, clients.wrote_at,
    clients.unreachable_since, clients.thread_id,
    (SELECT jsonb_agg(to_jsonb(absences) ORDER BY since) FROM absences
     WHERE ended_at IS NULL AND until >= current_date - 1) AS away
FROM unnest(CAST(:groups AS bigint[]), CAST(:threads AS bigint[])) WITH ORDINALITY AS asked(group_id, thread_id, turn)
LEFT JOIN desks ON desks.group_id = asked.group_id AND NOT desks.retired
LEFT JOIN topics here ON here.group_id = asked.group_id AND here.thread_id = asked.thread_id
LEFT JOIN lost_threads lost ON lost.group_id = asked.group_id AND lost.thread_id = asked.thread_id
LEFT JOIN topics ON topics.address = coalesce(here.address, lost.address)
LEFT JOIN clients ON clients.id = topics.client_id
ORDER BY turn

-- name: in_private
-- Clients, locked until the transaction ends, each with the form that their messages may be for.
SELECT clients.id, clients.tg_id, clients.phone, clients.name, clients.company, clients.city, clients.username,
    clients.lang, clients.desk, clients.invite, clients.registered_at, clients.phone_asked_at, clients.wrote_at,
    clients.unreachable_since, clients.thread_id,
    draft.id AS draft_id, draft.client_id, draft.form, draft.state, draft.content, draft.started_at, draft.touched_at,
    draft.paused, draft.result,
    (SELECT jsonb_agg(to_jsonb(absences) ORDER BY since) FROM absences
     WHERE ended_at IS NULL AND until >= current_date - 1) AS away
FROM clients
LEFT JOIN LATERAL (
    SELECT * FROM drafts WHERE drafts.client_id = clients.id AND state = 'open' AND form = ANY(:kinds)
    ORDER BY paused, touched_at DESC LIMIT 1) draft ON true
WHERE clients.tg_id = ANY(:persons)
ORDER BY clients.id FOR NO KEY UPDATE OF clients  -- what refers to a client need not wait

-- name: absences
SELECT (SELECT jsonb_agg(to_jsonb(absences) ORDER BY since) FROM absences
        WHERE ended_at IS NULL AND until >= current_date - 1) AS away

-- name: owner_of_client
SELECT id, desk, invite FROM clients WHERE id = :id

-- name: owner_of_call
SELECT clients.id, desk, invite FROM calls JOIN clients ON clients.id = client_id WHERE calls.id = :id

-- name: owner_of_claim
SELECT clients.id, desk, invite FROM claims JOIN clients ON clients.id = client_id WHERE claims.id = :id

-- name: owner_of_draft
SELECT clients.id, desk, invite FROM drafts JOIN clients ON clients.id = client_id WHERE drafts.id = :id

-- name: owner_of_letter
SELECT clients.id, desk, invite FROM mails JOIN claims ON claims.id = claim_id JOIN clients ON clients.id = client_id
WHERE mails.id = :id

-- name: owner_of_message
SELECT clients.id, desk, invite FROM messages JOIN clients ON clients.id = client_id WHERE messages.id = :id

-- name: owner_of_waybill
SELECT clients.id, desk, invite FROM waybills JOIN clients ON clients.id = client_id WHERE waybills.id = :id
