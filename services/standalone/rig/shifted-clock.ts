let offset = 0;
const realNow = Date.now.bind(Date);

/** Sets this process's wall clock wrong by so many milliseconds, at once and for everything in it. Timers run on as they would. */
export function shiftClock(milliseconds: number): void {
  offset = milliseconds;
}

/** Everything in this process asks a clock that can be set wrong. */
export function installShiftedClock(): void {
  const now = (): number => realNow() + offset;
  globalThis.Date = new Proxy(Date, {
    construct: (target, parameters: unknown[]) =>
      Reflect.construct(target, parameters.length === 0 ? [now()] : parameters) as object,
    get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
  });
}
