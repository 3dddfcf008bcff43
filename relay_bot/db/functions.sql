-- The queue's critical sections. Created anew after every migration; the tables they use are in tables/.
-- PL/pgSQL, one statement a step: each step sees what was committed while the one before waited for a lock.

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

-- A text's length as Telegram counts it, in UTF-16: an emoji is two.
CREATE OR REPLACE FUNCTION utf16_units(p_text text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT length(p_text) + length(regexp_replace(p_text, '[^\U00010000-\U0010FFFF]', '', 'g'))
$$;

-- The oldest rows of a lane that could go as one message: texts that follow one another, with no buttons and nothing else
-- that belongs to one of them alone (the first may answer something), within Telegram's limits (domain/joined.py adds up
-- to 15 units and an entity for each). What has been tried goes as it was.
CREATE OR REPLACE FUNCTION joinable(p_lane bigint) RETURNS bigint[] LANGUAGE sql AS $$
    SELECT array_agg(id ORDER BY id) FROM (
        SELECT id, bool_and(is_plain) OVER older AND sum(units) OVER older <= 4096 AND sum(entities) OVER older <= 100 AS fits
        FROM (
            SELECT outbox.id,
                outbox.kind = 'relay' AND messages.kind = 'text' AND attempts = 0 AND bundle IS NULL
                    AND payload - '{silent,resend,cut,waited,receipt}'::text[]
                        - CASE WHEN row_number() OVER (ORDER BY outbox.id) = 1 THEN 'answer' ELSE '' END = '{}' AS is_plain,
                utf16_units(content->>'text') + 15 AS units,
                coalesce(jsonb_array_length(content->'entities'), 0) + 1 AS entities
            FROM (SELECT * FROM outbox WHERE lane_id = p_lane AND state IN ('queued', 'sending') ORDER BY id LIMIT 50) outbox
            LEFT JOIN messages ON messages.id = relay_id) next
        WINDOW older AS (ORDER BY id)) prefix
    WHERE fits
$$;

