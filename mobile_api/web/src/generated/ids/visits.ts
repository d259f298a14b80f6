// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { VisitPageData, VisitPageVariables, SaveVisitData, SaveVisitVariables, SubmitVisitData, SubmitVisitVariables, CheckVisitData, CheckVisitVariables } from '../operations.ts';

export const VisitPage: Operation<VisitPageData, VisitPageVariables> = {
  name: 'VisitPage',
  id: 'a6e4dff0166cce87222a59a6dc6676b6026f0f7c1ee7ce840ae7707209f4a1e3',
};

export const SaveVisit: Operation<SaveVisitData, SaveVisitVariables> = {
  name: 'SaveVisit',
  id: '8e4c3e350e23f1806761266427c0f64abb2759f975c316aba380d4de8dcbc8c8',
};

export const SubmitVisit: Operation<SubmitVisitData, SubmitVisitVariables> = {
  name: 'SubmitVisit',
  id: '2c1a9dab534ce4f5cec2e97c7a430ee65af6d81d4fff62832a1ef0e284896ca1',
};

export const CheckVisit: Operation<CheckVisitData, CheckVisitVariables> = {
  name: 'CheckVisit',
  id: '030d4e9eca4f25909de0f5096b1fe415bb7086ca91d17e6d5dcb1b9da256eb25',
};
