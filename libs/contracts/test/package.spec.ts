import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Outsider } from '@tributary/testing';
import { catalog } from '../src/index.js';

jest.setTimeout(240_000);

describe('The package', () => {
  let outsider: Outsider;
  beforeAll(async () => {
    outsider = await Outsider.begin();
  });
  afterAll(() => outsider.remove());

  const file = (name: string): string => join(outsider.folder, 'node_modules/@tributary/contracts', name);
  const json = (name: string) => JSON.parse(readFileSync(file(name), 'utf8')) as Record<string, unknown>;

  it('is installed alone: zod is all that it needs', () => {
    expect(outsider.installed().sort()).toEqual(['@tributary/contracts', 'zod']);
    expect(json('package.json')).toMatchObject({
      license: 'Apache-2.0',
      type: 'module',
      dependencies: { zod: expect.stringMatching(/^\^4/) },
    });
    expect(
      ['README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts', 'examples/crm-copy-of-deals.ts'].filter(
        (name) => !existsSync(file(name)),
      ),
    ).toEqual([]);
    expect(
      ['src', 'released', 'scripts', 'test', 'dist/release', 'tsconfig.json'].filter((name) => existsSync(file(name))),
    ).toEqual([]);
  });

  it('has the JSON Schema of every event, and the AsyncAPI document', () => {
    for (const { type, name } of catalog) expect(json(`schemas/${type}.json`)).toMatchObject({ title: name });
    expect(json('asyncapi.json')).toMatchObject({ asyncapi: '3.0.0' });
  });

  it('reads and types events in a project of somebody else', async () => {
    outsider.copy('libs/contracts/test/consumer.ts');
    expect(await outsider.compile(['consumer.ts'])).toBe('');
    expect((await outsider.run('consumer.js')).trim().split('\n')).toEqual([
      'GTX-PRO 4821.00',
      'GTX-PRO 4821.00',
      'not ours: tributary.presales.PriceDreamt.v1',
      'forgotten',
      expect.stringMatching(/^\/price\/id .*undefined/),
      'tributary.presales.price',
      'tributary.presales.price.state',
      'true',
    ]);
  });

  it('exports nothing but what is meant for others', async () => {
    outsider.write(
      'inner.ts',
      `import { brokenContracts } from '@tributary/contracts/dist/release/gate.js';\nbrokenContracts;\n`,
    );
    expect(await outsider.compile(['inner.ts'])).toMatch(/Cannot find module/);
    outsider.write(
      'schema.mjs',
      `import schema from '@tributary/contracts/schemas/tributary.sales.DealWon.v1.json' with { type: 'json' };\nconsole.log(schema.title);\n`,
    );
    expect(await outsider.run('schema.mjs')).toBe('DealWon\n');
  });
});
