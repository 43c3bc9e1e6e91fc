import { screen, waitFor, within } from '@testing-library/react';
import { exampleWorld } from '../../testing/exampleWorld';
import { FakeOneClickApi } from '../../testing/FakeOneClickApi';
import { aCluster, aProject } from '../../testing/fixtures';
import { renderPlugin } from '../../testing/renderPlugin';

jest.setTimeout(300_000);

describe('the page of a project', () => {
  it('shows whose it is, where it is, and only its own rollouts', async () => {
    renderPlugin('/projects/crm', new FakeOneClickApi(exampleWorld()));
    await screen.findByRole('heading', { level: 2, name: 'CRM' });
    const table = within(await screen.findByRole('table'));

    expect(screen.getByText(/namespace oc-crm/)).toBeInTheDocument();
    expect(table.getByRole('link', { name: 'api' })).toBeInTheDocument();
    expect(table.queryByRole('link', { name: 'checkout' })).toBeNull();
  });

  it('says what a viewer lacks to create a rollout, and who can grant it', async () => {
    renderPlugin('/projects/crm', new FakeOneClickApi(exampleWorld()));
    const button = await screen.findByRole('button', { name: 'New rollout' });

    expect(button).toHaveAccessibleDescription(
      'Needs the editor role in CRM. team-crm can grant it.',
    );
  });

  it('leads an editor to the create flow', async () => {
    renderPlugin('/projects/shop', new FakeOneClickApi(exampleWorld()));

    expect(
      await screen.findByRole('link', { name: 'New rollout' }),
    ).toHaveAttribute('href', '/one-click/projects/shop/new');
  });

  it('says how to begin where nothing runs', async () => {
    renderPlugin(
      '/projects/shop',
      new FakeOneClickApi({ projects: [aProject()] }),
    );

    expect(
      await screen.findByText('Nothing runs here yet'),
    ).toBeInTheDocument();
  });

  it('uses the same words for what is not there and for what may not be seen', async () => {
    renderPlugin('/projects/secret', new FakeOneClickApi(exampleWorld()));

    expect(
      await screen.findByRole('heading', {
        name: 'Nothing here that you can see',
      }),
    ).toBeInTheDocument();
  });

  it('says that the operator is away, in its own cluster only', async () => {
    renderPlugin(
      '/projects/shop',
      new FakeOneClickApi({
        ...exampleWorld(),
        clusters: [
          aCluster({ operator: 'away' }),
          aCluster({ name: 'us-1', title: 'us-1', state: 'away' }),
        ],
      }),
    );

    expect(
      await screen.findByText(/The operator in cluster eu-1 is not running/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/us-1/)).not.toBeInTheDocument();
  });

  it('watches only its own project', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin('/projects/shop', api);

    await waitFor(() =>
      expect(api.topics).toEqual(['clusters', 'project:shop']),
    );
  });
});
