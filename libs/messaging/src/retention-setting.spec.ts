import { RetentionFault, retentionFromEnvironment } from './retention-setting.js';

describe('How long events are kept', () => {
  it('is left to the log unless EVENT_RETENTION_DAYS says it', () => {
    expect(retentionFromEnvironment({})).toEqual({});
    expect(retentionFromEnvironment({ EVENT_RETENTION_DAYS: ' ' })).toEqual({});
    expect(retentionFromEnvironment({ EVENT_RETENTION_DAYS: ' 90 ' })).toEqual({ retentionDays: 90 });
  });

  it.each(['0', '-1', '1.5', '7d', '1e2', '0x10', 'forever', '36501'])(
    'is refused as "%s": it would delete',
    (days) => {
      expect(() => retentionFromEnvironment({ EVENT_RETENTION_DAYS: days })).toThrow(RetentionFault);
    },
  );
});
