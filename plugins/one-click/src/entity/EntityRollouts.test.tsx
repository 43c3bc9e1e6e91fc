import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { oneClickApiRef } from '../api/apiRef';
import {
  OneClickProvider,
  useCreateOneClickData,
} from '../live/OneClickProvider';
import { projectsRouteRef, rolloutsRouteRef } from '../routes';
import { exampleWorld } from '../testing/exampleWorld';
import { FakeOneClickApi } from '../testing/FakeOneClickApi';
import { aProject } from '../testing/fixtures';
import { EntityRollouts } from './EntityRollouts';

jest.setTimeout(300_000);

function Tab({ kind, name }: { readonly kind: string; readonly name: string }) {
  const entity = { apiVersion: 'v1', kind, metadata: { name } };
  return (
    <OneClickProvider data={useCreateOneClickData()}>
      <EntityProvider entity={entity}>
        <EntityRollouts />
      </EntityProvider>
    </OneClickProvider>
  );
}

function renderTab(api: FakeOneClickApi, name: string, kind = 'Component') {
  return renderInTestApp(<Tab kind={kind} name={name} />, {
    apis: [[oneClickApiRef, api]],
    mountedRoutes: {
      '/one-click/projects': projectsRouteRef,
      '/one-click/rollouts': rolloutsRouteRef,
    },
  });
}

describe('the rollouts of a catalog entity', () => {
  it('shows those that run it, live', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderTab(api, 'web');

    expect(
      await screen.findByRole('link', { name: 'checkout' }),
    ).toHaveAttribute(
      'href',
      '/one-click/projects/shop/rollouts/checkout/overview',
    );
    expect(screen.queryByRole('link', { name: 'api' })).toBeNull();
    await waitFor(() =>
      expect(api.topics).toContain('entity:component:default/web'),
    );
  });

  it('leads to the create flow with the entity filled in', async () => {
    renderTab(
      new FakeOneClickApi({ ...exampleWorld(), projects: [aProject()] }),
      'unused',
    );
    expect(
      await screen.findByText('No rollout runs this component yet'),
    ).toBeInTheDocument();

    expect(
      await screen.findByRole('link', { name: 'New rollout' }),
    ).toHaveAttribute(
      'href',
      '/one-click/projects/shop/new?entityRef=component%3Adefault%2Funused',
    );
  });

  it('asks for the project where there are several that one may edit', async () => {
    renderTab(new FakeOneClickApi(exampleWorld()), 'unused', 'System');
    expect(
      await screen.findByText('No rollout runs this system yet'),
    ).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('button', { name: 'New rollout' }),
    );

    expect(
      (await screen.findAllByRole('menuitem')).map(item => item.textContent),
    ).toEqual(['Shop', 'Playground']);
  });

  it('says what is missing where one may edit no project', async () => {
    renderTab(new FakeOneClickApi(), 'unused');

    expect(
      await screen.findByRole('button', { name: 'New rollout' }),
    ).toHaveAccessibleDescription(
      'Create a project first, or ask its owner for the editor role in one.',
    );
  });
});
