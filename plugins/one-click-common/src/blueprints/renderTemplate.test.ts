import { answersJsonSchema, checkAnswers } from './answersSchema';
import { tryBlueprint } from './checkBlueprint';
import { escapeTemplate, renderTemplate } from './renderTemplate';
import type { BlueprintParameter, ParameterValues } from '../wire';

const PARAMETERS: readonly BlueprintParameter[] = [
  { type: 'imageTag', name: 'tag', title: 'Version', default: '1.27' },
  {
    type: 'number',
    name: 'count',
    title: 'Instances',
    minimum: 1,
    maximum: 5,
    integer: true,
  },
  { type: 'string', name: 'greeting', title: 'Greeting', required: false },
  { type: 'boolean', name: 'debug', title: 'Debug', default: false },
  { type: 'enum', name: 'level', title: 'Level', options: ['low', 'high'] },
  { type: 'quantity', name: 'memory', title: 'Memory', default: '64Mi' },
  { type: 'secret', name: 'key', title: 'Key', key: 'API_KEY' },
];

const image = { registry: 'docker.io', repository: 'library/nginx', tag: '1' };

function render(template: object, answers: ParameterValues = {}) {
  return renderTemplate({ template, parameters: PARAMETERS, answers });
}

describe('renderTemplate', () => {
  it('gives a field that is only a placeholder the type of its answer', () => {
    const rendered = render(
      {
        image: { ...image, tag: '${{ parameters.tag }}' },
        replicas: '${{parameters.count}}',
        suspend: '${{ parameters.debug }}',
      },
      { tag: '1.27', count: 3, debug: false },
    );

    expect(rendered).toEqual({
      ok: true,
      spec: { image: { ...image, tag: '1.27' }, replicas: 3, suspend: false },
    });
  });

  it('writes answers as text where a container reads text', () => {
    const rendered = render(
      {
        args: ['--level=${{ parameters.level }}', '${{ parameters.count }}'],
        env: [{ name: 'DEBUG', value: '${{ parameters.debug }}' }],
      },
      { level: 'high', count: 3, debug: false },
    );

    expect(rendered).toMatchObject({
      spec: {
        args: ['--level=high', '3'],
        env: [{ name: 'DEBUG', value: 'false' }],
      },
    });
  });

  it('leaves out what nobody answered, and the variable of it', () => {
    const rendered = render({
      env: [
        { name: 'GREETING', value: '${{ parameters.greeting }}' },
        { name: 'LINE', value: 'so: ${{ parameters.greeting }}' },
      ],
      serviceAccountName: '${{ parameters.greeting }}',
    });

    expect(rendered).toEqual({
      ok: true,
      spec: { env: [{ name: 'LINE', value: 'so: ' }] },
    });
  });

  it('never reads an answer as a template, nor as more than one field', () => {
    const rendered = render(
      { env: [{ name: 'A', value: '${{ parameters.greeting }}' }] },
      { greeting: '${{ parameters.level }}", "x": {"$ref": 1', level: 'high' },
    );

    expect(rendered).toEqual({
      ok: true,
      spec: {
        env: [
          { name: 'A', value: '${{ parameters.level }}", "x": {"$ref": 1' },
        ],
      },
    });
  });

  it('adds no prototype by a field of that name', () => {
    const template = JSON.parse('{"env": {"__proto__": {"polluted": true}}}');
    const rendered = render(template);

    expect(rendered.ok).toBe(true);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('gives back text that was escaped', () => {
    const spec = {
      env: [{ name: 'A', value: 'x ${{ secrets.TOKEN }} ${y} ${{ a' }],
    };

    expect(render(escapeTemplate(spec))).toEqual({ ok: true, spec });
  });

  it.each([
    {
      what: 'an unknown parameter',
      text: '${{ parameters.nope }}',
      says: "'nope', which the blueprint does not have",
    },
    {
      what: 'an expression',
      text: '${{ 1 + 1 }}',
      says: 'is no parameter',
    },
    {
      what: 'a way into an object',
      text: '${{ parameters.constructor.name }}',
      says: 'is no parameter',
    },
    {
      what: 'a secret',
      text: 'a ${{ parameters.key }}',
      says: "'key', which is a secret",
    },
    { what: 'an open end', text: 'a ${{ parameters.tag', says: 'a "${{"' },
  ])('refuses $what, and names the field', ({ text, says }) => {
    expect(render({ args: [text] }, { key: 'marker' })).toEqual({
      ok: false,
      errors: [
        { path: 'template.args[0]', message: expect.stringContaining(says) },
      ],
    });
  });

  it('refuses a name of a field with a parameter in it, and bottomless nesting', () => {
    let nested: object = {};
    for (let depth = 0; depth < 10_000; depth += 1) {
      nested = { nested };
    }

    expect(render({ '${{ parameters.tag }}': 1 }).ok).toBe(false);
    expect(render(nested).ok).toBe(false);
  });
});

describe('checkAnswers', () => {
  const answers = { count: 2, level: 'low', key: 'marker' };

  it('fills defaults in', () => {
    expect(checkAnswers(PARAMETERS, answers)).toEqual({
      ok: true,
      answers: { ...answers, tag: '1.27', debug: false, memory: '64Mi' },
    });
  });

  const WRONG: readonly { over: ParameterValues; path: string }[] = [
    { over: { count: 9 }, path: 'parameters.count' },
    { over: { count: 1.5 }, path: 'parameters.count' },
    { over: { level: 'middle' }, path: 'parameters.level' },
    { over: { tag: 'a b' }, path: 'parameters.tag' },
    { over: { memory: '1GB' }, path: 'parameters.memory' },
    { over: { debug: 'yes' }, path: 'parameters.debug' },
    { over: { more: 'x' }, path: 'parameters.more' },
    { over: { constructor: 'x' }, path: 'parameters.constructor' },
  ];

  it.each(WRONG)('names the parameter of $over', ({ over, path }) => {
    const checked = checkAnswers(PARAMETERS, { ...answers, ...over });

    expect(checked).toMatchObject({ ok: false, errors: [{ path }] });
    expect(JSON.stringify(checked)).not.toContain('marker');
  });

  it('says which ones are missing', () => {
    expect(checkAnswers(PARAMETERS, {})).toMatchObject({
      ok: false,
      errors: [
        { path: 'parameters.count', message: 'is missing: give it a value' },
        { path: 'parameters.level' },
        { path: 'parameters.key' },
      ],
    });
  });

  it('has a JSON Schema for forms', () => {
    expect(answersJsonSchema(PARAMETERS)).toMatchObject({
      type: 'object',
      required: ['count', 'level', 'key'],
      additionalProperties: false,
      properties: {
        tag: { type: 'string', title: 'Version', default: '1.27' },
        count: { type: 'integer', minimum: 1, maximum: 5 },
        level: { enum: ['low', 'high'] },
        key: { format: 'password', writeOnly: true },
      },
    });
  });
});

describe('tryBlueprint', () => {
  const tag = '${{ parameters.tag }}';
  const [asked] = PARAMETERS;

  it('tries a template with samples', () => {
    expect(
      tryBlueprint({
        parameters: PARAMETERS.filter(({ name }) =>
          ['tag', 'count', 'key'].includes(name),
        ),
        template: {
          image: { ...image, tag },
          replicas: '${{ parameters.count }}',
        },
      }),
    ).toEqual({
      ok: true,
      spec: { image: { ...image, tag: '1.27' }, replicas: 1 },
    });
  });

  it.each([
    {
      what: 'a parameter that nothing uses',
      parameters: [asked!],
      template: { image },
      path: 'parameters[0]',
    },
    {
      what: 'two of one name',
      parameters: [asked!, asked!],
      template: { image: { ...image, tag } },
      path: 'parameters[1]',
    },
    {
      what: 'a default that does not fit',
      parameters: [{ ...asked!, default: 'a b' } as BlueprintParameter],
      template: { image: { ...image, tag } },
      path: 'parameters.tag',
    },
  ])('refuses $what', ({ parameters, template, path }) => {
    expect(tryBlueprint({ parameters, template })).toMatchObject({
      ok: false,
      errors: [{ path }],
    });
  });
});
