import type { LaterKey } from './later-zh.ts';
import { approvalsZh } from './zh/approvals.ts';
import { decideZh } from './zh/decide.ts';
import { frameZh } from './zh/frame.ts';
import { intakeZh } from './zh/intake.ts';
import { labelsZh } from './zh/labels.ts';
import { sharedZh } from './zh/shared.ts';

export const staffZh = { ...sharedZh, ...frameZh, ...decideZh, ...approvalsZh, ...intakeZh, ...labelsZh };
export type StaffKey = keyof typeof staffZh | LaterKey;
