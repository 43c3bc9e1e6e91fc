// Browser tests start a whole portal, so they stay out of `backstage-cli repo test`.
const transform = require.resolve('@backstage/cli/config/jestSwcTransform');

module.exports = {
  rootDir: `${__dirname}/src`,
  testEnvironment: 'node',
  testMatch: ['**/*.browser.ts'],
  // Each one has a cluster, a backend and a browser of its own.
  maxWorkers: 1,
  // The first start on a machine builds Kubernetes and the pages.
  testTimeout: 120_000,
  verbose: true,
  transform: {
    '\\.(ts|js|mjs|cjs)$': [
      transform,
      {
        module: { ignoreDynamic: true, exportInteropAnnotation: true },
        jsc: { parser: { syntax: 'typescript' } },
      },
    ],
  },
};
