// Which words come later, with the screens that need them (each part of the app brings its own by addWords).
import type { alertsZh } from './zh/alerts.ts';
import type { classificationZh } from './zh/classification.ts';
import type { collectionZh } from './zh/collection.ts';
import type { counterZh } from './zh/counter.ts';
import type { dashboardZh } from './zh/dashboard.ts';
import type { lawZh } from './zh/law.ts';
import type { outboxZh } from './zh/outbox.ts';
import type { moneyZh } from './zh/money.ts';
import type { relationsZh } from './zh/relations.ts';
import type { riskZh } from './zh/risk.ts';
import type { securityZh } from './zh/security.ts';
import type { sourcesZh } from './zh/sources.ts';
import type { visitZh } from './zh/visit.ts';

export type LaterKey =
  | keyof typeof alertsZh
  | keyof typeof dashboardZh
  | keyof typeof classificationZh
  | keyof typeof collectionZh
  | keyof typeof moneyZh
  | keyof typeof counterZh | keyof typeof lawZh
  | keyof typeof sourcesZh
  | keyof typeof outboxZh
  | keyof typeof riskZh
  | keyof typeof securityZh
  | keyof typeof visitZh
  | keyof typeof relationsZh;
