import { protectTable, sqlState, type Database } from '@tributary/persistence';
import type { Fact } from '../scorecard/fact.js';
import {
  factParameters,
  insertFacts,
  openingParameters,
  openScorecards,
} from '../scorecard/scorecard-facts.service.js';

type Runner = ReturnType<Database['dataSource']['createQueryRunner']>;

/** Why a rebuild did not take place; the scorecards are as they were. */
export class RebuildRefused extends Error {}

/** Facts that are counted and that the rebuild has not found: how many, and when the oldest and the newest was told. */
export interface Unfound {
  readonly count: number;
  readonly oldest: Date | null;
  readonly newest: Date | null;
}

const rebuildLock = 7_451_140;
const lockTries = 10;
const columns =
  'subject, line, rank, figure, sequence, partner_id, number, at, told_at, amount, currency, points, lasted_ms, until';
const insert = insertFacts('scorecard_fact_fresh');

/** The table of facts made anew beside the one in use, by the owner's login, until it takes its place. */
export class FreshFacts {
  private constructor(
    private readonly runner: Runner,
    private readonly startedAt: Date,
  ) {}

  /** One rebuild at a time; what an interrupted one left behind is thrown away. */
  static async begin(database: Database, startedAt: Date): Promise<FreshFacts> {
    const runner = database.dataSource.createQueryRunner();
    const [found] = (await runner.query(
      `SELECT pg_try_advisory_lock($1) AS "isFree", to_regclass('scorecard_fact') IS NOT NULL AS "isThere"`,
      [rebuildLock],
    )) as { isFree: boolean; isThere: boolean }[];
    const fresh = new FreshFacts(runner, startedAt);
    if (found?.isFree !== true) {
      await runner.release();
      throw new RebuildRefused('Another rebuild of the scorecards is under way.');
    }
    try {
      if (!found.isThere) throw new RebuildRefused('There are no scorecards yet: start the installation once.');
      await runner.query(`
        DROP TABLE IF EXISTS scorecard_fact_fresh, scorecard_fact_stale;
        CREATE TABLE scorecard_fact_fresh (LIKE scorecard_fact INCLUDING ALL)`);
      await protectTable(runner, { service: database.service, table: 'scorecard_fact_fresh', partnerMay: 'SELECT' });
      return fresh;
    } catch (error) {
      await fresh.end();
      throw error;
    }
  }

  async add(facts: readonly Fact[]): Promise<void> {
    if (facts.length === 0) return;
    await this.runner.query(insert, factParameters(facts, this.startedAt));
    await this.runner.query(openScorecards, openingParameters(facts));
  }

  /** Keeps what was told before an instant as it is counted, where the log did not tell it again. */
  async keep(toldBefore: Date): Promise<void> {
    await this.runner.query(
      `INSERT INTO scorecard_fact_fresh (${columns}, recorded_at) SELECT ${columns}, recorded_at FROM scorecard_fact WHERE told_at < $1 ON CONFLICT DO NOTHING`,
      [toldBefore],
    );
  }

  /** What is counted of some lines, named by their first word, and is not here. */
  async unfound(lines: readonly string[]): Promise<Unfound> {
    const [row] = (await this.runner.query(
      `SELECT count(*)::int AS count, min(told_at) AS oldest, max(told_at) AS newest FROM scorecard_fact f
        WHERE split_part(line, ':', 1) = ANY ($1::text[]) AND NOT EXISTS (
          SELECT FROM scorecard_fact_fresh n WHERE (n.subject, n.line, n.rank, n.figure) = (f.subject, f.line, f.rank, f.figure))`,
      [lines],
    )) as Unfound[];
    return row ?? { count: 0, oldest: null, newest: null };
  }

  /** Takes the place of the table in use, in one transaction: `last` is done while nobody can read or count. Answers how long that was. */
  async swap(last: () => Promise<void>): Promise<number> {
    await this.runner.query(`
      ANALYZE scorecard_fact_fresh;
      SELECT make_scorecards(array_agg(partner_id), array_agg(month)) FROM (
        SELECT DISTINCT partner_id, date_trunc('month', at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS month
          FROM scorecard_fact_fresh WHERE partner_id IS NOT NULL) told`);
    for (let attempt = 1; ; attempt += 1) {
      await this.runner.startTransaction();
      try {
        await this.runner.query(`SET LOCAL lock_timeout = '2s'; LOCK TABLE scorecard_fact IN ACCESS EXCLUSIVE MODE`);
        const locked = performance.now();
        await last();
        await this.runner.query(exchange);
        await this.runner.commitTransaction();
        return performance.now() - locked;
      } catch (error) {
        await this.runner.rollbackTransaction();
        // Whoever waits for the table meanwhile waits behind us: better to let them pass and to ask again.
        if (sqlState(error) !== '55P03' || attempt === lockTries) throw error;
      }
    }
  }

  /** After the exchange: rows that were counted and should not have been so, and rows that should have been and were not. */
  async difference(): Promise<{ facts: number; removed: number; added: number }> {
    const [row] = (await this.runner.query(
      `SELECT (SELECT count(*) FROM scorecard_fact)::int AS facts,
              (SELECT count(*) FROM (SELECT ${columns} FROM scorecard_fact_stale EXCEPT SELECT ${columns} FROM scorecard_fact) gone)::int AS removed,
              (SELECT count(*) FROM (SELECT ${columns} FROM scorecard_fact WHERE recorded_at = $1 EXCEPT SELECT ${columns} FROM scorecard_fact_stale) come)::int AS added`,
      [this.startedAt],
    )) as { facts: number; removed: number; added: number }[];
    return row!;
  }

  async end(): Promise<void> {
    try {
      await this.runner.query('DROP TABLE IF EXISTS scorecard_fact_fresh, scorecard_fact_stale');
      await this.runner.query('SELECT pg_advisory_unlock($1)', [rebuildLock]);
    } finally {
      await this.runner.release();
    }
  }
}

// Indexes and constraints take over the names too, so that no later migration has to ask which table it meets.
const exchange = `
  DO $$ DECLARE index record; BEGIN
    ALTER TABLE scorecard_fact RENAME TO scorecard_fact_stale;
    ALTER TABLE scorecard_fact_fresh RENAME TO scorecard_fact;
    FOR index IN SELECT c.relname AS name, replace(c.relname, 'scorecard_fact', 'scorecard_fact_stale') AS next FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                  WHERE i.indrelid = 'scorecard_fact_stale'::regclass LOOP
      EXECUTE format('ALTER INDEX %I RENAME TO %I', index.name, index.next);
    END LOOP;
    FOR index IN SELECT c.relname AS name, replace(c.relname, 'scorecard_fact_fresh', 'scorecard_fact') AS next FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                  WHERE i.indrelid = 'scorecard_fact'::regclass LOOP
      EXECUTE format('ALTER INDEX %I RENAME TO %I', index.name, index.next);
    END LOOP;
  END $$`;
