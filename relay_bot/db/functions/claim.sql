-- Lanes that may send now are leased; when the next one may.

-- Whom a desk's budget is for: the first of its conversations that may go by now, and the first of its new places. Nobody
-- passes an album that waits for room. `talked`: somebody's message waits.
DROP FUNCTION IF EXISTS heads(text, timestamptz, bigint[]);
CREATE FUNCTION heads(p_desk text, p_now timestamptz, p_busy bigint[] DEFAULT '{}') RETURNS TABLE (
    id bigint, head_priority smallint, head_cost smallint, served_at timestamptz, ready_at timestamptz, fresh boolean, talked boolean
) LANGUAGE sql STABLE AS $$
    SELECT id, head_priority, head_cost, served_at, ready_at, fresh, bool_or(NOT fresh AND head_priority <= 2) OVER ()
    FROM (VALUES (false), (true)) class(of_new_places), LATERAL (
        SELECT * FROM lanes
        WHERE desk = p_desk AND waiting AND NOT held AND lease IS NULL
          AND fresh = of_new_places AND ready_at <= p_now AND id <> ALL (p_busy)
        ORDER BY head_priority, served_at LIMIT 1) one
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
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$  -- all by keys: a third of its time was planning
#variable_conflict use_column
DECLARE
    v_group_messages integer := (p_limits->>'group_messages')::integer;
    v_group_window interval := make_interval(secs => (p_limits->>'group_window_s')::double precision);
    v_chat_interval interval := make_interval(secs => (p_limits->>'chat_interval_s')::double precision);
    v_chat_burst integer := (p_limits->>'chat_burst')::integer;
    v_total_interval interval := overall_pace((p_limits->>'total_per_second')::double precision);
    v_now timestamptz;
    v_spent timestamptz;
    v_busy bigint[] := '{}';  -- lanes that a committing transaction holds: they ring again when it has committed
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
            SELECT lane.id, budgets.desk, lane.head_priority, lane.served_at
            FROM (SELECT *, allowed(v_group_messages, share, share_since) AS most FROM budgets) budgets
            CROSS JOIN LATERAL (  -- pushes and answers (0, 1) first, then a new place whose turn it is, then round by topic
                SELECT * FROM heads(budgets.desk, v_now, v_busy) first
                WHERE NOT fresh OR head_priority < 2 OR place_turn_at(ring, head_cost, most, v_group_window, fresh_at, talked) <= v_now
                ORDER BY first.head_priority, first.fresh DESC LIMIT 1
            ) lane
            WHERE budgets.resting_until <= v_now
              AND (budgets.trouble IS NULL OR NOT EXISTS (  -- a group that refuses is asked by one row at a time
                   SELECT FROM lanes asking WHERE asking.desk = budgets.desk AND asking.lease IS NOT NULL))
              AND room_at(ring, lane.head_cost, most, v_group_window) <= v_now
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

        IF v_lane.desk IS NOT NULL THEN
            v_cost := least(v_lane.head_cost, v_group_messages);
            UPDATE budgets SET fresh_at = CASE WHEN v_lane.fresh THEN v_now ELSE fresh_at END,
                ring = (ring || array_fill(v_now, ARRAY[v_cost]))[greatest(cardinality(ring) + v_cost + 1 - v_group_messages, 1):]
            WHERE budgets.desk = v_lane.desk AND resting_until <= v_now;
            IF NOT FOUND THEN  -- a 429 was written down since the pick
                v_busy := v_busy || v_pick.id;
                CONTINUE;
            END IF;
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
        v_spent := greatest(v_spent, v_now) + v_total_interval;
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
                        room_at(ring, head_cost, most, span),
                        CASE WHEN fresh AND head_priority >= 2 THEN place_turn_at(ring, head_cost, most, span, fresh_at, talked) END) AS due
        FROM (SELECT *, allowed((p_limits->>'group_messages')::integer, share, share_since) AS most,
                  make_interval(secs => (p_limits->>'group_window_s')::double precision) AS span
              FROM budgets WHERE trouble IS NULL OR NOT EXISTS (  -- asked by one row at a time, as `claim` does
                  SELECT FROM lanes WHERE lanes.desk = budgets.desk AND lease IS NOT NULL)) budgets
        CROSS JOIN LATERAL (
            SELECT ready_at, head_priority, head_cost, fresh, talked FROM heads(desk, clock_timestamp())
            UNION ALL
            (SELECT ready_at, head_priority, head_cost, false, true FROM lanes
             WHERE lanes.desk = budgets.desk AND waiting AND NOT held AND lease IS NULL AND ready_at > clock_timestamp()
             ORDER BY ready_at LIMIT 1)) lane
        UNION ALL
        SELECT * FROM (SELECT ready_at FROM lanes WHERE desk IS NULL AND waiting AND NOT held AND lease IS NULL
                       ORDER BY ready_at LIMIT 1) private
    ) dues
$$;
