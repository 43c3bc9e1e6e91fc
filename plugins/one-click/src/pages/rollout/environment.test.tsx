import {
  createEvent,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleWorld } from '../../testing/exampleWorld';
import { FakeOneClickApi } from '../../testing/FakeOneClickApi';
import { aRolloutDetail, aSpec } from '../../testing/fixtures';
import { renderPlugin } from '../../testing/renderPlugin';

jest.setTimeout(300_000);

const REF = { project: 'shop', rollout: 'web' };
const PATH = '/projects/shop/rollouts/web/environment';

async function save() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Review and save' }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: /^Save/ }));
  await screen.findByRole('region', { name: /^Progress of revision/ });
}

function paste(target: Element, text: string): boolean {
  const event = createEvent.paste(target, {
    clipboardData: { getData: () => text },
  });
  fireEvent(target, event);
  return event.defaultPrevented;
}

describe('the environment of a rollout', () => {
  beforeEach(() => sessionStorage.clear());

  it('saves values byte for byte: =, quotes, line breaks and blanks at the end', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(PATH, api);
    const exact = 'a=b="c" $d\n  second=line \n';
    fireEvent.change(await screen.findByLabelText('Value of LOG_LEVEL'), {
      target: { value: exact },
    });
    await save();

    expect(api.get(REF).detail.spec.env?.[0]).toEqual({
      name: 'LOG_LEVEL',
      value: exact,
    });
  });

  it('leaves what it does not touch exactly as it was', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    const before = api.get(REF).detail.spec;
    renderPlugin(PATH, api);
    fireEvent.change(await screen.findByLabelText('Value of LOG_LEVEL'), {
      target: { value: 'debug' },
    });
    await save();

    const after = api.get(REF).detail.spec;
    expect(after.env?.slice(1)).toEqual(before.env?.slice(1));
    expect({ ...after, env: undefined }).toEqual({ ...before, env: undefined });
  });

  it('adds a variable, and goes on with Enter', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(PATH, api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add variable' }),
    );
    const name = await screen.findByLabelText('Name of variable 7');
    await waitFor(() => expect(name).toHaveFocus());
    await userEvent.type(name, 'CACHE_TTL');
    await userEvent.type(
      screen.getByLabelText('Value of CACHE_TTL'),
      '60{Enter}',
    );

    await waitFor(() =>
      expect(screen.getByLabelText('Name of variable 8')).toHaveFocus(),
    );
  });

  it('breaks the line with Alt+Enter, where the caret is', async () => {
    renderPlugin(PATH, new FakeOneClickApi(exampleWorld()));
    const value = await screen.findByLabelText('Value of LOG_LEVEL');
    await userEvent.click(value);
    await userEvent.keyboard('{Alt>}{Enter}{/Alt}');

    expect(value).toHaveValue('info\n');
  });

  it('puts back with Esc what stood there before', async () => {
    renderPlugin(PATH, new FakeOneClickApi(exampleWorld()));
    const value = await screen.findByLabelText('Value of LOG_LEVEL');
    await userEvent.type(value, 'rmation');
    await userEvent.keyboard('{Escape}');

    expect(value).toHaveValue('info');
  });

  it('marks both of two with the same name, and saves neither', async () => {
    renderPlugin(PATH, new FakeOneClickApi(exampleWorld()));
    fireEvent.change(await screen.findByLabelText('Name of variable 2'), {
      target: { value: 'LOG_LEVEL' },
    });

    expect(
      await screen.findAllByText(
        'LOG_LEVEL is here twice. The lower one would win.',
      ),
    ).toHaveLength(2);
    await userEvent.click(
      screen.getByRole('button', { name: 'Review and save' }),
    );
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('shows secrets only by name', async () => {
    const api = new FakeOneClickApi({
      rollouts: [
        {
          detail: aRolloutDetail({
            spec: aSpec({
              secrets: [{ name: 'DB_PASSWORD', value: 'hunter2' }],
            }),
          }),
          revisions: [],
        },
      ],
    });
    renderPlugin(PATH, api);
    expect(await screen.findByText('DB_PASSWORD')).toBeInTheDocument();

    expect(screen.getByText('value hidden')).toBeInTheDocument();
    expect(document.body.innerHTML).not.toContain('hunter2');
  });

  it('says of a plain variable that it looks like a secret', async () => {
    renderPlugin(PATH, new FakeOneClickApi(exampleWorld()));
    fireEvent.change(await screen.findByLabelText('Name of variable 1'), {
      target: { value: 'API_TOKEN' },
    });

    expect(await screen.findByText(/^looks like a secret/)).toBeInTheDocument();
  });

  it('takes a pasted .env file over after saying what it holds', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(PATH, api);
    await screen.findByLabelText('Value of LOG_LEVEL');
    paste(document.body, 'LOG_LEVEL=debug\nNEW="a\nb"\nnonsense\n');
    const dialog = within(
      await screen.findByRole('dialog', { name: '2 variables found' }),
    );
    expect(dialog.getByText('1 new, 1 changed, 0 the same.')).toBeVisible();
    expect(dialog.getByText('1 line not understood: 4.')).toBeVisible();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Add to the draft' }),
    );

    expect(await screen.findByLabelText('Value of LOG_LEVEL')).toHaveValue(
      'debug',
    );
    expect(screen.getByLabelText('Value of NEW')).toHaveValue('a\nb');
  });

  it('leaves a paste into a value alone, whatever it looks like', async () => {
    renderPlugin(PATH, new FakeOneClickApi(exampleWorld()));
    const value = await screen.findByLabelText('Value of LOG_LEVEL');

    expect(paste(value, 'A=b\nC=d')).toBe(false);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('brings a removed variable back', async () => {
    renderPlugin(PATH, new FakeOneClickApi(exampleWorld()));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove CERT' }),
    );
    expect(screen.queryByLabelText('Value of CERT')).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Put CERT back' }),
    );

    expect(screen.getByLabelText('Value of CERT')).toBeInTheDocument();
  });

  it('filters without losing an edit', async () => {
    renderPlugin(PATH, new FakeOneClickApi(exampleWorld()));
    fireEvent.change(await screen.findByLabelText('Value of LOG_LEVEL'), {
      target: { value: 'debug' },
    });
    await userEvent.type(screen.getByLabelText('Filter variables'), 'cert');
    expect(
      screen.queryByLabelText('Value of LOG_LEVEL'),
    ).not.toBeInTheDocument();
    await userEvent.clear(screen.getByLabelText('Filter variables'));

    expect(screen.getByLabelText('Value of LOG_LEVEL')).toHaveValue('debug');
  });

  it('says how to begin where there is no variable', async () => {
    const { env: _, ...spec } = aSpec();
    renderPlugin(
      PATH,
      new FakeOneClickApi({
        rollouts: [{ detail: aRolloutDetail({ spec }), revisions: [] }],
      }),
    );

    expect(
      await screen.findByText('Paste a .env file here, or add one.'),
    ).toBeInTheDocument();
  });
});
