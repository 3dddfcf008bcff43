-- What /find finds among the clients of one desk, :like is the words with % around, :digits only
-- their digits. Each client once, by the best reason; the lowest rank is the best.

-- name: find
WITH found AS (
    -- a name, a company, a town or a username that has every word
    SELECT id AS client_id, 1 AS rank, '' AS what, '' AS snippet, CAST(NULL AS bigint) AS message_id FROM clients
    WHERE desk = :desk
      AND replace(lower(name || ' ' || company || ' ' || city || ' @' || username), 'ё', 'е') LIKE ALL (:likes)
    UNION ALL
    -- a part of the phone
    SELECT id, 0, 'phone', '', NULL FROM clients
    WHERE desk = :desk AND length(:digits) >= 3 AND :numeric AND phone LIKE '%' || :digits || '%'
    UNION ALL
    -- the end or the whole of a waybill's number
    SELECT clients.id, 0, 'waybill', waybills.number, NULL
    FROM waybills JOIN clients ON clients.id = waybills.client_id
    WHERE desk = :desk AND length(:digits) >= 3 AND :numeric AND code LIKE '%' || :digits
    UNION ALL
    -- the same of a claim, also as the client wrote the waybill's number on it
    SELECT clients.id, 0, 'claim', claims.number, NULL
    FROM claims JOIN clients ON clients.id = claims.client_id
    WHERE desk = :desk
      AND (lower(claims.number) = :words
           OR length(:digits) >= 3 AND :numeric
              AND (regexp_replace(claims.number, '\D', '', 'g') LIKE '%' || :digits
                   OR regexp_replace(waybill_text, '\D', '', 'g') = :digits))
    UNION ALL
    -- words of the conversation, in any inflection: the latest message of each client that has them
    SELECT client_id, 2, 'words', ts_headline('russian', said, websearch_to_tsquery('russian', :words),
                                              'StartSel=⟦, StopSel=⟧, MaxWords=14, MinWords=6, MaxFragments=1'), message_id
    FROM (
        SELECT DISTINCT ON (client_id) client_id,
            CASE WHEN side = 'desk' THEN message_id ELSE copy_message_id END AS message_id,  -- as it stands in the topic
            coalesce(content->>'text', content->>'caption', '') AS said
        FROM messages JOIN clients ON clients.id = messages.client_id
        WHERE desk = :desk AND words @@ websearch_to_tsquery('russian', :words)
        ORDER BY client_id, messages.id DESC
        LIMIT 200
    ) latest
    UNION ALL
    -- the same of what a voice said or stood on a photo
    SELECT client_id, 3, 'words', ts_headline('russian', text, websearch_to_tsquery('russian', :words),
                                              'StartSel=⟦, StopSel=⟧, MaxWords=14, MinWords=6, MaxFragments=1'), NULL
    FROM (
        SELECT DISTINCT ON (client_id) client_id, text
        FROM recordings JOIN clients ON clients.id = recordings.client_id
        WHERE desk = :desk AND words @@ websearch_to_tsquery('russian', :words)
        ORDER BY client_id, recordings.id DESC
        LIMIT 200
    ) recognised
)
SELECT clients.id, clients.name, clients.company, clients.city, topics.group_id, topics.thread_id,
       clients.phone, best.what, best.snippet, best.message_id, count(*) OVER () AS total
FROM (SELECT DISTINCT ON (client_id) * FROM found ORDER BY client_id, rank) best
JOIN clients ON clients.id = best.client_id
LEFT JOIN topics ON topics.address = 'topic:' || clients.id
ORDER BY best.rank, clients.wrote_at DESC NULLS LAST, clients.id
LIMIT :most
