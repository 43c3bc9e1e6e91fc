import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleWorld } from '../../testing/exampleWorld';
import { FakeOneClickApi } from '../../testing/FakeOneClickApi';
import { aCluster } from '../../testing/fixtures';
import { renderPlugin } from '../../testing/renderPlugin';
import { refusal } from '../../testing/refusal';

jest.setTimeout(300_000);

const PATH = '/projects/shop/new';

async function type(label: string | RegExp, value: string) {
  fireEvent.change(await screen.findByLabelText(label), { target: { value } });
}

async function press(name: string) {
  await userEvent.click(await screen.findByRole('button', { name }));
}

describe('the create flow', () => {
  beforeEach(() => sessionStorage.clear());

  it('goes from an image to a running rollout in three steps', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(`${PATH}?entityRef=component:default/web`, api);
    await press('Next');
    await type('Image *', 'nginx:1.27');
    expect(screen.getByLabelText('Name *')).toHaveValue('nginx');
    expect(
      screen.getByText('Read as docker.io/library/nginx:1.27'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'Yes' }));
    await type('On port *', '80');
    await type('Public address', 'nginx.acme.io');
    await userEvent.click(screen.getByRole('checkbox', { name: 'TLS' }));
    await press('Next');
    expect(
      await screen.findByText('Makes rollout nginx in Shop.'),
    ).toBeInTheDocument();
    expect(screen.getByText('Starts 1 instance.')).toBeInTheDocument();
    await press('Create and start');

    expect(
      await screen.findByRole('region', { name: 'Progress of revision 1' }),
    ).toBeInTheDocument();
    expect(api.get({ project: 'shop', rollout: 'nginx' }).detail).toMatchObject(
      {
        entityRefs: ['component:default/web'],
        spec: {
          image: {
            registry: 'docker.io',
            repository: 'library/nginx',
            tag: '1.27',
          },
          interfaces: [
            {
              name: 'http',
              port: 80,
              ingress: {
                rules: [{ host: 'nginx.acme.io', path: '/', tls: true }],
              },
            },
          ],
        },
      },
    );
  });

  it('starts from a blueprint that the address names, at the second step', async () => {
    renderPlugin(
      `${PATH}?blueprint=web-service`,
      new FakeOneClickApi(exampleWorld()),
    );

    await waitFor(async () =>
      expect(await screen.findByLabelText('Image *')).toHaveValue(
        'docker.io/library/nginx:1.27',
      ),
    );
    expect(screen.getByRole('radio', { name: 'Yes' })).toBeChecked();
    expect(screen.getByLabelText('On port *')).toHaveValue('80');
  });

  it('copies a rollout without its hosts and secrets, and says so', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(`${PATH}?from=web`, api);
    await waitFor(async () =>
      expect(await screen.findByLabelText('Image *')).toHaveValue(
        'ghcr.io/acme/web:2.4',
      ),
    );

    expect(screen.getByLabelText('Public address')).toHaveValue('');
    expect(screen.getByText(/^Secrets are not copied/)).toBeInTheDocument();
  });

  it('keeps what was typed over a reload and between steps', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    const first = renderPlugin(`${PATH}?step=configure`, api);
    await type('Image *', 'acme/cart:1');
    await type('Name *', 'basket');
    first.unmount();
    renderPlugin(`${PATH}?step=configure`, api);

    expect(await screen.findByLabelText('Image *')).toHaveValue('acme/cart:1');
    await press('Next');
    await press('Back');
    expect(await screen.findByLabelText('Name *')).toHaveValue('basket');
  });

  it('says what is missing instead of going on, and goes to it', async () => {
    renderPlugin(`${PATH}?step=configure`, new FakeOneClickApi(exampleWorld()));
    await press('Next');

    expect(await screen.findAllByText('Fill this in.')).toHaveLength(2);
    await waitFor(() => expect(screen.getByLabelText('Image *')).toHaveFocus());
  });

  it('says at once that a name does not fit', async () => {
    renderPlugin(`${PATH}?step=configure`, new FakeOneClickApi(exampleWorld()));
    await type('Name *', 'My Web');

    expect(
      await screen.findByText(/^Name must be 1 to 63 lower-case letters/),
    ).toBeInTheDocument();
  });

  it('stays with everything typed when the server refuses, and leads to the field', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    api.fail(
      'createRollout',
      await refusal(422, {
        message: 'The request is not acceptable',
        fields: [
          {
            path: 'spec.interfaces[0].ingress.rules[0].host',
            message: 'is taken by rollout web2',
          },
        ],
      }),
    );
    renderPlugin(`${PATH}?step=configure`, api);
    await type('Image *', 'nginx:1.27');
    await userEvent.click(screen.getByRole('radio', { name: 'Yes' }));
    await type('Public address', 'shop.acme.io');
    await press('Next');
    await press('Create and start');
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText(/is taken by rollout web2/)).toBeInTheDocument();
    await userEvent.click(alert.getByRole('button', { name: /^Go to/ }));

    expect(await screen.findByLabelText('Public address')).toHaveValue(
      'shop.acme.io',
    );
    expect(
      screen.getByText('Public address is taken by rollout web2'),
    ).toBeInTheDocument();
  });

  it('makes one rollout of two presses', async () => {
    const api = new FakeOneClickApi(exampleWorld());
    renderPlugin(`${PATH}?step=configure`, api);
    await type('Image *', 'nginx:1.27');
    await press('Next');
    const release = api.hold('createRollout');
    await press('Create and start');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    release();
    await screen.findByRole('region', { name: 'Progress of revision 1' });

    expect(api.calls.filter(call => call === 'createRollout')).toHaveLength(1);
  });

  it('says that the start waits while the cluster is away', async () => {
    const api = new FakeOneClickApi({
      ...exampleWorld(),
      clusters: [aCluster({ state: 'away' })],
    });
    renderPlugin(`${PATH}?step=configure`, api);
    await type('Image *', 'nginx:1.27');
    await press('Next');

    expect(
      await screen.findByRole('button', { name: 'Create and queue' }),
    ).toBeInTheDocument();
  });

  it('has no form for who may not create, but the reason', async () => {
    renderPlugin('/projects/crm/new', new FakeOneClickApi(exampleWorld()));

    expect(
      await screen.findByText(
        'Needs the editor role in CRM. team-crm can grant it.',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Next' })).toBeNull();
  });
});
