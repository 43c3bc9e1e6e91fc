import { ME } from '../../testing/fixtures';
import {
  possibleOwners,
  projectFormSchema,
  toProjectCreate,
  toShortName,
} from './projectForm';

const schema = projectFormSchema({ needed: 'needed', reserved: 'reserved' });
const form = {
  title: ' Web shop ',
  name: 'web-shop',
  owner: 'group:default/team-payments',
  cluster: '',
  description: ' ',
  tags: [],
};

describe('the form of a new project', () => {
  it.each([
    { title: 'Web Shop', want: 'web-shop' },
    { title: 'Kürbis & Söhne', want: 'kurbis-sohne' },
    { title: '  9 lives  ', want: '9-lives' },
    { title: '日本', want: '' },
    { title: `a${'b'.repeat(60)}`, want: `a${'b'.repeat(39)}` },
  ])('makes the short name $want of $title', ({ title, want }) => {
    expect(toShortName(title)).toBe(want);
  });

  it('refuses names that the cluster keeps for itself', () => {
    const result = schema.safeParse({ ...form, name: 'kube-web' });

    expect(result.error?.issues).toMatchObject([
      { path: ['name'], message: 'reserved' },
    ]);
  });

  it('says of an empty field only that it is needed', () => {
    const result = schema.safeParse({ ...form, name: '' });

    expect(result.error?.issues[0]?.message).toBe('needed');
  });

  it('sends no empty parts', () => {
    expect(toProjectCreate(form)).toEqual({
      name: 'web-shop',
      title: 'Web shop',
      owner: 'group:default/team-payments',
    });
  });

  it('offers the groups that one belongs to, and oneself only without any', () => {
    expect(possibleOwners(ME)).toEqual(['group:default/team-payments']);
    expect(
      possibleOwners({ ...ME, ownershipEntityRefs: [ME.userEntityRef] }),
    ).toEqual([ME.userEntityRef]);
  });
});
