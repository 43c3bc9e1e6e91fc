import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleWorld } from '../../testing/exampleWorld';
import { FakeOneClickApi } from '../../testing/FakeOneClickApi';
import { renderPlugin } from '../../testing/renderPlugin';
import { refusal } from '../../testing/refusal';

jest.setTimeout(300_000);

const PATH = '/projects/shop/rollouts/web/revisions';

describe('the revisions of a rollout', () => {
  it('tells what became of each, and why one failed', async () => {
    renderPlugin(PATH, new FakeOneClickApi(exampleWorld()));
    const list = await screen.findByRole('list', { name: 'Revisions' });
    const rows = within(list).getAllByRole('listitem');

    expect(rows[0]).toHaveTextContent(/^15Healthy after .*running/);
    expect(rows[2]).toHaveTextContent('Failed');
    expect(rows[2]).toHaveTextContent('«new cache»');
    expect(rows[2]).toHaveTextContent(
      'Container checkout exits with code 1 right after start (5 times).',
    );
  });

  it('compares two that were chosen; a third choice replaces the older one', async () => {
    renderPlugin(PATH, new FakeOneClickApi(exampleWorld()));
    for (const number of [13, 15, 14]) {
      await userEvent.click(
        await screen.findByLabelText(`Choose revision ${number} to compare`),
      );
    }
    await userEvent.click(screen.getByRole('button', { name: 'Compare (2)' }));
    const panel = await screen.findByRole('region', {
      name: 'From revision 14 to revision 15',
    });

    expect(panel).toHaveTextContent('Tag2.32.4changed');
    expect(panel).not.toHaveTextContent('LOG_LEVEL');
  });

  it('says that two are the same', async () => {
    renderPlugin(
      `${PATH}/compare?left=15&right=running`,
      new FakeOneClickApi(exampleWorld()),
    );

    expect(await screen.findByText('Both are the same.')).toBeInTheDocument();
  });

  it('shows one with its changes and all of its settings', async () => {
    renderPlugin(`${PATH}/14`, new FakeOneClickApi(exampleWorld()));
    await screen.findByRole('heading', { name: 'Revision 14' });
    const yaml = await screen.findByRole('region', {
      name: 'Settings as YAML',
    });

    expect(yaml).toHaveTextContent('tag: "2.3"');
    expect(
      screen.getByRole('button', { name: 'Roll back to this…' }),
    ).toBeEnabled();
  });

  it('offers no way back to the newest one', async () => {
    renderPlugin(`${PATH}/15`, new FakeOneClickApi(exampleWorld()));
    await screen.findByRole('heading', { name: 'Revision 15' });

    expect(
      screen.queryByRole('button', { name: 'Roll back to this…' }),
    ).not.toBeInTheDocument();
  });

  it('says what failed while the rest of the page lives', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    api.fail('listRevisions', await refusal(503, { message: 'Too busy' }));
    renderPlugin(PATH, api);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load the revisions.Too busy',
    );
    expect(
      screen.getByText('All 3 instances serve revision 15.'),
    ).toBeInTheDocument();
  });
});
