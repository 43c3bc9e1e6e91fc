import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleWorld } from '../../testing/exampleWorld';
import { FakeOneClickApi } from '../../testing/FakeOneClickApi';
import { aCluster, aHealth, aRevision } from '../../testing/fixtures';
import { renderPlugin } from '../../testing/renderPlugin';
import { refusal } from '../../testing/refusal';

jest.setTimeout(300_000);

const REF = { project: 'shop', rollout: 'web' };
const WEB = '/projects/shop/rollouts/web';

async function type(label: string | RegExp, value: string) {
  const field = await screen.findByLabelText(label);
  fireEvent.change(field, { target: { value } });
  return field;
}

async function findBar() {
  return within(await screen.findByRole('region', { name: 'Your draft' }));
}

async function openReview() {
  const bar = await findBar();
  await userEvent.click(bar.getByRole('button', { name: 'Review and save' }));
  return within(await screen.findByRole('dialog'));
}

describe('the draft of a rollout', () => {
  beforeEach(() => sessionStorage.clear());

  it('has no bar before anything differs, nor after it was put back', async () => {
    renderPlugin(`${WEB}/image`, new FakeOneClickApi(exampleWorld()));
    await type('Tag *', '2.5');
    await findBar();
    await userEvent.click(
      screen.getByRole('button', { name: 'Tag: put back 2.4' }),
    );

    expect(screen.queryByRole('region', { name: 'Your draft' })).toBeNull();
    expect(screen.getByLabelText('Tag *')).toHaveValue('2.4');
  });

  it('is one over all sections, and says where it changes what and what restarts', async () => {
    renderPlugin(`${WEB}/image`, new FakeOneClickApi(exampleWorld()));
    await type('Tag *', '2.5');
    await userEvent.click(screen.getByRole('link', { name: /^Scale/ }));
    await type('Memory request', '256Mi');
    const bar = await screen.findByRole('region', { name: 'Your draft' });

    expect(bar).toHaveTextContent(
      '2 changes in Image, Scale · restarts 3 instances one by one',
    );
    expect(
      screen.getByRole('link', { name: /Image, 1 unsaved change/ }),
    ).toBeInTheDocument();
  });

  it('survives a reload, and says from when it is', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    const first = renderPlugin(`${WEB}/image`, api);
    await type('Tag *', '2.5');
    await findBar();
    first.unmount();
    renderPlugin(`${WEB}/image`, api);

    expect(
      await screen.findByText(/^Draft from \d\d:\d\d:\d\d restored\.$/),
    ).toBeInTheDocument();
    expect(screen.getByLabelText(/^Tag \*/)).toHaveValue('2.5');
  });

  it('can be discarded, and had back', async () => {
    renderPlugin(`${WEB}/image`, new FakeOneClickApi(exampleWorld()));
    await type('Tag *', '2.5');
    const bar = await findBar();
    await userEvent.click(bar.getByRole('button', { name: 'Discard' }));
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Everything' }),
    );
    expect(await screen.findByLabelText('Tag *')).toHaveValue('2.4');
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));

    expect(await screen.findByLabelText(/^Tag \*/)).toHaveValue('2.5');
  });

  it('is not replaced by a revision that appears, but says so', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(`${WEB}/image`, api);
    await type('Tag *', '2.5');
    await waitFor(() => expect(api.topics).not.toEqual([]));
    await api.saveRollout(REF, {
      spec: { ...api.get(REF).detail.spec, replicas: 7 },
      baseRevision: 15,
    });
    api.change(REF, {});

    expect(
      await screen.findByText(/Revision 16 appeared while you edit/),
    ).toBeInTheDocument();
    expect(screen.getByLabelText(/^Tag \*/)).toHaveValue('2.5');
  });

  it('leads to the first field that needs attention, on whichever page it is', async () => {
    renderPlugin(`${WEB}/network`, new FakeOneClickApi(exampleWorld()));
    await type('Port *', '80a');
    await userEvent.click(screen.getByRole('link', { name: /^Image/ }));
    const bar = await findBar();
    await userEvent.click(bar.getByRole('button', { name: 'Review and save' }));

    expect(
      await screen.findByText('80a is not a whole number.'),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(screen.getByLabelText(/^Port \*/)).toHaveFocus(),
    );
    expect(
      screen.getByText('1 field needs attention: Network › http › Port'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});

describe('the review of a draft', () => {
  beforeEach(() => sessionStorage.clear());

  it('tells each change and its effect, saves once, and follows the revision', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(`${WEB}/image`, api);
    await type('Tag *', '2.5');
    const dialog = await openReview();
    expect(
      dialog.getByRole('heading', { name: 'Review 1 change to web' }),
    ).toHaveFocus();
    expect(
      dialog.getByText('Restarts 3 instances, one by one.'),
    ).toBeInTheDocument();
    await type(/^Note/, 'new cart');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Save and roll out' }),
    );

    const strip = await screen.findByRole('region', {
      name: 'Progress of revision 16',
    });
    expect(strip).toHaveTextContent('Revision 16');
    expect(api.get(REF).revisions[0]).toMatchObject({
      number: 16,
      note: 'new cart',
      spec: { image: { tag: '2.5' } },
    });
    expect(screen.queryByRole('region', { name: 'Your draft' })).toBeNull();

    api.settle(REF, 16, { outcome: 'healthy' });
    await waitFor(() =>
      expect(strip).toHaveTextContent('Revision 16 is healthy'),
    );
  });

  it('opens by Ctrl+S and saves by Ctrl+Enter', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(`${WEB}/scale`, api);
    await screen.findByRole('heading', { name: 'Scale' });
    const [, field] = screen.getAllByLabelText('Instances');
    fireEvent.change(field as HTMLElement, { target: { value: '4' } });
    await userEvent.keyboard('{Control>}s{/Control}');
    expect(await screen.findByText('Nothing restarts.')).toBeInTheDocument();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');

    await waitFor(() => expect(api.get(REF).detail.spec.replicas).toBe(4));
  });

  it('puts single fields back, and has nothing to save after the last', async () => {
    renderPlugin(`${WEB}/image`, new FakeOneClickApi(exampleWorld()));
    await type('Tag *', '2.5');
    const dialog = await openReview();
    await userEvent.click(dialog.getByRole('button', { name: 'Undo: Tag' }));

    expect(
      await screen.findByText('Nothing to save: this equals revision 15.'),
    ).toBeInTheDocument();
  });

  it('says that a save will wait while the cluster is away', async () => {
    renderPlugin(
      `${WEB}/image`,
      new FakeOneClickApi({
        ...exampleWorld(),
        clusters: [aCluster({ state: 'away' })],
      }),
    );
    await type('Tag *', '2.5');
    const dialog = await openReview();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Save and queue' }),
    );

    expect(
      await screen.findByText(
        'Saved. Waiting for cluster eu-1. You can close this page.',
      ),
    ).toBeInTheDocument();
  });

  it('names hosts that would stop answering', async () => {
    renderPlugin(`${WEB}/network`, new FakeOneClickApi(exampleWorld()));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove interface http' }),
    );
    const dialog = await openReview();

    expect(
      dialog.getByText('shop.acme.io will stop answering.'),
    ).toBeInTheDocument();
  });

  it('keeps everything when the server refuses, and says at which field', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    api.fail(
      'saveRollout',
      await refusal(422, {
        message: 'The request is not acceptable',
        fields: [
          { path: 'spec.image.registry', message: 'is not allowed here' },
        ],
      }),
    );
    renderPlugin(`${WEB}/image`, api);
    await type('Tag *', '2.5');
    const dialog = await openReview();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Save and roll out' }),
    );
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'Registry: is not allowed here',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Keep editing' }));

    expect(
      await screen.findByText('Registry is not allowed here'),
    ).toBeInTheDocument();
    expect(screen.getByLabelText(/^Tag \*/)).toHaveValue('2.5');
  });

  it('lets nobody decide a conflict silently, and saves the merged version', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(`${WEB}/image`, api);
    await type('Tag *', '2.5');
    await type(/^Repository \*/, 'acme/shop');
    const rollout = api.get(REF);
    rollout.detail = {
      ...rollout.detail,
      spec: {
        ...rollout.detail.spec,
        replicas: 9,
        image: { ...rollout.detail.spec.image, tag: '2.6' },
      },
    };
    const theirs = aRevision({
      number: 16,
      createdBy: 'user:default/sam',
      spec: rollout.detail.spec,
    });
    rollout.revisions = [theirs, ...rollout.revisions];
    rollout.detail = { ...rollout.detail, revision: theirs };

    const dialog = await openReview();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Save and roll out' }),
    );
    const conflict = within(
      await screen.findByRole('dialog', {
        name: 'sam saved revision 16 while you were editing',
      }),
    );
    await userEvent.click(
      await conflict.findByRole('button', {
        name: 'Review the merged version',
      }),
    );
    expect(
      await conflict.findByText('Choose for every field.'),
    ).toBeInTheDocument();
    await userEvent.click(await conflict.findByLabelText('mine'));
    await userEvent.click(
      conflict.getByRole('button', { name: 'Review the merged version' }),
    );
    const again = within(
      await screen.findByRole('dialog', { name: 'Review 2 changes to web' }),
    );
    await userEvent.click(
      again.getByRole('button', { name: 'Save and roll out' }),
    );

    await waitFor(() =>
      expect(api.get(REF).detail.spec).toMatchObject({
        replicas: 9,
        image: { tag: '2.5', repository: 'acme/shop' },
      }),
    );
  });
});

