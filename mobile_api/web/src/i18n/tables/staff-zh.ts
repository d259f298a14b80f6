import { decideZh } from './zh/decide.ts';
import { frameZh } from './zh/frame.ts';
import { intakeZh } from './zh/intake.ts';
import { labelsZh } from './zh/labels.ts';
import { moneyZh } from './zh/money.ts';
import { sharedZh } from './zh/shared.ts';

export const staffZh = { ...sharedZh, ...frameZh, ...decideZh, ...intakeZh, ...labelsZh, ...moneyZh };
export type StaffKey = keyof typeof staffZh;
