import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { createContext, useContext } from 'react';
import type { FieldKey } from './fieldKey';
import type { FieldErrors } from './validateSpec';

/** What the forms of a spec work on: a draft of a rollout, or a rollout to be created. */
export interface SpecEditor {
  readonly spec: RolloutSpecInput;
  /** What changed fields are compared with; absent while a rollout is created. */
  readonly base: RolloutSpecInput | undefined;
  /** Typed texts that are no value yet. */
  readonly texts: Readonly<Record<FieldKey, string>>;
  /** What is wrong, whether or not it is shown already. */
  readonly errors: FieldErrors;
  /** The error to show at a field: after it was left, or after all were asked for. */
  errorOf(key: FieldKey): string | undefined;
  /** The reader has left a field. */
  touch(key: FieldKey): void;
  edit(update: (spec: RolloutSpecInput) => RolloutSpecInput): void;
  /** Keeps a text that is no value, or lets it go. */
  setText(key: FieldKey, text: string | undefined): void;
}

const SpecEditorContext = createContext<SpecEditor | undefined>(undefined);

export const SpecEditorProvider = SpecEditorContext.Provider;

/** The spec that the forms around the caller edit. */
export function useSpecEditor(): SpecEditor {
  const editor = useContext(SpecEditorContext);
  if (!editor) {
    throw new Error('Forms of a spec need SpecEditorProvider around them');
  }
  return editor;
}
