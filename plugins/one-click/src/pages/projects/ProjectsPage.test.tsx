import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleWorld } from '../../testing/exampleWorld';
import { FakeOneClickApi } from '../../testing/FakeOneClickApi';
import {
  aCluster,
  aHealth,
  aProject,
  ME,
  minutesAgo,
} from '../../testing/fixtures';
import { renderPlugin } from '../../testing/renderPlugin';
import { refusal } from '../../testing/refusal';

jest.setTimeout(300_000);

async function findProject(name: string) {
  const heading = await screen.findByRole('heading', { name });
  return heading.closest('article') as HTMLElement;
}

describe('the page of projects', () => {
  beforeEach(() => sessionStorage.clear());

  it('shows each project with its counts, owner and tags', async () => {
    renderPlugin('/projects', new FakeOneClickApi(exampleWorld()));
    const shop = within(await findProject('Shop'));

    expect(shop.getByText('Webshop and checkout')).toBeInTheDocument();
    expect(shop.getByTitle('Down')).toHaveTextContent('1');
    expect(shop.getByText('production')).toBeInTheDocument();
    expect(shop.getByRole('link', { name: 'Shop' })).toHaveAttribute(
      'href',
      '/one-click/projects/shop/rollouts',
    );
  });

  it('names what needs attention, why, and what to do', async () => {
    renderPlugin('/projects', new FakeOneClickApi(exampleWorld()));
    const panel = await screen.findByRole('region', {
      name: 'Needs attention (2)',
    });

    expect(panel).toHaveTextContent(
      'Container checkout exits with code 1 right after start (5 times).',
    );
    expect(
      within(panel).getByRole('link', { name: 'Change the image' }),
    ).toHaveAttribute('href', '/one-click/projects/crm/rollouts/api/image');
  });

  it('has no panel where nothing needs attention', async () => {
    renderPlugin(
      '/projects',
      new FakeOneClickApi({ projects: [aProject()], rollouts: [] }),
    );
    await findProject('Shop');

    expect(screen.queryByText(/Needs attention \(/)).not.toBeInTheDocument();
  });

  it('says what a project is where there is none', async () => {
    renderPlugin('/projects', new FakeOneClickApi());

    expect(await screen.findByText('No projects yet')).toBeInTheDocument();
  });

  it('says that none is mine, and shows all on demand', async () => {
    const world = exampleWorld();
    renderPlugin(
      '/projects?mine=1',
      new FakeOneClickApi({
        ...world,
        me: { ...ME, ownershipEntityRefs: ['user:default/lee'] },
      }),
    );
    expect(
      await screen.findByText(
        'None of the 3 projects belongs to you or your teams.',
      ),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));

    expect(await findProject('CRM')).toBeInTheDocument();
  });

  it('filters by tag, and lifts the filters', async () => {
    renderPlugin('/projects?q=nothing', new FakeOneClickApi(exampleWorld()));
    await screen.findByText('Nothing matches these filters.');
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await findProject('Shop');
    await userEvent.click(screen.getByRole('button', { name: /^demo/ }));

    expect(await findProject('Playground')).toBeInTheDocument();
    expect(
      screen.queryByRole('heading', { name: 'Shop' }),
    ).not.toBeInTheDocument();
  });

  it('says what failed in the words of the server, and tries again', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    api.fail(
      'listProjects',
      await refusal(503, { message: 'The database does not answer' }),
    );
    renderPlugin('/projects', api);
    const panel = await screen.findByRole('alert');
    expect(panel).toHaveTextContent('Could not load the projects.');
    expect(panel).toHaveTextContent('The database does not answer');

    api.heal('listProjects');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await findProject('Shop')).toBeInTheDocument();
  });

  it('says to screen readers that it loads', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    const release = api.hold('listProjects');
    renderPlugin('/projects', api);
    expect(
      await screen.findByRole('status', { name: 'Loading the projects' }),
    ).toHaveAttribute('aria-busy', 'true');
    release();

    expect(await findProject('Shop')).toBeInTheDocument();
  });

  it('says once that a cluster is away, and that saves wait', async () => {
    renderPlugin(
      '/projects',
      new FakeOneClickApi({
        ...exampleWorld(),
        clusters: [aCluster({ state: 'away', since: minutesAgo(4.5) })],
      }),
    );

    expect(
      await screen.findByText(/Cluster eu-1 has not answered for 4 min/),
    ).toHaveTextContent('changes wait and are applied in order');
  });

  it('changes what needs attention as the stream tells', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin('/projects', api);
    await screen.findByRole('region', { name: 'Needs attention (2)' });
    await waitFor(() => expect(api.topics).toContain('rollouts'));
    api.change(
      { project: 'crm', rollout: 'api' },
      { health: aHealth({ state: 'Healthy' }) },
    );

    expect(
      await screen.findByRole('region', { name: 'Needs attention (1)' }),
    ).toBeInTheDocument();
  });
});

describe('the dialog for a new project', () => {
  async function openDialog(api: FakeOneClickApi) {
    renderPlugin('/projects', api);
    await findProject('Shop');
    await userEvent.click(screen.getByRole('button', { name: 'New project' }));
    return within(await screen.findByRole('dialog'));
  }

  it('makes a project whose short name follows its name, and goes there', async () => {
    const api = new FakeOneClickApi({
      ...exampleWorld(),
      clusters: [aCluster()],
    });
    const dialog = await openDialog(api);
    await userEvent.type(dialog.getByLabelText('Name *'), 'Web Ünit');
    expect(dialog.getByLabelText('Short name *')).toHaveValue('web-unit');
    expect(dialog.queryByLabelText('Cluster *')).not.toBeInTheDocument();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Create project' }),
    );

    expect(
      await screen.findByRole('heading', { name: 'Web Ünit' }),
    ).toBeInTheDocument();
    expect(api.projects.at(-1)).toMatchObject({
      name: 'web-unit',
      owner: 'group:default/team-payments',
    });
  });

  it('says at the field that a name is taken, and keeps what was typed', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    const dialog = await openDialog(api);
    await userEvent.type(dialog.getByLabelText('Name *'), 'Shop');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Create project' }),
    );

    expect(
      await dialog.findByText('Short name is taken: choose another'),
    ).toBeInTheDocument();
    expect(dialog.getByLabelText('Name *')).toHaveValue('Shop');
  });

  it('asks before it loses what was typed', async () => {
    const dialog = await openDialog(new FakeOneClickApi(exampleWorld()));
    await userEvent.type(dialog.getByLabelText('Name *'), 'Web');
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Stay' }));

    expect(
      within(await screen.findByRole('dialog')).getByLabelText('Name *'),
    ).toHaveValue('Web');
  });

  it('is closed to who may not create, with the reason', async () => {
    renderPlugin(
      '/projects',
      new FakeOneClickApi({
        ...exampleWorld(),
        me: { ...ME, canCreateProjects: false },
      }),
    );
    await findProject('Shop');
    const button = screen.getByRole('button', { name: 'New project' });

    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription(
      'Your platform team creates projects here.',
    );
    await userEvent.click(button);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});
