-- What goes together: waiting texts of a conversation, and notices of the bot.

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
-- What is in flight has drawn its budget already.
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
                SELECT FROM outbox WHERE lane_id = p_lane.id AND state = 'queued' LIMIT v_burst + 1) waiting)
            > v_interval * v_burst;
    END IF;
    SELECT greatest(allowed((p_limits->>'group_messages')::integer, share, share_since)
                    - (SELECT count(*) FROM unnest(ring) spent WHERE spent > p_now - v_window), 0) INTO v_room
    FROM budgets WHERE desk = p_lane.desk;
    RETURN v_room < (
        SELECT count(*) FROM (
            SELECT FROM lanes other JOIN outbox ON lane_id = other.id
            WHERE other.desk = p_lane.desk AND waiting AND NOT held AND state = 'queued' AND priority <= p_priority
            LIMIT v_room + 1) waiting);
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
