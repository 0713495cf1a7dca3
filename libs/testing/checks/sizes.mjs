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
const limits = { median: 60, nineInTen: 160, longest: 250 };

/** An alarm for a second concept in a file, never a reason to split one. */
export function sizeFaults(files) {
  const { median, nineInTen } = measure(files);
  const tooLong = files
    .filter(({ path, text }) => isProduct(path) && !isMigration(path) && lines(text) > limits.longest)
    .map(({ path, text }) => `${path}: ${lines(text)} lines, over ${limits.longest}`);
  return [
    ...(median > limits.median ? [`the median file has ${median} lines, over ${limits.median}`] : []),
    ...(nineInTen > limits.nineInTen
      ? [`nine in ten files stay below ${nineInTen} lines, not ${limits.nineInTen}`]
      : []),
    ...tooLong,
  ];
}
