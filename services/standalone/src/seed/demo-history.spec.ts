import { tmpdir } from 'node:os';
import { readOptions } from '../crm-import/options.js';
import type { DemoCaller } from './demo-caller.js';
import { bringOverHistory } from './demo-history.js';

describe('The history of the demo', () => {
  it('stands under another name than what import:crm brings, and so stays out of its comparison', async () => {
    let told = '';
    const sales = { importCsv: (_path: string, csv: string) => Promise.resolve(void (told = csv)) };
    await bringOverHistory(sales as unknown as DemoCaller, 'p', new Date('2026-03-02T10:00:00Z'));
    const systems = told.split('\n').map((line) => line.split(',')[0]);
    expect(systems).toHaveLength(5);
    expect(systems).not.toContain(readOptions([tmpdir()]).system);
  });
});
