import { render, screen } from '@testing-library/react';
import app from './App';

// The whole portal is loaded and laid out, which takes seconds on a busy machine.
jest.setTimeout(300_000);

const config = {
  app: { title: 'One-Click', baseUrl: 'http://localhost' },
  backend: { baseUrl: 'http://localhost' },
  auth: {
    providers: {
      example: {
        users: [
          {
            ref: 'user:default/sam',
            name: 'Sam Okafor',
            groups: ['Team CRM'],
            about: 'A developer.',
          },
        ],
      },
    },
  },
};

describe('App', () => {
  it('shows nothing before it knows who asks', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [{ data: config, context: 'test' }],
    } as unknown as NodeJS.ProcessEnv;

    render(app.createRoot());

    expect(
      await screen.findByRole('button', { name: 'Sign in as Sam Okafor' }),
    ).toBeEnabled();
    expect(screen.queryByRole('navigation')).not.toBeInTheDocument();
  });
});
