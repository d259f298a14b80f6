import type { LaterKey } from './later-zh.ts';
import { frameZh } from './zh/frame.ts';
import { inboxZh } from './zh/inbox.ts';
import { sharedZh } from './zh/shared.ts';

export const staffZh = { ...sharedZh, ...frameZh, ...inboxZh };
export type StaffKey = keyof typeof staffZh | LaterKey;
