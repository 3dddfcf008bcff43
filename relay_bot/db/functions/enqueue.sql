-- Rows are put into their lanes.

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
        WHERE id = v_lane AND (NOT waiting OR head_priority > item.priority OR item.bundle IS NOT NULL OR item.floods);
        v_count := v_count + 1;
    END LOOP;
    IF v_count > 0 AND p_ring THEN
        PERFORM pg_notify('relay_outbox', '');
    END IF;
    RETURN v_count;
END $$;
