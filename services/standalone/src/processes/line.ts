const levels: Readonly<Record<number, string>> = { 40: 'warning: ', 50: 'error: ', 60: 'error: ' };
const wordsOfAccess = ['method', 'route', 'status'];

// What Nest tells of every class and route while it starts.
const chatter = ['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory'];

/** A line of a process's log as a person reads it in a terminal, null if it says nothing to them; whatever is no log line stays as it is. */
export function readable(line: string): string | null {
  if (!line.startsWith('{')) return line;
  try {
    const { level, context, msg, milliseconds, ...rest } = JSON.parse(line) as Record<string, unknown>;
    if (context === 'request')
      return `${wordsOfAccess.map((word) => textOf(rest[word])).join(' ')}, ${textOf(milliseconds)} ms`;
    const { time: _time, name: _name, ...more } = rest;
    const details = Object.keys(more).length === 0 ? '' : ` ${JSON.stringify(more)}`;
    if (Number(level) < 40 && chatter.includes(textOf(context))) return null;
    const from = typeof context === 'string' ? `${context}: ` : '';
    return `${levels[Number(level)] ?? ''}${from}${typeof msg === 'string' ? msg : ''}${details}`;
  } catch {
    return line;
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Feeds whole lines of what comes in pieces. */
export function linesOf(take: (line: string) => void): (piece: Buffer) => void {
  let rest = '';
  return (piece) => {
    const lines = (rest + piece.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') take(line);
  };
}
