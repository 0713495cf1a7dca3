const isProduct = (path) => /^(libs|services)\/[^/]+\/src\/.*\.ts$/.test(path) && !/\.spec\.ts$/.test(path);
const isMigration = (path) => /\/migrations\//.test(path);

const lines = (text) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
const atMost = (sorted, share) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

/** How long the product's files are: the median, what nine in ten stay below, and the longest. */
export function measure(files) {
  const product = files.filter(({ path }) => isProduct(path) && !isMigration(path));
  const sorted = product.map(({ text }) => lines(text)).sort((a, b) => a - b);
  return {
    files: sorted.length,
    median: atMost(sorted, 0.5),
    nineInTen: atMost(sorted, 0.9),
    longest: sorted.at(-1) ?? 0,
  };
}

/** What a file should be like, and what the check refuses: the house is above its aims in DTOs, and may not get worse. */
export const aims = { median: 45, nineInTen: 120 };
const limits = { median: 56, nineInTen: 145, longest: 250 };

// Tests that were longer when the limit came; they may shrink, and leave this list.
const longTests = new Map([
  ['libs/http/test/service.e2e.spec.ts', 337],
  ['libs/messaging/src/events-server.int.spec.ts', 330],
  ['services/gateway/test/door.e2e.spec.ts', 300],
  ['services/partner-lifecycle/src/partner/partner.spec.ts', 251],
  ['services/partner-lifecycle/test/recruitment.e2e.spec.ts', 358],
  ['services/partner-lifecycle/test/rewards.e2e.spec.ts', 315],
  ['services/partner-lifecycle/test/rights.e2e.spec.ts', 286],
  ['services/standalone/test/journey.e2e.spec.ts', 275],
  ['services/standalone/test/start.e2e.spec.ts', 302],
]);
const limitOf = (path) => longTests.get(path) ?? limits.longest;
const isCounted = (path) => (isProduct(path) && !isMigration(path)) || /\.spec\.ts$/.test(path);

/** An alarm for a second concept in a file, never a reason to split one. */
export function sizeFaults(files) {
  const { median, nineInTen } = measure(files);
  const tooLong = files
    .filter(({ path, text }) => isCounted(path) && lines(text) > limitOf(path))
    .map(({ path, text }) => `${path}: ${lines(text)} lines, over ${limitOf(path)}`);
  return [
    ...(median > limits.median ? [`the median file has ${median} lines, over ${limits.median}`] : []),
    ...(nineInTen > limits.nineInTen
      ? [`nine in ten files stay below ${nineInTen} lines, not ${limits.nineInTen}`]
      : []),
    ...tooLong,
  ];
}
