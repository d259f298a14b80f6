// The inbox as a pile: the card on top is decided with a thumb or with the buttons below it, then the next lies there.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { act } from '../../api/graphql.ts';
import { Empty, Notice, Skeleton } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Icon } from '../../components/icons.tsx';
import { toast } from '../../components/overlays.tsx';
import { Pile } from '../../generated/ids/pile.ts';
import { DecideCase, type PileCardData } from '../../generated/operations.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { decideLater, sentAndWaiting } from '../../lib/outbox.ts';
import { useQuery, type Reading } from '../../lib/query.ts';
import { isUntold } from '../../store/outbox.ts';
import { contentOf, DecideSheet, toldKept, type Asked, type Open } from '../application/decide.tsx';
import { MoreSheet } from '../application/more.tsx';
import { useFresh, waiting } from '../inbox.tsx';
import { CardBody, useCard, whyNot, type Application, type Case } from './card.tsx';
import type { Outcome } from './gesture.ts';
import { inOrder } from './order.ts';
import { useSwipe } from './swipe.ts';

const PEEKING = 2;
const MEASURE = 'jiedai.swipe';

type Asking = 'APPROVE' | 'RETURN' | 'more' | null;

/** Notes how long it took from letting the card go until what came of it stood on the screen. */
const measureFrom = (start: number, detail: Outcome): void => {
  requestAnimationFrame(() => setTimeout(() => performance.measure(MEASURE, { start, end: performance.now(), detail })));
};

export const PileScreen = () => {
  const read = useQuery(Pile, {});
  const found = read.data?.approvalInbox;
  useFresh(read.reload, found?.nodes);
  const decided = new Set(
    sentAndWaiting.value.filter((one) => isUntold(one, read.at)).map((one) => one.content.caseId),
  );
  const left = found && inOrder(found.nodes.filter((one) => one.application && !decided.has(one.id)));
  const total = found && left ? found.totalCount - (found.nodes.length - left.length) : 0;
  const top = left?.[0];
  useCard(left?.[1]?.id ?? null); // the next card is there before it is on top
  useEffect(() => {
    if (left) waiting.value = total;
  }, [left === undefined, total]);
  return (
    <Screen
      title={t('pileTitle')}
      parent="/inbox"
      tools={
        <button type="button" class="icon-button" aria-label={t('refresh')} onClick={() => void read.reload()}>
          <Icon name="refresh" size={22} />
        </button>
      }
    >
      {read.error && !found && <ReadFailure error={read.error} onRetry={() => void read.reload()} />}
      {!found && !read.error && <Skeleton heights={[420]} />}
      {left && !top && (
        <Empty icon="check" title={t('pileDone')}>
          {t('inboxEmptyText')}
        </Empty>
      )}
      {left && top?.application && (
        <>
          <p class="list-head">
            <span aria-live="polite">{t('pileCount', { n: total })}</span>
            <a href="/inbox/batch">{t('batchLink')}</a>
          </p>
          <Top key={top.id} of={top} application={top.application} reload={read.reload}>
            {left.slice(1, 1 + PEEKING)}
          </Top>
          {total > left.length && <p class="small muted">{t('pileMore', { n: left.length, of: total })}</p>}
        </>
      )}
    </Screen>
  );
};

interface TopProps {
  of: Case;
  application: Application;
  reload: () => Promise<void>;
  children: Case[];
}

const openOf = (of: Case, card: Reading<PileCardData>): Open => ({
  ...of,
  routine: card.data?.approvalCase?.version === of.version ? card.data.approvalCase.routine : null,
});

const Top = ({ of, application, reload, children }: TopProps) => {
  const card = useCard(of.id);
  const asking = useSignal<Asking>(null);
  const action = useAction();
  const asked: Asked = { ...application, amount: of.amount };
  const open = openOf(of, card);
  const routine = of.mayDecide && open.routine?.allowed === true;

  const approve = async (): Promise<void> => {
    const start = performance.now();
    const seen = { caseId: of.id, expectedVersion: of.version, amount: of.amount };
    const input = { ...seen, decision: 'APPROVE' as const, reason: t('approve'), routine: true };
    const kept = await decideLater(contentOf(asked, input));
    if (kept) {
      toldKept(t('approveDone'), kept);
      measureFrom(start, 'approve');
      return;
    }
    const send = async (): Promise<void> => {
      await act(`decide:${of.id}`, DecideCase, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    };
    if (!(await action.run(send))) return;
    toast(t('approveDone'));
    await reload();
  };
  const swiped = (outcome: Outcome): void => {
    if (outcome !== 'approve') measureFrom(performance.now(), outcome);
    if (outcome === 'return') asking.value = 'RETURN';
    else if (outcome === 'approve') void approve();
    else toast(t('pileNotRoutine', { why: whyNot(card.data?.approvalCase?.routine) ?? t('loading') }), 'bad');
  };
  const element = useSwipe(() => ({ routine, onOutcome: swiped }));
  const close = (): void => void (asking.value = null);

  return (
    <>
      <div class="pile">
        <article class="card case top" ref={element}>
          <CardBody of={of} application={application} card={card} />
        </article>
        {children.map((one, depth) => (
          <div key={one.id} class={`card peek depth-${depth + 1}`} aria-hidden="true" />
        ))}
      </div>
      {action.error && <Failure error={action.error} onLatest={() => void reload()} />}
      {!of.mayDecide && <Notice>{t('batchNone')}</Notice>}
      <div class="pile-buttons">
        <Button onClick={() => (asking.value = 'RETURN')}>{t('returnIt')}</Button>
        <Button onClick={() => (asking.value = 'more')}>{t('moreWays')}</Button>
        <a class="button" href={`/applications/${encodeURIComponent(application.id)}`}>
          {t('pileDetail')}
        </a>
        <Button
          kind="primary"
          busy={action.busy}
          onClick={() => (routine ? void approve() : (asking.value = 'APPROVE'))}
        >
          {t('approve')}
        </Button>
      </div>
      {asking.value === 'more' && <MoreSheet of={of} reload={reload} onClose={close} />}
      {(asking.value === 'APPROVE' || asking.value === 'RETURN') && (
        <DecideSheet
          application={asked}
          of={open}
          decision={asking.value}
          reload={reload}
          onClose={close}
          onDone={() => {
            close();
            void reload();
          }}
        />
      )}
    </>
  );
};
