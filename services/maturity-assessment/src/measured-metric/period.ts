/** From the first instant to the first one after it. */
export interface Period {
  readonly from: Date;
  readonly until: Date;
}

const quartersBack = 4;

/** The last four quarters that are over, in UTC: a quarter that still runs would compare days with months. */
export function lastFullQuarters(now: Date): Period {
  const month = now.getUTCMonth() - (now.getUTCMonth() % 3);
  const year = now.getUTCFullYear();
  return {
    from: new Date(Date.UTC(year, month - quartersBack * 3, 1)),
    until: new Date(Date.UTC(year, month, 1)),
  };
}
