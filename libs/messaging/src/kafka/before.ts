/** Waits until one of them has ended, but not longer than the time. */
export async function before(milliseconds: number, ...ends: readonly Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([...ends, late]).finally(() => clearTimeout(timer));
}

/** What it comes to, or the error if it takes longer than the time. */
export async function within<T>(milliseconds: number, work: Promise<T>, tooLate: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(tooLate()), milliseconds)));
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
