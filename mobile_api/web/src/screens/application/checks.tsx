// The three checks of an application on paper: drawn on demand, with the time that it takes, and handed to the phone.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { download } from '../../api/files.ts';
import { Section } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may } from '../../lib/viewer.ts';

const SECOND_MS = 1000;

export const ThreeChecks = ({ of }: { of: { id: string; number: string; submittedAt: string | null } }) => {
  const action = useAction();
  const seconds = useSignal(0);
  useEffect(() => {
    if (!action.busy) return undefined;
    seconds.value = 0;
    const timer = setInterval(() => (seconds.value += 1), SECOND_MS);
    return () => clearInterval(timer);
  }, [action.busy]);
  if (of.submittedAt === null || !may('report:draw')) return null;
  const draw = (): Promise<void> =>
    download(`/api/reports/three-checks/${encodeURIComponent(of.id)}`, `${of.number}-${t('threeChecks')}.pdf`);
  return (
    <Section title={t('threeChecks')}>
      {action.error && <Failure error={action.error} />}
      <Button kind="outline" wide busy={action.busy} onClick={() => void action.run(draw)}>
        {action.busy ? t('threeChecksDrawing', { n: seconds.value }) : t('threeChecksDraw')}
      </Button>
    </Section>
  );
};
