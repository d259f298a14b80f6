import { approvalsZh } from './zh/approvals.ts';
import { decideZh } from './zh/decide.ts';
import { frameZh } from './zh/frame.ts';
import { intakeZh } from './zh/intake.ts';
import { labelsZh } from './zh/labels.ts';
import type { moneyZh } from './zh/money.ts';
import { sharedZh } from './zh/shared.ts';

// The words of finance come with its screens.
export const staffZh = { ...sharedZh, ...frameZh, ...decideZh, ...approvalsZh, ...intakeZh, ...labelsZh };
export type StaffKey = keyof typeof staffZh | keyof typeof moneyZh;
