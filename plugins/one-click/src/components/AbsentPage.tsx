import Typography from '@material-ui/core/Typography';
import { ButtonLink } from './ButtonLink';
import { usePaths } from '../routing';
import { useTexts } from '../translation';
import { PageBody } from './PageBody';
import { PageHeading } from './PageHeading';

/** One page for what does not exist and for what the reader may not see. */
export function AbsentPage() {
  const t = useTexts();
  const paths = usePaths();
  return (
    <PageBody>
      <PageHeading title={t('states.absentTitle')} />
      <Typography style={{ maxWidth: '75ch' }} variant="body2">
        {t('states.absentText')}
      </Typography>
      <div>
        <ButtonLink color="primary" to={paths.projects()} variant="contained">
          {t('common.goToProjects')}
        </ButtonLink>
      </div>
    </PageBody>
  );
}
