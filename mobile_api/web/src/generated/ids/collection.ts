// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { CollectionCasesData, CollectionCasesVariables, CollectionCaseData, CollectionCaseVariables, CollectionUpliftData, CollectionUpliftVariables, PlanCaseContactData, PlanCaseContactVariables, NoteCaseContactData, NoteCaseContactVariables, ReadCaseContactData, ReadCaseContactVariables, TakePromiseData, TakePromiseVariables, WriteCaseLetterData, WriteCaseLetterVariables, ReadUtteranceData, ReadUtteranceVariables, PauseCaseData, PauseCaseVariables, ResumeCaseData, ResumeCaseVariables, HandOverCaseData, HandOverCaseVariables, WithdrawCaseData, WithdrawCaseVariables, SpeechFindingsData, SpeechFindingsVariables, SettleSpeechFindingData, SettleSpeechFindingVariables, RevealUtteranceData, RevealUtteranceVariables, RevealSpeechFindingData, RevealSpeechFindingVariables } from '../operations.ts';

export const CollectionCases: Operation<CollectionCasesData, CollectionCasesVariables> = {
  name: 'CollectionCases',
  id: '14709fa7f9184f98',
};

export const CollectionCase: Operation<CollectionCaseData, CollectionCaseVariables> = {
  name: 'CollectionCase',
  id: 'f1284843c0d2a1a6',
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

export const SpeechFindings: Operation<SpeechFindingsData, SpeechFindingsVariables> = {
  name: 'SpeechFindings',
  id: 'e97028f38d4a99ed',
};

export const SettleSpeechFinding: Operation<SettleSpeechFindingData, SettleSpeechFindingVariables> = {
  name: 'SettleSpeechFinding',
  id: '955f50be8b5646ba',
};

export const RevealUtterance: Operation<RevealUtteranceData, RevealUtteranceVariables> = {
  name: 'RevealUtterance',
  id: '5b7b3df8cd750099',
};

export const RevealSpeechFinding: Operation<RevealSpeechFindingData, RevealSpeechFindingVariables> = {
  name: 'RevealSpeechFinding',
  id: 'e508ea21e69aa295',
};
