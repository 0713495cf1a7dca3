const millisecondsPerDay = 86_400_000;
// Making a format takes longer than any use of it, and there are only a few hundred zones.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** A time zone of the IANA database, read through Intl, so daylight saving is what the runtime's database says. */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat;

  /** An unknown name is a RangeError. */
  constructor(readonly name: string) {
    this.#format = formatOf(name);
  }

  /** The local wall clock at an instant, written as if it were UTC: milliseconds since 1970. */
  wallClock(instant: number): number {
    if (this.name === 'UTC') return instant;
    const parts: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(instant)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) + (((instant % 1000) + 1000) % 1000);
  }

  /** The instant at which the wall clock shows this time: the first of two in autumn; shifted by the gap's length if spring skips it. */
  instant(wallClock: number): number {
    const before = this.offset(wallClock - millisecondsPerDay);
    const after = this.offset(wallClock + millisecondsPerDay);
    const candidates = [wallClock - before, wallClock - after].filter(
      (instant) => this.wallClock(instant) === wallClock,
    );
    return candidates.length > 0 ? Math.min(...candidates) : wallClock - before;
  }

  private offset(instant: number): number {
    return this.wallClock(instant) - instant;
  }
}
