import { chooseContext } from './chooseContext';

const file = (...names: string[]) =>
  JSON.stringify({
    'current-context': 'prod',
    contexts: names.map(name => ({ name })),
  });

describe('chooseContext', () => {
  it('takes the only context there is', () => {
    expect(chooseContext(file('dev'), undefined)).toBe('dev');
  });

  it('takes the context that is wanted', () => {
    expect(chooseContext(file('prod', 'dev'), 'dev')).toBe('dev');
  });

  it('never takes the current context of several', () => {
    expect(() => chooseContext(file('prod', 'dev'), undefined)).toThrow(
      "say which by CONTEXT=, one of 'prod', 'dev'",
    );
  });

  it('names the contexts there are where the wanted one is not', () => {
    expect(() => chooseContext(file('prod', 'dev'), 'test')).toThrow(
      "no context 'test', only 'prod', 'dev'",
    );
  });
});
