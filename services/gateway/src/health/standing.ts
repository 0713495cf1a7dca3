/** How a service answers, and what it says about why it is not ready: `{ log: 'nothing answers at its address' }`. */
export interface Standing {
  readonly status: 'ok' | 'unavailable';
  readonly reasons?: Readonly<Record<string, string>>;
}

export async function standingOf(url: string, timeoutMilliseconds: number): Promise<Standing> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMilliseconds) });
    if (!answer.ok) return { status: 'unavailable', ...reasonsIn(await answer.json().catch(() => null)) };
    await answer.body?.cancel();
    return { status: 'ok' };
  } catch {
    return { status: 'unavailable' };
  }
}

// Only what is a short text under a short name: whatever else answers there is not repeated to the world.
function reasonsIn(answer: unknown): Pick<Standing, 'reasons'> {
  const told = Object.entries((answer as { reasons?: object } | null)?.reasons ?? {}) as [string, unknown][];
  const reasons = told.filter((pair): pair is [string, string] => {
    const [name, reason] = pair;
    return /^[a-z]{1,30}$/.test(name) && typeof reason === 'string' && reason.length <= 300;
  });
  return reasons.length === 0 ? {} : { reasons: Object.fromEntries(reasons) };
}
