// Which words come later, with the screens that need them (each part of the app brings its own by addWords).
import type { alertsZh } from './zh/alerts.ts';
import type { approvalsZh } from './zh/approvals.ts';
import type { classificationZh } from './zh/classification.ts';
import type { collectionZh } from './zh/collection.ts';
import type { counterZh } from './zh/counter.ts';
import type { dashboardZh } from './zh/dashboard.ts';
import type { decideZh } from './zh/decide.ts';
import type { errandsZh } from './zh/errands.ts';
import type { guardZh } from './zh/guard.ts';
import type { intakeZh } from './zh/intake.ts';
import type { labelsZh } from './zh/labels.ts';
import type { lawZh } from './zh/law.ts';
import type { offersZh } from './zh/offers.ts';
import type { outboxZh } from './zh/outbox.ts';
import type { moneyZh } from './zh/money.ts';
import type { pileZh } from './zh/pile.ts';
import type { relationsZh } from './zh/relations.ts';
import type { riskZh } from './zh/risk.ts';
import type { securityZh } from './zh/security.ts';
import type { sourcesZh } from './zh/sources.ts';
import type { servingZh } from './zh/serving.ts';
import type { visitZh } from './zh/visit.ts';
import type { wideZh } from './zh/wide.ts';

export type LaterKey =
  | keyof typeof alertsZh
  | keyof typeof approvalsZh
  | keyof typeof decideZh
  | keyof typeof intakeZh
  | keyof typeof labelsZh
  | keyof typeof dashboardZh
  | keyof typeof classificationZh
  | keyof typeof collectionZh
  | keyof typeof moneyZh
  | keyof typeof counterZh | keyof typeof lawZh
  | keyof typeof sourcesZh
  | keyof typeof offersZh
  | keyof typeof outboxZh
  | keyof typeof guardZh
  | keyof typeof errandsZh
  | keyof typeof pileZh
  | keyof typeof riskZh
  | keyof typeof securityZh
  | keyof typeof servingZh
  | keyof typeof wideZh
  | keyof typeof visitZh
  | keyof typeof relationsZh;
