// The app: which screen an address means, which tabs this person gets.
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { online } from './api/http.ts';
import { session } from './api/session.ts';
import { Empty, Notice, Skeleton } from './components/basics.tsx';
import { ReadFailure } from './components/failure.tsx';
import { Screen } from './components/frame.tsx';
import { Toasts } from './components/overlays.tsx';
import { Tabs, type Tab } from './components/tabs.tsx';
import { t } from './i18n/staff.ts';
import { stepUpQuestion } from './lib/action.ts';
import { lazy } from './lib/lazy.tsx';
import { matchPath } from './lib/match.ts';
import { unread, watchNotices } from './lib/notices.ts';
import { path, settle } from './lib/router.ts';
import { loadViewer, may, viewer, viewerError } from './lib/viewer.ts';
import { wide as wideWindow } from './lib/width.ts';
import { takeUpdate, updateReady } from './lib/worker.ts';
import { InboxScreen, waiting } from './screens/inbox.tsx';
import { LoginScreen } from './screens/login.tsx';

const cases = () => import('./parts/cases.ts');
const field = () => import('./parts/field.ts');
const desk = () => import('./parts/desk.ts');
const guard = () => import('./parts/guard.ts');
const wide = () => import('./parts/wide.ts');

const DeskScreen = lazy(wide, 'DeskScreen');
const Rail = lazy(wide, 'Rail', null);

const DiagnosticsScreen = lazy(guard, 'DiagnosticsScreen');
const SafetyScreen = lazy(guard, 'SafetyScreen');
const StepUpSheet = lazy(guard, 'StepUpSheet');
const ApplicationScreen = lazy(cases, 'ApplicationScreen');
const CaseScreen = lazy(cases, 'CaseScreen');
const CheckScreen = lazy(field, 'CheckScreen');
const OpinionScreen = lazy(field, 'OpinionScreen');
const PhotosScreen = lazy(field, 'PhotosScreen');
const RegisterScreen = lazy(field, 'RegisterScreen');
const TermsScreen = lazy(field, 'TermsScreen');
const ApplicationsScreen = lazy(cases, 'ApplicationsScreen');
const ChooseCustomerScreen = lazy(cases, 'ChooseCustomerScreen');
const CustomerScreen = lazy(cases, 'CustomerScreen');
const CustomersScreen = lazy(cases, 'CustomersScreen');
const LoanScreen = lazy(cases, 'LoanScreen');
const LoansScreen = lazy(cases, 'LoansScreen');
const MeScreen = lazy(cases, 'MeScreen');
const StandInScreen = lazy(cases, 'StandInScreen');
const DaysScreen = lazy(desk, 'DaysScreen');
const OffersScreen = lazy(desk, 'OffersScreen');
const MoneyScreen = lazy(desk, 'MoneyScreen');
const PaymentsScreen = lazy(desk, 'PaymentsScreen');
const ReconcileScreen = lazy(desk, 'ReconcileScreen');
const BoardListScreen = lazy(desk, 'BoardListScreen');
const BoardScreen = lazy(desk, 'BoardScreen');
const ReportsScreen = lazy(desk, 'ReportsScreen');
const CounterScreen = lazy(field, 'CounterScreen');
const MandatesScreen = lazy(field, 'MandatesScreen');
const VisitScreen = lazy(field, 'VisitScreen');
const OutboxScreen = lazy(cases, 'OutboxScreen');
const BatchScreen = lazy(cases, 'BatchScreen');
const PileScreen = lazy(cases, 'PileScreen');
const DossiersScreen = lazy(desk, 'DossiersScreen');
const FindingsScreen = lazy(desk, 'FindingsScreen');
const NoticesScreen = lazy(desk, 'NoticesScreen');
const ReportScreen = lazy(desk, 'ReportScreen');
const TicketsScreen = lazy(desk, 'TicketsScreen');
const BookScreen = lazy(desk, 'BookScreen');
const CollectionCaseScreen = lazy(field, 'CollectionCaseScreen');
const SpeechScreen = lazy(field, 'SpeechScreen');
const WorklistScreen = lazy(field, 'WorklistScreen');
const AlertScreen = lazy(field, 'AlertScreen');
const AlertsScreen = lazy(field, 'AlertsScreen');
const DigestsScreen = lazy(field, 'DigestsScreen');
const SwitchesScreen = lazy(field, 'SwitchesScreen');
const EditionScreen = lazy(desk, 'EditionScreen');
const EditionsScreen = lazy(desk, 'EditionsScreen');
const FiguresScreen = lazy(desk, 'FiguresScreen');
const MatricesScreen = lazy(desk, 'MatricesScreen');
const MatrixFormScreen = lazy(desk, 'MatrixFormScreen');
const MatrixScreen = lazy(desk, 'MatrixScreen');
const MergingScreen = lazy(desk, 'MergingScreen');
const RiskScreen = lazy(desk, 'RiskScreen');
const RuleFormScreen = lazy(desk, 'RuleFormScreen');
const SheetScreen = lazy(desk, 'SheetScreen');
const TemplatesScreen = lazy(desk, 'TemplatesScreen');
const WhyScreen = lazy(desk, 'WhyScreen');