describe('a rollback', () => {
  beforeEach(() => sessionStorage.clear());

  it('is reviewed as any change, and makes a new revision of the old settings', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(`${WEB}/revisions`, api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Acts on revision 14' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Roll back to this…' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Roll back to revision 14?' }),
    );
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Roll back' }),
    );

    expect(
      await screen.findByRole('region', { name: 'Progress of revision 16' }),
    ).toBeInTheDocument();
    expect(api.get(REF).revisions[0]).toMatchObject({
      via: 'rollback',
      rollbackOf: 14,
      spec: { image: { tag: '2.3' } },
    });
  });

  it('is offered where an update failed and an older revision serves', async () => {
    const world = exampleWorld();
    const api = new FakeOneClickApi(world);
    renderPlugin(WEB, api);
    await screen.findByRole('heading', { name: 'Overview' });
    await waitFor(() => expect(api.topics).not.toEqual([]));
    api.change(REF, {
      health: aHealth({
        state: 'UpdateFailed',
        servingRevision: 14,
        problems: [
          {
            id: 'CrashLoop',
            params: { container: 'web', code: 1, count: 3 },
            sentence: '',
            chain: [],
          },
        ],
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Roll back to revision 14' }),
    );

    expect(
      await screen.findByRole('dialog', { name: 'Roll back to revision 14?' }),
    ).toBeInTheDocument();
  });
});
