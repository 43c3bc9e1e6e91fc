import Tooltip from '@material-ui/core/Tooltip';
import type { ReactElement } from 'react';
import { useId } from 'react';
import { VisuallyHidden } from './VisuallyHidden';

/** Goes on the control: it stays focusable, so that its reason can be read. */
export interface DisabledProps {
  readonly 'aria-disabled'?: true;
  readonly 'aria-describedby'?: string;
  readonly style?: { readonly opacity: number; readonly cursor: string };
}

export interface DisabledReasonProps {
  /** Why the control does nothing; absent where it works. */
  readonly reason: string | undefined;
  readonly children: (props: DisabledProps) => ReactElement;
}

/** Disables a control and says why and who can help, on hover, on focus and to screen readers. */
export function DisabledReason({ reason, children }: DisabledReasonProps) {
  const id = useId();
  if (reason === undefined) {
    return children({});
  }
  return (
    <>
      <Tooltip title={reason}>
        {children({
          'aria-disabled': true,
          'aria-describedby': id,
          style: { opacity: 0.6, cursor: 'not-allowed' },
        })}
      </Tooltip>
      <VisuallyHidden>
        <span id={id}>{reason}</span>
      </VisuallyHidden>
    </>
  );
}