type Values = Record<string, string>;
type Show = (values: Values) => ComponentChildren;

const SCREENS: [pattern: string, show: Show][] = [
  ['/inbox', () => <InboxScreen />],
  ['/inbox/batch', () => <BatchScreen />],
  ['/inbox/pile', () => <PileScreen />],
  ['/inbox/:id', ({ id = '' }) => <CaseScreen id={id} />],
  ['/applications', () => <ApplicationsScreen root={isTab('/applications')} />],
  ['/applications/:id', ({ id = '' }) => <ApplicationScreen key={id} id={id} />],
  ['/applications/:id/visit', ({ id = '' }) => <VisitScreen key={id} id={id} />],
  ['/applications/:id/opinion', ({ id = '' }) => <OpinionScreen id={id} />],
  ['/applications/:id/why', ({ id = '' }) => <WhyScreen key={id} id={id} />],
  ['/customers', () => <CustomersScreen />],
  ['/customers/import', () => <SheetScreen />],
  ['/customers/merging', () => <MergingScreen />],
  ['/customers/:id', ({ id = '' }) => <CustomerScreen key={id} id={id} />],
  ['/customers/:id/mandates', ({ id = '' }) => <MandatesScreen key={id} customerId={id} />],
  ['/counter', () => <CounterScreen root={isTab('/counter')} />],
  ['/new', () => <ChooseCustomerScreen />],
  ['/new/customer', () => <PhotosScreen key="new" customerId={null} />],
  ['/new/:id', ({ id = '' }) => <PhotosScreen key={id} customerId={id} />],
  ['/new/:id/check/:document', ({ id = '', document = '' }) => <CheckScreen customerId={id} documentId={document} />],
  ['/new/:id/register', ({ id = '' }) => <RegisterScreen customerId={id} />],
  ['/new/:id/terms', ({ id = '' }) => <TermsScreen customerId={id} />],
  ['/loans', () => <LoansScreen root={isTab('/loans')} />],
  ['/loans/:id', ({ id = '' }) => <LoanScreen key={id} id={id} />],
  ['/collection', () => <WorklistScreen root={isTab('/collection')} />],
  ['/collection/speech', () => <SpeechScreen />],
  ['/collection/:id', ({ id = '' }) => <CollectionCaseScreen key={id} id={id} />],
  ['/law', () => <FindingsScreen />],
  ['/law/tickets', () => <TicketsScreen />],
  ['/law/report', () => <ReportScreen />],
  ['/law/dossiers', () => <DossiersScreen />],
  ['/alerts', () => <AlertsScreen />],
  ['/alerts/digest', () => <DigestsScreen />],
  ['/alerts/switches', () => <SwitchesScreen />],
  ['/alerts/:id', ({ id = '' }) => <AlertScreen key={id} id={id} />],
  ['/notices', () => <NoticesScreen />],
  ['/money', () => <MoneyScreen root={isTab('/money')} />],
  ['/money/days', () => <DaysScreen />],
  ['/money/payments', () => <PaymentsScreen />],
  ['/money/reconcile', () => <ReconcileScreen />],
  ['/risk', () => <RiskScreen />],
  ['/risk/book', () => <BookScreen />],
  ['/risk/matrices', () => <MatricesScreen />],
  ['/risk/matrices/:id', ({ id = '' }) => <MatrixScreen key={id} id={id} />],
  ['/risk/matrices/:id/draft', ({ id = '' }) => <MatrixFormScreen key={id} id={id} />],
  ['/risk/editions', () => <EditionsScreen />],
  ['/risk/editions/:id', ({ id = '' }) => <EditionScreen key={id} id={id} />],
  ['/risk/rules/draft', () => <RuleFormScreen />],
  ['/risk/templates', () => <TemplatesScreen />],
  ['/risk/figures', () => <FiguresScreen />],
  ['/risk/offers', () => <OffersScreen id={null} />],
  ['/risk/offers/:id', ({ id = '' }) => <OffersScreen key={id} id={id} />],
  ['/outbox', () => <OutboxScreen />],
  ['/tiles', () => <BoardScreen />],
  ['/tiles/reports', () => <ReportsScreen />],
  ['/tiles/list/:rows', ({ rows = '' }) => <BoardListScreen rows={rows} />],
  ['/desk/:part', ({ part = '' }) => <DeskScreen part={part} id={null} />],
  ['/desk/:part/:id', ({ part = '', id = '' }) => <DeskScreen part={part} id={id} />],
  ['/me', () => <MeScreen />],
  ['/me/stand-ins', () => <StandInScreen />],
  ['/me/security', () => <SafetyScreen />],
  ['/me/diagnostics', () => <DiagnosticsScreen />],
];

