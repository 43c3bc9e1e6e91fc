import { TextInput } from '../../components/form/TextInput';
import { imageText } from '../../rollouts/imageText';
import { useTexts } from '../../translation';
import { nameOfImage, parseImage } from './parseImage';
import type { NewRollout } from './useNewRollout';

/** The image in one field, as container tools write it. */
export function ImageInput({ rollout }: { readonly rollout: NewRollout }) {
  const t = useTexts();
  const { state, change, shown } = rollout;
  const image = parseImage(state.imageText);
  const read = image && imageText(image);
  const put = (text: string) => {
    const parsed = parseImage(text);
    change({
      imageText: text,
      spec: {
        ...state.spec,
        image: parsed ?? { registry: '', repository: '', tag: '' },
      },
      ...(parsed && !state.nameTouched && { name: nameOfImage(parsed) }),
    });
  };
  const error = state.imageText ? t('create.imageWrong') : t('form.needed');
  return (
    <TextInput
      error={!image && shown.isShown('image') ? error : undefined}
      help={
        read && read !== state.imageText.trim()
          ? t('create.imageReads', { image: read })
          : t('create.imageHelp')
      }
      label={t('create.image')}
      mono
      onBlur={() => shown.touch('image')}
      onChange={put}
      required
      value={state.imageText}
    />
  );
}
