-- Lanes: which rows of one go next, what they cost, how urgent it is.

-- What an open claim is: one that still waits for a decision, as domain/claim/life.py says (OPEN).
CREATE OR REPLACE FUNCTION claim_open(p_status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT p_status IN ('new', 'in_work', 'need_docs')
$$;

-- Until when a part of a bundle waits for the others (bundle.py); NULL: it may go now.
-- A second after the last part that has come; up to half a minute longer while parts may be at Telegram or in the inbox.
CREATE OR REPLACE FUNCTION held_until(p_bundle text, p_not_before timestamptz) RETURNS timestamptz LANGUAGE sql AS $$
    SELECT CASE
        WHEN p_not_before > clock_timestamp() THEN p_not_before
        WHEN p_not_before > clock_timestamp() - interval '30 seconds' AND (
            EXISTS (SELECT FROM inbox WHERE lane = split_part(p_bundle, '/', 1) AND state = 'queued')
            OR NOT EXISTS (  -- no listener has caught up with Telegram (presence.py)
                SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 7101 AND objid = 1 AND granted
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())))
        THEN clock_timestamp() + interval '200 milliseconds' END
$$;

-- The rows of a lane that go with the next call: its oldest one or, of a bundle (an album, or texts that were joined), all
-- parts that are there. A part that Telegram has refused with the others goes alone.
CREATE OR REPLACE FUNCTION next_of(p_lane bigint) RETURNS TABLE (id bigint, cost smallint) LANGUAGE sql AS $$
    WITH oldest AS (
        SELECT outbox.id, cost, bundle, payload ? 'alone' AS alone FROM outbox
        WHERE lane_id = p_lane AND state IN ('queued', 'sending') ORDER BY outbox.id LIMIT 1)
    SELECT id, cost FROM oldest WHERE bundle IS NULL OR alone
    UNION ALL (
    SELECT part.id, part.cost FROM oldest JOIN outbox part USING (bundle)
    WHERE part.lane_id = p_lane AND part.state IN ('queued', 'sending') AND NOT part.payload ? 'alone' AND NOT oldest.alone
    ORDER BY part.id LIMIT (SELECT CASE WHEN bundle LIKE 'joined:%' THEN 50 ELSE 10 END FROM oldest))  -- albums have no more
$$;

-- What the next call to a lane costs.
CREATE OR REPLACE FUNCTION cost_of_next(p_lane bigint) RETURNS smallint LANGUAGE sql AS $$
    SELECT greatest(sum(cost), 1)::smallint FROM next_of(p_lane)
$$;

-- A lane is as urgent as the most urgent of its next rows: so a push never waits for what is less urgent than it.
-- No priority: nothing waits.
CREATE OR REPLACE FUNCTION head_of(p_lane bigint, OUT priority smallint, OUT cost smallint) LANGUAGE sql AS $$
    SELECT min(next.priority),
        CASE WHEN (array_agg(next.bundle ORDER BY id))[1] IS NOT NULL THEN cost_of_next(p_lane)
             ELSE (array_agg(next.cost ORDER BY id))[1] END
    FROM (  -- not all of them: a lane may hold thousands
        SELECT id, priority, cost, bundle FROM outbox
        WHERE lane_id = p_lane AND state IN ('queued', 'sending') ORDER BY id LIMIT 20) next
$$;

CREATE OR REPLACE FUNCTION refresh_lane(p_lane bigint) RETURNS void LANGUAGE sql AS $$
    UPDATE lanes SET waiting = head.priority IS NOT NULL, head_priority = coalesce(head.priority, head_priority),
        head_cost = coalesce(head.cost, 1)
    FROM head_of(p_lane) head WHERE lanes.id = p_lane
$$;

-- Whether a row of this kind has gone to the chat (a desk, or one private chat) since: then the chat takes what it gets.
CREATE OR REPLACE FUNCTION passed_since(p_chat text, p_kind text, p_at timestamptz) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (
        SELECT FROM outbox JOIN lanes ON lanes.id = lane_id
        WHERE state = 'sent' AND once IS NULL AND finished_at > p_at AND kind = p_kind AND message_id IS NOT NULL
          AND (lanes.desk = p_chat OR lanes.address = p_chat))
$$;
