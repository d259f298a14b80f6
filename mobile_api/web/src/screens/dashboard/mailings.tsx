// Reports that are drawn by the clock: made and stopped here.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge } from '../../components/basics.tsx';
import { Button, Segments, SelectField, TextField } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import {
  MakeMailing,
  ReportMailings,
  StopMailing,
  type ExportForm,
  type MailingRhythm,
  type ReportMailingsData,
} from '../../generated/operations.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { usePages } from '../../lib/pages.ts';
import { titleOf } from './figures.ts';
import { nameOf, type Offer } from './reports.tsx';

type Mailing = ReportMailingsData['reportMailings']['nodes'][number];

export const Mailings = ({ offers }: { offers: Offer[] }) => {
  const paged = usePages(ReportMailings, {}, (data) => data.reportMailings);
  const making = useSignal(false);
  return (
    <>
      {paged.rows && paged.rows.length > 0 && (
        <ul class="card flush list">
          {paged.rows.map((one) => (
            <MailingLine key={one.id} of={one} offers={offers} onDone={() => void paged.reload()} />
          ))}
        </ul>
      )}
      <Button kind="outline" wide onClick={() => (making.value = true)}>
        {t('reportsMailing')}
      </Button>
      {making.value && (
        <MakeSheet offers={offers} onClose={() => (making.value = false)} onDone={() => void paged.reload()} />
      )}
    </>
  );
};

const MailingLine = ({ of, offers, onDone }: { of: Mailing; offers: Offer[]; onDone: () => void }) => {
  const action = useAction();
  const stop = async (): Promise<void> => {
    const done = await action.run(async () => {
      await act(`mailing ${of.id}`, StopMailing, (idempotencyKey) => ({ input: { mailingId: of.id, idempotencyKey } }));
    });
    if (done) onDone();
  };
  return (
    <li class="branch">
      <div class="row between">
        <strong>
          {nameOf(of.report, offers)} · {label('ExportForm', of.form)} · {label('MailingRhythm', of.rhythm)}
        </strong>
        {of.stoppedAt === null ? (
          <Button busy={action.busy} onClick={() => void stop()}>
            {t('reportsStop')}
          </Button>
        ) : (
          <Badge>{t('reportsStopped')}</Badge>
        )}
      </div>
      <p class="small muted">
        {of.recipients.join(' ')}
        {of.lastUntil !== null && <> · {t('reportsLast', { day: of.lastUntil })}</>}
      </p>
      {action.error && <Failure error={action.error} />}
    </li>
  );
};

interface MakeProps {
  offers: Offer[];
  onClose: () => void;
  onDone: () => void;
}

const MakeSheet = ({ offers, onClose, onDone }: MakeProps) => {
  const code = useSignal(offers[0]?.code ?? '');
  const rhythm = useSignal<MailingRhythm>('DAILY');
  const to = useSignal('');
  const action = useAction();
  const offer = offers.find((one) => one.code === code.value);
  const chosen: MailingRhythm = offer?.monthly ? 'MONTHLY' : rhythm.value;
  const rhythms: MailingRhythm[] = offer?.monthly ? ['MONTHLY'] : ['DAILY', 'WEEKLY', 'MONTHLY'];
  const recipients = to.value.split(/[\s,;，；]+/).filter(Boolean);
  const make = async (): Promise<void> => {
    const form: ExportForm = offer?.forms[0] ?? 'XLSX';
    const input = { report: code.value, form, rhythm: chosen, recipients };
    await act('mailing', MakeMailing, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
  };
  const send = async (): Promise<void> => {
    if (!(await action.run(make))) return;
    toast(t('reportsMade'));
    onClose();
    onDone();
  };
  return (
    <Sheet title={t('reportsMailing')} onClose={onClose}>
      <SelectField
        label={t('reportsWhich')}
        value={code.value}
        choices={offers.map((one) => ({ value: one.code, label: titleOf(one) }))}
        onChange={(value) => (code.value = value)}
      />
      <Segments
        label={t('reportsRhythm')}
        value={chosen}
        choices={rhythms.map((one) => ({ value: one, label: label('MailingRhythm', one) }))}
        onChange={(value) => (rhythm.value = value as MailingRhythm)}
      />
      <TextField label={t('reportsTo')} value={to.value} onInput={(value) => (to.value = value)} />
      {action.error && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} disabled={recipients.length === 0} onClick={() => void send()}>
        {t('reportsMailing')}
      </Button>
    </Sheet>
  );
};
