// Doubles: whose number is claimed twice, two records made one, and the trail of all that went into others.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Item, Notice, Section, Skeleton } from '../../components/basics.tsx';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { Search } from '../../components/search.tsx';
import { MergeCustomers, Merges, MergeSearch, SettleIdentityReview } from '../../generated/ids/risk.ts';
import type { MergesData, MergeSide } from '../../generated/operations.ts';
import { ago, dayOf, money } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { nameOf } from '../../lib/names.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';

type Review = MergesData['identityReviews']['nodes'][number];
type Outcome = 'MERGED' | 'RELEASED' | 'REFUSED';

export const MergingScreen = () => {
  const { data, error, reload } = useQuery(Merges, {});
  const merging = useSignal(false);
  const open = data?.identityReviews.nodes.filter((one) => one.state === 'OPEN') ?? [];
  return (
    <Screen
      title={t('mergingTitle')}
      parent="/risk"
      actions={
        <Button kind="primary" wide onClick={() => (merging.value = true)}>
          {t('mergeTwo')}
        </Button>
      }
    >
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[120, 72, 72]} />}
      {data && (
        <Section title={t('reviewsTitle')} aside={t('count', { n: open.length })}>
          {open.length === 0 && <Empty icon="check" title={t('reviewsNone')} />}
          <ul class="stack">
            {open.map((one) => (
              <li key={one.id}>
                <ReviewCard of={one} reload={reload} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {data && data.customerMerges.nodes.length > 0 && (
        <Section title={t('trailTitle')} aside={t('count', { n: data.customerMerges.totalCount })}>
          <ul class="card flush list">
            {data.customerMerges.nodes.map((one) => (
              <li key={one.id}>
                <Item
                  {...(one.into ? { href: `/customers/${encodeURIComponent(one.into.id)}` } : {})}
                  title={`${nameOf(one.customer)} → ${nameOf(one.into)}`}
                  sub={`${one.reason} · ${one.mergedBy.name} · ${dayOf(one.mergedAt)}`}
                />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {merging.value && <MergeSheet reload={reload} onClose={() => (merging.value = false)} />}
    </Screen>
  );
};

const Side = ({ of, title }: { of: MergeSide | null; title: string }) => (
  <div>
    <p class="label">{title}</p>
    {of === null ? (
      <p class="muted">{t('nobodyHolds')}</p>
    ) : (
      <>
        <strong>{nameOf(of)}</strong> <Badge>{label('CustomerKind', of.kind)}</Badge>{' '}
        {of.state !== 'ACTIVE' && <Badge tone="warn">{label('CustomerState', of.state)}</Badge>}
        <p class="small muted num">{[of.idNumberMasked, of.phoneMasked].filter(Boolean).join(' · ')}</p>
        <p class="small muted">
          {of.branch.name} · {of.officer.name} · {dayOf(of.createdAt)}
          {of.outstanding !== '0.00' && ` · ${t('outstandingNow')} ${money(of.outstanding)}`}
        </p>
      </>
    )}
  </div>
);

const ReviewCard = ({ of, reload }: { of: Review; reload: () => Promise<void> }) => {
  const asking = useSignal(false);
  return (
    <div class="card stack">
      <div class="row between">
        <Badge tone="warn">{label('IdentityKind', of.kind)}</Badge>
        <span class="small muted">{ago(of.openedAt)}</span>
      </div>
      <div class="two">
        <Side of={of.customer} title={t('reviewWants')} />
        <Side of={of.holder} title={t('reviewHolds')} />
      </div>
      <Button kind="outline" onClick={() => (asking.value = true)}>
        {t('reviewSettle')}
      </Button>
      {asking.value && <SettleSheet of={of} reload={reload} onClose={() => (asking.value = false)} />}
    </div>
  );
};

const SettleSheet = (props: { of: Review; reload: () => Promise<void>; onClose: () => void }) => {
  const outcomes: Outcome[] = props.of.kind === 'PHONE' ? ['MERGED', 'RELEASED', 'REFUSED'] : ['MERGED', 'REFUSED'];
  const outcome = useSignal<Outcome>('MERGED');
  const reason = useSignal('');
  const action = useAction();
  const settle = async (): Promise<void> => {
    const input = { reviewId: props.of.id, outcome: outcome.value, reason: reason.value.trim() };
    await act(`settle:${props.of.id}`, SettleIdentityReview, (idempotencyKey) => ({
      input: { ...input, idempotencyKey },
    }));
    forgetReadings('CustomerPage', 'Customers');
    toast(t('reviewSettled'));
    props.onClose();
    await props.reload();
  };
  return (
    <Sheet title={t('reviewSettle')} onClose={props.onClose}>
      <SelectField
        label={t('reviewOutcome')}
        value={outcome.value}
        choices={outcomes.map((value) => ({ value, label: label('IdentityReviewOutcome', value) }))}
        onChange={(value) => (outcome.value = value as Outcome)}
      />
      <TextField
        label={t('mergeReason')}
        required
        lines
        value={reason.value}
        onInput={(value) => (reason.value = value)}
      />
      {action.error && <Failure error={action.error} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={reason.value.trim() === ''}
        onClick={() => void action.run(settle)}
      >
        {t('reviewSettle')}
      </Button>
    </Sheet>
  );
};

const MergeSheet = ({ reload, onClose }: { reload: () => Promise<void>; onClose: () => void }) => {
  const going = useSignal<MergeSide | null>(null);
  const staying = useSignal<MergeSide | null>(null);
  const reason = useSignal('');
  const action = useAction();
  const merge = async (): Promise<void> => {
    const input = { customerId: going.value!.id, intoId: staying.value!.id, reason: reason.value.trim() };
    await act('merge', MergeCustomers, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    forgetReadings('CustomerPage', 'Customers');
    toast(t('mergeDone'));
    onClose();
    await reload();
  };
  const ready = going.value && staying.value && going.value.id !== staying.value.id && reason.value.trim() !== '';
  return (
    <Sheet title={t('mergeTwo')} onClose={onClose}>
      <Notice tone="warn">{t('mergeText')}</Notice>
      <Pick title={t('mergeGoes')} of={going.value} onPick={(one) => (going.value = one)} />
      <Pick title={t('mergeStays')} of={staying.value} onPick={(one) => (staying.value = one)} />
      <TextField
        label={t('mergeReason')}
        required
        lines
        value={reason.value}
        onInput={(value) => (reason.value = value)}
      />
      {action.error && <Failure error={action.error} />}
      <Button kind="danger" wide busy={action.busy} disabled={!ready} onClick={() => void action.run(merge)}>
        {t('mergeDo')}
      </Button>
    </Sheet>
  );
};

const Pick = (props: { title: string; of: MergeSide | null; onPick: (of: MergeSide | null) => void }) => {
  const search = useSignal('');
  const { data } = useQuery(MergeSearch, search.value === '' ? null : { search: search.value });
  if (props.of)
    return (
      <div class="card row between">
        <Side of={props.of} title={props.title} />
        <Button kind="quiet" onClick={() => props.onPick(null)}>
          {t('pickAnother')}
        </Button>
      </div>
    );
  return (
    <div class="stack">
      <Search label={`${props.title}：${t('pickSearch')}`} onSearch={(text) => (search.value = text)} />
      {data?.customers.nodes.length === 0 && <p class="muted">{t('pickNone')}</p>}
      {(data?.customers.nodes ?? []).slice(0, 5).map((one) => (
        <button key={one.id} type="button" class="card pick" onClick={() => props.onPick(one)}>
          <Side of={one} title={one.officer.name} />
        </button>
      ))}
    </div>
  );
};
