import { decideZh } from './zh/decide.ts';
import { frameZh } from './zh/frame.ts';
import { intakeZh } from './zh/intake.ts';
import { labelsZh } from './zh/labels.ts';
import { sharedZh } from './zh/shared.ts';

export const staffZh = { ...sharedZh, ...frameZh, ...decideZh, ...intakeZh, ...labelsZh };
export type StaffKey = keyof typeof staffZh;
