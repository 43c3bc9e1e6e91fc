import { aSpec } from '../../testing/fixtures';
import {
  addVariable,
  changeVariable,
  comparePasted,
  duplicateNames,
  keepLineEnds,
  looksSecret,
  mergePasted,
  removeVariable,
  restoreVariable,
} from './variableEdits';

const spec = aSpec({
  env: [
    { name: 'A', value: '1' },
    { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    { name: 'B', value: '2' },
  ],
});

describe('edits of variables', () => {
  it('change a value and leave its neighbours alone', () => {
    expect(changeVariable(2, { value: 'x=y\nz' })(spec).env).toEqual([
      spec.env?.[0],
      spec.env?.[1],
      { name: 'B', value: 'x=y\nz' },
    ]);
  });

  it('keep a reference when its name changes', () => {
    expect(changeVariable(1, { name: 'IP' })(spec).env?.[1]).toEqual({
      name: 'IP',
      valueFrom: { fieldRef: { fieldPath: 'status.podIP' } },
    });
  });

  it('leave no empty list behind, so that adding and removing is no change', () => {
    const { env: _, ...without } = aSpec();

    expect(removeVariable(0)(addVariable(without))).toEqual(without);
  });

  it('put a removed variable back', () => {
    const removed = removeVariable(0)(spec);

    expect(
      restoreVariable({ name: 'A', value: '1' })(removed).env,
    ).toHaveLength(3);
  });
});

describe('pasted variables', () => {
  const pasted = [
    { name: 'A', value: '1' },
    { name: 'B', value: 'new' },
    { name: 'C', value: '' },
  ];

  it('are counted as new, changed and the same', () => {
    expect(comparePasted(spec.env ?? [], pasted)).toEqual({
      added: 1,
      changed: 1,
      same: 1,
    });
  });

  it('replace known values in their place and come behind the others', () => {
    expect(mergePasted(pasted)(spec).env).toEqual([
      { name: 'A', value: '1' },
      spec.env?.[1],
      { name: 'B', value: 'new' },
      { name: 'C', value: '' },
    ]);
  });

  it('turn a reference into the plain value that was pasted', () => {
    expect(
      mergePasted([{ name: 'POD_IP', value: '::1' }])(spec).env?.[1],
    ).toEqual({ name: 'POD_IP', value: '::1' });
  });
});

describe('what is said about variables', () => {
  it('finds names that are there twice, and no empty ones', () => {
    const env = [{ name: 'A' }, { name: '' }, { name: '' }, { name: 'A' }];

    expect([...duplicateNames(env)]).toEqual(['A']);
  });

  it('suspects names and addresses that carry a secret', () => {
    expect(looksSecret({ name: 'DB_PASSWORD', value: 'x' })).toBe(true);
    expect(looksSecret({ name: 'URL', value: 'postgres://u:p@db/app' })).toBe(
      true,
    );
    expect(looksSecret({ name: 'URL', value: 'postgres://u@db/app' })).toBe(
      false,
    );
    expect(looksSecret({ name: 'DB_PASSWORD', value: '' })).toBe(false);
  });

  it('keeps carriage returns that a text field cannot hold', () => {
    expect(keepLineEnds('a\r\nb', 'a\nb\nc')).toBe('a\r\nb\r\nc');
    expect(keepLineEnds('a\nb', 'a\nb\nc')).toBe('a\nb\nc');
  });
});
