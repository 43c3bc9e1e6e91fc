import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleWorld } from '../../testing/exampleWorld';
import { FakeOneClickApi } from '../../testing/FakeOneClickApi';
import { aHealth, aRolloutDetail } from '../../testing/fixtures';
import { renderPlugin } from '../../testing/renderPlugin';

jest.setTimeout(300_000);

async function shownNames(): Promise<string[]> {
  const table = await screen.findByRole('table');
  return within(table)
    .getAllByRole('link')
    .map(link => link.getAttribute('href') ?? '')
    .filter(href => /\/rollouts\/[^/]+\/overview$/.test(href))
    .map(href => href.replace(/.*projects\/(.*)\/overview$/, '$1'));
}

describe('the page of all rollouts', () => {
  it('shows them worst first, with the cause of each problem', async () => {
    renderPlugin('/rollouts', new FakeOneClickApi(exampleWorld()));

    expect((await shownNames()).slice(0, 3)).toEqual([
      'shop/rollouts/checkout',
      'crm/rollouts/api',
      'crm/rollouts/web',
    ]);
    expect(
      screen.getByText('The registry has no tag 2.1 for ghcr.io/acme/api.'),
    ).toBeInTheDocument();
  });

  it('opens addresses elsewhere, by https where they are encrypted', async () => {
    renderPlugin('/rollouts', new FakeOneClickApi(exampleWorld()));
    const link = await screen.findByRole('link', { name: /^pay\.acme\.io/ });

    expect(link).toHaveAttribute('href', 'https://pay.acme.io');
    expect(link).toHaveAttribute('rel', expect.stringContaining('noopener'));
    expect(
      screen.getByRole('link', { name: /^crm\.acme\.io/ }),
    ).toHaveAttribute('href', 'http://crm.acme.io/app');
  });

  it('filters by what is in the address bar', async () => {
    renderPlugin(
      '/rollouts?health=Blocked',
      new FakeOneClickApi(exampleWorld()),
    );

    expect(await shownNames()).toEqual(['crm/rollouts/api']);
  });

  it('shows a long list page by page', async () => {
    const rollouts = Array.from({ length: 60 }, (_, index) => ({
      detail: aRolloutDetail({ name: `web-${index}`, title: `web-${index}` }),
      revisions: [],
    }));
    renderPlugin('/rollouts', new FakeOneClickApi({ rollouts }));
    expect(await screen.findByText('1–50 of 60')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));

    await waitFor(async () => expect(await shownNames()).toHaveLength(60));
    expect(
      screen.queryByRole('button', { name: 'Show more' }),
    ).not.toBeInTheDocument();
  });

  it('does not move rows under the pointer, and offers to sort again', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin('/rollouts', api);
    const before = await shownNames();
    await waitFor(() => expect(api.topics).toContain('rollouts'));
    await userEvent.hover(screen.getByRole('table'));
    api.change(
      { project: 'shop', rollout: 'worker' },
      { health: aHealth({ state: 'Down', ready: 0 }) },
    );
    await screen.findByText('Order has changed');
    expect(await shownNames()).toEqual(before);

    await userEvent.click(screen.getByRole('button', { name: 'Sort again' }));
    expect((await shownNames()).slice(0, 2)).toContain('shop/rollouts/worker');
  });

  it('says where rollouts come from while there is none', async () => {
    renderPlugin('/rollouts', new FakeOneClickApi());

    expect(
      await screen.findByText(
        'Rollouts appear here from every project you can see.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /Go to projects/ }),
    ).toHaveAttribute('href', '/one-click/projects');
  });
});
