// Which words come later, with the screens that need them (each part of the app brings its own by addWords).
import type { counterZh } from './zh/counter.ts';
import type { moneyZh } from './zh/money.ts';
import type { riskZh } from './zh/risk.ts';
import type { sourcesZh } from './zh/sources.ts';

export type LaterKey = keyof typeof moneyZh | keyof typeof counterZh | keyof typeof sourcesZh | keyof typeof riskZh;
