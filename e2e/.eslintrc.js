const config = require('../tools/lint')(__dirname);

module.exports = {
  ...config,
  overrides: [
    ...config.overrides,
    {
      // Like other tests: a `describe` is one long function.
      files: ['**/*.browser.ts'],
      rules: {
        'max-lines-per-function': 'off',
        '@typescript-eslint/no-non-null-assertion': 'off',
        'jest/no-standalone-expect': [
          'error',
          { additionalTestBlockFunctions: ['portal.step'] },
        ],
      },
    },
    {
      // Not a test, but what makes the steps of one.
      files: ['src/stack/useStack.ts'],
      rules: {
        'jest/no-export': 'off',
        'jest/expect-expect': 'off',
        'jest/valid-title': 'off',
      },
    },
  ],
};
