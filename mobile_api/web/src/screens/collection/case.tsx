// A case: what is owed, what to do next and what stops it, the log of contacts, promises and letters.
import { useSignal } from '@preact/signals';
import { download } from '../../api/files.ts';
import { Badge, Empty, Item, Notice, Pairs, Section, Skeleton } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { CollectionCase, type CollectionCaseData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { ago, date, money, percent } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { ContactSheet } from './contact.tsx';
import { ContactCard } from './log.tsx';
import { PromiseSheet } from './promise.tsx';
import { SpeechSheet } from './settling.tsx';
import { Signals } from './signals.tsx';
import { SpeechCard, type Finding } from './speech.tsx';
import { Steps } from './steps.tsx';
import { STAGES } from './worklist.tsx';

export type Case = NonNullable<CollectionCaseData['collectionCase']>;
export type Outlook = NonNullable<CollectionCaseData['collectionOutlook']>;

export const CollectionCaseScreen = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(CollectionCase, { id, leads: may('collection:lead') });
  const sheet = useSignal<'contact' | 'promise' | null>(null);
  const of = data?.collectionCase ?? null;
  const outlook = data?.collectionOutlook ?? null;
  const again = (): void => void reload();
  const close = (): void => void (sheet.value = null);
  const works = of !== null && of.state === 'OPEN' && may('collection:work');
  return (
    <Screen
      title={of?.customer?.nameMasked ?? t('collectionTitle')}
      parent="/collection"
      actions={
        works && (
          <div class="row choices">
            <Button kind="outline" onClick={() => (sheet.value = 'promise')}>
              {t('collectionPromise')}
            </Button>
            <Button kind="primary" onClick={() => (sheet.value = 'contact')}>
              {t('collectionContact')}
            </Button>
          </div>
        )
      }
    >
      {error && !of && <ReadFailure error={error} onRetry={again} />}
      {!data && !error && <Skeleton heights={[160, 120, 200]} />}
      {data && !of && <Empty icon="search" title={t('notFound')} />}
      {of && (
        <>
          <Head of={of} />
          {outlook && of.state === 'OPEN' && <Next of={outlook} />}
          <Promises of={of} />
          <Signals of={of} onRead={again} />
          <Speech of={of} onChanged={again} />
          <Section title={t('collectionLog')} aside={of.contactCount}>
            {of.contacts.length === 0 && <p class="muted">{t('collectionNoLog')}</p>}
            <ul class="stack">
              {of.contacts.map((one) => (
                <li key={one.id}>
                  <ContactCard of={one} onChanged={again} />
                </li>
              ))}
            </ul>
          </Section>
          <Letters of={of} />
          <Steps of={of} onChanged={again} />
          {sheet.value === 'contact' && outlook && (
            <ContactSheet of={of} outlook={outlook} onClose={close} onChanged={again} />
          )}
          {sheet.value === 'promise' && <PromiseSheet of={of} onClose={close} onChanged={again} />}
        </>
      )}
    </Screen>
  );
};

const score = (value: string | null): string => (value === null ? t('collectionUnknown') : percent(value, 0));

const Head = ({ of }: { of: Case }) => (
  <div class="card">
    <div class="row between">
      <Badge tone={STAGES[of.stage] ?? 'plain'}>{label('CollectionStage', of.stage)}</Badge>
      <span class="muted">{label('CollectionCaseState', of.state)}</span>
    </div>
    <Pairs
      of={[
        [t('collectionOverdue'), <strong class="num tone-bad">{money(of.overdue)}</strong>],
        [t('collectionAtRisk'), <span class="num">{money(of.atRisk)}</span>],
        [t('collectionSince'), `${date(of.overdueSince)} · ${t('collectionDays', { n: of.daysPastDue })}`],
        [t('collectionLast'), of.lastContactAt === null ? t('collectionNever') : ago(of.lastContactAt)],
        [t('collectionAssignee'), of.assignee?.name ?? t('collectionNobody')],
        [t('collectionWill'), score(of.willingness)],
        [t('collectionAble'), score(of.ability)],
        of.agitation !== null && [t('collectionCalm'), score(of.agitation)],
      ]}
    />
    {of.pausedUntil !== null && (
      <Notice tone="warn">
        {t('collectionPausedUntil', { day: date(of.pausedUntil), reason: label('PauseReason', of.pauseReason ?? '') })}
      </Notice>
    )}
    {of.customer && (
      <Item
        href={`/customers/${encodeURIComponent(of.customer.id)}`}
        title={of.customer.nameMasked ?? ''}
        sub={t('customer')}
      />
    )}
    {of.worstLoan && (
      <Item href={`/loans/${encodeURIComponent(of.worstLoan.id)}`} title={of.worstLoan.number} sub={t('loanTitle')} />
    )}
  </div>
);