const TABS: (Tab & { needs: string | null })[] = [
  { href: '/inbox', icon: 'inbox', name: 'tabInbox', under: /^\/inbox/, needs: 'approval:decide' },
  { href: '/tiles', icon: 'tiles', name: 'tabTiles', under: /^\/tiles/, needs: 'dashboard:read' },
  { href: '/money', icon: 'money', name: 'tabMoney', under: /^\/money/, needs: 'statement:read' },
  { href: '/collection', icon: 'phone', name: 'tabCollection', under: /^\/collection/, needs: 'collection:work' },
  { href: '/customers', icon: 'people', name: 'tabCustomers', under: /^\/customers/, needs: 'customer:read' },
  { href: '/new', icon: 'add', name: 'tabNew', under: /^\/new/, needs: 'application:start' },
  { href: '/applications', icon: 'document', name: 'tabApplications', under: /^\/app/, needs: 'application:read' },
  { href: '/loans', icon: 'clock', name: 'tabLoans', under: /^\/loans/, needs: 'loan:read' },
  { href: '/me', icon: 'me', name: 'tabMe', under: /^\/me/, needs: null },
];

const MOST_TABS = 5;

/** The first few places that the person's rights open; one's own page is always the last. */
const tabs = (): Tab[] => {
  const open = TABS.filter((tab) => tab.needs === null || may(tab.needs));
  const chosen = open.length <= MOST_TABS ? open : [...open.slice(0, MOST_TABS - 1), ...open.slice(-1)];
  const counts: Record<string, number> = { '/inbox': waiting.value, '/me': unread.value };
  return chosen.map((tab) => (tab.href in counts ? { ...tab, count: counts[tab.href]! } : tab));
};

const isTab = (href: string): boolean => tabs().some((tab) => tab.href === href);

const find = (place: string): { show: ComponentChildren; root: boolean } | null => {
  for (const [pattern, show] of SCREENS) {
    const values = matchPath(pattern, place);
    if (values) return { show: show(values), root: isTab(pattern) };
  }
  return null;
};

const Lost = () => (
  <Screen title={t('notFound')} parent="/">
    <Empty icon="search" title={t('notFound')}>
      {t('notFoundText')}
      <a href="/">{t('toInbox')}</a>
    </Empty>
  </Screen>
);

const Staff = () => {
  const first = tabs()[0]?.href ?? '/me';
  const home = path.value === '/' || path.value === '/login';
  useEffect(() => {
    if (home) settle(first);
  }, [home, first]);
  useEffect(watchNotices, []);
  const found = find(home ? first : path.value);
  return (
    <>
      {updateReady.value && (
        <Notice>
          {t('newVersion')}{' '}
          <button type="button" onClick={takeUpdate}>
            {t('reloadNow')}
          </button>
        </Notice>
      )}
      {!online.value && <p class="strip">{t('offlineStrip')}</p>}
      {wideWindow.value && <Rail />}
      {found ? found.show : <Lost />}
      {(found?.root ?? false) && <Tabs tabs={tabs()} />}
      {stepUpQuestion.value && <StepUpSheet />}
    </>
  );
};

const Starting = () => (
  <main class="page" aria-busy="true" aria-label={t('loading')}>
    <Skeleton heights={[44, 188, 188, 188]} />
  </main>
);

export const App = () => (
  <>
    {session.value === 'out' ? (
      <LoginScreen />
    ) : session.value === 'starting' || (!viewer.value && !viewerError.value) ? (
      <Starting />
    ) : viewer.value ? (
      <Staff />
    ) : (
      <main class="page">
        <ReadFailure error={viewerError.value!} onRetry={() => void loadViewer()} />
      </main>
    )}
    <Toasts />
  </>
);
