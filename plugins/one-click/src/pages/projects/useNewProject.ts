import { useApi } from '@backstage/frontend-plugin-api';
import { zodResolver } from '@hookform/resolvers/zod';
import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useForm } from 'react-hook-form';
import type { UseFormReturn } from 'react-hook-form';
import { oneClickApiRef } from '../../api/apiRef';
import { useClusters, useMe } from '../../api/queries';
import { queryKeys } from '../../api/queryKeys';
import { useNavigate, usePaths } from '../../routing';
import { useTexts } from '../../translation';
import {
  isProjectField,
  possibleOwners,
  projectFormSchema,
  toProjectCreate,
  toShortName,
} from './projectForm';
import type { ProjectForm } from './projectForm';

export interface NewProject {
  readonly form: UseFormReturn<ProjectForm>;
  readonly owners: readonly string[];
  /** Something was typed that closing would lose. */
  readonly isDirty: boolean;
  readonly isSending: boolean;
  /** Why the last attempt failed, where no field can tell it. */
  readonly failure: string | undefined;
  readonly setTitle: (title: string) => void;
  readonly setName: (name: string) => void;
  readonly submit: () => void;
}

/** The state of the dialog that makes a project. */
export function useNewProject(): NewProject {
  const t = useTexts();
  const me = useMe();
  const clusters = useClusters();
  const owners = useMemo(
    () => (me.data ? possibleOwners(me.data) : []),
    [me.data],
  );
  const resolver = useMemo(
    () =>
      zodResolver(
        projectFormSchema({
          needed: t('form.needed'),
          reserved: t('projects.create.reserved'),
        }),
      ),
    [t],
  );
  const form = useForm<ProjectForm>({
    resolver,
    mode: 'onTouched',
    defaultValues: {
      title: '',
      name: '',
      owner: owners[0] ?? '',
      cluster: clusters.data?.[0]?.name ?? '',
      description: '',
      tags: [],
    },
  });
  const sending = useSending(form);
  const nameTouched = useRef(false);

  return {
    form,
    owners,
    // Read here, since the form tells only those who read while they draw.
    isDirty: form.formState.isDirty,
    isSending: sending.isPending,
    failure: sending.failure,
    setTitle: title => {
      form.setValue('title', title, { shouldDirty: true });
      if (!nameTouched.current) {
        form.setValue('name', toShortName(title));
      }
    },
    setName: name => {
      nameTouched.current = name !== '';
      form.setValue('name', name, { shouldDirty: true });
    },
    submit: () => void form.handleSubmit(values => sending.send(values))(),
  };
}

/** Sends the form once a press, and puts refusals to the fields they name. */
function useSending(form: UseFormReturn<ProjectForm>) {
  const api = useApi(oneClickApiRef);
  const cache = useQueryClient();
  const navigate = useNavigate();
  const paths = usePaths();
  const t = useTexts();
  const idempotencyKey = useRef(crypto.randomUUID());

  const { mutate, isPending, error } = useMutation({
    mutationFn: (values: ProjectForm) =>
      api.createProject(toProjectCreate(values), {
        idempotencyKey: idempotencyKey.current,
      }),
    onSuccess: project => {
      cache.setQueryData(queryKeys.project(project.name), project);
      void cache.invalidateQueries({ queryKey: queryKeys.allProjects });
      navigate(paths.project(project.name));
    },
    onError: refusal => {
      if (refusal instanceof OneClickError) {
        // The answer is known, so that another attempt is another request.
        idempotencyKey.current = crypto.randomUUID();
        refusal.fields.forEach(({ path, message }) => {
          if (isProjectField(path)) {
            form.setError(path, { message });
          }
        });
      }
    },
  });

  const isToldByField =
    error instanceof OneClickError && error.fields.length > 0;
  const reason =
    error instanceof OneClickError ? error.message : t('states.noAnswer');
  return {
    send: (values: ProjectForm) => !isPending && mutate(values),
    isPending,
    failure:
      error && !isToldByField
        ? t('projects.create.failed', { reason })
        : undefined,
  };
}
