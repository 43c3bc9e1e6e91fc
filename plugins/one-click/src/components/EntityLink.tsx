import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  EntityDisplayName,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';

export interface EntityLinkProps {
  readonly entityRef: string;
  /** Puts the kind before the name, where the name alone is no telling. */
  readonly withKind?: boolean | undefined;
}

/** A link to a catalog entity by its display name; only the name where the portal has no catalog page. */
export function EntityLink({ entityRef, withKind }: EntityLinkProps) {
  const toEntity = useRouteRef(entityRouteRef);
  const ref = parseEntityRef(entityRef);
  const name = (
    <span>
      {withKind && `${ref.kind}:`}
      <EntityDisplayName disableTooltip entityRef={entityRef} hideIcon />
    </span>
  );
  if (!toEntity) {
    return name;
  }
  return <Link to={toEntity(ref)}>{name}</Link>;
}
