const roles = 'schema|published|service|queries|controller|dto|consumer|module|worker|file|signer|tldts';
const bins = /(^|\/)(utils?|types|constants|helpers?|common|shared|misc|interfaces)(\/|\.ts$)/;
const slice =
  /^services\/(?:partner-lifecycle|presales|sales|post-sales|maturity-assessment)\/src\/(?!migrations\/)[^/]+\//;
const sliceFile = new RegExp(`^[a-z0-9]+(-[a-z0-9]+)*(\\.(${roles}))?(\\.(int\\.)?spec)?\\.ts$`);
const declared = /^\s*(?:export\s+)?(?:default\s+)?(?:abstract\s+)?(class|interface|type)\s+(\w+)/gm;

const refusedNames = [
  [/^I[A-Z][a-z]/, /interface|type/, 'starts with I'],
  [/(Impl|Manager|Helper|Utils?)$/, /./, 'says nothing about the business'],
  [/^Base[A-Z]/, /./, 'says nothing about the business'],
];

/** Files named after a kind of code instead of a concept, and types named after a pattern instead of a business word. */
export function nameFaults(files) {
  const faults = [];
  for (const { path, text } of files) {
    if (!/^(libs|services)\/.*\.ts$/.test(path)) continue;
    if (bins.test(path)) faults.push(`${path}: named after a kind of code, not a concept`);
    if (!/^[a-z0-9.\-/]+$/.test(path)) faults.push(`${path}: not kebab-case`);
    if (slice.test(path)) {
      const below = path.replace(slice, '');
      if (below.includes('/')) faults.push(`${path}: a slice is one flat folder`);
      else if (!sliceFile.test(below)) faults.push(`${path}: no role of this name`);
      if (below === 'index.ts') faults.push(`${path}: a barrel inside a service`);
    }
    for (const [, kind, name] of text.matchAll(declared)) {
      for (const [pattern, kinds, why] of refusedNames) {
        if (kinds.test(kind) && pattern.test(name)) faults.push(`${path}: ${name} ${why}`);
      }
    }
  }
  return faults;
}
