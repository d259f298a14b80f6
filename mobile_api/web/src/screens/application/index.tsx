// An application with everything a decision hangs on, in the order in which it is looked at.
import { useEffect } from 'preact/hooks';
import { download } from '../../api/files.ts';
import { Badge, Empty, Item, Notice, Section, Skeleton } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { ApplicationPage, CasePage } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { initialOf, nameOf } from '../../lib/names.ts';
import { sentAndWaiting } from '../../lib/outbox.ts';
import { lazy } from '../../lib/lazy.tsx';
import { usePoll } from '../../lib/poll.ts';
import { useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import { may } from '../../lib/viewer.ts';
import { isOpen, isUntold } from '../../store/outbox.ts';
import { SecuritySection } from '../security/index.ts';
import { Acts, Conditions, OfferedCard, Route } from './after.tsx';
import { ThreeChecks } from './checks.tsx';
import { DecideBar } from './decide.tsx';
import { Documents } from './documents.tsx';
import { canRescind, canUrge, canWithdraw, nextStep, OfficerBar } from './officer.tsx';
import { About, Figures, Findings, Hero, OpinionCard, Schedule, Votes, type Application } from './parts.tsx';

const VisitSection = lazy(() => import('../../parts/field.ts'), 'VisitSection');

const POLL_MS = 2500;

/** The worker sets a contract's paper, the bank answers about an account, the customer signs: worth looking again. */
const waitsForServer = (of: Application | null | undefined): boolean =>
  of?.contract?.state === 'DRAWING' ||
  of?.contract?.state === 'SENT' ||
  (of?.loan?.state === 'PENDING_DISBURSEMENT' && of.loan.payment?.state !== 'FAILED') ||
  (of?.customer?.accounts.some((account) => account.state === 'PENDING') ?? false);

export const ApplicationScreen = ({ id }: { id: string }) => {
  const { data, error, at, reload } = useQuery(ApplicationPage, { id });
  const parent = may('approval:decide') ? '/inbox' : '/applications';
  const application = data?.application;
  const opened = application?.case;
  const own = sentAndWaiting.value.filter((one) => one.content.applicationId === id);
  const waits = own.some(isOpen);
  const decides = opened?.state === 'OPEN' && opened.mayDecide && !own.some((one) => isUntold(one, at));
  usePoll(waitsForServer(application), reload, POLL_MS);
  const acts =
    application &&
    !decides &&
    (nextStep(application, may) !== null ||
      canWithdraw(application) ||
      canRescind(application) ||
      canUrge(application));
  return (
    <Screen
      title={t('applicationTitle')}
      parent={parent}
      actions={
        application && decides && opened ? (
          <DecideBar application={application} of={opened} reload={reload} />
        ) : acts ? (
          <OfficerBar of={application} reload={reload} />
        ) : undefined
      }
    >
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[96, 150, 120, 90, 200]} />}
      {data && !application && (
        <Empty icon="search" title={t('notFound')}>
          {t('notFoundText')}
        </Empty>
      )}
      {waits && <Decided />}
      {application && <Body of={application} reload={reload} />}
    </Screen>
  );
};

/** A decision that was taken here and is not sent yet is not taken a second time. */
const Decided = () => (
  <Notice>
    {t('outboxOnPhone')} <a href="/outbox">{t('outboxTitle')}</a>
  </Notice>
);

