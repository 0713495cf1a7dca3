export const parkedKeysSql = `
  SELECT k.handler, k.key, k.since, k.attempts, k.next_at AS "nextAt", k.last_error AS "lastError", k.dead,
         (SELECT count(*)::int FROM parked p WHERE p.handler = k.handler AND p.key = k.key) AS events
    FROM parked_key k
   WHERE ($1::text IS NULL OR k.handler = $1) AND ($2::boolean IS NULL OR k.dead = $2)
   ORDER BY k.since, k.handler, k.key LIMIT $3`;

export const parkedEventsSql = `
  SELECT event_id AS "eventId", source, topic, partition, position, headers, value, at
    FROM parked WHERE handler = $1 AND key = $2 ORDER BY place`;

export const deadLetterSql = `
  SELECT id, handler, coalesce(key, '') AS key, reason, coalesce(headers ->> 'ce_id', '') AS "eventId", coalesce(headers ->> 'ce_source', '') AS source,
         topic, partition, position, headers, value, at
    FROM dead_letter WHERE ($1::text IS NULL OR handler = $1) AND ($2::bigint IS NULL OR id = $2) ORDER BY id DESC LIMIT $3`;