/** The advice, or the rules that stop everything right now. */
const Next = ({ of }: { of: Outlook }) => {
  const zh = language.value === 'zh';
  return (
    <Section title={t('collectionAdvice')}>
      <div class="card stack">
        {of.stops.length > 0 && (
          <Notice tone="warn">
            <strong>{t('collectionStopped')}</strong>
            {of.stops.map((stop) => (
              <p key={stop.code}>
                {stop.code} {zh ? stop.zh : stop.en}
              </p>
            ))}
          </Notice>
        )}
        <p>
          <strong>{of.channel === null ? t('collectionNothing') : label('ContactChannel', of.channel)}</strong>
          {of.channel !== null && ` · ${label('CollectionAgent', of.agent)} · `}
          {of.channel !== null && t('collectionAdviceHours', { from: of.hourFrom, until: of.hourUntil })}
          {of.channel !== null && of.offer !== 'none' && ` · ${label('CollectionOffer', of.offer)}`}
        </p>
        {(zh ? of.reasonsZh : of.reasonsEn).map((reason) => (
          <p key={reason} class="small muted">
            {reason}
          </p>
        ))}
      </div>
    </Section>
  );
};

const TONES = { OPEN: 'info', KEPT: 'ok', BROKEN: 'bad', REPLACED: 'plain' } as const;

const Promises = ({ of }: { of: Case }) => {
  if (of.promises.length === 0) return null;
  return (
    <Section
      title={t('collectionPromises')}
      aside={t('collectionKept', { kept: of.promisesKept, broken: of.promisesBroken })}
    >
      <ul class="card flush list">
        {of.promises.map((one) => (
          <li key={one.id}>
            <Item
              title={<span class="num">{money(one.amount)}</span>}
              sub={`${date(one.dueOn)}${one.settledOn === null ? '' : ` · ${t('collectionPromisePaid', { paid: money(one.paid) })}`}`}
              end={<Badge tone={TONES[one.state]}>{label('PromiseState', one.state)}</Badge>}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
};

/** For who leads: what agents said in this case that a rule forbids. */
const Speech = ({ of, onChanged }: { of: Case; onChanged: () => void }) => {
  const opened = useSignal<Finding | null>(null);
  const found = of.speechFindings ?? [];
  if (found.length === 0) return null;
  return (
    <Section title={t('speechTitle')} aside={found.length}>
      <ul class="stack">
        {found.map((one) => (
          <li key={one.id}>
            <SpeechCard of={one} onOpen={() => (opened.value = one)} />
          </li>
        ))}
      </ul>
      {opened.value && (
        <SpeechSheet of={opened.value} onClose={() => (opened.value = null)} onChanged={onChanged} />
      )}
    </Section>
  );
};

const Letters = ({ of }: { of: Case }) => {
  const action = useAction();
  if (of.letters.length === 0) return null;
  const fetchOne = (id: string, number: string) => (): void =>
    void action.run(() => download(`/api/collection/letters/${encodeURIComponent(id)}`, `${number}.pdf`));
  return (
    <Section title={t('collectionLetters')}>
      <ul class="card flush list">
        {of.letters.map((one) => (
          <li key={one.id}>
            <Item
              title={<span class="num">{one.number}</span>}
              sub={`${label('LetterDelivery', one.delivery)} · ${ago(one.writtenAt)}`}
              end={
                <Button kind="quiet" busy={action.busy} onClick={fetchOne(one.id, one.number)}>
                  {t('collectionFetch')}
                </Button>
              }
            />
          </li>
        ))}
      </ul>
      {action.error && <Failure error={action.error} />}
    </Section>
  );
};
