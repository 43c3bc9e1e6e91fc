import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleWorld } from '../../testing/exampleWorld';
import { FakeOneClickApi } from '../../testing/FakeOneClickApi';
import { aHealth } from '../../testing/fixtures';
import { renderPlugin } from '../../testing/renderPlugin';

jest.setTimeout(300_000);

const REF = { project: 'shop', rollout: 'web' };
const WEB = '/projects/shop/rollouts/web';
const BLOCKED = '/projects/crm/rollouts/api';

async function findHeader() {
  const heading = await screen.findByRole('heading', { level: 2, name: 'web' });
  return heading.closest('header') as HTMLElement;
}

describe('the page of a rollout', () => {
  beforeEach(() => sessionStorage.clear());

  it('says how it is, since when, and what users get', async () => {
    renderPlugin(WEB, new FakeOneClickApi(exampleWorld()));
    const header = await findHeader();

    expect(header).toHaveTextContent('Healthy');
    expect(header).toHaveTextContent('for 2 d');
    expect(header).toHaveTextContent('All 3 instances serve revision 15.');
    await waitFor(() => expect(document.title).toBe('✔ web – Healthy · Shop'));
  });

  it('lists its instances and how it is set up', async () => {
    renderPlugin(WEB, new FakeOneClickApi(exampleWorld()));
    const instances = await screen.findByRole('region', { name: 'Instances' });
    const setUp = screen.getByRole('region', { name: 'Set-up' });

    expect(instances).toHaveTextContent('3 of 3 ready');
    expect(instances).toHaveTextContent('web-6bd9f7c5-x7k2p');
    expect(setUp).toHaveTextContent('http 8080 → shop.acme.io');
    expect(setUp).toHaveTextContent('6 variables, 1 secret source');
  });

  it('says why it is not well, where that is mended, and the whole chain on demand', async () => {
    renderPlugin(BLOCKED, new FakeOneClickApi(exampleWorld()));
    expect(
      await screen.findByText(
        'The registry has no tag 2.1 for ghcr.io/acme/api.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('Revision 14 still serves.')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /Image.*the present problem is fixed/ }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Why?' }));

    expect(
      screen.getByRole('list', { name: 'Chain of causes' }),
    ).toHaveTextContent('Pod api-6bd9f-x7k2p');
    expect(
      screen.getByText(/^«ErrImagePull: .*manifest unknown»$/),
    ).toBeVisible();
  });

  it('changes its state as the stream tells, and says so politely', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(WEB, api);
    const header = await findHeader();
    await waitFor(() => expect(api.topics).toContain('rollout:shop/web'));
    api.change(REF, { health: aHealth({ state: 'Down', ready: 0 }) });

    await waitFor(() =>
      expect(header).toHaveTextContent('Nothing is serving.'),
    );
    expect(await screen.findByText('web is now Down.')).toBeInTheDocument();
  });

  it('says that it is not live any more, and as of when it is', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(WEB, api);
    await findHeader();
    await waitFor(() => expect(api.topics).not.toEqual([]));
    api.breakStream();

    expect(
      await screen.findByText(/^Reconnecting\. Shown as of \d\d:\d\d:\d\d\.$/),
    ).toBeInTheDocument();
    expect(await screen.findByText('Live again.')).toBeInTheDocument();
  });

  it('keeps what it shows when reading again fails', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(WEB, api);
    const header = await findHeader();
    await waitFor(() => expect(api.topics).not.toEqual([]));
    api.fail('getRollout');
    api.emit({ type: 'reset' });

    await waitFor(() =>
      expect(api.calls.filter(call => call === 'getRollout')).toHaveLength(3),
    );
    expect(header).toHaveTextContent('Healthy');
  });

  it('asks for little to open', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(WEB, api);
    await findHeader();
    await screen.findAllByText(/Healthy after/);
    await waitFor(() => expect(api.topics).not.toEqual([]));

    expect(new Set(api.calls)).toEqual(
      new Set(['getMe', 'getRollout', 'listRevisions', 'listClusters']),
    );
  });

  it('leads an unknown section to the overview', async () => {
    renderPlugin(`${WEB}/map-of-old`, new FakeOneClickApi(exampleWorld()));

    expect(
      await screen.findByRole('heading', { name: 'Overview' }),
    ).toBeInTheDocument();
    expect(await screen.findByText('That page has moved.')).toBeInTheDocument();
  });

  it('shows a viewer the settings as text, with the reason on top', async () => {
    renderPlugin(
      '/projects/crm/rollouts/web/environment',
      new FakeOneClickApi(exampleWorld()),
    );
    expect(
      await screen.findByText(
        'Needs the editor role in CRM. team-crm can grant it.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('LOG_LEVEL')).toBeInTheDocument();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  });

  it('puts the focus on the heading of a section after going there', async () => {
    renderPlugin(WEB, new FakeOneClickApi(exampleWorld()));
    const sections = within(
      await screen.findByRole('navigation', {
        name: 'Sections of the rollout',
      }),
    );
    await userEvent.click(sections.getByRole('link', { name: 'Scale' }));

    await waitFor(() =>
      expect(screen.getByRole('heading', { name: 'Scale' })).toHaveFocus(),
    );
  });
});
