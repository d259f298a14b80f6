import { alertsEn } from './en/alerts.ts';
import { approvalsEn } from './en/approvals.ts';
import { classificationEn } from './en/classification.ts';
import { collectionEn } from './en/collection.ts';
import { counterEn } from './en/counter.ts';
import { dashboardEn } from './en/dashboard.ts';
import { decideEn } from './en/decide.ts';
import { errandsEn } from './en/errands.ts';
import { frameEn } from './en/frame.ts';
import { inboxEn } from './en/inbox.ts';
import { guardEn } from './en/guard.ts';
import { intakeEn } from './en/intake.ts';
import { labelsEn } from './en/labels.ts';
import { lawEn } from './en/law.ts';
import { moneyEn } from './en/money.ts';
import { offersEn } from './en/offers.ts';
import { outboxEn } from './en/outbox.ts';
import { pileEn } from './en/pile.ts';
import { relationsEn } from './en/relations.ts';
import { riskEn } from './en/risk.ts';
import { securityEn } from './en/security.ts';
import { sharedEn } from './en/shared.ts';
import { sourcesEn } from './en/sources.ts';
import { servingEn } from './en/serving.ts';
import { visitEn } from './en/visit.ts';
import { wideEn } from './en/wide.ts';
import type { StaffKey } from './staff-zh.ts';

export const staffEn: Record<StaffKey, string> = {
  ...sharedEn,
  ...frameEn,
  ...inboxEn,
  ...guardEn,
  ...dashboardEn,
  ...decideEn,
  ...approvalsEn,
  ...alertsEn,
  ...intakeEn,
  ...labelsEn,
  ...lawEn,
  ...moneyEn,
  ...outboxEn,
  ...pileEn,
  ...classificationEn,
  ...offersEn,
  ...collectionEn,
  ...counterEn,
  ...riskEn,
  ...securityEn,
  ...sourcesEn,
  ...relationsEn,
  ...servingEn,
  ...wideEn,
  ...visitEn,
  ...errandsEn,
};
