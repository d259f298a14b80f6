// The visit as the officer fills it in on the spot: one thumb, top to bottom, saved by itself.
import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { act, intents } from '../../api/graphql.ts';
import { Empty, Notice, Section, Skeleton } from '../../components/basics.tsx';
import { Button, Segments, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { toast } from '../../components/overlays.tsx';
import { SubmitVisit, VisitPage } from '../../generated/ids/visits.ts';
import { time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { dropErrand, errands, followErrands, sendErrand } from '../../lib/errands.ts';
import { uploadStep } from '../../lib/photos.ts';
import { whereAmI } from '../../lib/place.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { goBack } from '../../lib/router.ts';
import { isUnderway, step, type Errand } from '../../store/errands.ts';
import { Lines } from './lines.tsx';
import { draftOf, isPending, PLACES, TRADES, visitInput } from './model.ts';
import type { Place, Trade, VisitDraft, Visited } from './model.ts';
import { Photos } from './photos.tsx';
import { useSaving, type Saving, type Standing } from './saving.ts';

export const VisitScreen = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(VisitPage, { id });
  const application = data?.application;
  const parent = `/applications/${encodeURIComponent(id)}`;
  useEffect(followErrands, []);
  const kept = submitted(id);
  if (kept && isUnderway(kept))
    return (
      <Screen title={t('visitTitle')} parent={parent}>
        <Empty icon="check" title={t('visitKeptHere')}>
          <a href="/outbox">{label('OutboxState', kept.state)}</a>
        </Empty>
      </Screen>
    );
  if (application?.customer && (application.state === 'DRAFT' || application.state === 'RETURNED'))
    return (
      <Form key={application.visitDraft?.version ?? 0} of={application} parent={parent} reload={reload} />
    );
  return (
    <Screen title={t('visitTitle')} parent={parent}>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[64, 120, 160, 160]} />}
      {data && <Empty icon="search" title={t('visitNotNow')} />}
    </Screen>
  );
};

/** The submission of a visit that lies on this phone, whatever has become of it. */
const submitted = (applicationId: string): Errand | null =>
  errands.value.filter((one) => one.told['visitOf'] === applicationId).pop() ?? null;

/** Keeps the whole visit on the phone: its photographs first, then the draft with their ids, then its end. */
const submitLater = async (of: Visited, draft: VisitDraft, expectedVersion: number): Promise<boolean> => {
  const pending = draft.photos.filter(isPending).map(({ documentId }) => uploadStep(documentId.slice(1), 'OTHER'));
  const input = { applicationId: of.id, expectedVersion, visit: visitInput(draft, true) };
  const save = step('saveVisit', input);
  // the server may have had this very content without our hearing of it: then it knows the key
  if (pending.length === 0) save.key = intents.keyFor(`visit:${of.id}`, { input: { ...input, idempotencyKey: '' } });
  const end = step('submitVisit', { applicationId: of.id, expectedVersion: '@visit' });
  const told = { customer: of.customer!.id, visitOf: of.id };
  const steps = [...pending, save, end];
  return (await sendErrand({ kind: 'visit', who: of.customer!.nameMasked ?? '', amount: '', steps, told })) !== null;
};

const STANDINGS: Record<Standing, string> = {
  clean: 'visitClean',
  changed: 'visitChanged',
  saving: 'visitSaving',
  saved: 'visitSaved',
  offline: 'visitOffline',
  failed: 'visitFailed',
};

