import Button from '@material-ui/core/Button';
import { EmptyState } from '../../components/EmptyState';
import { AddIcon } from '../../components/icons';
import { useSpecEditor } from '../../draft/SpecEditor';
import { useTexts } from '../../translation';
import { addInterface, removeInterface } from './interfaceEdits';
import { InterfaceFields } from './InterfaceFields';
import type { NetworkPlace } from './InterfaceFields';

/** The interfaces of a rollout and their public addresses. */
export function NetworkFields({ place }: { readonly place: NetworkPlace }) {
  const t = useTexts();
  const { spec, edit, texts, setText } = useSpecEditor();
  const interfaces = spec.interfaces ?? [];
  const add = (
    <Button
      onClick={() => edit(addInterface)}
      startIcon={<AddIcon />}
      variant="outlined"
    >
      {t('change.network.add')}
    </Button>
  );
  const remove = (index: number) => {
    // Half-typed texts are kept by place, and the places change.
    Object.keys(texts)
      .filter(key => key.startsWith('interfaces.'))
      .forEach(key => setText(key, undefined));
    edit(removeInterface(index));
  };
  if (interfaces.length === 0) {
    return (
      <EmptyState
        text={t('change.network.emptyText', { name: place.rollout })}
        title={t('change.network.emptyTitle')}
      >
        {add}
      </EmptyState>
    );
  }
  return (
    <>
      {interfaces.map((item, index) => (
        <InterfaceFields
          // Names change while they are typed; places do not.
          key={index}
          index={index}
          item={item}
          onRemove={() => remove(index)}
          place={place}
        />
      ))}
      <div>{add}</div>
    </>
  );
}
