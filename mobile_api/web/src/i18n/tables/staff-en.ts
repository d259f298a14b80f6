import { alertsEn } from './en/alerts.ts';
import { approvalsEn } from './en/approvals.ts';
import { classificationEn } from './en/classification.ts';
import { collectionEn } from './en/collection.ts';
import { counterEn } from './en/counter.ts';
import { dashboardEn } from './en/dashboard.ts';
import { decideEn } from './en/decide.ts';
import { frameEn } from './en/frame.ts';
import { intakeEn } from './en/intake.ts';
import { labelsEn } from './en/labels.ts';
import { lawEn } from './en/law.ts';
import { moneyEn } from './en/money.ts';
import { outboxEn } from './en/outbox.ts';
import { relationsEn } from './en/relations.ts';
import { riskEn } from './en/risk.ts';
import { securityEn } from './en/security.ts';
import { sharedEn } from './en/shared.ts';
import { sourcesEn } from './en/sources.ts';
import { visitEn } from './en/visit.ts';
import type { StaffKey } from './staff-zh.ts';

export const staffEn: Record<StaffKey, string> = {
  ...sharedEn,
  ...frameEn,
  ...dashboardEn,
  ...decideEn,
  ...approvalsEn,
  ...alertsEn,
  ...intakeEn,
  ...labelsEn,
  ...lawEn,
  ...moneyEn,
  ...outboxEn,
  ...classificationEn,
  ...collectionEn,
  ...counterEn,
  ...riskEn,
  ...securityEn,
  ...sourcesEn,
  ...relationsEn,
  ...visitEn,
};
