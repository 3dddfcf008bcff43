-- The inbox: a batch of updates is taken.

-- Whose conversation a lane of the inbox is, when its plain messages may be handled in one transaction with others'.
-- NULL: of nobody that is known here, or of a client who is filling in a form (numbers are given there, in turn).
CREATE OR REPLACE FUNCTION client_of(p_lane text) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT id FROM clients WHERE tg_id = CASE WHEN p_lane ~ '^[0-9]+$' THEN p_lane::bigint END
      AND NOT EXISTS (SELECT FROM drafts WHERE client_id = clients.id AND state = 'open')
    UNION ALL
    SELECT client_id FROM topics WHERE p_lane ~ '^-[0-9]+:[0-9]+$'
      AND group_id = CASE WHEN p_lane LIKE '-%:%' THEN split_part(p_lane, ':', 1)::bigint END
      AND thread_id = CASE WHEN p_lane LIKE '-%:%' THEN split_part(p_lane, ':', 2)::bigint END
    LIMIT 1
$$;

-- Take a batch of the inbox: plain messages of up to `p_most` clients, each the oldest of its lane; or one update of
-- another kind (not `plain` as returned). They and their clients stay locked until the caller's transaction ends, and nothing is waited for here:
-- what somebody else has locked is theirs. One message a client: what was loaded of them holds for the whole batch.
DROP FUNCTION IF EXISTS take(integer);  -- what it returns can't be replaced
CREATE FUNCTION take(p_most integer) RETURNS SETOF inbox LANGUAGE plpgsql AS $$
DECLARE
    v_update inbox%ROWTYPE;
    v_head record;
    v_id bigint := 0;
    v_lanes text[] := '{}';
    v_client bigint;
    v_clients bigint[] := '{}';
BEGIN
    WHILE cardinality(v_clients) < p_most LOOP
        SELECT id, lane, run_at, plain AND attempts = 0 AS plain INTO v_head FROM inbox
        WHERE state = 'queued' AND id > v_id AND lane <> ALL (v_lanes)  -- lane by lane: a flood is one of them
        ORDER BY id LIMIT 1;
        EXIT WHEN NOT FOUND;
        v_id := v_head.id;
        v_lanes := v_lanes || v_head.lane;
        CONTINUE WHEN v_head.run_at > now();  -- a failed one waits for its next try, and its lane with it
        CONTINUE WHEN EXISTS (  -- a form still listens to what the client said before; for so long, and no longer
            SELECT FROM recordings WHERE recordings.lane = v_head.lane AND recordings.state = 'queued' AND holds
              AND created_at > now() - interval '2 minutes');
        v_client := CASE WHEN v_head.plain THEN client_of(v_head.lane) END;
        CONTINUE WHEN v_client IS NULL AND cardinality(v_clients) > 0 OR v_client = ANY (v_clients);
        IF v_client IS NOT NULL THEN
            PERFORM FROM clients WHERE id = v_client FOR NO KEY UPDATE SKIP LOCKED;
            CONTINUE WHEN NOT FOUND;
        END IF;
        SELECT * INTO v_update FROM inbox
        WHERE id = v_id AND state = 'queued' AND run_at <= now() FOR UPDATE SKIP LOCKED;
        CONTINUE WHEN NOT FOUND;
        v_update.plain := v_client IS NOT NULL;
        RETURN NEXT v_update;
        EXIT WHEN v_client IS NULL;
        v_clients := v_clients || v_client;
    END LOOP;
END $$;
