/** Asks until it is ready, three minutes long. `alive` ends the wait by throwing when there is no use in it. */
export async function untilReady(
  url: string,
  alive: () => void = () => undefined,
  patienceMilliseconds = 180_000,
): Promise<void> {
  const until = Date.now() + patienceMilliseconds;
  for (;;) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    const report = (await answer?.text()) ?? 'no answer';
    if (answer?.ok === true) return;
    alive();
    if (Date.now() > until) throw new Error(`Not ready on ${url}: ${report}`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}
