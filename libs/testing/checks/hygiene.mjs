const machinePath = /(?:^|[^\w.:/@-])\/(?:work|root|home|Users)\/[a-z]\w*/;
const secrets = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\bAKIA[0-9A-Z]{16}\b/, 'a cloud access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36}\b/, 'an access token'],
  [/\bnpm_[A-Za-z0-9]{36}\b/, 'an access token'],
  [/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/, 'a signed token'],
  [
    /\b(?:postgres(?:ql)?|https?):\/\/[^\s:/@'"`${}]+:(?!\/\/|secret@|password@)[^\s@'"`${}]{6,}@(?!127\.0\.0\.1|localhost)/,
    'a password in an address',
  ],
];
const lockFile = /(^|\/)package-lock\.json$/;

/** Packages for other platforms that a lock file made on one machine may lack: `npm ci` refuses it then. */
function missingFromLock(text) {
  const packages = Object.entries(JSON.parse(text).packages ?? {});
  const present = new Set(packages.map(([path]) => path.split('node_modules/').at(-1)));
  const wanted = packages.flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies));
  return wanted.filter((name) => !present.has(name));
}

/** What must not be in a repository that others clone: secrets, one machine's paths, a registry's host, tests switched off. */
export function hygieneFaults(files) {
  const faults = [];
  for (const { path, text } of files) {
    if (path.startsWith('libs/testing/checks/')) continue;
    if (lockFile.test(path)) faults.push(...missingFromLock(text).map((name) => `${path}: lacks ${name}`));
    text.split('\n').forEach((line, index) => {
      const at = `${path}:${index + 1}`;
      if (lockFile.test(path)) {
        if (/"resolved": "(?:https?|git)/.test(line)) faults.push(`${at}: names a registry's host`);
        return;
      }
      if (machinePath.test(line)) faults.push(`${at}: a path of one machine`);
      for (const [pattern, what] of secrets) if (pattern.test(line)) faults.push(`${at}: ${what}`);
      if (
        /\.spec\.ts$/.test(path) &&
        /\b(?:describe|it|test)\.(?:skip|todo|only)(?:\.each)?\(|\b[xf](?:it|describe)\(/.test(line)
      ) {
        faults.push(`${at}: a test switched off, or all others`);
      }
    });
  }
  return faults;
}
