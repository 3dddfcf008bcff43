-- Budgets: when a chat has room for another message. Pure but for the clock.

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

-- When it is a new place's turn. While somebody's message waits (`p_talked`) that is one message of eight. Else two fifths
-- of the window stay free for whoever writes next, but an eighth of it makes places. `p_fresh_at`: the last call for one.
DROP FUNCTION IF EXISTS place_room_at(timestamptz[], integer, interval, timestamptz);  -- of an earlier release
CREATE OR REPLACE FUNCTION place_turn_at(
    p_ring timestamptz[], p_cost integer, p_most integer, p_window interval, p_fresh_at timestamptz, p_talked boolean
) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN NOT p_talked THEN least(room_at(p_ring, p_cost + 2 * p_most / 5, p_most, p_window),
                                             p_fresh_at + 8 * p_window / p_most)
                WHEN p_ring[cardinality(p_ring) - least(8, p_most) + 1] >= p_fresh_at THEN '-infinity'
                ELSE 'infinity' END
$$;

-- The time between two messages to anybody: a tenth more than allowed, since what is claimed evenly may arrive bunched.
CREATE OR REPLACE FUNCTION overall_pace(p_per_second double precision) RETURNS interval LANGUAGE sql IMMUTABLE AS $$
    SELECT make_interval(secs => 1.1 / p_per_second)
$$;
