/**
 * The log's own database. An append holds its partition's row locked until COMMIT, so positions are dense and in commit
 * order and a reader may follow a plain cursor. All time is the database's.
 */
export const logSchema = `
CREATE TABLE IF NOT EXISTS log_topic (
  topic text PRIMARY KEY,
  partitions int NOT NULL CHECK (partitions > 0),
  compacted boolean NOT NULL
);
CREATE TABLE IF NOT EXISTS log_partition (
  topic text NOT NULL REFERENCES log_topic,
  partition int NOT NULL,
  next_offset bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE TABLE IF NOT EXISTS log_event (
  topic text NOT NULL,
  partition int NOT NULL,
  position bigint NOT NULL,
  event_id uuid NOT NULL,
  key text NOT NULL,
  headers jsonb NOT NULL,
  value bytea,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (topic, partition, position),
  UNIQUE (event_id, topic)
);
CREATE TABLE IF NOT EXISTS log_group (
  consumer_group text NOT NULL,
  topic text NOT NULL,
  partition int NOT NULL,
  next_position bigint NOT NULL DEFAULT 0,
  owner text,
  epoch bigint NOT NULL DEFAULT 0,
  lease_until timestamptz,
  PRIMARY KEY (consumer_group, topic, partition)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE TABLE IF NOT EXISTS log_member (
  consumer_group text NOT NULL,
  owner text NOT NULL,
  lease_until timestamptz NOT NULL,
  PRIMARY KEY (consumer_group, owner)
);

-- Statements apart: each sees what committed while the one before waited for the lock.
CREATE OR REPLACE FUNCTION log_append(a_topic text, a_partition int, ids uuid[], keys text[], heads text[], vals bytea[])
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE first_free bigint; added bigint;
BEGIN
  SELECT next_offset INTO first_free FROM log_partition WHERE topic = a_topic AND partition = a_partition FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no partition % of %', a_partition, a_topic USING ERRCODE = 'TB404'; END IF;
  INSERT INTO log_event (topic, partition, position, event_id, key, headers, value)
  SELECT a_topic, a_partition, first_free + row_number() OVER (ORDER BY fresh.ord) - 1, fresh.id, fresh.key, fresh.head::jsonb, fresh.val
    FROM (SELECT r.*, row_number() OVER (PARTITION BY r.id ORDER BY r.ord) AS attempt
            FROM unnest(ids, keys, heads, vals) WITH ORDINALITY AS r(id, key, head, val, ord)) fresh
   WHERE fresh.attempt = 1
     -- Not e.topic = a_topic: before the first ANALYZE the planner would walk the whole topic by the primary key for each id.
     AND NOT EXISTS (SELECT FROM log_event e WHERE e.event_id = fresh.id AND e.topic || '' = a_topic);
  GET DIAGNOSTICS added = ROW_COUNT;
  UPDATE log_partition SET next_offset = first_free + added WHERE topic = a_topic AND partition = a_partition;
  RETURN added;
END $$;

-- Keeps the member and its partitions for another lease; tells how many members share the group.
CREATE OR REPLACE FUNCTION log_heartbeat(a_group text, a_owner text, lease interval)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE members int;
BEGIN
  INSERT INTO log_member VALUES (a_group, a_owner, clock_timestamp() + lease)
      ON CONFLICT (consumer_group, owner) DO UPDATE SET lease_until = excluded.lease_until;
  UPDATE log_group SET lease_until = clock_timestamp() + lease WHERE consumer_group = a_group AND owner = a_owner;
  SELECT count(*) INTO members FROM log_member WHERE consumer_group = a_group AND lease_until > clock_timestamp();
  RETURN members;
END $$;

-- Up to "wanted" partitions that nobody holds a lease on. The new epoch fences whoever held one before.
CREATE OR REPLACE FUNCTION log_claim(a_group text, a_owner text, topics text[], lease interval, wanted int)
RETURNS TABLE (topic text, partition int, next_position bigint, epoch bigint) LANGUAGE sql AS $$
  -- Materialized: scanned again for each row of a join, it would find others each time.
  WITH free AS MATERIALIZED (
    SELECT f.topic, f.partition FROM log_group f
     WHERE f.consumer_group = a_group AND f.topic = ANY (topics) AND (f.owner IS NULL OR f.lease_until < clock_timestamp())
     ORDER BY f.topic, f.partition LIMIT wanted FOR UPDATE SKIP LOCKED)
  UPDATE log_group g SET owner = a_owner, epoch = g.epoch + 1, lease_until = clock_timestamp() + lease
    FROM free
   WHERE g.consumer_group = a_group AND g.topic = free.topic AND g.partition = free.partition
  RETURNING g.topic, g.partition, g.next_position, g.epoch
$$;
`;
