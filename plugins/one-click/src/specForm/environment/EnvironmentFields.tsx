import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { AddIcon } from '../../components/icons';
import { NoMatch } from '../../components/NoMatch';
import { SearchField } from '../../components/SearchField';
import { useSpecEditor } from '../../draft/SpecEditor';
import { useTexts } from '../../translation';
import { looksLikeVariables, parseVariables } from './parseVariables';
import type { PastedText } from './parseVariables';
import { PasteDialog } from './PasteDialog';
import { RemovedVariables } from './RemovedVariables';
import { usePagePaste } from './usePagePaste';
import { addVariable } from './variableEdits';
import { focusVariable } from './variableFocus';
import { VariableTable } from './VariableTable';

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
    },
    exact: { color: theme.palette.textSubtle, maxWidth: '75ch' },
  }),
  { name: 'OneClickEnvironmentFields' },
);

/** The variables of a rollout; pasting a .env file anywhere here takes it over. */
export function EnvironmentFields() {
  const classes = useStyles();
  const t = useTexts();
  const { spec, edit } = useSpecEditor();
  const [filter, setFilter] = useState('');
  const { pasted, setPasted, readPaste } = usePasted();
  const rows = countRows(spec);
  const add = () => {
    edit(addVariable);
    setFilter('');
    focusVariable(spec.env?.length ?? 0);
  };
  const addButton = (
    <Button onClick={add} startIcon={<AddIcon />} variant="outlined">
      {t('change.environment.add')}
    </Button>
  );
  return (
    <>
      {rows > 0 && (
        <div className={classes.bar}>
          <SearchField
            label={t('change.environment.filter')}
            onChange={setFilter}
            value={filter}
          />
          {addButton}
        </div>
      )}
      <Typography className={classes.exact} variant="caption">
        {t('change.environment.exact')}
      </Typography>
      {rows === 0 ? (
        <EmptyState
          text={t('change.environment.emptyText')}
          title={t('change.environment.emptyTitle')}
        >
          {addButton}
        </EmptyState>
      ) : (
        <VariableTable
          filter={filter}
          noMatch={<NoMatch onClear={() => setFilter('')} />}
          onAdd={add}
          onPasteIntoName={readPaste}
        />
      )}
      <RemovedVariables />
      {pasted && (
        <PasteDialog onClose={() => setPasted(undefined)} pasted={pasted} />
      )}
    </>
  );
}

/** What was pasted last, until it is taken over or let go. */
function usePasted() {
  const [pasted, setPasted] = useState<PastedText>();
  const readPaste = (text: string): boolean => {
    const found = looksLikeVariables(text) ? parseVariables(text) : undefined;
    if (!found || found.variables.length + found.failedLines.length === 0) {
      return false;
    }
    setPasted(found);
    return true;
  };
  usePagePaste(readPaste);
  return { pasted, setPasted, readPaste };
}

function countRows(spec: ReturnType<typeof useSpecEditor>['spec']): number {
  return [spec.env, spec.secretsFrom, spec.secrets].flatMap(list => list ?? [])
    .length;
}
