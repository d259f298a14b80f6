// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { MeData, MeVariables, StepUpData, StepUpVariables, EndOtherSessionsData, EndOtherSessionsVariables, UnreadNoticesData, UnreadNoticesVariables, WatchNoticesData, WatchNoticesVariables } from '../operations.ts';

export const Me: Operation<MeData, MeVariables> = {
  name: 'Me',
  id: '47bd05ba0c9c8c3a',
};

export const StepUp: Operation<StepUpData, StepUpVariables> = {
  name: 'StepUp',
  id: '6cd2286a066aca82',
};

export const EndOtherSessions: Operation<EndOtherSessionsData, EndOtherSessionsVariables> = {
  name: 'EndOtherSessions',
  id: 'b7d7029b6f696777',
};

export const UnreadNotices: Operation<UnreadNoticesData, UnreadNoticesVariables> = {
  name: 'UnreadNotices',
  id: '52215a53b105584d',
};

export const WatchNotices: Operation<WatchNoticesData, WatchNoticesVariables> = {
  name: 'WatchNotices',
  id: '0ebe5dc8197cf5cd',
};
