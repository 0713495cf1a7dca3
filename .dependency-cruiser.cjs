// Who may import whom (design: a suffix names the technology a file may touch). Every rule has a plant in libs/testing/planted that proves it fires.

const test = '(\\.spec\\.ts$|/test/)';
const slice =
  '^services/(?:partner-lifecycle|presales|sales|post-sales|maturity-assessment)/src/(?!migrations/)([^/]+)/';
const own = `^services/[^/]+/src/$1/`;
// Its own and that of other slices; of those as types only, says a rule of its own.
const anyDomain = '^services/[^/]+/src/(?!migrations/)[^/]+/[^./]+\\.ts$';
const anyDto = '^services/[^/]+/src/[^/]+/[^/]+\\.dto\\.ts$';
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`;
const lib = (...names) => `^libs/(${names.join('|')})/`;

/** Files of a role may reach what is listed, and nothing else. */
const role = (suffix, may) => ({
  name: `${suffix}-imports-its-own-technology`,
  severity: 'error',
  from: { path: `${slice}[^/]+\\.${suffix}\\.ts$` },
  to: { pathNot: [...may, anyDomain] },
});

/** A lib may reach the libs below it. */
const layer = (name, below) => ({
  name: `${name}-stands-on-lower-libs-only`,
  severity: 'error',
  from: { path: `^libs/${name}/`, pathNot: test },
  to: { path: ['^libs/', '^services/'], pathNot: `^libs/(${[name, ...below].join('|')})/` },
});

const ofSlice = (...suffixes) => `${own}[^/]+\\.(${suffixes.join('|')})\\.ts$`;
const platform = lib('kernel', 'contracts', 'persistence', 'messaging', 'http');

module.exports = {
  forbidden: [
    {
      name: 'domain-imports-domain-and-kernel-only',
      severity: 'error',
      from: { path: `${slice}[^./]+\\.ts$` },
      to: { pathNot: [anyDomain, lib('kernel')] },
    },
    role('schema', [ofSlice('published'), npm('typeorm'), lib('kernel', 'persistence')]),
    role('published', [lib('kernel', 'contracts', 'persistence')]),
    {
      name: 'published-knows-rows-as-a-type-only',
      severity: 'error',
      from: { path: `${slice}[^/]+\\.published\\.ts$` },
      to: { path: lib('persistence'), dependencyTypesNot: ['type-only'] },
    },
    role('service', [
      ofSlice('schema', 'service', 'file', 'signer', 'tldts'),
      '^services/[^/]+/src/[^/]+/[^/]+\\.service\\.ts$',
      platform,
      npm('@nestjs/common'),
    ]),
    role('queries', [ofSlice('schema'), anyDto, npm('typeorm', '@nestjs/common'), lib('kernel', 'persistence')]),
    role('dto', [
      anyDto,
      npm('@nestjs/[^/]+', 'class-validator', 'class-transformer'),
      lib('kernel', 'http', 'persistence'),
    ]),
    {
      name: 'dto-knows-rows-as-a-type-only',
      severity: 'error',
      from: { path: `${slice}[^/]+\\.dto\\.ts$` },
      to: { path: lib('persistence'), dependencyTypesNot: ['type-only'] },
    },
    role('controller', [
      ofSlice('service', 'queries', 'schema'),
      anyDto,
      npm('@nestjs/[^/]+', 'class-validator', 'class-transformer', 'fastify'),
      lib('kernel', 'http', 'persistence'),
    ]),
    role('consumer', [
      '^services/[^/]+/src/[^/]+/[^/]+\\.service\\.ts$',
      npm('@nestjs/common'),
      lib('kernel', 'contracts', 'messaging'),
    ]),
    role('worker', [ofSlice('service', 'schema'), npm('@nestjs/common'), lib('kernel', 'persistence')]),
    role('signer', [npm('@nestjs/common'), lib('kernel', 'persistence'), '^(node:)?crypto$']),
    role('tldts', [npm('tldts'), lib('kernel')]),
    role('file', [npm('yaml', 'csv-parse', 'zod'), lib('kernel'), '^(node:)?(fs|path|url)(/promises)?$']),
    role('module', [
      own,
      '^services/[^/]+/src/[^/]+/[^/]+\\.(service|module)\\.ts$',
      npm('@nestjs/common', '@nestjs/core'),
      platform,
    ]),
    {
      name: 'slices-meet-through-service-or-module',
      severity: 'error',
      from: {
        path: `^services/([^/]+)/src/(?!migrations/)([^/]+)/`,
        pathNot: [test, '^services/(gateway|standalone)/'],
      },
      to: {
        path: '^services/$1/src/[^/]+/',
        pathNot: ['^services/$1/src/$2/', '\\.(service|module|dto)\\.ts$', anyDomain],
      },
    },
    {
      name: 'other-slices-domain-is-known-as-types-only',
      severity: 'error',
      from: {
        path: `^services/([^/]+)/src/(?!migrations/)([^/]+)/`,
        pathNot: [test, '^services/(gateway|standalone)/'],
      },
      to: { path: anyDomain, pathNot: '^services/$1/src/$2/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'slices-know-nothing-of-their-boot',
      severity: 'error',
      from: { path: slice, pathNot: test },
      to: { path: '^services/[^/]+/src/([^/]+\\.ts$|migrations/)' },
    },
    {
      name: 'migrations-import-persistence-only',
      severity: 'error',
      from: { path: '^services/[^/]+/src/migrations/', pathNot: test },
      to: { pathNot: [npm('typeorm'), lib('persistence'), '^services/[^/]+/src/migrations/'] },
    },
    {
      name: 'services-meet-through-contracts-only',
      severity: 'error',
      from: { path: '^services/([^/]+)/', pathNot: '^services/standalone/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'another-package-is-its-index',
      severity: 'error',
      from: { path: '^((?:libs|services)/[^/]+)/' },
      // Entry scripts run before anything is built.
      to: {
        path: '^(libs|services)/[^/]+/',
        pathNot: ['^$1/', '^libs/testing/scripts/', '^(libs|services)/[^/]+/src/index\\.ts$', '/dist/'],
      },
    },
    layer('kernel', []),
    layer('contracts', ['kernel']),
    layer('persistence', ['kernel', 'contracts']),
    layer('messaging', ['kernel', 'contracts', 'persistence']),
    layer('http', ['kernel', 'contracts', 'persistence', 'messaging']),
    layer('testing', ['kernel', 'contracts', 'persistence', 'messaging', 'http']),
    {
      name: 'kernel-needs-decimal-arithmetic-only',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: test },
      to: { path: '(^|/)node_modules/', pathNot: npm('decimal.js') },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: {
        path: '^(libs|services)/',
        pathNot: [test, '^libs/testing/', '^services/standalone/(bench|rig|scripts)/'],
      },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'tests-are-imported-by-tests-only',
      severity: 'error',
      from: { path: '^(libs|services)/', pathNot: test },
      to: { path: test },
    },
    {
      name: 'source-not-dist',
      severity: 'error',
      from: { path: '^(libs|services)/[^/]+/(src|test)/' },
      to: { path: '^(libs|services)/[^/]+/dist/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved-import', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['^libs/testing/planted/', '^libs/testing/checks/'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default', 'types'] },
  },
};
