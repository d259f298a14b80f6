// What was decided on this phone: where each decision stands, and for a conflict mine beside theirs, with who and when.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Badge, Empty, Notice, Pairs } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { ErrandList, STATE_TONES } from '../../components/errands.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { CaseSince } from '../../generated/ids/outbox.ts';
import type { CaseSinceData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { money, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { carryOn, errands, followErrands } from '../../lib/errands.ts';
import { dropItem, sendNow, sentAndWaiting, takeBack } from '../../lib/outbox.ts';
import { useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import { isUnderway } from '../../store/errands.ts';
import { isOpen, type Item } from '../../store/outbox.ts';

type Case = NonNullable<CaseSinceData['approvalCase']>;

const moment = (milliseconds: number): string => time(new Date(milliseconds).toISOString());

export const OutboxScreen = () => {
  const items = [...sentAndWaiting.value].reverse();
  const busy = useSignal(false);
  useEffect(followErrands, []);
  const send = async (): Promise<void> => {
    busy.value = true;
    await Promise.all([sendNow(), carryOn()]);
    busy.value = false;
  };
  return (
    <Screen
      title={t('outboxTitle')}
      parent="/inbox"
      actions={
        (items.some(isOpen) || errands.value.some(isUnderway)) && (
          <Button kind="primary" wide busy={busy.value} onClick={() => void send()}>
            {t('outboxSend')}
          </Button>
        )
      }
    >
      {items.some(isOpen) && <Notice>{t('outboxOnPhone')}</Notice>}
      <ErrandList />
      {items.length === 0 && errands.value.length === 0 && (
        <Empty icon="check" title={t('outboxEmpty')}>
          {t('outboxEmptyText')}
        </Empty>
      )}
      <ul class="stack">
        {items.map((item) => (
          <li key={item.key} class="card stack">
            <Told of={item} />
          </li>
        ))}
      </ul>
    </Screen>
  );
};

const Told = ({ of }: { of: Item }) => (
  <>
    <div class="row between">
      <span class="who">{of.content.who}</span>
      <Badge tone={STATE_TONES[of.state]}>{label('OutboxState', of.state)}</Badge>
    </div>
    <p class="muted small">
      {label('CaseDecision', of.content.decision)} · {money(of.content.amount)} · {moment(of.at)}
    </p>
    {of.word && (
      <Notice tone={of.state === 'conflict' ? 'warn' : 'bad'}>{of.word[language.value] || of.word.code}</Notice>
    )}
    {of.state === 'conflict' && <Conflict of={of} />}
    {of.state === 'held' && <Button onClick={() => void takeBack(of.key)}>{t('undo')}</Button>}
    {of.state === 'refused' && <Button onClick={() => void dropItem(of.key)}>{t('outboxSeen')}</Button>}
  </>
);

const Conflict = ({ of }: { of: Item }) => {
  const { data, error, reload } = useQuery(CaseSince, { id: of.content.caseId });
  const theirs = data?.approvalCase ?? null;
  const again = async (): Promise<void> => {
    await dropItem(of.key);
    navigate(`/applications/${encodeURIComponent(of.content.applicationId)}`);
  };
  return (
    <>
      <Pairs
        of={[
          [t('outboxMine'), `${label('CaseDecision', of.content.decision)} · ${moment(of.at)}`],
          data !== null && [t('outboxTheirs'), theirs ? <Theirs of={theirs} /> : t('outboxGone')],
        ]}
      />
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      <Button onClick={() => void dropItem(of.key)}>{t('outboxDrop')}</Button>
      <Button kind="primary" onClick={() => void again()}>
        {t('outboxLook')}
      </Button>
    </>
  );
};

const Theirs = ({ of }: { of: Case }) => (
  <>
    {label('CaseState', of.state)}
    {of.votes.length === 0 && <p>{t('outboxNobody')}</p>}
    {of.votes.map((vote) => (
      <p key={vote.by.id + vote.at}>
        {vote.by.name} {label('CaseDecision', vote.decision)} · {time(vote.at)}
      </p>
    ))}
  </>
);
