import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { SelectInput } from '../components/form/SelectInput';
import { useSpecEditor } from '../draft/SpecEditor';
import { useTexts } from '../translation';
import { putField } from './putField';
import { SpecTextInput } from './SpecTextInput';
import { useWas } from './useWas';

type Image = RolloutSpecInput['image'];
type TextField = 'registry' | 'repository' | 'tag' | 'digest';

const REQUIRED: readonly TextField[] = ['registry', 'repository', 'tag'];
const MOVING_TAGS = ['latest', 'main', 'master', 'edge', 'nightly', 'stable'];

/** Which image runs, in its parts. */
export function ImageFields() {
  const t = useTexts();
  const { spec } = useSpecEditor();
  const { tag, digest } = spec.image;
  const isMoving = MOVING_TAGS.includes(tag) && !digest;
  return (
    <>
      <ImageText field="registry" help={t('change.image.registryHelp')} />
      <ImageText field="repository" help={t('change.image.repositoryHelp')} />
      <ImageText
        field="tag"
        help={isMoving ? t('change.image.moving', { tag }) : undefined}
      />
      <ImageText field="digest" help={t('change.image.digestHelp')} />
      <PullPolicy />
    </>
  );
}

interface ImageTextProps {
  readonly field: TextField;
  readonly help: string | undefined;
}

function ImageText({ field, help }: ImageTextProps) {
  const t = useTexts();
  const { spec, base, edit } = useSpecEditor();
  return (
    <SpecTextInput
      baseValue={base?.image[field]}
      fieldKey={`image.${field}`}
      help={help}
      label={t(`change.image.${field}`)}
      mono
      onChange={value => edit(old => putField(old, ['image', field], value))}
      required={REQUIRED.includes(field)}
      value={spec.image[field]}
    />
  );
}

const POLICIES = ['IfNotPresent', 'Always', 'Never'] as const;

function policyOf(image: Image | undefined): string {
  return image?.pullPolicy ?? '';
}

function PullPolicy() {
  const t = useTexts();
  const { spec, base, edit, errorOf } = useSpecEditor();
  const put = (value: string) =>
    edit(old => putField(old, ['image', 'pullPolicy'], value || undefined));
  const was = useWas(policyOf(spec.image), policyOf(base?.image));
  return (
    <SelectInput
      choices={[
        { value: '', text: t('change.image.pullPolicy.default') },
        ...POLICIES.map(policy => ({
          value: policy,
          text: t(`change.image.pullPolicy.${policy}`),
        })),
      ]}
      error={errorOf('image.pullPolicy')}
      label={t('change.image.pull')}
      onChange={put}
      onUndo={() => put(policyOf(base?.image))}
      value={policyOf(spec.image)}
      was={was}
    />
  );
}
