// Words that every later part speaks and the first list does without.
import { addWords } from './core.ts';
import { approvalsZh } from './tables/zh/approvals.ts';
import { decideZh } from './tables/zh/decide.ts';
import { intakeZh } from './tables/zh/intake.ts';
import { labelsZh } from './tables/zh/labels.ts';

addWords({ ...decideZh, ...approvalsZh, ...intakeZh, ...labelsZh });
