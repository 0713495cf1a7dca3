import { testDatabase, vendor, partner, type TestDatabase } from '@tributary/testing';
import { persisted } from '../../test/persisted.js';
import { AccountRelationService } from '../account-relation/account-relation.service.js';
import { AccountService } from './account.service.js';

const northwind = '0190f3a0-0000-7000-8000-00000000000a';
const rival = '0190f3a0-0000-7000-8000-00000000000b';

describe('accounts', () => {
  let db: TestDatabase;
  let accounts: AccountService;
  let relations: AccountRelationService;

  beforeAll(async () => {
    db = await testDatabase(persisted);
    accounts = new AccountService(db.unitOfWork, db.ids);
    relations = new AccountRelationService(db.unitOfWork, db.ids, db.clock);
  });
  afterAll(() => db.close());

  const eventsOf = async (id: string) =>
    (
      await db.adminQuery<{ type: string }>(
        `SELECT type FROM outbox WHERE key = $1 AND topic = 'tributary.presales.account' ORDER BY seq`,
        [id],
      )
    ).map(({ type }) => type);

  it('are told to others when they are created and when they change, and not otherwise', async () => {
    const acme = await accounts.create(vendor(), {
      legalName: 'Acme',
      country: 'US',
      annualRevenue: { amount: '10.50', currency: 'USD' },
    });
    await accounts.update(vendor(), acme.id, { employees: 5 });
    const same = await accounts.update(vendor(), acme.id, { employees: 5 });
    expect(same).toMatchObject({ version: 2, number: expect.stringMatching(/^A-\d{4}-\d{6}$/) });
    expect(await eventsOf(acme.id)).toEqual([
      'tributary.presales.AccountCreated.v1',
      'tributary.presales.AccountUpdated.v1',
    ]);
    const [row] = await db.adminQuery<{ annual_revenue_amount: string }>(
      'SELECT annual_revenue_amount FROM account WHERE id = $1',
      [acme.id],
    );
    expect(row?.annual_revenue_amount).toBe('10.50');
  });

  it('are one account, whoever of eight racers brings the external id first', async () => {
    // The first round opens the connections, the others race.
    for (let round = 0; round < 5; round += 1) {
      const racers = Array.from({ length: 8 }, (_, racer) =>
        accounts.upsert(vendor(), 'crm', `RACE-${round}`, { legalName: 'Raced', country: 'US', employees: racer }),
      );
      const results = await Promise.all(racers);
      expect(new Set(results.map(({ account }) => account.id)).size).toBe(1);
      expect(results.filter(({ created }) => created)).toHaveLength(1);
    }
  });

  it('cannot take an external id that another account has', async () => {
    const externalIds = [{ system: 'crm', id: 'TAKEN' }];
    await accounts.create(vendor(), { legalName: 'First', country: 'US', externalIds });
    await expect(accounts.create(vendor(), { legalName: 'Second', country: 'US', externalIds })).rejects.toMatchObject({
      code: 'EXTERNAL_ID_TAKEN',
    });
    const third = await accounts.create(vendor(), { legalName: 'Third', country: 'US' });
    await expect(accounts.update(vendor(), third.id, { externalIds })).rejects.toMatchObject({
      code: 'EXTERNAL_ID_TAKEN',
    });
    expect(await eventsOf(third.id)).toHaveLength(1);
  });

  it('never stand above themselves, though both halves of the ring are closed at the same time', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [a, b] = await Promise.all([
        accounts.create(vendor(), { legalName: 'A', country: 'US' }),
        accounts.create(vendor(), { legalName: 'B', country: 'US' }),
      ]);
      const moves = await Promise.allSettled([
        accounts.update(vendor(), a.id, { parentAccountId: b.id }),
        accounts.update(vendor(), b.id, { parentAccountId: a.id }),
      ]);
      expect(moves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const refused = moves.find((move) => move.status === 'rejected');
      expect(refused).toMatchObject({ reason: { code: 'HIERARCHY_CYCLE' } });
    }
  });

  it('wait for a move that is under way before they decide on theirs', async () => {
    const [a, b] = await Promise.all(
      ['A', 'B'].map((legalName) => accounts.create(vendor(), { legalName, country: 'US' })),
    );
    const [first, second] = await Promise.all([
      db.database.pool('vendor').connect(),
      db.database.pool('vendor').connect(),
    ]);
    const move = 'UPDATE account SET parent_account_id = $2 WHERE id = $1';
    try {
      await Promise.all([first.query('BEGIN'), second.query('BEGIN')]);
      await first.query(move, [a!.id, b!.id]);
      const later = second.query(move, [b!.id, a!.id]).then(
        () => 'moved',
        (error: Error) => error.message,
      );
      expect(await Promise.race([later, new Promise((resolve) => setTimeout(resolve, 300, 'waits'))])).toBe('waits');
      await first.query('COMMIT');
      expect(await later).toBe('cycle');
    } finally {
      await second.query('ROLLBACK');
      first.release();
      second.release();
    }
  });

  it('cannot be put below an account that does not exist', async () => {
    await expect(
      accounts.create(vendor(), { legalName: 'Orphan', country: 'US', parentAccountId: northwind }),
    ).rejects.toMatchObject({ code: 'PARENT_UNKNOWN' });
  });

  it('are visible to a partner as long as it has a relation to them, and only then', async () => {
    const acme = await accounts.create(vendor(), { legalName: 'Seen', country: 'US', tags: ['secret'] });
    const seenBy = (partnerId: string) => db.reads.query<{ id: string }>(partner(partnerId), 'SELECT id FROM account');
    expect(await seenBy(northwind)).toEqual([]);
    const relation = await relations.relate(vendor(), acme.id, {
      partnerId: northwind,
      kind: 'sold_by',
      validUntil: null,
      validFrom: '2020-01-01',
    });
    expect(await seenBy(northwind)).toEqual([{ id: acme.id }]);
    expect(await seenBy(rival)).toEqual([]);
    await expect(db.reads.query(partner(northwind), 'SELECT tags FROM account')).rejects.toThrow(/permission denied/);
    await relations.end(vendor(), acme.id, relation.id, '2020-12-31', 'Moved');
    expect(await seenBy(northwind)).toEqual([]);
  });

  it('have one relation of a kind to a partner at a time', async () => {
    const acme = await accounts.create(vendor(), { legalName: 'Twice', country: 'US' });
    const soldBy = { partnerId: northwind, kind: 'sold_by', validUntil: null } as const;
    await relations.relate(vendor(), acme.id, soldBy);
    await expect(relations.relate(vendor(), acme.id, soldBy)).rejects.toMatchObject({ code: 'RELATION_EXISTS' });
    await expect(relations.relate(vendor(), northwind, soldBy)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
