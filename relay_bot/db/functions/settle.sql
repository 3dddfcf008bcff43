-- What became of a leased row; leases of the dead.

-- What became of what was claimed for a lane under a lease.
-- outcome: sent | step (a call for the place was made, the row goes on) | idle (no call was made) | retry (at `at`)
--          | wait (until `at`, no call was made)
--          | rest (the whole chat, until `at`) | full (a 429: as rest, and less of its budget for a while)
--          | hold (the lane, until somebody lets it go) | parked | dropped
-- rows: what was claimed, one row or the parts of a bundle; messages: what Telegram called each of them;
-- offsets, lengths: where each of them stands in a message that was joined of them (empty: it was not)
-- after_s: `at`, in seconds from now
DROP TYPE IF EXISTS settlement CASCADE;
CREATE TYPE settlement AS (
    lane_id bigint, lease bigint, claimed_at timestamptz, rows bigint[], outcome text, at timestamptz,
    after_s double precision, error text, chat_id bigint, thread_id bigint, messages bigint[], offsets integer[],
    lengths integer[]
);

-- Settle what is still leased as it was claimed. Returns the leases that were lost meanwhile (somebody else sends again).
-- Each table once, whatever the number. Lanes are locked in the order of `enqueue`: so no two wait for each other.
DROP FUNCTION IF EXISTS acknowledge(
    bigint, bigint, timestamptz, bigint[], text, timestamptz, text, bigint, bigint, bigint[]);  -- of earlier releases
DROP FUNCTION IF EXISTS acknowledge(
    bigint, bigint, timestamptz, bigint[], text, timestamptz, text, bigint, bigint, bigint[], integer[], integer[]);
CREATE OR REPLACE FUNCTION acknowledge(p_settled jsonb) RETURNS bigint[] LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
-- all by keys, as in `claim`: a plan that was made for young tables must not read old ones from end to end
DECLARE
    v_now timestamptz := clock_timestamp();
    v_ours settlement[];
    v_lost bigint[];
BEGIN
    PERFORM FROM lanes
    WHERE id = ANY (ARRAY(SELECT (one->>'lane_id')::bigint FROM jsonb_array_elements(p_settled) one))
    ORDER BY address FOR UPDATE;
    SELECT array_agg(one) FILTER (WHERE lanes.id IS NOT NULL),
        coalesce(array_agg(one.lease) FILTER (WHERE lanes.id IS NULL), '{}') INTO v_ours, v_lost
    FROM jsonb_populate_recordset(NULL::settlement, p_settled) one
    LEFT JOIN lanes ON lanes.id = one.lane_id AND lanes.lease = one.lease;
    IF v_ours IS NULL THEN
        RETURN v_lost;
    END IF;

    WITH settled AS (
        UPDATE outbox SET
            state = CASE WHEN one.outcome IN ('sent', 'parked', 'dropped') THEN one.outcome
                         WHEN one.outcome = 'idle' THEN 'sent' ELSE 'queued' END,
            attempts = attempts + CASE WHEN one.outcome IN ('retry', 'wait', 'parked') THEN 1 ELSE 0 END,
            error = one.error,
            finished_at = CASE WHEN one.outcome IN ('sent', 'idle', 'parked', 'dropped') THEN now() END,
            message_id = coalesce(part.message_id, outbox.message_id)
        FROM unnest(v_ours) one,
            ROWS FROM (unnest(one.rows), unnest(one.messages), unnest(one.offsets), unnest(one.lengths))
                AS part(row_id, message_id, starts, length)
        WHERE outbox.id = part.row_id
        RETURNING relay_id, kind = 'relay' AND one.outcome = 'sent' AS copied, one.chat_id, one.thread_id,
            part.message_id, part.starts, part.length)
    UPDATE messages SET copied_at = now(), copy_chat_id = settled.chat_id, copy_thread_id = settled.thread_id,
        copy_message_id = settled.message_id, copy_offset = settled.starts, copy_length = settled.length
    FROM settled WHERE copied AND messages.id = settled.relay_id;

    UPDATE lanes SET lease = NULL, leased_by = NULL, lease_until = NULL,
        waiting = head.priority IS NOT NULL, head_priority = coalesce(head.priority, head_priority),
        head_cost = coalesce(head.cost, 1),
        held = held OR one.outcome = 'hold',
        fresh = fresh AND one.outcome NOT IN ('sent', 'idle'),
        served_at = CASE WHEN one.outcome = 'step' THEN '-infinity' ELSE served_at END,  -- a place is made in one go
        spent_until = CASE WHEN desk IS NULL THEN spent_until + (clock_timestamp() - one.claimed_at) ELSE spent_until END,
        slow_until = CASE WHEN one.outcome = 'full' AND desk IS NULL THEN one.until + interval '5 minutes' ELSE slow_until END,
        ready_at = CASE WHEN one.outcome IN ('retry', 'wait') OR (one.outcome IN ('rest', 'full') AND desk IS NULL) THEN one.until
                        WHEN desk IS NULL THEN ready_at + (clock_timestamp() - one.claimed_at) ELSE ready_at END
    FROM (SELECT *, coalesce(at, v_now + make_interval(secs => after_s)) AS until FROM unnest(v_ours)) one
    CROSS JOIN LATERAL head_of(one.lane_id) head
    WHERE lanes.id = one.lane_id;

    -- Telegram counted the calls somewhere between claim and now: now is the safe end. No call, no spending.
    -- One statement: a claim that commits while this one waits for the row has its send in `ring`, which is read anew.
    UPDATE budgets SET
        ring = ARRAY(SELECT CASE WHEN spent = ANY (claimed) THEN clock_timestamp() ELSE spent END AS counted
                     FROM unnest(ring) spent WHERE spent <> ALL (unspent) ORDER BY counted),
        resting_until = greatest(resting_until, rests_until),
        -- of calls that were in flight together one is counted
        share = CASE WHEN full_claimed_at >= share_since THEN share_after_429(share, share_since, clock_timestamp())
                     ELSE share END,
        share_since = CASE WHEN full_claimed_at >= share_since THEN full_until ELSE share_since END
    FROM (
        SELECT desk, array_agg(claimed_at) AS claimed,
            coalesce(array_agg(claimed_at) FILTER (WHERE outcome IN ('idle', 'wait')), '{}') AS unspent,
            max(coalesce(at, v_now + make_interval(secs => after_s))) FILTER (WHERE outcome IN ('rest', 'full')) AS rests_until,
            max(claimed_at) FILTER (WHERE outcome = 'full') AS full_claimed_at,
            max(coalesce(at, v_now + make_interval(secs => after_s))) FILTER (WHERE outcome = 'full') AS full_until
        FROM unnest(v_ours) one JOIN lanes ON lanes.id = lane_id WHERE desk IS NOT NULL GROUP BY desk) of_desk
    WHERE budgets.desk = of_desk.desk;
    RETURN v_lost;
END $$;

-- Settle what a worker has sent since its last claim, before it claims again: the claimers' turn comes first.
CREATE OR REPLACE FUNCTION settle(p_settled jsonb) RETURNS bigint[] LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM throttle FOR UPDATE;
    RETURN acknowledge(p_settled);
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
