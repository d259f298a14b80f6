// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { CustomerSourcesData, CustomerSourcesVariables, AskSourceData, AskSourceVariables } from '../operations.ts';

export const CustomerSources: Operation<CustomerSourcesData, CustomerSourcesVariables> = {
  name: 'CustomerSources',
  id: 'ad8d270c875fa37c',
};

export const AskSource: Operation<AskSourceData, AskSourceVariables> = {
  name: 'AskSource',
  id: 'c983cf989d111537',
};
