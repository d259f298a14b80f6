// What a case asks for beside votes: its deadline and route, other terms to be accepted, conditions to be met.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { download } from '../../api/files.ts';
import { Badge, Item, Notice, Pairs, Section } from '../../components/basics.tsx';
import { Button, Chips, TextField } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { AcceptTerms, FulfilCondition } from '../../generated/operations.ts';
import { money, percent, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { forgetReadings } from '../../lib/query.ts';
import { withSentence } from '../../lib/sentences.ts';
import { may } from '../../lib/viewer.ts';
import { Deadline } from './deadline.tsx';
import type { Application } from './parts.tsx';

type Case = NonNullable<Application['case']>;
type Condition = Case['conditions'][number];

interface Props {
  of: Application;
  reload: () => Promise<void>;
}

/** The way of an open case: which step of how many, whose turn, until when. */
export const Route = ({ of }: { of: Application }) => {
  const { case: opened } = of;
  if (!opened || opened.state !== 'OPEN') return null;
  const steps = Math.max(opened.route.length, 1);
  return (
    <Section title={t('routeTitle')} aside={steps > 1 ? t('routeStep', { n: opened.step, of: steps }) : undefined}>
      <div class="card stack">
        {opened.route.length > 1 && (
          <p>
            {opened.route.map((step, index) => (
              <span key={index} class={index + 1 === opened.step ? 'strong' : 'muted'}>
                {index > 0 && ' → '}
                {label('position', step.position)}
              </span>
            ))}
          </p>
        )}
        <p>
          {label('position', opened.position)} · {label('VotingMode', opened.mode)}
        </p>
        <p class="small">
          <Deadline of={opened} />
        </p>
      </div>
    </Section>
  );
};

export const Acts = ({ of }: { of: Application }) => {
  const acts = of.case?.acts.filter((one) => one.kind !== 'ADVANCED') ?? [];
  const url = of.case?.minutesUrl ?? null;
  const action = useAction();
  if (acts.length === 0 && url === null) return null;
  return (
    <Section title={t('actsTitle')}>
      <ul class="card flush list">
        {acts.map((one) => (
          <li key={`${one.at}${one.kind}`}>
            <Item
              title={`${label('ApprovalActKind', one.kind)}${one.colleague ? ` · ${one.colleague.name}` : ''}`}
              sub={[one.by?.name, label('position', one.reason), time(one.at)].filter(Boolean).join(' · ')}
            />
          </li>
        ))}
      </ul>
      {action.error && <Failure error={action.error} />}
      {url !== null && (
        <Button
          kind="outline"
          busy={action.busy}
          onClick={() => void action.run(() => download(url, `${of.number}-${t('minutes')}.pdf`))}
        >
          {t('minutes')}
        </Button>
      )}
    </Section>
  );
};

/** What the approval has changed, and whether the customer has said yes. */
export const OfferedCard = ({ of, reload }: Props) => {
  const asking = useSignal(false);
  const offered = of.case?.offered;
  if (!offered) return null;
  const waits = of.offeredAt !== null && of.acceptedAt === null && of.state === 'APPROVED';
  return (
    <Section title={t('offeredTitle')}>
      <div class="card stack">
        <Pairs
          of={[
            offered.amount !== null && [t('offeredAmount'), money(offered.amount)],
            offered.termMonths !== null && [t('offeredTerm'), t('months', { n: offered.termMonths })],
            offered.rateAnnual !== null && [t('offeredRate'), percent(offered.rateAnnual)],
          ]}
        />
        {waits && <Notice>{t('offeredWaits')}</Notice>}
        {of.acceptance !== null && <p class="tone-ok">{t('offeredAccepted', { how: of.acceptance })}</p>}
        {waits && may('application:accept') && (
          <Button kind="primary" onClick={() => (asking.value = true)}>
            {t('accept')}
          </Button>
        )}
      </div>
      {asking.value && <AcceptSheet of={of} reload={reload} onClose={() => (asking.value = false)} />}
    </Section>
  );
};

const AcceptSheet = ({ of, reload, onClose }: Props & { onClose: () => void }) => {
  const how = useSignal('');
  const action = useAction();
  const accept = async (): Promise<void> => {
    const input = { applicationId: of.id, expectedVersion: of.version, acceptance: how.value.trim() };
    await act(`accept:${of.id}`, AcceptTerms, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('acceptDone'));
    onClose();
    await reload();
  };
  return (
    <Sheet title={t('accept')} onClose={onClose}>
      <TextField label={t('acceptHow')} lines required value={how.value} onInput={(value) => (how.value = value)} />
      <Chips
        label={t('acceptHow')}
        choices={[t('acceptInPerson'), t('acceptByPhone'), t('acceptInWriting')]}
        onPick={(text) => (how.value = withSentence(how.value, text))}
      />
      {action.error && <Failure error={action.error} onLatest={() => void reload().then(onClose)} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={how.value.trim() === ''}
        onClick={() => void action.run(accept)}
      >
        {t('accept')}
      </Button>
    </Sheet>
  );
};

export const Conditions = ({ of, reload }: Props) => {
  const ticking = useSignal<Condition | null>(null);
  const conditions = of.case?.conditions ?? [];
  if (conditions.length === 0) return null;
  const met = conditions.filter((one) => one.metAt !== null).length;
  const open = of.case?.state === 'APPROVED' && may('approval:fulfil');
  return (
    <Section title={t('conditionsTitle')} aside={t('conditionsCount', { n: met, of: conditions.length })}>
      <ul class="card flush list">
        {conditions.map((one) => (
          <li key={one.id}>
            <Item
              title={one.text}
              sub={
                one.metBy
                  ? `${t('conditionMet', { name: one.metBy.name })}${one.note ? ` · ${one.note}` : ''}`
                  : t('conditionBy', { name: one.laidBy.name })
              }
              end={
                one.metAt === null && open ? (
                  <Button kind="outline" onClick={() => (ticking.value = one)}>
                    {t('fulfil')}
                  </Button>
                ) : (
                  <Badge tone={one.metAt === null ? 'warn' : 'ok'}>{t(one.metAt ? 'fulfil' : 'conditionWaits')}</Badge>
                )
              }
            />
          </li>
        ))}
      </ul>
      {ticking.value && <FulfilSheet of={ticking.value} reload={reload} onClose={() => (ticking.value = null)} />}
    </Section>
  );
};

const FulfilSheet = (props: { of: Condition; reload: () => Promise<void>; onClose: () => void }) => {
  const note = useSignal('');
  const action = useAction();
  const fulfil = async (): Promise<void> => {
    const input = { conditionId: props.of.id, note: note.value.trim() };
    await act(`fulfil:${props.of.id}`, FulfilCondition, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    forgetReadings('ApplicationPage');
    toast(t('fulfilDone'));
    props.onClose();
    await props.reload();
  };
  return (
    <Sheet title={props.of.text} onClose={props.onClose}>
      <TextField
        label={t('fulfilNote')}
        hint={t('fulfilNoteHint')}
        lines
        required
        value={note.value}
        onInput={(value) => (note.value = value)}
      />
      {action.error && <Failure error={action.error} onLatest={() => void props.reload().then(props.onClose)} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={note.value.trim() === ''}
        onClick={() => void action.run(fulfil)}
      >
        {t('fulfil')}
      </Button>
    </Sheet>
  );
};
