import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import type { ButtonProps } from '@material-ui/core/Button';
import type { ReactNode, Ref } from 'react';
import { forwardRef } from 'react';

export interface ButtonLinkProps {
  readonly to: string;
  readonly variant?: NonNullable<ButtonProps['variant']>;
  readonly color?: 'primary';
  readonly size?: 'small';
  readonly children: ReactNode;
}

interface PlainLinkProps {
  readonly to: string;
  /** Material calls everything that looks like a button one. */
  readonly role?: string;
}

const PlainLink = forwardRef(
  ({ role: _, ...props }: PlainLinkProps, ref: Ref<HTMLAnchorElement>) => (
    // Without a colour of its own, which would win over the button's.
    <Link {...props} color="initial" ref={ref} underline="none" />
  ),
);

/** A link that looks like a button and is still a link: it opens in a new tab, and says what it is. */
export function ButtonLink(props: ButtonLinkProps) {
  return <Button {...props} component={PlainLink} />;
}
