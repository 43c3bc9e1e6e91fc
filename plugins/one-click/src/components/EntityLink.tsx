import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  EntityDisplayName,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';

/** A link to a catalog entity by its display name; only the name where the portal has no catalog page. */
export function EntityLink({ entityRef }: { readonly entityRef: string }) {
  const toEntity = useRouteRef(entityRouteRef);
  const name = (
    <EntityDisplayName entityRef={entityRef} hideIcon disableTooltip />
  );
  if (!toEntity) {
    return name;
  }
  return <Link to={toEntity(parseEntityRef(entityRef))}>{name}</Link>;
}
