// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { CaseSinceData, CaseSinceVariables } from '../operations.ts';

export const CaseSince: Operation<CaseSinceData, CaseSinceVariables> = {
  name: 'CaseSince',
  id: 'ed504449d1c0fb60',
};
