export { oneClickTranslationRef } from './oneClickTranslationRef';
export { useTexts } from './useTexts';
export type { TextKey, TextParams, Texts } from './useTexts';
