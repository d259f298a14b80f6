// The parts of the desk: whose rights open them, their lists, and the phone's own screens as details beside them.
import type { ComponentChildren } from 'preact';
import { Empty } from '../../components/basics.tsx';
import { Screen } from '../../components/frame.tsx';
import { t } from '../../i18n/staff.ts';
import { lazy } from '../../lib/lazy.tsx';
import { may } from '../../lib/viewer.ts';
import { AuditPart } from '../audit/audit.tsx';
import { FeedbackPart as Feedback } from '../feedback/feedback.tsx';
import { StaffPart } from '../staff/staff.tsx';
import { ApplicationsPart, CasesPart as Cases, CustomersPart, LoansPart } from './lists.tsx';
import * as queues from './queues.tsx';
import * as rules from './rules.tsx';

const cases = () => import('../../parts/cases.ts');
const ApplicationScreen = lazy(cases, 'ApplicationScreen');
const CustomerScreen = lazy(cases, 'CustomerScreen');
const LoanScreen = lazy(cases, 'LoanScreen');
// These lists say words that come with the phone's screens of their subject.
const field = () => import('../../parts/field.ts');
const desk = () => import('../../parts/desk.ts').then(() => ({ ...queues, ...rules }));
const CaseScreen = lazy(field, 'CollectionCaseScreen');
const CasesPart = lazy(() => field().then(() => ({ Cases })), 'Cases');
const FeedbackPart = lazy(() => field().then(() => ({ Feedback })), 'Feedback');
const BreaksPart = lazy(desk, 'BreaksPart');
const LawPart = lazy(desk, 'LawPart');
const MatricesPart = lazy(desk, 'MatricesPart');
const RulesPart = lazy(desk, 'RulesPart');

type Show = (id: string | null) => ComponentChildren;

const PARTS: Record<string, [needs: string[], show: Show]> = {
  customers: [
    ['customer:read'],
    (id) => <CustomersPart id={id} detail={id && <CustomerScreen key={id} id={id} />} />,
  ],
  applications: [
    ['application:read'],
    (id) => <ApplicationsPart id={id} detail={id && <ApplicationScreen key={id} id={id} />} />,
  ],
  loans: [['loan:read'], (id) => <LoansPart id={id} detail={id && <LoanScreen key={id} id={id} />} />],
  collection: [['collection:read'], (id) => <CasesPart id={id} detail={id && <CaseScreen key={id} id={id} />} />],
  breaks: [['statement:read'], (id) => <BreaksPart id={id} />],
  law: [['compliance:read'], (id) => <LawPart id={id} />],
  rules: [['decision:read'], (id) => <RulesPart id={id} />],
  matrices: [['matrix:read'], (id) => <MatricesPart id={id} />],
  staff: [['staff:appoint', 'staff:transfer', 'audit:read'], (id) => <StaffPart id={id} />],
  audit: [['audit:read'], (id) => <AuditPart id={id} />],
  feedback: [['feedback:answer'], (id) => <FeedbackPart id={id} />],
};

export const DeskScreen = ({ part, id }: { part: string; id: string | null }) => {
  const found = PARTS[part];
  if (found?.[0].some(may)) return <>{found[1](id)}</>;
  return (
    <Screen title={t('notFound')} parent="/">
      <Empty icon="search" title={t('notFound')}>
        {t('notFoundText')}
      </Empty>
    </Screen>
  );
};
