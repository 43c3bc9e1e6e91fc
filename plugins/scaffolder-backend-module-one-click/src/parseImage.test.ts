import { parseImage } from './parseImage';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('parseImage', () => {
  it.each([
    {
      text: 'docker.io/library/nginx:1.27',
      want: { registry: 'docker.io', repository: 'library/nginx', tag: '1.27' },
      reason: 'a full name says it all',
    },
    {
      text: 'nginx',
      want: {
        registry: 'docker.io',
        repository: 'library/nginx',
        tag: 'latest',
      },
      reason: 'an official image of Docker Hub needs no path',
    },
    {
      text: 'docker.io/nginx:1.27',
      want: { registry: 'docker.io', repository: 'library/nginx', tag: '1.27' },
      reason: 'naming Docker Hub does not change what is official',
    },
    {
      text: 'grafana/grafana:11.0.0',
      want: {
        registry: 'docker.io',
        repository: 'grafana/grafana',
        tag: '11.0.0',
      },
      reason: 'a first part without a dot or port is no registry',
    },
    {
      text: ' localhost:5000/web ',
      want: { registry: 'localhost:5000', repository: 'web', tag: 'latest' },
      reason: 'a port is not a tag',
    },
    {
      text: 'localhost/web:2',
      want: { registry: 'localhost', repository: 'web', tag: '2' },
      reason: 'localhost is a registry without a dot',
    },
    {
      text: `ghcr.io/acme/shop/web:2.4@${DIGEST}`,
      want: {
        registry: 'ghcr.io',
        repository: 'acme/shop/web',
        tag: '2.4',
        digest: DIGEST,
      },
      reason: 'a digest pins what the tag names',
    },
  ])("reads '$text': $reason", ({ text, want }) => {
    expect(parseImage(text)).toEqual(want);
  });

  it.each([
    { text: '', reason: 'there is no name' },
    { text: 'web:', reason: 'a colon promises a tag' },
    { text: 'https://ghcr.io/acme/web', reason: 'an address is not a name' },
    { text: 'docker run nginx', reason: 'a command is not a name' },
    { text: `web@${DIGEST}@${DIGEST}`, reason: 'one digest is enough' },
  ])("refuses '$text': $reason", ({ text }) => {
    expect(() => parseImage(text)).toThrow(/is not the name of an image/);
  });
});
