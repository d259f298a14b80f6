// What waits for this person's decision, each with the figures that a decision hangs on.
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { session } from '../api/session.ts';
import { subscribe } from '../api/socket.ts';
import { Badge, Empty, Facts, Figure, type Tone } from '../components/basics.tsx';
import { Screen } from '../components/frame.tsx';
import { Icon } from '../components/icons.tsx';
import { List } from '../components/list.tsx';
import { Inbox, WatchInbox, type CaseCard } from '../generated/operations.ts';
import { language } from '../i18n/core.ts';
import { ago, money, percent } from '../i18n/format.ts';
import { label, t } from '../i18n/staff.ts';
import { isHighRatio } from '../lib/figures.ts';
import { sentAndWaiting } from '../lib/outbox.ts';
import { nameOf } from '../lib/names.ts';
import { usePages } from '../lib/pages.ts';
import { isOpen, isUntold } from '../store/outbox.ts';
import { Deadline } from './application/deadline.tsx';

const POLL_MS = 60_000;
const LIVE_POLL_MS = 300_000;
const FIRST = 20;

export const waiting = signal(0);
const live = signal(false);

const TIER_TONES: Record<string, Tone> = { MANUAL_REVIEW: 'warn', REGIONAL: 'info', COMMITTEE: 'brand' };

const mark = (of: { id: string; version: number }): string => `${of.id}.${of.version}`;

const Ratio = ({ value }: { value: string | null }) => {
  if (value === null) return <span class="muted">{t('unknownFigure')}</span>;
  return <span class={isHighRatio(value) ? 'tone-bad' : ''}>{percent(value)}</span>;
};

const CaseRow = ({ of }: { of: CaseCard }) => {
  const { application } = of;
  if (!application) return null; // left this person's sight since the list was made
  const hits = application.findings.filter((finding) => finding.outcome !== 'PASS');
  const first = hits[0];
  return (
    <a class="card case" href={`/applications/${encodeURIComponent(application.id)}`}>
      <div class="row between">
        <span class="who">{nameOf(application.customer)}</span>
        <Badge tone={TIER_TONES[of.tier] ?? 'plain'}>{label('Tier', of.tier)}</Badge>
      </div>
      <div class="row between ask">
        <Figure amount={of.amount} />
        <span class="muted">
          {t('months', { n: application.termMonths })} · {label('purpose', application.purpose)}
        </span>
      </div>
      <Facts
        of={[
          [t('exposureAfter'), money(of.exposureAfter)],
          [t('debtRatio'), <Ratio value={application.debtRatio} />],
        ]}
      />
      {first && (
        <p class="hit">
          <Icon name="warn" size={18} />
          <span>
            {language.value === 'zh' ? first.reasonZh : first.reasonEn}
            {hits.length > 1 && <span class="muted"> · {t('findings', { n: hits.length })}</span>}
          </span>
        </p>
      )}
      {(of.dueAt !== null || of.urges > 0) && (
        <p class="small">
          <Deadline of={of} />
        </p>
      )}
      <p class="foot">
        <span>
          {application.officer.name} · {application.branch.name}
        </span>
        <span>
          {of.votesNeeded > 1 && `${t('votesOf', { n: of.votes.length, of: of.votesNeeded })} · `}
          {t('openedAgo', { ago: ago(of.openedAt) })}
        </span>
      </p>
    </a>
  );
};

/** Whether the list follows the server; what the phone has kept says how old it is while the server is asked. */
const Pulse = ({ at }: { at: number }) => (
  <span class={live.value ? 'pulse on' : 'pulse'}>
    {session.value === 'known' && Date.now() - at > POLL_MS
      ? t('inboxKept', { ago: ago(new Date(at).toISOString()) })
      : t(live.value ? 'inboxLive' : 'inboxPolling')}
  </span>
);

/** What is on its way, and what did not take effect: a person must not have to look for either. */
const OutboxLine = () => {
  const open = sentAndWaiting.value.filter(isOpen).length;
  const trouble = sentAndWaiting.value.filter((one) => one.state === 'conflict' || one.state === 'refused').length;
  if (open + trouble === 0) return null;
  return (
    <a class={trouble > 0 ? 'notice warn' : 'notice info'} href="/outbox">
      <Icon name={trouble > 0 ? 'warn' : 'clock'} size={20} />
      <span class="main">
        {[
          trouble > 0 && t('outboxTrouble', { n: trouble }),
          open > 0 && t('outboxWaiting', { n: open }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <Icon name="next" size={18} />
    </a>
  );
};

/** Looks again when the server says that something has changed, now and then without its word, and after decisions. */
export const useFresh = (reload: () => Promise<void>, shown: { id: string; version: number }[] | undefined): void => {
  const inForce = sentAndWaiting.value.filter((one) => one.state === 'done').length;
  const shownVersions = useRef<typeof shown>([]);
  shownVersions.current = shown;

  useEffect(() => {
    const stop = subscribe(
      WatchInbox,
      {},
      {
        next: ({ approvalInbox }) => {
          const known = new Set(shownVersions.current?.map(mark));
          const { nodes } = approvalInbox;
          const same = nodes.length === Math.min(known.size, FIRST) && nodes.every((one) => known.has(mark(one)));
          if (!same) void reload();
        },
        state: ({ connected }) => {
          live.value = connected;
        },
      },
    );
    let last = Date.now();
    const look = (): void => {
      const due = live.peek() ? LIVE_POLL_MS : POLL_MS;
      if (document.visibilityState !== 'visible' || Date.now() - last < due) return;
      last = Date.now();
      void reload();
    };
    const timer = setInterval(look, 5000);
    document.addEventListener('visibilitychange', look);
    return () => {
      stop();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [reload]);

  useEffect(() => {
    if (inForce > 0) void reload();
  }, [inForce]);
};

export const InboxScreen = () => {
  const read = usePages(Inbox, {}, (data) => data.approvalInbox);
  // The server's list and what the person has decided since are two things: the view is made of both.
  const unread = sentAndWaiting.value.filter((one) => isUntold(one, read.at));
  const decided = new Set(unread.map((one) => one.content.caseId));
  const rows = read.rows?.filter((one) => !decided.has(one.id)) ?? null;
  const paged = { ...read, rows, total: read.total - ((read.rows?.length ?? 0) - (rows?.length ?? 0)) };
  const reload = read.reload;
  useFresh(reload, read.rows?.slice(0, FIRST));

  useEffect(() => {
    if (paged.rows) waiting.value = paged.total;
  }, [paged.rows === null, paged.total]);

  return (
    <Screen
      title={t('inboxTitle')}
      tools={
        <button type="button" class="icon-button" aria-label={t('refresh')} onClick={() => void reload()}>
          <Icon name="refresh" size={22} />
        </button>
      }
    >
      <OutboxLine />
      {paged.rows && paged.rows.length > 0 && (
        <p class="list-head">
          <span>
            {t('waitingCount', { n: paged.total })}
            {paged.total > 1 && (
              <>
                {' · '}
                <a href="/inbox/pile">{t('pileLink')}</a>
                {' · '}
                <a href="/inbox/batch">{t('batchLink')}</a>
              </>
            )}
          </span>
          <Pulse at={read.at} />
        </p>
      )}
      <List
        cards
        skeleton={188}
        paged={paged}
        row={(one) => <CaseRow of={one} />}
        empty={
          <Empty icon="check" title={t('inboxEmpty')}>
            {t('inboxEmptyText')}
          </Empty>
        }
      />
    </Screen>
  );
};
