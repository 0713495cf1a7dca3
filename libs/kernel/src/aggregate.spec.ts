import { Aggregate } from './index.js';

class Lamp extends Aggregate<
  { readonly id: string; readonly on: boolean; readonly uses: number },
  { readonly type: 'LampLit' | 'LampDimmed' }
> {
  light(): void {
    this.apply({ on: true, uses: this.state.uses + 1 }, { type: 'LampLit' });
  }
  dim(): void {
    this.apply({ on: false }, { type: 'LampDimmed' });
  }
}

describe('an aggregate', () => {
  it('records with each event the fields that changed, before and after', () => {
    const lamp = new Lamp({ id: 'lamp', on: false, uses: 0 });
    lamp.light();
    lamp.dim();
    expect(lamp.pullRecords()).toEqual([
      { event: { type: 'LampLit' }, before: { on: false, uses: 0 }, after: { on: true, uses: 1 } },
      { event: { type: 'LampDimmed' }, before: { on: true }, after: { on: false } },
    ]);
  });

  it('hands its events over once, oldest first', () => {
    const lamp = new Lamp({ id: 'lamp', on: false, uses: 0 });
    lamp.light();
    lamp.dim();
    expect(lamp.pullEvents()).toEqual([{ type: 'LampLit' }, { type: 'LampDimmed' }]);
    expect(lamp.pullEvents()).toEqual([]);
  });

  it('leaves the state it was given untouched', () => {
    const given = { id: 'lamp', on: false, uses: 0 };
    new Lamp(given).light();
    expect(given).toEqual({ id: 'lamp', on: false, uses: 0 });
  });
});
