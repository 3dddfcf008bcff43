-- What became of a leased row; leases of the dead.

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
CREATE OR REPLACE FUNCTION settle(p_settled jsonb) RETURNS bigint[]
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$  -- as in `claim`
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
