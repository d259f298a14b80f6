// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { CaseSinceData, CaseSinceVariables } from '../operations.ts';

export const CaseSince: Operation<CaseSinceData, CaseSinceVariables> = {
  name: 'CaseSince',
  id: 'ed504449d1c0fb602c3dbd0115b958676f697631221404b48962fff4f8d79f9f',
};
