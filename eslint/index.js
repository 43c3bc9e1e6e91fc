const createConfig = require('@backstage/cli/config/eslint-factory');

/** The lint configuration of a package: Backstage's, with this repository's laws on top. */
module.exports = packageDir => createConfig(packageDir, {});
