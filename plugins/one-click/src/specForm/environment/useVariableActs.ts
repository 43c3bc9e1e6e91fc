import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { useMemo, useRef } from 'react';
import { useSpecEditor } from '../../draft/SpecEditor';
import type { FieldKey } from '../../draft/fieldKey';
import { focusVariable } from './variableFocus';

/** What a row can do. */
export interface VariableActs {
  edit(update: (spec: RolloutSpecInput) => RolloutSpecInput): void;
  touch(key: FieldKey): void;
  /** Goes on to the row behind the one at a place, or makes one. */
  goOn(index: number): void;
  /** Takes a pasted text that is more than a name; says whether it did. */
  pasteIntoName(text: string): boolean;
}

/** Gives the acts of rows as one object that stays the same, whatever is edited. */
export function useVariableActs(handlers: {
  readonly onAdd: () => void;
  readonly onPasteIntoName: (text: string) => boolean;
}): VariableActs {
  const editor = useSpecEditor();
  const latest = useRef({ editor, handlers });
  latest.current = { editor, handlers };
  return useMemo(
    () => ({
      edit: update => latest.current.editor.edit(update),
      touch: key => latest.current.editor.touch(key),
      goOn: index => {
        const count = latest.current.editor.spec.env?.length ?? 0;
        if (index + 1 < count) {
          focusVariable(index + 1);
        } else {
          latest.current.handlers.onAdd();
        }
      },
      pasteIntoName: text => latest.current.handlers.onPasteIntoName(text),
    }),
    [],
  );
}
