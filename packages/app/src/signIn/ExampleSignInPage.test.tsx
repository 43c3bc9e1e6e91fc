import { discoveryApiRef } from '@backstage/frontend-plugin-api';
import type { IdentityApi } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ExampleSignInPage } from './ExampleSignInPage';

jest.setTimeout(300_000);

const users = [
  {
    ref: 'user:default/ana',
    name: 'Ana Díaz',
    groups: ['Team Payments'],
    about: 'A developer.',
  },
  {
    ref: 'user:default/sam',
    name: 'Sam Okafor',
    groups: ['Team CRM'],
    about: 'Another developer.',
  },
];

function renderPage(offered: typeof users) {
  const identities: IdentityApi[] = [];
  renderInTestApp(
    <ExampleSignInPage onSignInSuccess={api => identities.push(api)} />,
    {
      apis: [[discoveryApiRef, mockApis.discovery()]],
      config: { auth: { providers: { example: { users: offered } } } },
    },
  );
  return identities;
}

function answer(status: number, body: unknown) {
  window.fetch = async () =>
    ({
      ok: status < 400,
      status,
      headers: new Map([['content-type', 'application/json']]),
      text: async () => JSON.stringify(body),
      json: async () => body,
    } as unknown as Response);
}

const anaSession = {
  profile: { displayName: 'Ana Díaz' },
  backstageIdentity: {
    token: 'token',
    expiresInSeconds: 3600,
    identity: {
      type: 'user',
      userEntityRef: 'user:default/ana',
      ownershipEntityRefs: ['user:default/ana'],
    },
  },
};

const signInAsAna = () =>
  screen.findByRole('button', { name: 'Sign in as Ana Díaz' });

describe('ExampleSignInPage', () => {
  beforeEach(() => window.sessionStorage.clear());

  it('lets one pick among the users of the configuration', async () => {
    answer(200, anaSession);
    const identities = renderPage(users);

    expect(await screen.findByText('Team CRM')).toBeVisible();
    await userEvent.click(await signInAsAna());

    await waitFor(() => expect(identities).toHaveLength(1));
    await expect(identities[0]!.getBackstageIdentity()).resolves.toMatchObject({
      userEntityRef: 'user:default/ana',
    });
  });

  it('does not ask again in a tab where somebody was picked', async () => {
    answer(200, anaSession);
    window.sessionStorage.setItem('one-click.example-user', 'user:default/ana');
    const identities = renderPage(users);

    await waitFor(() => expect(identities).toHaveLength(1));
  });

  it('says why it could not sign in, and lets one try again', async () => {
    answer(404, {
      error: { name: 'NotFoundError', message: 'User not found' },
      response: { statusCode: 404 },
    });
    renderPage(users);

    await userEvent.click(await signInAsAna());

    expect(await screen.findByRole('status')).toHaveTextContent(
      /Could not sign in as user:default\/ana: User not found\./,
    );
    expect(await signInAsAna()).toBeEnabled();
  });

  it('says where users come from when there are none', async () => {
    renderPage([]);

    expect(await screen.findByRole('status')).toHaveTextContent(
      /List them under auth\.providers\.example\.users/,
    );
  });
});