-- Whether more waits than may go now: of a private chat in its lane, else in its group what is as urgent as `p_priority`.
CREATE OR REPLACE FUNCTION is_scarce(p_lane lanes, p_priority integer, p_now timestamptz, p_limits jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_window interval := make_interval(secs => (p_limits->>'group_window_s')::double precision);
    v_interval interval := make_interval(secs => (p_limits->>'chat_interval_s')::double precision);
    v_burst integer := (p_limits->>'chat_burst')::integer;
    v_room integer;
BEGIN
    IF p_lane.desk IS NULL THEN
        RETURN greatest(p_lane.spent_until - p_now, '0') + v_interval * (
            SELECT count(*) FROM (
                SELECT FROM outbox WHERE lane_id = p_lane.id AND state IN ('queued', 'sending') LIMIT v_burst + 1) waiting)
            > v_interval * v_burst;
    END IF;
    SELECT greatest(allowed((p_limits->>'group_messages')::integer, share, share_since)
                    - (SELECT count(*) FROM unnest(ring) spent WHERE spent > p_now - v_window), 0) INTO v_room
    FROM budgets WHERE desk = p_lane.desk;
    RETURN v_room < (
        SELECT count(*) FROM (
            SELECT FROM lanes other JOIN outbox ON lane_id = other.id
            WHERE other.desk = p_lane.desk AND waiting AND NOT held AND state IN ('queued', 'sending')
              AND priority <= p_priority
            LIMIT v_room + 1) waiting);
END $$;

-- Whether a row of this kind has gone to the chat (a desk, or one private chat) since: then the chat takes what it gets.
CREATE OR REPLACE FUNCTION passed_since(p_chat text, p_kind text, p_at timestamptz) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (
        SELECT FROM outbox JOIN lanes ON lanes.id = lane_id
        WHERE state = 'sent' AND once IS NULL AND finished_at > p_at AND kind = p_kind AND message_id IS NOT NULL
          AND (lanes.desk = p_chat OR lanes.address = p_chat))
$$;

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
-- another kind. They and their clients stay locked until the caller's transaction ends, and nothing is waited for here:
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
        RETURN NEXT v_update;
        EXIT WHEN v_client IS NULL;
        v_clients := v_clients || v_client;
    END LOOP;
END $$;

-- Whether these words have become a part of the last row of their topic's lane, which waits: several notices of the bot
-- are one message. Only what differs in nothing but its words is joined, and what answers nothing and has no buttons.
CREATE OR REPLACE FUNCTION joins_last(
    p_lane bigint, p_kind text, p_payload jsonb, p_priority smallint, p_once text, p_card text, p_relay_id bigint
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF p_kind <> 'text' OR p_payload - 'html' <> '{"silent": true}' OR num_nonnulls(p_once, p_card, p_relay_id) > 0 THEN
        RETURN false;
    END IF;
    UPDATE outbox SET priority = least(priority, p_priority),
        payload = jsonb_set(payload, '{html}', to_jsonb((payload->>'html') || E'\n' || (p_payload->>'html')))
    FROM lanes
    WHERE lanes.id = p_lane AND lanes.address LIKE 'topic:%'
      AND outbox.id = (SELECT max(id) FROM outbox WHERE lane_id = p_lane AND state IN ('queued', 'sending'))
      AND state = 'queued' AND attempts = 0 AND kind = 'text' AND payload - 'html' = p_payload - 'html'
      AND num_nonnulls(once, card, relay_id) = 0
      AND length(payload->>'html') + length(p_payload->>'html') < 3000;  -- a message has 4096 signs
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE lanes SET head_priority = least(head_priority, p_priority) WHERE id = p_lane;
    RETURN true;
END $$;

-- Put rows into their lanes. `p_rows`: [{address, desk, held, kind, payload, priority, rings, once, card, relay_id,
-- cost, bundle, floods, position}]. A lane that is flooded is slowed for a minute.
-- Locks the lanes in one order, until the caller commits: so ids within a lane are in the order of commits.
-- A key of `once` that exists is not enqueued again; a queued card is overwritten with its newest state.
-- `p_ring` false: whoever calls wakes a delivery themselves.
DROP FUNCTION IF EXISTS enqueue(jsonb);
CREATE OR REPLACE FUNCTION enqueue(p_rows jsonb, p_ring boolean DEFAULT true) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    item record;
    v_lane bigint;
    v_count integer := 0;
BEGIN
    FOR item IN
        SELECT * FROM jsonb_to_recordset(p_rows) AS r(
            address text, desk text, held boolean, kind text, payload jsonb, priority smallint,
            rings boolean, once text, card text, relay_id bigint, cost smallint, bundle text, floods boolean,
            position bigint)
        ORDER BY r.address, r.position
    LOOP
        SELECT id INTO v_lane FROM lanes WHERE address = item.address FOR UPDATE;
        IF v_lane IS NULL THEN
            -- A new lane stands at the end of the round; its place is then made in one go (see `step`).
            INSERT INTO lanes (address, desk, held, served_at, fresh)
            VALUES (item.address, item.desk, coalesce(item.held, false), clock_timestamp(), item.address LIKE 'topic:%')
            ON CONFLICT (address) DO NOTHING;
            SELECT id INTO STRICT v_lane FROM lanes WHERE address = item.address FOR UPDATE;
        END IF;

        IF item.card IS NOT NULL THEN  -- not sent yet: only the newest state of a card is worth a send
            UPDATE outbox SET payload = item.payload, priority = least(priority, item.priority)
            WHERE card = item.card AND state = 'queued';
            IF FOUND THEN  -- two rows, when one came back from its flight: both show it
                UPDATE lanes SET head_priority = least(head_priority, item.priority)
                WHERE id = v_lane AND EXISTS (
                    SELECT FROM outbox WHERE lane_id = v_lane AND card = item.card AND state = 'queued');
                CONTINUE;
            END IF;
        END IF;
        CONTINUE WHEN joins_last(v_lane, item.kind, item.payload, item.priority, item.once, item.card, item.relay_id);

        IF item.bundle IS NOT NULL THEN  -- what waits of the same message waits for this part, too
            UPDATE outbox SET not_before = clock_timestamp() + interval '1 second'
            WHERE bundle = item.bundle AND state = 'queued';
        END IF;
        INSERT INTO outbox (lane_id, kind, payload, priority, rings, once, card, relay_id, cost, bundle, not_before)
        VALUES (v_lane, item.kind, item.payload, item.priority, coalesce(item.rings, false), item.once, item.card,
                item.relay_id, coalesce(item.cost, 1), item.bundle,
                CASE WHEN item.bundle IS NOT NULL THEN clock_timestamp() + interval '1 second' END)
        ON CONFLICT (once) DO NOTHING;
        CONTINUE WHEN NOT FOUND;

        UPDATE lanes SET waiting = true,
            slow_until = CASE WHEN item.floods THEN clock_timestamp() + interval '1 minute' ELSE slow_until END,
            -- a push behind an edit hurries the edit
            head_cost = CASE WHEN item.bundle IS NOT NULL THEN cost_of_next(v_lane)
                             WHEN waiting THEN head_cost ELSE coalesce(item.cost, 1) END,
            head_priority = CASE WHEN waiting THEN least(head_priority, item.priority) ELSE item.priority END
        WHERE id = v_lane;
        v_count := v_count + 1;
    END LOOP;
    IF v_count > 0 AND p_ring THEN
        PERFORM pg_notify('relay_outbox', '');
    END IF;
    RETURN v_count;
END $$;

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

-- Budgets learn. A 429 leaves a group three quarters of what it was allowed, and it gets a twentieth back every minute.
CREATE OR REPLACE FUNCTION share_at(p_share double precision, p_since timestamptz, p_now timestamptz)
RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
    SELECT least(1, p_share + CASE WHEN p_share < 1
        THEN 0.05 * floor(greatest(0, extract(epoch FROM p_now - p_since)) / 60) ELSE 0 END)
$$;

CREATE OR REPLACE FUNCTION share_after_429(p_share double precision, p_since timestamptz, p_now timestamptz)
RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
    SELECT greatest(0.05, 0.75 * share_at(p_share, p_since, p_now))
$$;

-- The messages that a group is allowed in a window now, of `p_most`.
CREATE OR REPLACE FUNCTION allowed(p_most integer, p_share double precision, p_since timestamptz)
RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT greatest(1, round(p_most * share_at(p_share, p_since, clock_timestamp())))::integer
$$;

-- When a group has room for a row that costs `p_cost` messages. The exact window of its last sends: no leaky bucket,
-- which would let 39 of 20 through. An album waits until there is room for all of it, or for a whole budget.
CREATE OR REPLACE FUNCTION room_at(p_ring timestamptz[], p_cost integer, p_most integer, p_window interval)
RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN cardinality(p_ring) + least(p_cost, p_most) <= p_most THEN '-infinity'::timestamptz
                ELSE p_ring[cardinality(p_ring) - p_most + least(p_cost, p_most)] + p_window END
$$;

-- When a group has room for a call that makes a new place, while nobody's message waits: a quarter of the window stays
-- free for whoever writes next, but one of eight messages makes places in any case. `p_fresh_at`: the last such call.
CREATE OR REPLACE FUNCTION place_room_at(p_ring timestamptz[], p_most integer, p_window interval, p_fresh_at timestamptz)
RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT least(room_at(p_ring, 1 + p_most / 4, p_most, p_window),
                 greatest(room_at(p_ring, 1, p_most, p_window), p_fresh_at + 8 * p_window / p_most))
$$;

-- The time between two messages to anybody: a tenth more than allowed, since what is claimed evenly may arrive bunched.
CREATE OR REPLACE FUNCTION overall_pace(p_per_second double precision) RETURNS interval LANGUAGE sql IMMUTABLE AS $$
    SELECT make_interval(secs => 1.1 / p_per_second)
$$;

-- Lease up to `p_max` lanes that may send now and draw their budgets. One claimer at a time (the throttle's row):
-- so budgets are exact with any number of processes. Returns each lane's oldest row with all that sending needs;
-- `parts` are the rows of its bundle, itself among them, when they go together.
-- p_limits: {group_messages, group_window_s, chat_interval_s, chat_burst, total_per_second}
DROP FUNCTION IF EXISTS claim(bigint, integer, integer, jsonb);  -- what it returns can't be replaced
CREATE FUNCTION claim(p_worker bigint, p_max integer, p_lease_s integer, p_limits jsonb)
RETURNS TABLE (
    lane_id bigint, lease bigint, claimed_at timestamptz, address text, desk text, row_id bigint, kind text,
    payload jsonb, attempts integer, rings boolean, card_key text, desk_state jsonb, trouble text, client jsonb,
    topic jsonb, pin jsonb, card jsonb, relay jsonb, parts jsonb
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_group_messages integer := (p_limits->>'group_messages')::integer;
    v_group_window interval := make_interval(secs => (p_limits->>'group_window_s')::double precision);
    v_chat_interval interval := make_interval(secs => (p_limits->>'chat_interval_s')::double precision);
    v_chat_burst integer := (p_limits->>'chat_burst')::integer;
    v_total_interval interval := overall_pace((p_limits->>'total_per_second')::double precision);
    v_now timestamptz;
    v_spent timestamptz;
    v_busy bigint[] := '{}';  -- lanes that a committing enqueue holds: they ring again when it has committed
    v_pick record;
    v_lane lanes%ROWTYPE;
    v_row bigint;
    v_rows bigint[];
    v_priority smallint;
    v_bundle text;
    v_joined text;
    v_held timestamptz;
    v_lease bigint;
    v_place text;
    v_cost integer;
    v_count integer := 0;
BEGIN
    SELECT spent_until INTO v_spent FROM throttle FOR UPDATE;
    WHILE v_count < p_max LOOP
        v_now := clock_timestamp();
        EXIT WHEN v_spent > v_now + v_total_interval;  -- the overall budget: GCRA, two at once at most

        SELECT pick.id, pick.desk INTO v_pick FROM (
            SELECT lane.id, lane.desk, lane.head_priority, lane.served_at
            FROM (SELECT *, allowed(v_group_messages, share, share_since) AS most FROM budgets) budgets
            CROSS JOIN LATERAL (  -- pushes first, then conversations and new places by turns, then round by topic
                SELECT one.*, bool_or(NOT one.fresh AND one.head_priority <= 2) OVER () AS talked
                FROM (VALUES (false), (true)) class(of_new_places), LATERAL (
                    SELECT * FROM lanes
                    WHERE lanes.desk = budgets.desk AND waiting AND NOT held AND lanes.lease IS NULL
                      AND lanes.fresh = of_new_places AND ready_at <= v_now AND lanes.id <> ALL (v_busy)
                    ORDER BY head_priority, served_at LIMIT 1) one
                ORDER BY one.head_priority, one.fresh = budgets.last_fresh, one.served_at LIMIT 1
            ) lane
            WHERE budgets.resting_until <= v_now
              AND (budgets.trouble IS NULL OR NOT EXISTS (  -- a group that refuses is asked by one row at a time
                   SELECT FROM lanes asking WHERE asking.desk = budgets.desk AND asking.lease IS NOT NULL))
              AND CASE WHEN lane.fresh AND NOT lane.talked THEN place_room_at(ring, most, v_group_window, fresh_at)
                       ELSE room_at(ring, lane.head_cost, most, v_group_window) END <= v_now
            UNION ALL
            SELECT * FROM (
                SELECT lanes.id, lanes.desk, head_priority, ready_at FROM lanes
                WHERE lanes.desk IS NULL AND waiting AND NOT held AND lanes.lease IS NULL
                  AND ready_at <= v_now AND lanes.id <> ALL (v_busy)
                ORDER BY ready_at LIMIT 1
            ) private
        ) pick ORDER BY pick.head_priority, pick.served_at LIMIT 1;
        EXIT WHEN NOT FOUND;

        SELECT * INTO v_lane FROM lanes WHERE id = v_pick.id FOR UPDATE SKIP LOCKED;
        IF NOT FOUND OR v_lane.lease IS NOT NULL OR v_lane.held THEN
            v_busy := v_busy || v_pick.id;
            CONTINUE;
        END IF;
        SELECT id, priority, bundle, CASE WHEN bundle IS NOT NULL THEN held_until(bundle, not_before) END
        INTO v_row, v_priority, v_bundle, v_held FROM outbox
        WHERE outbox.lane_id = v_lane.id AND state IN ('queued', 'sending') ORDER BY id LIMIT 1;
        IF NOT FOUND THEN
            UPDATE lanes SET waiting = false WHERE id = v_lane.id;
            CONTINUE;
        END IF;
        IF v_held IS NOT NULL THEN  -- its lane waits with it, no other does
            UPDATE lanes SET ready_at = greatest(ready_at, v_held) WHERE id = v_lane.id;
            CONTINUE;
        END IF;

        v_rows := CASE WHEN v_bundle IS NULL THEN ARRAY[v_row] ELSE ARRAY(SELECT next_of.id FROM next_of(v_lane.id)) END;
        v_joined := NULL;
        IF v_bundle IS NULL
                AND EXISTS (SELECT FROM outbox WHERE outbox.lane_id = v_lane.id AND state = 'queued' AND id > v_row)
                AND is_scarce(v_lane, v_priority, v_now, p_limits) THEN
            v_rows := coalesce(joinable(v_lane.id), v_rows);
            v_joined := CASE WHEN cardinality(v_rows) > 1 THEN 'joined:' || v_row END;
        END IF;

        v_spent := greatest(v_spent, v_now) + v_total_interval;
        IF v_lane.desk IS NOT NULL THEN
            v_cost := least(v_lane.head_cost, v_group_messages);
            UPDATE budgets SET last_fresh = v_lane.fresh,
                fresh_at = CASE WHEN v_lane.fresh THEN v_now ELSE fresh_at END,
                ring = (ring || array_fill(v_now, ARRAY[v_cost]))[greatest(cardinality(ring) + v_cost + 1 - v_group_messages, 1):]
            WHERE budgets.desk = v_lane.desk;
            IF v_lane.slow_until > v_now THEN  -- half of the group's budget is for the others
                v_lane.ready_at := v_now + 2 * v_group_window / v_group_messages;
            END IF;
        ELSE
            v_lane.spent_until := greatest(v_lane.spent_until, v_now) + v_chat_interval * v_lane.head_cost;
            v_lane.ready_at := v_lane.spent_until - v_chat_interval * (v_chat_burst - 1);
            IF v_lane.slow_until > v_now THEN  -- after a 429: half of its pace, and no burst
                v_lane.ready_at := greatest(v_lane.ready_at, v_now + 2 * v_chat_interval * v_lane.head_cost);
            END IF;
        END IF;
        v_lease := nextval('lease_seq');
        UPDATE lanes SET lease = v_lease, leased_by = p_worker, lease_until = v_now + make_interval(secs => p_lease_s),
            served_at = v_now, spent_until = v_lane.spent_until, ready_at = v_lane.ready_at
        WHERE id = v_lane.id;
        UPDATE outbox SET state = 'sending', bundle = coalesce(v_joined, bundle),  -- a bundle goes again as it was
            cost = CASE WHEN v_joined IS NULL THEN cost WHEN id = v_row THEN 1 ELSE 0 END
        WHERE id = ANY(v_rows);
        v_count := v_count + 1;
        v_place := regexp_replace(v_lane.address, '^(card|look):', '');  -- edits of a topic's card know the topic

        RETURN QUERY
            SELECT v_lane.id, v_lease, v_now, v_lane.address, v_lane.desk, outbox.id, outbox.kind, outbox.payload,
                outbox.attempts, outbox.rings, outbox.card, CASE WHEN desks.key IS NOT NULL THEN to_jsonb(desks) END,
                budgets.trouble,
                CASE WHEN clients.id IS NOT NULL THEN jsonb_build_object(
                    'id', clients.id, 'tg_id', clients.tg_id, 'phone', clients.phone, 'name', clients.name,
                    'company', clients.company, 'city', clients.city, 'username', clients.username,
                    'since', clients.registered_at, 'thread', clients.thread_id, 'reported', clients.unreachable_since IS NOT NULL,
                    'waybills', CASE WHEN pins.key IS NULL OR outbox.kind = 'refresh' THEN  -- only where it is shown
                        (SELECT count(*) FROM waybills WHERE waybills.client_id = clients.id) END,
                    'claims', CASE WHEN pins.key IS NULL OR outbox.kind = 'refresh' THEN
                        (SELECT count(*) FROM claims
                         WHERE client_id = clients.id AND claim_open(status)) END) END,
                CASE WHEN topics.address IS NOT NULL THEN to_jsonb(topics) END,
                CASE WHEN pins.key IS NOT NULL THEN to_jsonb(pins) END,
                CASE WHEN cards.key IS NOT NULL THEN to_jsonb(cards) END,
                CASE WHEN messages.id IS NOT NULL THEN to_jsonb(messages) - 'words' END,
                CASE WHEN cardinality(v_rows) > 1 THEN (
                    SELECT jsonb_agg(jsonb_build_object('row_id', part.id, 'payload', part.payload,
                                                        'relay', to_jsonb(original) - 'words')
                                     ORDER BY CASE WHEN part.bundle LIKE 'joined:%' THEN part.id ELSE original.message_id END)
                    FROM outbox part JOIN messages original ON original.id = part.relay_id
                    WHERE part.id = ANY(v_rows)) END
            FROM outbox
            LEFT JOIN desks ON desks.key = v_lane.desk
            LEFT JOIN budgets ON budgets.desk = v_lane.desk
            LEFT JOIN clients ON clients.id = CASE WHEN v_place ~ '^(client|topic):[0-9]+$'
                                                   THEN split_part(v_place, ':', 2)::bigint END
            LEFT JOIN topics ON topics.address = v_place
            LEFT JOIN cards pins ON pins.key = v_place
            LEFT JOIN cards ON cards.key = outbox.card
            LEFT JOIN messages ON messages.id = outbox.relay_id
            WHERE outbox.id = v_row;
    END LOOP;
    UPDATE throttle SET spent_until = v_spent;
END $$;

-- Seconds until a budget or a retry lets a waiting lane send; NULL: nothing waits for time. `p_limits`: as for `claim`.
CREATE OR REPLACE FUNCTION next_due(p_limits jsonb) RETURNS double precision LANGUAGE sql AS $$
    SELECT extract(epoch FROM CASE WHEN min(due) IS NOT NULL THEN greatest(min(due), (
        SELECT spent_until - overall_pace((p_limits->>'total_per_second')::double precision) FROM throttle))
        END - clock_timestamp())::double precision
    FROM (
        SELECT greatest(lane.ready_at, budgets.resting_until,
                        CASE WHEN lane.fresh AND NOT EXISTS (  -- nobody's message waits
                                SELECT FROM lanes talk WHERE talk.desk = budgets.desk AND waiting AND NOT held AND lease IS NULL
                                  AND NOT talk.fresh AND head_priority <= 2 AND talk.ready_at <= clock_timestamp())
                             THEN place_room_at(ring, most, span, fresh_at)
                             ELSE room_at(ring, lane.head_cost, most, span) END) AS due
        FROM (SELECT *, allowed((p_limits->>'group_messages')::integer, share, share_since) AS most,
                  make_interval(secs => (p_limits->>'group_window_s')::double precision) AS span
              FROM budgets WHERE trouble IS NULL OR NOT EXISTS (  -- asked by one row at a time, as `claim` does
                  SELECT FROM lanes WHERE lanes.desk = budgets.desk AND lease IS NOT NULL)) budgets
        CROSS JOIN LATERAL (
            (SELECT ready_at, head_cost, fresh FROM lanes  -- whom `claim` looks at: nobody passes a waiting album
             WHERE lanes.desk = budgets.desk AND waiting AND NOT held AND lease IS NULL AND ready_at <= clock_timestamp()
             ORDER BY head_priority, served_at LIMIT 1)
            UNION ALL
            (SELECT ready_at, head_cost, fresh FROM lanes
             WHERE lanes.desk = budgets.desk AND waiting AND NOT held AND lease IS NULL AND ready_at > clock_timestamp()
             ORDER BY ready_at LIMIT 1)) lane
        UNION ALL
        SELECT * FROM (SELECT ready_at FROM lanes WHERE desk IS NULL AND waiting AND NOT held AND lease IS NULL
                       ORDER BY ready_at LIMIT 1) private
    ) dues
$$;

-- Settle a leased lane's row. Returns false when the lease was lost meanwhile (somebody else sends it again).
-- p_outcome: sent | step (a call for the place was made, the row goes on) | idle (no call was made) | retry (at p_at)
--            | wait (until p_at, no call was made)
--            | rest (the whole chat, until p_at) | full (a 429: as rest, and less of its budget for a while)
--            | hold (the lane, until somebody lets it go) | parked | dropped
-- p_rows: what was claimed, one row or the parts of a bundle; p_messages: what Telegram called each of them;
-- p_offsets, p_lengths: where each of them stands in a message that was joined of them (empty: it was not)
DROP FUNCTION IF EXISTS acknowledge(
    bigint, bigint, timestamptz, bigint[], text, timestamptz, text, bigint, bigint, bigint[]);  -- of an earlier release
CREATE OR REPLACE FUNCTION acknowledge(
    p_lane bigint, p_lease bigint, p_claimed_at timestamptz, p_rows bigint[], p_outcome text,
    p_at timestamptz, p_error text, p_chat bigint, p_thread bigint, p_messages bigint[], p_offsets integer[],
    p_lengths integer[]
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_lane lanes%ROWTYPE;
    v_head record;
BEGIN
    SELECT * INTO v_lane FROM lanes WHERE id = p_lane FOR UPDATE;
    IF v_lane.lease IS DISTINCT FROM p_lease THEN
        RETURN false;
    END IF;

    UPDATE outbox SET
        state = CASE WHEN p_outcome IN ('sent', 'parked', 'dropped') THEN p_outcome
                     WHEN p_outcome = 'idle' THEN 'sent' ELSE 'queued' END,
        attempts = attempts + CASE WHEN p_outcome IN ('retry', 'wait', 'parked') THEN 1 ELSE 0 END,
        error = p_error,
        finished_at = CASE WHEN p_outcome IN ('sent', 'idle', 'parked', 'dropped') THEN now() END,
        message_id = coalesce(p_messages[array_position(p_rows, id)], message_id)
    WHERE id = ANY(p_rows);
    IF p_outcome = 'sent' THEN
        UPDATE messages SET copy_chat_id = p_chat, copy_thread_id = p_thread, copied_at = now(),
            copy_message_id = p_messages[array_position(p_rows, outbox.id)],
            copy_offset = p_offsets[array_position(p_rows, outbox.id)],
            copy_length = p_lengths[array_position(p_rows, outbox.id)]
        FROM outbox WHERE outbox.id = ANY(p_rows) AND outbox.kind = 'relay' AND messages.id = outbox.relay_id;
    END IF;

    SELECT * INTO v_head FROM head_of(p_lane);
    UPDATE lanes SET lease = NULL, leased_by = NULL, lease_until = NULL,
        waiting = v_head.priority IS NOT NULL, head_priority = coalesce(v_head.priority, head_priority),
        head_cost = coalesce(v_head.cost, 1),
        held = held OR p_outcome = 'hold',
        fresh = fresh AND p_outcome NOT IN ('sent', 'idle'),
        served_at = CASE WHEN p_outcome = 'step' THEN '-infinity' ELSE served_at END,  -- a place is made in one go
        spent_until = CASE WHEN desk IS NULL THEN spent_until + (clock_timestamp() - p_claimed_at) ELSE spent_until END,
        slow_until = CASE WHEN p_outcome = 'full' AND desk IS NULL THEN p_at + interval '5 minutes' ELSE slow_until END,
        ready_at = CASE WHEN p_outcome IN ('retry', 'wait') OR (p_outcome IN ('rest', 'full') AND desk IS NULL) THEN p_at
                        WHEN desk IS NULL THEN ready_at + (clock_timestamp() - p_claimed_at) ELSE ready_at END
    WHERE id = p_lane;

    IF v_lane.desk IS NOT NULL THEN
        -- Telegram counted the call somewhere between claim and now: now is the safe end. No call, no spending.
        -- One statement: a claim that commits while this one waits for the row has its send in `ring`, which is read anew.
        UPDATE budgets SET
            ring = ARRAY(SELECT CASE WHEN spent = p_claimed_at THEN clock_timestamp() ELSE spent END AS counted
                         FROM unnest(ring) spent WHERE NOT (p_outcome IN ('idle', 'wait') AND spent = p_claimed_at)
                         ORDER BY counted),
            resting_until = CASE WHEN p_outcome IN ('rest', 'full') THEN greatest(resting_until, p_at) ELSE resting_until END,
            -- of calls that were in flight together one is counted
            share = CASE WHEN p_outcome = 'full' AND p_claimed_at >= share_since
                         THEN share_after_429(share, share_since, clock_timestamp()) ELSE share END,
            share_since = CASE WHEN p_outcome = 'full' AND p_claimed_at >= share_since THEN p_at ELSE share_since END
        WHERE desk = v_lane.desk;
    END IF;
    RETURN true;
END $$;

-- Settle what a worker has sent since its last claim, before it claims again; returns the leases that were lost.
-- The claimers' turn and all lanes come first, lanes in the order of `enqueue`: so no two wait for each other.
CREATE OR REPLACE FUNCTION settle(p_settled jsonb) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    item record;
    v_lost bigint[] := '{}';
BEGIN
    PERFORM FROM throttle FOR UPDATE;
    PERFORM FROM lanes
    WHERE id = ANY (ARRAY(SELECT (one->>'lane_id')::bigint FROM jsonb_array_elements(p_settled) one))
    ORDER BY address FOR UPDATE;
    FOR item IN
        SELECT * FROM jsonb_to_recordset(p_settled) AS one(
            lane_id bigint, lease bigint, claimed_at timestamptz, rows bigint[], outcome text, at timestamptz,
            error text, chat_id bigint, thread_id bigint, messages bigint[], offsets integer[], lengths integer[])
    LOOP
        IF NOT acknowledge(item.lane_id, item.lease, item.claimed_at, item.rows, item.outcome, item.at, item.error,
                           item.chat_id, item.thread_id, item.messages, item.offsets, item.lengths) THEN
            v_lost := v_lost || item.lease;
        END IF;
    END LOOP;
    RETURN v_lost;
END $$;

-- Let go of the lanes that dead workers held: a message that was in flight is sent again rather than lost.
-- A worker is dead when PostgreSQL has dropped its advisory lock and it has not been seen for `p_silence_s`.
CREATE OR REPLACE FUNCTION release_dead(p_lock_class integer, p_silence_s integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_lane bigint;
    v_count integer := 0;
BEGIN
    FOR v_lane IN
        SELECT lanes.id FROM lanes LEFT JOIN workers ON workers.id = lanes.leased_by
        WHERE lease IS NOT NULL AND (
            lease_until < now()
            OR workers.id IS NULL
            OR workers.seen_at < now() - make_interval(secs => p_silence_s)
            AND pg_postmaster_start_time() < now() - make_interval(secs => p_silence_s)  -- nobody could be seen before
            AND NOT EXISTS (
                SELECT 1 FROM pg_locks
                WHERE locktype = 'advisory' AND classid = p_lock_class::oid AND objid = workers.id::oid AND granted
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())))
        ORDER BY lanes.id FOR UPDATE OF lanes SKIP LOCKED
    LOOP
        UPDATE lanes SET lease = NULL, leased_by = NULL, lease_until = NULL WHERE id = v_lane;
        UPDATE outbox SET state = 'queued' WHERE lane_id = v_lane AND state = 'sending';
        v_count := v_count + 1;
    END LOOP;
    IF v_count > 0 THEN
        PERFORM pg_notify('relay_outbox', '');
    END IF;
    RETURN v_count;
END $$;
