-- What the janitor deletes, a statement a table.

-- name: forget_updates
-- Telegram keeps an update for 24 hours: after `days` nobody can send it twice.
DELETE FROM inbox WHERE state = 'done' AND done_at < now() - make_interval(days => :days)

-- name: forget_rows
-- Sent rows have done their work.
DELETE FROM outbox
WHERE state IN ('sent', 'dropped') AND finished_at < now() - make_interval(days => :days)
  AND once IS NULL  -- those with a key stay, so that a bell never rings twice

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
