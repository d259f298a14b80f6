// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { VisitPageData, VisitPageVariables, SaveVisitData, SaveVisitVariables, SubmitVisitData, SubmitVisitVariables, CheckVisitData, CheckVisitVariables } from '../operations.ts';

export const VisitPage: Operation<VisitPageData, VisitPageVariables> = {
  name: 'VisitPage',
  id: 'a6e4dff0166cce87',
};

export const SaveVisit: Operation<SaveVisitData, SaveVisitVariables> = {
  name: 'SaveVisit',
  id: '8e4c3e350e23f180',
};

export const SubmitVisit: Operation<SubmitVisitData, SubmitVisitVariables> = {
  name: 'SubmitVisit',
  id: '2c1a9dab534ce4f5',
};

export const CheckVisit: Operation<CheckVisitData, CheckVisitVariables> = {
  name: 'CheckVisit',
  id: '030d4e9eca4f2590',
};
