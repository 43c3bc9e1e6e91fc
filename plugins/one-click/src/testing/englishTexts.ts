import { messages } from '../translation/oneClickTranslationRef';
import type { Texts } from '../translation';
import { toTexts } from '../translation/useTexts';

interface Nested {
  readonly [key: string]: string | Nested;
}

function find(key: string): string | undefined {
  const found = key
    .split('.')
    .reduce<string | Nested | undefined>(
      (node, step) => (typeof node === 'object' ? node[step] : undefined),
      messages,
    );
  return typeof found === 'string' ? found : undefined;
}

/** The texts as a reader of English gets them, for tests without a page. */
export function englishTexts(): Texts {
  return toTexts(
    (key: string, params: Readonly<Record<string, string | number>>) => {
      const plural = params.count === 1 ? 'one' : 'other';
      const text = find(key) ?? find(`${key}_${plural}`) ?? key;
      return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
        String(params[name]),
      );
    },
  );
}
