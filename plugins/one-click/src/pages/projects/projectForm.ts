import {
  isSystemName,
  projectCreateSchema,
} from '@one-click/backstage-plugin-one-click-common';
import type {
  Me,
  ProjectCreate,
} from '@one-click/backstage-plugin-one-click-common';
import { z } from 'zod';

/** Judges the dialog by the rules of the API, and by those that only names have. */
export function projectFormSchema(words: {
  readonly needed: string;
  readonly reserved: string;
}) {
  const { shape } = projectCreateSchema;
  return z.object({
    title: z.string().trim().min(1, words.needed).max(63),
    name: z
      .string()
      .min(1, words.needed)
      .refine(name => !isSystemName(name), words.reserved)
      .pipe(shape.name),
    owner: z.string().min(1, words.needed),
    cluster: z.string(),
    description: z.string().max(1000),
    tags: z.array(z.string()).max(20),
  });
}

/** What the dialog for a new project holds. */
export type ProjectForm = z.infer<ReturnType<typeof projectFormSchema>>;

const FIELDS = ['title', 'name', 'owner', 'cluster', 'description', 'tags'];

/** Whether a refused field is one of the dialog's. */
export function isProjectField(path: string): path is keyof ProjectForm {
  return FIELDS.includes(path);
}

/** The short name that follows from a name: `Web shop` becomes `web-shop`. */
export function toShortName(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
}

/** The groups that the reader may give a project to, else the reader. */
export function possibleOwners(me: Me): readonly string[] {
  const groups = me.ownershipEntityRefs.filter(ref => ref.startsWith('group:'));
  return groups.length > 0 ? groups : [me.userEntityRef];
}

/** What the API takes; empty parts are left out. */
export function toProjectCreate(form: ProjectForm): ProjectCreate {
  const { title, name, owner, cluster, description, tags } = form;
  return {
    name,
    title: title.trim(),
    owner,
    ...(cluster && { cluster }),
    ...(description.trim() && { description: description.trim() }),
    ...(tags.length > 0 && { tags }),
  };
}
