/**
 * The address, with sessions in UTC whatever the server, the database or the role say: days are written in UTC, so `current_date`
 * must mean a day in UTC. What else the address asks of a session stays.
 */
export function inUtc(url: string): string {
  const address = new URL(url);
  const asked = address.searchParams.get('options') ?? '';
  address.searchParams.set('options', `${asked} -c TimeZone=UTC`.trim());
  return address.href;
}