const Body = ({ of, reload }: { of: Application; reload: () => Promise<void> }) => (
  <>
    <Hero of={of} />
    <WhyNot of={of} />
    <OfferedCard of={of} reload={reload} />
    <Conditions of={of} reload={reload} />
    <Route of={of} />
    {of.customer && (
      <div class="card flush">
        <Item
          href={`/customers/${encodeURIComponent(of.customer.id)}`}
          lead={initialOf(of.customer)}
          title={nameOf(of.customer)}
          sub={of.customer.idNumberMasked ?? label('CustomerKind', of.customer.kind)}
        />
      </div>
    )}
    <Findings of={of} />
    <VisitSection applicationId={of.id} />
    <Figures of={of} />
    <SecuritySection id={of.id} version={of.version} onChange={reload} />
    <OpinionCard of={of} />
    <Votes of={of} />
    <Acts of={of} />
    <ThreeChecks of={of} />
    <Documents of={of.documents} onSeen={() => void (of.case?.routine?.allowed === false && reload())} />
    <Schedule rows={of.schedulePreview} apr={of.aprPreview} />
    <Accounts of={of} />
    {of.contract && <ContractCard of={of.contract} />}
    {of.loan && (
      <div class="card flush">
        <Item
          href={`/loans/${encodeURIComponent(of.loan.id)}`}
          title={t('openLoan')}
          sub={
            <>
              <span class="num">{of.loan.number}</span>
              {of.loan.payment?.state === 'FAILED' && ` · ${t('payment')} ${label('PaymentState', 'FAILED')}`}
            </>
          }
          end={<Badge tone="brand">{label('LoanState', of.loan.state)}</Badge>}
        />
      </div>
    )}
    <About of={of} />
  </>
);

/** Tells an approver what keeps this case from being his. */
const WhyNot = ({ of }: { of: Application }) => {
  const why = of.case?.state === 'OPEN' && may('approval:decide') ? of.case.whyNot : null;
  if (!why) return null;
  const position = why.code === 'APPROVAL_WRONG_POSITION' ? label('position', of.case!.position) : null;
  const told = language.value === 'zh' ? why.messageZh : why.messageEn;
  return <Notice>{position === null ? told : t('decidedBy', { position })}</Notice>;
};

const Accounts = ({ of }: { of: Application }) => {
  if (!of.customer || of.state === 'REJECTED' || of.state === 'WITHDRAWN') return null;
  return (
    <Section title={t('accountsTitle')}>
      <AccountList of={of.customer.accounts} />
    </Section>
  );
};

export const AccountList = ({ of }: { of: NonNullable<Application['customer']>['accounts'] }) => (
  <ul class="card flush list">
    {of.length === 0 && (
      <li>
        <Item title={<span class="muted">{t('noAccount')}</span>} />
      </li>
    )}
    {of.map((account) => (
      <li key={account.id}>
        <Item
          title={account.bankName}
          sub={<span class="num">{account.numberMasked}</span>}
          end={
            <Badge tone={account.state === 'VERIFIED' ? 'ok' : account.state === 'FAILED' ? 'bad' : 'info'}>
              {label('BankAccountState', account.state)}
            </Badge>
          }
        />
      </li>
    ))}
  </ul>
);

const ContractCard = ({ of }: { of: NonNullable<Application['contract']> }) => {
  const action = useAction();
  return (
    <Section title={t('contract')}>
      <div class="card stack">
        <div class="row between">
          <span class="num">{of.number}</span>
          <Badge tone={of.state === 'SIGNED' ? 'ok' : 'info'}>{label('ContractState', of.state)}</Badge>
        </div>
        {of.signedAt !== null && <p class="muted small">{t('signedAt', { time: time(of.signedAt) })}</p>}
        {action.error && <Failure error={action.error} />}
        <Button
          kind="outline"
          busy={action.busy}
          onClick={() => void action.run(() => download(of.pdfUrl, `${of.number}.pdf`))}
        >
          {t('contractPdf')}
        </Button>
      </div>
    </Section>
  );
};

/** A deep link to a case leads to its application. */
export const CaseScreen = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(CasePage, { id });
  const target = data?.approvalCase?.application?.id;
  useEffect(() => {
    if (target) navigate(`/applications/${encodeURIComponent(target)}`, { replace: true });
  }, [target]);
  return (
    <Screen title={t('applicationTitle')} parent="/inbox">
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[96, 150, 120]} />}
      {data && !data.approvalCase && (
        <Empty icon="search" title={t('notFound')}>
          {t('notFoundText')}
        </Empty>
      )}
    </Screen>
  );
};
