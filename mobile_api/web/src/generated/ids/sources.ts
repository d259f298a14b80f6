// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { CustomerSourcesData, CustomerSourcesVariables, AskSourceData, AskSourceVariables } from '../operations.ts';

export const CustomerSources: Operation<CustomerSourcesData, CustomerSourcesVariables> = {
  name: 'CustomerSources',
  id: 'ad8d270c875fa37cb51caed5d221b849edd7ee0386bc7aeff534f05f6b4da231',
};

export const AskSource: Operation<AskSourceData, AskSourceVariables> = {
  name: 'AskSource',
  id: 'c983cf989d111537210cf14be2af74d449951e8ff39dc782ab2fb1fffbe01f08',
};
