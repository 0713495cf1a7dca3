// What a package's tag lets it depend on. `testing` may use every lib; a service may name it for its tests.
const below = {
  kernel: [],
  contracts: ['kernel'],
  platform: ['kernel', 'contracts', 'platform'],
  testing: ['kernel', 'contracts', 'platform'],
  service: ['kernel', 'contracts', 'platform', 'testing'],
  standalone: ['kernel', 'contracts', 'platform', 'testing', 'service'],
};

const importsOf = (text) =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'(@tributary\/[^'/]+)'/g)].map((match) => match[1]);

/**
 * A package depends downwards only, and declares what its source imports: the build order is made from the declarations. One that is
 * not private is installed by others, without the rest of the repository: it declares what it needs of the registry, and nothing of ours.
 */
export function packageFaults(files) {
  const manifests = files
    .filter(({ path }) => /^(libs|services)\/[^/]+\/package\.json$/.test(path))
    .map(({ path, text }) => ({ folder: path.replace('/package.json', ''), ...JSON.parse(text) }));
  const tagOf = Object.fromEntries(manifests.map(({ name, nx }) => [name, nx?.tags?.[0]]));
  const root = files.find(({ path }) => path === 'package.json');
  const versions = root === undefined ? {} : JSON.parse(root.text).dependencies;
  const faults = [];
  for (const { folder, name, private: isPrivate, dependencies = {}, devDependencies = {}, nx } of manifests) {
    const isPublic = isPrivate !== true;
    const allowed = below[nx?.tags?.[0]];
    if (allowed === undefined) faults.push(`${name}: has no known tag`);
    for (const [dependency, range] of Object.entries(dependencies)) {
      if (isPublic) {
        if (range !== `^${versions[dependency]}`)
          faults.push(`${name}: is for others, so ${dependency} must be ^ and the version of the root package.json`);
      } else if (!dependency.startsWith('@tributary/'))
        faults.push(`${name}: declares ${dependency}; versions live in the root package.json`);
      else if (!allowed?.includes(tagOf[dependency])) faults.push(`${name}: may not depend on ${dependency}`);
    }
    const declared = { ...dependencies, ...devDependencies };
    for (const { path, text } of files) {
      if (!path.startsWith(`${folder}/src/`) || !path.endsWith('.ts') || path.endsWith('.spec.ts')) continue;
      for (const used of importsOf(text)) {
        if (used !== name && !(used in declared))
          faults.push(`${path}: imports ${used}, which ${name} does not declare`);
      }
    }
  }
  return faults;
}
