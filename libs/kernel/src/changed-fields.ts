/** The fields of a change that differ from what the state says, whatever order their keys come in. */
export function changedFields<State extends object>(state: State, change: Partial<State>): (keyof State & string)[] {
  return (Object.keys(change) as (keyof State & string)[]).filter((field) => !isEqual(state[field], change[field]));
}

function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (one instanceof Date || other instanceof Date) {
    return one instanceof Date && other instanceof Date && one.getTime() === other.getTime();
  }
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key as never], other[key as never]))
  );
}
