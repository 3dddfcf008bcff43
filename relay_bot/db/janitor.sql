-- What the janitor deletes, a statement a table.

-- name: forget_updates
-- Telegram keeps an update for 24 hours: after `days` nobody can send it twice.
DELETE FROM inbox WHERE state = 'done' AND done_at < now() - make_interval(days => :days)

-- name: forget_rows
-- Sent rows have done their work.
DELETE FROM outbox
WHERE state IN ('sent', 'dropped') AND finished_at < now() - make_interval(days => :days)
  AND once IS NULL  -- those with a key stay longer, so that a bell never rings twice

-- name: forget_keys
-- What rang so long ago that nothing can ring it again.
DELETE FROM outbox
WHERE state IN ('sent', 'dropped') AND finished_at < now() - make_interval(days => :days) AND once IS NOT NULL

-- name: forget_alarms
-- As of keys: what nobody answered so long ago rings no more.
DELETE FROM alarms WHERE rung_at < now() - make_interval(days => :days)

-- name: forget_lanes
-- Of cards that are not edited any more: the lane is made anew should one be.
DELETE FROM lanes
WHERE address LIKE 'card:%' AND NOT waiting AND lease IS NULL AND served_at < now() - make_interval(days => :days)
  AND NOT EXISTS (SELECT FROM outbox WHERE outbox.lane_id = lanes.id)

-- name: forget_workers
-- One that sleeps for so long and wakes says anew that it is here.
DELETE FROM workers WHERE seen_at < now() - make_interval(days => :days)

-- name: forget_drafts
-- Forms that became nothing.
DELETE FROM drafts
WHERE finished_at < now() - make_interval(days => :days) AND coalesce(told, '') NOT IN ('rung', 'resumed')
  AND NOT EXISTS (SELECT FROM waybills WHERE draft_id = drafts.id)
  AND NOT EXISTS (SELECT FROM claims WHERE draft_id = drafts.id)
  AND NOT EXISTS (SELECT FROM recordings WHERE draft_id = drafts.id)

-- name: forget_letters
-- Letters that were sent, or given up.
DELETE FROM mails WHERE created_at < now() - make_interval(days => :days) AND state <> 'queued'

-- name: forget_uploads
-- A file that we made, a day after that.
DELETE FROM uploads
WHERE created_at < now() - interval '1 day'
  AND NOT EXISTS (  -- no row of the queue has it to send
      SELECT 1 FROM outbox
      WHERE state IN ('queued', 'sending') AND kind = 'upload' AND payload->>'upload' = CAST(uploads.id AS text))

-- name: forget_summaries
-- Where the summary of a form stands that was finished `days` ago: of no use to anybody.
DELETE FROM cards USING drafts
WHERE cards.key LIKE 'draft:%' AND drafts.id = CAST(split_part(cards.key, ':', 2) AS bigint)
  AND drafts.finished_at < now() - make_interval(days => :days)

-- name: forget_cards_of_recordings
-- Where it says how far a recording is: of no use once it is done.
DELETE FROM cards USING recordings
WHERE cards.key LIKE 'recording:%' AND recordings.id = CAST(split_part(cards.key, ':', 2) AS bigint)
  AND recordings.done_at < now() - make_interval(days => :days)

-- name: forget_mishaps
-- A row that its clock has got past since, or that is no more: it was tried at its time and has not failed again.
DELETE FROM mishaps WHERE again_at < now() - make_interval(days => :days)

-- name: forget_bundles
-- After `days` no part of a message is still on its way to us.
DELETE FROM kept_inside WHERE at < now() - make_interval(days => :days)

-- name: forget_threads
-- After `days` nothing that was written there is still on its way to us.
DELETE FROM lost_threads WHERE at < now() - make_interval(days => :days)
