-- What was read wrongly; loaded by missed.py.

-- name: keep
INSERT INTO missed (at, form, field, words, before, after) VALUES (:at, :form, :field, :words, :before, :after)

-- name: newest
SELECT at, form, field, words, before, after FROM missed ORDER BY id DESC LIMIT :most

-- name: forget
-- The words are a client's: they stay no longer than config.toml says.
DELETE FROM missed WHERE at < now() - CAST(:age AS interval)
