// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { CollectionCasesData, CollectionCasesVariables, CollectionCaseData, CollectionCaseVariables, CollectionUpliftData, CollectionUpliftVariables, PlanCaseContactData, PlanCaseContactVariables, NoteCaseContactData, NoteCaseContactVariables, ReadCaseContactData, ReadCaseContactVariables, TakePromiseData, TakePromiseVariables, WriteCaseLetterData, WriteCaseLetterVariables, ReadUtteranceData, ReadUtteranceVariables, PauseCaseData, PauseCaseVariables, ResumeCaseData, ResumeCaseVariables, HandOverCaseData, HandOverCaseVariables, WithdrawCaseData, WithdrawCaseVariables } from '../operations.ts';

export const CollectionCases: Operation<CollectionCasesData, CollectionCasesVariables> = {
  name: 'CollectionCases',
  id: '14709fa7f9184f98',
};

export const CollectionCase: Operation<CollectionCaseData, CollectionCaseVariables> = {
  name: 'CollectionCase',
  id: '0c292ac18e00100f',
};

export const CollectionUplift: Operation<CollectionUpliftData, CollectionUpliftVariables> = {
  name: 'CollectionUplift',
  id: 'fdc58d22cef4a09a',
};

export const PlanCaseContact: Operation<PlanCaseContactData, PlanCaseContactVariables> = {
  name: 'PlanCaseContact',
  id: 'cf188ab99a29e9a6',
};

export const NoteCaseContact: Operation<NoteCaseContactData, NoteCaseContactVariables> = {
  name: 'NoteCaseContact',
  id: '9d02212788928940',
};

export const ReadCaseContact: Operation<ReadCaseContactData, ReadCaseContactVariables> = {
  name: 'ReadCaseContact',
  id: 'f50455e408b0fdfc',
};

export const TakePromise: Operation<TakePromiseData, TakePromiseVariables> = {
  name: 'TakePromise',
  id: '28ce947bdfcd7c75',
};

export const WriteCaseLetter: Operation<WriteCaseLetterData, WriteCaseLetterVariables> = {
  name: 'WriteCaseLetter',
  id: '7fb7fe9af3027fd8',
};

export const ReadUtterance: Operation<ReadUtteranceData, ReadUtteranceVariables> = {
  name: 'ReadUtterance',
  id: '3adaeedcd5c225ab',
};

export const PauseCase: Operation<PauseCaseData, PauseCaseVariables> = {
  name: 'PauseCase',
  id: 'cf14d25d7fcfeba8',
};

export const ResumeCase: Operation<ResumeCaseData, ResumeCaseVariables> = {
  name: 'ResumeCase',
  id: '7224c9da6754a41e',
};

export const HandOverCase: Operation<HandOverCaseData, HandOverCaseVariables> = {
  name: 'HandOverCase',
  id: 'a2f257ca184b09bd',
};

export const WithdrawCase: Operation<WithdrawCaseData, WithdrawCaseVariables> = {
  name: 'WithdrawCase',
  id: '501e200bcdbabd23',
};
