import { withoutSecretValues } from './withoutSecretValues';

describe('withoutSecretValues', () => {
  it.each([
    [
      'a Secret, whatever the field',
      'metadata.labels: Invalid value: "hunter2": a valid label must be short',
      { kind: 'Secret' },
      'metadata.labels: Invalid value: (hidden): a valid label must be short',
    ],
    [
      'a field that is named like one',
      'Invalid value: "hunter2": must not be empty',
      { kind: 'Rollout', field: 'spec.image.password' },
      'Invalid value: (hidden): must not be empty',
    ],
    [
      'a text that names the field itself',
      'Rollout "x" is invalid: spec.secrets[0].value: Invalid value: "hun\\"ter2": too short',
      { kind: 'Rollout' },
      'Rollout "x" is invalid: spec.secrets[0].value: Invalid value: (hidden): too short',
    ],
    [
      'a value that is an object',
      'spec.secrets[1]: Duplicate value: {"name":"A","value":"hunter2"}',
      {},
      'spec.secrets[1]: Duplicate value: (hidden)',
    ],
    [
      'a number',
      'spec.token: Invalid value: 4711: must be a string',
      {},
      'spec.token: Invalid value: (hidden): must be a string',
    ],
  ])('hides the value of %s', (...[, text, about, expected]) => {
    expect(withoutSecretValues(text, about)).toBe(expected);
  });

  it('leaves other values, since they say what to change', () => {
    const text = 'spec.replicas: Invalid value: -1: must be positive';
    expect(withoutSecretValues(text, { kind: 'Deployment' })).toBe(text);
  });

  it('does not take a value for a name', () => {
    const text = 'spec.name: Invalid value: "my-token": must be a DNS label';
    expect(withoutSecretValues(text, { kind: 'Rollout' })).toBe(text);
  });
});
