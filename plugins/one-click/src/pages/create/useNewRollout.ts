import { useCallback, useEffect, useState } from 'react';
import type { SpecEditor } from '../../draft/SpecEditor';
import { useFieldErrors } from '../../draft/useFieldErrors';
import type { ShownErrors } from '../../draft/useFieldErrors';
import { EMPTY_STATE, readState } from './newRolloutState';
import type { NewRolloutState } from './newRolloutState';

/** The create flow's state and the editor that its forms work on. */
export interface NewRollout {
  readonly state: NewRolloutState;
  readonly editor: SpecEditor;
  readonly shown: ShownErrors;
  change(patch: Partial<NewRolloutState>): void;
  /** Forgets what was typed, once the rollout exists. */
  forget(): void;
}

/** Keeps what is typed in the create flow of a project, over reloads too. */
export function useNewRollout(key: {
  readonly user: string;
  readonly project: string;
}): NewRollout {
  const id = `one-click.new:${key.user}:${key.project}`;
  const [state, setState] = useState(
    () => readState(sessionStorage.getItem(id)) ?? EMPTY_STATE,
  );
  useEffect(() => {
    if (state === EMPTY_STATE) {
      sessionStorage.removeItem(id);
    } else {
      sessionStorage.setItem(id, JSON.stringify(state));
    }
  }, [id, state]);

  const change = useCallback(
    (patch: Partial<NewRolloutState>) =>
      setState(old => ({ ...old, ...patch })),
    [],
  );
  const { spec, texts, name } = state;
  const shown = useFieldErrors({ spec, texts, name: name || undefined });
  return {
    state,
    shown,
    change,
    forget: () => setState(EMPTY_STATE),
    editor: {
      spec,
      base: undefined,
      texts,
      errors: shown.errors,
      errorOf: shown.errorOf,
      touch: shown.touch,
      edit: update => setState(old => ({ ...old, spec: update(old.spec) })),
      setText: (field, text) =>
        setState(old => ({ ...old, texts: withText(old.texts, field, text) })),
    },
  };
}

function withText(
  texts: Readonly<Record<string, string>>,
  field: string,
  text: string | undefined,
): Record<string, string> {
  const { [field]: _, ...rest } = texts;
  return text === undefined ? rest : { ...rest, [field]: text };
}
