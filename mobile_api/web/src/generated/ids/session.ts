// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { MeData, MeVariables, StepUpData, StepUpVariables, EndOtherSessionsData, EndOtherSessionsVariables, UnreadNoticesData, UnreadNoticesVariables, WatchNoticesData, WatchNoticesVariables } from '../operations.ts';

export const Me: Operation<MeData, MeVariables> = {
  name: 'Me',
  id: '02c54d963b2f22dfcd5f779f87b85622ade4bb232d1e75fd185f6a1555a487eb',
};

export const StepUp: Operation<StepUpData, StepUpVariables> = {
  name: 'StepUp',
  id: '6cd2286a066aca82af86c098ac8aad4a738d98b27d3881d0129ab42eab4f4101',
};

export const EndOtherSessions: Operation<EndOtherSessionsData, EndOtherSessionsVariables> = {
  name: 'EndOtherSessions',
  id: 'b7d7029b6f6967778423226ea5bc2b16456e5102dc56b73c3615a993d37cc966',
};

export const UnreadNotices: Operation<UnreadNoticesData, UnreadNoticesVariables> = {
  name: 'UnreadNotices',
  id: '52215a53b105584d399b842e52c7e55459b09429adab20a52ef4b96351006bd8',
};

export const WatchNotices: Operation<WatchNoticesData, WatchNoticesVariables> = {
  name: 'WatchNotices',
  id: '0ebe5dc8197cf5cd660bd7dbff0e7c13a1f4418d1312cd9e47d3c773584e558b',
};
