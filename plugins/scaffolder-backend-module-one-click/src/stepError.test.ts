import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import { createStepError, describeFields, toStepError } from './stepError';

describe('describeFields', () => {
  const fields = [
    { path: 'spec.image.tag', message: 'must be a tag' },
    { path: 'spec.replicas', message: 'must be a number' },
  ];

  it('names each field on a line of its own', () => {
    expect(describeFields('Not valid', fields)).toBe(
      'Not valid\n- spec.image.tag: must be a tag\n- spec.replicas: must be a number',
    );
  });

  it('leaves out what the sentence tells already', () => {
    expect(
      describeFields("Not valid: 'spec.image.tag' must be a tag", fields),
    ).toBe(
      "Not valid: 'spec.image.tag' must be a tag\n- spec.replicas: must be a number",
    );
  });
});

describe('toStepError', () => {
  it('logs a refusal without the code that threw it', async () => {
    const body = {
      error: { name: 'NotFoundError', message: "No project 'x'" },
    };
    const refusal = await OneClickError.fromResponse(
      new Response(JSON.stringify(body), { status: 404 }),
    );

    expect(toStepError(refusal)).toMatchObject({
      name: 'NotFoundError',
      message: "No project 'x'",
      stack: "NotFoundError: No project 'x'",
    });
  });

  it('leaves an error of our own as it is, since its stack helps', () => {
    const error = new TypeError('undefined is not a function');

    expect(toStepError(error)).toBe(error);
  });
});

describe('createStepError', () => {
  it('logs its message only', () => {
    expect(createStepError('Too late').stack).toBe('Error: Too late');
  });
});
