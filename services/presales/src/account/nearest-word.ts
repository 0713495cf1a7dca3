/** The one known word that differs by a single slip (a letter left out, doubled, wrong or swapped); null if none or several do. */
export function nearestWord(written: string, known: readonly string[]): string | null {
  if (written.length < 5) return null;
  const near = known.filter((word) => isOneSlipAway(written, word));
  return near.length === 1 ? near[0]! : null;
}

function isOneSlipAway(written: string, word: string): boolean {
  if (Math.abs(written.length - word.length) > 1) return false;
  let start = 0;
  while (start < written.length && written[start] === word[start]) start += 1;
  const rest = written.slice(start);
  const expected = word.slice(start);
  return (
    rest.slice(1) === expected ||
    rest === expected.slice(1) ||
    (rest.length === expected.length && rest.slice(1) === expected.slice(1)) ||
    (rest.slice(2) === expected.slice(2) && rest[0] === expected[1] && rest[1] === expected[0])
  );
}
