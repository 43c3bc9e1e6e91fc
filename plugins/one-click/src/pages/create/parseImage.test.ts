import { nameOfImage, parseImage } from './parseImage';

const nginx = {
  registry: 'docker.io',
  repository: 'library/nginx',
  tag: '1.27',
};

describe('parseImage', () => {
  it.each([
    { text: 'nginx:1.27', want: nginx },
    { text: ' docker.io/library/nginx:1.27 ', want: nginx },
    { text: 'docker.io/nginx:1.27', want: nginx },
    { text: 'nginx', want: { ...nginx, tag: 'latest' } },
    {
      text: 'acme/web:2.4',
      want: { registry: 'docker.io', repository: 'acme/web', tag: '2.4' },
    },
    {
      text: 'ghcr.io/acme/team/web:2.4',
      want: { registry: 'ghcr.io', repository: 'acme/team/web', tag: '2.4' },
    },
    {
      text: 'localhost:5000/web',
      want: { registry: 'localhost:5000', repository: 'web', tag: 'latest' },
    },
    { text: 'docker pull nginx:1.27', want: nginx },
    {
      text: 'docker run -d -p 8080:80 --name web -e A=b --rm nginx:1.27 sh',
      want: nginx,
    },
    { text: 'podman run --publish=80:80 nginx:1.27', want: nginx },
    {
      text: 'https://hub.docker.com/_/nginx',
      want: { ...nginx, tag: 'latest' },
    },
    {
      text: 'https://quay.io/repository/acme/web?tab=tags',
      want: { registry: 'quay.io', repository: 'acme/web', tag: 'latest' },
    },
    { text: 'Not An Image', want: undefined },
    { text: 'nginx:', want: undefined },
    { text: '', want: undefined },
  ])('reads $text', ({ text, want }) => {
    expect(parseImage(text)).toEqual(want);
  });

  it('keeps the digest beside the tag', () => {
    const digest = `sha256:${'a'.repeat(64)}`;

    expect(parseImage(`nginx:1.27@${digest}`)).toEqual({ ...nginx, digest });
  });
});

describe('nameOfImage', () => {
  it.each([
    { repository: 'acme/web', want: 'web' },
    { repository: 'acme/my_app.v2', want: 'my-app-v2' },
  ])('makes $want of $repository', ({ repository, want }) => {
    expect(nameOfImage({ registry: 'ghcr.io', repository, tag: '1' })).toBe(
      want,
    );
  });
});
