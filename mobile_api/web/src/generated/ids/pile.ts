// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { PileData, PileVariables, PileCardData, PileCardVariables, BatchData, BatchVariables, DecideCasesData, DecideCasesVariables } from '../operations.ts';

export const Pile: Operation<PileData, PileVariables> = {
  name: 'Pile',
  id: '772f609151b78a30',
};

export const PileCard: Operation<PileCardData, PileCardVariables> = {
  name: 'PileCard',
  id: 'e721194a9a244f14',
};

export const Batch: Operation<BatchData, BatchVariables> = {
  name: 'Batch',
  id: 'c951ed4099d6f8a7',
};

export const DecideCases: Operation<DecideCasesData, DecideCasesVariables> = {
  name: 'DecideCases',
  id: '9b39b2007bc7e5cd',
};
