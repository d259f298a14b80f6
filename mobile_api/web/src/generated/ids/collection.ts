// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { CollectionCasesData, CollectionCasesVariables, CollectionCaseData, CollectionCaseVariables, CollectionUpliftData, CollectionUpliftVariables, PlanCaseContactData, PlanCaseContactVariables, NoteCaseContactData, NoteCaseContactVariables, ReadCaseContactData, ReadCaseContactVariables, TakePromiseData, TakePromiseVariables, WriteCaseLetterData, WriteCaseLetterVariables, PauseCaseData, PauseCaseVariables, ResumeCaseData, ResumeCaseVariables, HandOverCaseData, HandOverCaseVariables, WithdrawCaseData, WithdrawCaseVariables } from '../operations.ts';

export const CollectionCases: Operation<CollectionCasesData, CollectionCasesVariables> = {
  name: 'CollectionCases',
  id: '14709fa7f9184f98abc82b96f039edbd405a5bec8d22781c8ed13dff4d534b2a',
};

export const CollectionCase: Operation<CollectionCaseData, CollectionCaseVariables> = {
  name: 'CollectionCase',
  id: '1a2fc47744e84760025511e76dd969649a387e9d93ce1b43783b6794987305ee',
};

export const CollectionUplift: Operation<CollectionUpliftData, CollectionUpliftVariables> = {
  name: 'CollectionUplift',
  id: 'fdc58d22cef4a09a3980287cbd2df874145dd9e00e80f02b7106667ae188847c',
};

export const PlanCaseContact: Operation<PlanCaseContactData, PlanCaseContactVariables> = {
  name: 'PlanCaseContact',
  id: 'cf188ab99a29e9a66fffb0f5eca291955871e175b428a3988121ae858f6ed39d',
};

export const NoteCaseContact: Operation<NoteCaseContactData, NoteCaseContactVariables> = {
  name: 'NoteCaseContact',
  id: '9d022127889289407eaab163d842f01b3fe8e3ed97b0bf39a3acb51c26c48726',
};

export const ReadCaseContact: Operation<ReadCaseContactData, ReadCaseContactVariables> = {
  name: 'ReadCaseContact',
  id: 'f50455e408b0fdfca83ebf9b478c5d2224c67fa0e532bff6d3da558207058b33',
};

export const TakePromise: Operation<TakePromiseData, TakePromiseVariables> = {
  name: 'TakePromise',
  id: '28ce947bdfcd7c75ca0f965d5f8383a49c1ede421c8ced7fac7c77b5166da99f',
};

export const WriteCaseLetter: Operation<WriteCaseLetterData, WriteCaseLetterVariables> = {
  name: 'WriteCaseLetter',
  id: '7fb7fe9af3027fd8555e3d0c00ba20a512e19d44bea7a7abd9dab7cdf902cd05',
};

export const PauseCase: Operation<PauseCaseData, PauseCaseVariables> = {
  name: 'PauseCase',
  id: 'cf14d25d7fcfeba879842c526526120cd01428281e2feaa2f36c12f448d61c47',
};

export const ResumeCase: Operation<ResumeCaseData, ResumeCaseVariables> = {
  name: 'ResumeCase',
  id: '7224c9da6754a41e2908bb2f3a81ed05d56e30da4c541fd4443c77756b841c45',
};

export const HandOverCase: Operation<HandOverCaseData, HandOverCaseVariables> = {
  name: 'HandOverCase',
  id: 'a2f257ca184b09bdd2b9bdd387eef7afc9a16a7c2416f2cdc4b20d302ec1b1f8',
};

export const WithdrawCase: Operation<WithdrawCaseData, WithdrawCaseVariables> = {
  name: 'WithdrawCase',
  id: '501e200bcdbabd23bccc6e4b92f69bf86b74996dd31b3db5c61d9c6b4a5ebf4f',
};