const Form = ({ of, parent, reload }: { of: Visited; parent: string; reload: () => Promise<void> }) => {
  const draft = useSignal<VisitDraft>(draftOf(of.visitDraft ?? of.visit));
  const saving = useSaving(of.id, draft, of.visitDraft?.version ?? 0, submitted(of.id));
  const action = useAction();
  const submit = async (): Promise<void> => {
    const old = submitted(of.id);
    if (old) await dropErrand(old.key);
    if (saving.version() === 0) saving.change({});
    const saved = await saving.flush();
    const pending = draft.peek().photos.some(isPending);
    if (saved ? pending : saving.unanswered()) {
      if (await submitLater(of, draft.peek(), saving.version())) {
        toast(t('visitKeptHere'));
        goBack(parent);
      }
      return;
    }
    if (!saved) return;
    await send(of.id, saving.version());
    await saving.forget();
    forgetReadings('ApplicationPage', 'VisitPage');
    toast(t('visitSubmitted'));
    goBack(parent);
  };
  const latest = (): void => void saving.forget().then(reload);
  const { change } = saving;
  return (
    <Screen
      title={t('visitTitle')}
      parent={parent}
      actions={
        <>
          {saving.standing === 'failed' && saving.error && (
            <Failure error={saving.error} onLatest={latest} />
          )}
          {action.error && <Failure error={action.error} onLatest={latest} />}
          <span class="muted standing" role="status">
            {t(STANDINGS[saving.standing] as 'visitSaved')}
          </span>
          <Button kind="primary" busy={action.busy} onClick={() => void action.run(submit)}>
            {t('visitSubmit')}
          </Button>
        </>
      }
    >
      {!of.visitDraft && of.visit && <Notice>{t('visitCorrects')}</Notice>}
      <Where draft={draft} change={change} />
      <Photos
        customerId={of.customer!.id}
        photos={draft.value.photos}
        onChange={(how) => change({ photos: how(draft.peek().photos) })}
      />
      <Household draft={draft} change={change} />
      <Lines
        lines={draft.value.lines}
        papers={of.customer!.documents}
        onChange={(lines) => change({ lines })}
      />
      <Section title={t('visitSummary')}>
        <TextField
          label={t('visitSummaryLabel')}
          lines
          required
          value={draft.value.summary}
          onInput={(summary) => change({ summary })}
          attributes={{ placeholder: t('visitSummaryHint') }}
        />
      </Section>
    </Screen>
  );
};

const send = (applicationId: string, expectedVersion: number): Promise<unknown> =>
  act(`submitVisit:${applicationId}`, SubmitVisit, (idempotencyKey) => ({
    input: { applicationId, expectedVersion, idempotencyKey },
  }));

interface PartProps {
  draft: Signal<VisitDraft>;
  change: Saving['change'];
}

const Where = ({ draft, change }: PartProps) => {
  const { place, trade, visitedAt, address, position, accuracyM } = draft.value;
  const action = useAction();
  const arrive = async (): Promise<void> => {
    const found = await whereAmI();
    change({
      visitedAt: new Date().toISOString(),
      ...(found ? { position: found, accuracyM: found.accuracyM } : {}),
    });
    if (!found) throw new Error(t('visitNoPosition'));
  };
  const sure = position?.accuracyM ?? accuracyM;
  return (
    <Section title={t('visitWhere')}>
      <div class="card stack">
        <Segments
          label={t('visitPlace')}
          value={place ?? ''}
          onChange={(value) => change({ place: value as Place })}
          choices={PLACES.map((one) => ({ value: one, label: label('VisitPlace', one) }))}
        />
        <Button
          kind={visitedAt ? 'outline' : 'primary'}
          wide
          busy={action.busy}
          onClick={() => void action.run(arrive)}
        >
          {t(visitedAt ? 'visitArriveAgain' : 'visitArrive')}
        </Button>
        {visitedAt && (
          <p class="muted num">
            {time(visitedAt)} · {sure === null ? t('visitNoPosition') : t('visitSure', { n: sure })}
          </p>
        )}
        {action.error && <Failure error={action.error} />}
        <TextField
          label={t('visitAddress')}
          required
          value={address}
          onInput={(value) => change({ address: value })}
          attributes={{ maxLength: 120, autoComplete: 'off' }}
        />
        <SelectField
          label={t('visitTrade')}
          value={trade ?? ''}
          empty={t('visitNoTrade')}
          onChange={(value) => change({ trade: value === '' ? null : (value as Trade) })}
          choices={TRADES.map((one) => ({ value: one, label: label('Trade', one) }))}
        />
      </div>
    </Section>
  );
};

const PEOPLE = ['householdSize', 'earners', 'dependants', 'residenceMonths'] as const;

const Household = ({ draft, change }: PartProps) => (
  <Section title={t('visitHousehold')}>
    <div class="card stack">
      {PEOPLE.map((name) => (
        <TextField
          key={name}
          label={t(`visit_${name}`)}
          required={name !== 'residenceMonths'}
          value={draft.value[name]}
          onInput={(value) => change({ [name]: value })}
          attributes={{ inputMode: 'numeric', maxLength: 4, autoComplete: 'off' }}
        />
      ))}
      <Segments
        label={t('visitHome')}
        value={draft.value.homeOwned === null ? '' : String(draft.value.homeOwned)}
        onChange={(value) => change({ homeOwned: value === 'true' })}
        choices={[
          { value: 'true', label: t('visitHomeOwned') },
          { value: 'false', label: t('visitHomeRented') },
        ]}
      />
    </div>
  </Section>
);
