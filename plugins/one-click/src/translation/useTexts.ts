import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  TranslationFunction,
  TranslationRef,
} from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { oneClickTranslationRef } from './oneClickTranslationRef';

type Messages = typeof oneClickTranslationRef extends TranslationRef<
  string,
  infer M
>
  ? M
  : never;

type Plural = 'one' | 'other';
type Collapsed = {
  [K in keyof Messages as K extends `${infer Stem}_${Plural}`
    ? Stem
    : K]: Messages[K];
};

/** Names a text; one that counts is named without `_one` and `_other`. */
export type TextKey = keyof Collapsed & string;

type Names<Message> = Message extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** What a text needs to be told; numbers are written as the reader's language does. */
export type TextParams<K extends TextKey> = Record<
  Names<Collapsed[K]>,
  string | number
>;

/** Gives the text of a key, with its parameters filled in. */
export type Texts = <K extends TextKey>(
  key: K,
  ...params: [Names<Collapsed[K]>] extends [never] ? [] : [TextParams<K>]
) => string;

type Untyped = (
  key: string,
  params?: Readonly<Record<string, string | number>>,
) => string;

/** Gives the texts of the pages in the reader's language. */
export function useTexts(): Texts {
  const { t } = useTranslationRef(oneClickTranslationRef);
  return useMemo(() => toTexts(t), [t]);
}

/** The host's translation function as ours: it takes numbers, and checks keys and names. */
export function toTexts(
  t: TranslationFunction<Messages> | ((...args: never[]) => unknown),
): Texts {
  const untyped = t as Untyped;
  const texts: Untyped = (key, params) => untyped(key, withNumbers(params));
  return texts as Texts;
}

/** Writes numbers with the reader's separators; `count` chooses the plural and stays one. */
function withNumbers(params: Readonly<Record<string, string | number>> = {}) {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' && name !== 'count'
        ? value.toLocaleString()
        : value,
    ]),
  );
}
