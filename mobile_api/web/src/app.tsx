// The app: which screen an address means, which tabs this person gets.
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { online } from './api/http.ts';
import { session } from './api/session.ts';
import { Empty, Notice, Skeleton } from './components/basics.tsx';
import { ReadFailure } from './components/failure.tsx';
import { Screen } from './components/frame.tsx';
import { Toasts } from './components/overlays.tsx';
import { StepUpSheet } from './components/stepup.tsx';
import { Tabs, type Tab } from './components/tabs.tsx';
import { t } from './i18n/staff.ts';
import { lazy } from './lib/lazy.tsx';
import { matchPath } from './lib/match.ts';
import { unread, watchNotices } from './lib/notices.ts';
import { navigate, path } from './lib/router.ts';
import { loadViewer, may, viewer, viewerError } from './lib/viewer.ts';
import { takeUpdate, updateReady } from './lib/worker.ts';
import { InboxScreen, waiting } from './screens/inbox.tsx';
import { LoginScreen } from './screens/login.tsx';

const application = () => import('./screens/application/index.tsx');
const ApplicationScreen = lazy(application, 'ApplicationScreen');
const CaseScreen = lazy(application, 'CaseScreen');

const intake = () => import('./screens/intake/index.ts');
const CheckScreen = lazy(intake, 'CheckScreen');
const OpinionScreen = lazy(intake, 'OpinionScreen');
const PhotosScreen = lazy(intake, 'PhotosScreen');
const RegisterScreen = lazy(intake, 'RegisterScreen');
const TermsScreen = lazy(intake, 'TermsScreen');

const records = () => import('./screens/records.ts');
const ApplicationsScreen = lazy(records, 'ApplicationsScreen');
const ChooseCustomerScreen = lazy(records, 'ChooseCustomerScreen');
const CustomerScreen = lazy(records, 'CustomerScreen');
const CustomersScreen = lazy(records, 'CustomersScreen');
const LoanScreen = lazy(records, 'LoanScreen');
const LoansScreen = lazy(records, 'LoansScreen');
const MeScreen = lazy(records, 'MeScreen');
const StandInScreen = lazy(records, 'StandInScreen');

const money = () => import('./screens/money/index.ts');
const DaysScreen = lazy(money, 'DaysScreen');
const MoneyScreen = lazy(money, 'MoneyScreen');
const PaymentsScreen = lazy(money, 'PaymentsScreen');
const ReconcileScreen = lazy(money, 'ReconcileScreen');

const dashboard = () => import('./screens/dashboard/index.ts');
const BoardListScreen = lazy(dashboard, 'BoardListScreen');
const BoardScreen = lazy(dashboard, 'BoardScreen');
const ReportsScreen = lazy(dashboard, 'ReportsScreen');

const counter = () => import('./screens/counter/index.ts');
const CounterScreen = lazy(counter, 'CounterScreen');
const MandatesScreen = lazy(counter, 'MandatesScreen');

const visit = () => import('./screens/visit/index.ts');
const VisitScreen = lazy(visit, 'VisitScreen');

const OutboxScreen = lazy(() => import('./screens/outbox/index.ts'), 'OutboxScreen');

const law = () => import('./screens/law/index.ts');
const DossiersScreen = lazy(law, 'DossiersScreen');
const FindingsScreen = lazy(law, 'FindingsScreen');
const NoticesScreen = lazy(law, 'NoticesScreen');
const ReportScreen = lazy(law, 'ReportScreen');
const TicketsScreen = lazy(law, 'TicketsScreen');

const BookScreen = lazy(() => import('./screens/classification/index.ts'), 'BookScreen');

const collection = () => import('./screens/collection/index.ts');
const CollectionCaseScreen = lazy(collection, 'CollectionCaseScreen');
const WorklistScreen = lazy(collection, 'WorklistScreen');

const alerts = () => import('./screens/alerts/index.ts');
const AlertScreen = lazy(alerts, 'AlertScreen');
const AlertsScreen = lazy(alerts, 'AlertsScreen');
const DigestsScreen = lazy(alerts, 'DigestsScreen');
const SwitchesScreen = lazy(alerts, 'SwitchesScreen');

const risk = () => import('./screens/risk/index.ts');
const BatchScreen = lazy(risk, 'BatchScreen');
const EditionScreen = lazy(risk, 'EditionScreen');
const EditionsScreen = lazy(risk, 'EditionsScreen');
const FiguresScreen = lazy(risk, 'FiguresScreen');
const MatricesScreen = lazy(risk, 'MatricesScreen');
const MatrixFormScreen = lazy(risk, 'MatrixFormScreen');
const MatrixScreen = lazy(risk, 'MatrixScreen');
const MergingScreen = lazy(risk, 'MergingScreen');
const RiskScreen = lazy(risk, 'RiskScreen');
const RuleFormScreen = lazy(risk, 'RuleFormScreen');
const SheetScreen = lazy(risk, 'SheetScreen');
const TemplatesScreen = lazy(risk, 'TemplatesScreen');
const WhyScreen = lazy(risk, 'WhyScreen');

type Values = Record<string, string>;
type Show = (values: Values) => ComponentChildren;

const SCREENS: [pattern: string, show: Show][] = [
  ['/inbox', () => <InboxScreen />],
  ['/inbox/batch', () => <BatchScreen />],
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
  ['/outbox', () => <OutboxScreen />],
  ['/tiles', () => <BoardScreen />],
  ['/tiles/reports', () => <ReportsScreen />],
  ['/tiles/list/:rows', ({ rows = '' }) => <BoardListScreen rows={rows} />],
  ['/me', () => <MeScreen />],
  ['/me/stand-ins', () => <StandInScreen />],
];

const TABS: (Tab & { needs: string | null })[] = [
  { href: '/inbox', icon: 'inbox', name: 'tabInbox', under: /^\/inbox/, needs: 'approval:decide' },
  { href: '/tiles', icon: 'tiles', name: 'tabTiles', under: /^\/tiles/, needs: 'dashboard:read' },
  { href: '/money', icon: 'money', name: 'tabMoney', under: /^\/money/, needs: 'statement:read' },
  { href: '/collection', icon: 'phone', name: 'tabCollection', under: /^\/collection/, needs: 'collection:work' },
  { href: '/customers', icon: 'people', name: 'tabCustomers', under: /^\/customers/, needs: 'customer:read' },
  { href: '/new', icon: 'add', name: 'tabNew', under: /^\/new/, needs: 'application:start' },
  {
    href: '/applications',
    icon: 'document',
    name: 'tabApplications',
    under: /^\/applications/,
    needs: 'application:read',
  },
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

const find = (): { show: ComponentChildren; root: boolean } | null => {
  for (const [pattern, show] of SCREENS) {
    const values = matchPath(pattern, path.value);
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
    if (home) navigate(first, { replace: true });
  }, [home, first]);
  useEffect(watchNotices, []);
  const found = home ? null : find();
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
      {found ? found.show : home ? null : <Lost />}
      {(found?.root ?? false) && <Tabs tabs={tabs()} />}
      <StepUpSheet />
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
