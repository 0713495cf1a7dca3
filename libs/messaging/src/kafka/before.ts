/** Waits until one of them has ended, but not longer than the time. */
export async function before(milliseconds: number, ...ends: readonly Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([...ends, late]).finally(() => clearTimeout(timer));
}
