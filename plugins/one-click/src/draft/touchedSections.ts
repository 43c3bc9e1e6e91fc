import type {
  Section,
  SpecChange,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { sectionOfKey } from './fieldKey';

/** The sections that edits touch, each once. */
export function touchedSections(
  changes: readonly SpecChange[],
  texts: Readonly<Record<string, string>>,
): readonly Section[] {
  return [
    ...new Set([
      ...changes.map(({ section }) => section),
      ...Object.keys(texts).map(sectionOfKey),
    ]),
  ];
}
