-- What the company knows of its clients, by the thousand.

-- name: write
-- By phone, all at once; who is not among them stays, and so do personal links and who used them.
INSERT INTO records (phone, name, company, city, desk, email, inn, lang, source)
SELECT phone, name, company, city, desk, email, inn, lang, :source
FROM unnest(
  CAST(:phones AS text[]), CAST(:names AS text[]), CAST(:companies AS text[]), CAST(:cities AS text[]),
  CAST(:desks AS text[]), CAST(:emails AS text[]), CAST(:inns AS text[]), CAST(:langs AS text[])
) AS fresh (phone, name, company, city, desk, email, inn, lang)
ON CONFLICT (phone) DO UPDATE SET
  name = excluded.name,
  company = excluded.company,
  city = excluded.city,
  desk = excluded.desk,
  email = excluded.email,
  inn = excluded.inn,
  lang = excluded.lang,
  source = excluded.source

-- name: everybody
-- Those the company knew before they came, and those who came by themselves and confirmed a number.
-- Who has come has the manager who serves them, whatever the list said.
SELECT
  coalesce(known.phone, here.phone),
  coalesce(nullif(known.name, ''), here.name, ''),
  coalesce(nullif(known.company, ''), here.company, ''),
  coalesce(nullif(known.city, ''), here.city, ''),
  coalesce(here.desk, known.desk),
  coalesce(nullif(known.email, ''), here.email, ''),
  coalesce(nullif(known.inn, ''), here.inn, ''),
  coalesce(known.lang, here.lang)
FROM records AS known
FULL JOIN (SELECT * FROM clients WHERE phone IS NOT NULL) AS here ON here.phone = known.phone
WHERE coalesce(here.desk, known.desk, '') = coalesce(CAST(:desk AS text), here.desk, known.desk, '')
ORDER BY 5 NULLS LAST, 3, 2, 1

-- name: uninvited
-- Who has no personal link yet.
SELECT phone FROM records
WHERE invite IS NULL AND coalesce(desk, '') = coalesce(CAST(:desk AS text), desk, '')

-- name: invite
UPDATE records SET invite = fresh.code
FROM unnest(CAST(:phones AS text[]), CAST(:codes AS text[])) AS fresh (phone, code)
WHERE records.phone = fresh.phone AND records.invite IS NULL

-- name: invited
-- Whose link is still good: not used, and nobody with that number has come without it.
SELECT known.phone, known.name, known.company, known.city, known.desk, known.email, known.inn, known.lang, known.invite
FROM records AS known
WHERE known.invite IS NOT NULL
  AND known.invite_used_by IS NULL
  AND coalesce(known.desk, '') = coalesce(CAST(:desk AS text), known.desk, '')
  AND NOT EXISTS (SELECT FROM clients WHERE clients.phone = known.phone AND clients.registered_at IS NOT NULL)
ORDER BY 5 NULLS LAST, 3, 2, 1
