import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { useClusters } from '../../api/queries';
import { FormDialog } from '../../components/FormDialog';
import { FormError } from '../../components/FormError';
import { LeaveDialog } from '../../components/LeaveDialog';
import { SelectInput } from '../../components/form/SelectInput';
import { TagsInput } from '../../components/form/TagsInput';
import { TextInput } from '../../components/form/TextInput';
import { useTexts } from '../../translation';
import { OwnerInput } from './OwnerInput';
import { useNewProject } from './useNewProject';
import type { NewProject } from './useNewProject';

/** Makes a project, and goes there. */
export function NewProjectDialog({
  onClose,
}: {
  readonly onClose: () => void;
}) {
  const t = useTexts();
  const project = useNewProject();
  const [isLeaving, setLeaving] = useState(false);
  const close = () => (project.isDirty ? setLeaving(true) : onClose());
  if (isLeaving) {
    return (
      <LeaveDialog
        title={t('projects.create.leaveTitle')}
        text={t('projects.create.leaveText')}
        onStay={() => setLeaving(false)}
        onLeave={onClose}
      />
    );
  }
  return (
    <FormDialog
      busy={project.isSending}
      onClose={close}
      onSubmit={project.submit}
      submit={t(
        project.isSending
          ? 'projects.create.submitting'
          : 'projects.create.submit',
      )}
      title={t('projects.create.title')}
    >
      {project.failure && <FormError>{project.failure}</FormError>}
      <Names project={project} />
      <Place project={project} />
      <Descriptions project={project} />
    </FormDialog>
  );
}

interface PartProps {
  readonly project: NewProject;
}

function Names({ project }: PartProps) {
  const t = useTexts();
  const { control, trigger } = project.form;
  return (
    <>
      <Controller
        control={control}
        name="title"
        render={({ field, fieldState }) => (
          <TextInput
            error={fieldState.error?.message}
            help={t('projects.create.nameHelp')}
            inputRef={field.ref}
            label={t('projects.create.name')}
            onBlur={() => void trigger('title')}
            onChange={project.setTitle}
            required
            value={field.value}
          />
        )}
      />
      <Controller
        control={control}
        name="name"
        render={({ field, fieldState }) => (
          <TextInput
            error={fieldState.error?.message}
            help={t('projects.create.shortNameHelp')}
            inputRef={field.ref}
            label={t('projects.create.shortName')}
            mono
            onBlur={() => void trigger('name')}
            onChange={project.setName}
            required
            value={field.value}
          />
        )}
      />
    </>
  );
}

function Place({ project }: PartProps) {
  const t = useTexts();
  const { data: clusters = [] } = useClusters();
  const { control } = project.form;
  return (
    <>
      <Controller
        control={control}
        name="owner"
        render={({ field, fieldState }) => (
          <OwnerInput
            error={fieldState.error?.message}
            onChange={field.onChange}
            owners={project.owners}
            value={field.value}
          />
        )}
      />
      {clusters.length > 1 && (
        <Controller
          control={control}
          name="cluster"
          render={({ field }) => (
            <SelectInput
              choices={clusters.map(({ name, title, state }) => ({
                value: name,
                text: `${title} – ${t(
                  `projects.create.clusterState.${state}`,
                )}`,
              }))}
              label={t('projects.create.cluster')}
              onChange={field.onChange}
              required
              value={field.value}
            />
          )}
        />
      )}
    </>
  );
}

function Descriptions({ project }: PartProps) {
  const t = useTexts();
  const { control } = project.form;
  return (
    <>
      <Controller
        control={control}
        name="description"
        render={({ field, fieldState }) => (
          <TextInput
            error={fieldState.error?.message}
            label={t('projects.create.description')}
            onChange={field.onChange}
            rows={2}
            value={field.value}
          />
        )}
      />
      <Controller
        control={control}
        name="tags"
        render={({ field, fieldState }) => (
          <TagsInput
            error={fieldState.error?.message}
            help={t('projects.create.tagsHelp')}
            label={t('projects.create.tags')}
            onChange={field.onChange}
            value={field.value}
          />
        )}
      />
    </>
  );
}
