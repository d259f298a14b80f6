// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { BatchData, BatchVariables, DecideCasesData, DecideCasesVariables, MatricesData, MatricesVariables, MatrixTrialData, MatrixTrialVariables, DraftMatrixData, DraftMatrixVariables, PublishMatrixData, PublishMatrixVariables, EditionsData, EditionsVariables, EditionTrialData, EditionTrialVariables, ProposeRulesData, ProposeRulesVariables, ProposeScorecardData, ProposeScorecardVariables, PublishEditionData, PublishEditionVariables, WithdrawEditionData, WithdrawEditionVariables, StraightThroughData, StraightThroughVariables, WhyData, WhyVariables, TemplatesData, TemplatesVariables, ProposeTemplateData, ProposeTemplateVariables, PublishTemplateData, PublishTemplateVariables, WithdrawTemplateData, WithdrawTemplateVariables, MergesData, MergesVariables, MergeSearchData, MergeSearchVariables, MergeCustomersData, MergeCustomersVariables, SettleIdentityReviewData, SettleIdentityReviewVariables, FiguresData, FiguresVariables, SetLenderFigureData, SetLenderFigureVariables } from '../operations.ts';

export const Batch: Operation<BatchData, BatchVariables> = {
  name: 'Batch',
  id: '5cd5f07819e294daaced61b066e7e6d4275cf23bb7666be2ee634d5fdc3ed974',
};

export const DecideCases: Operation<DecideCasesData, DecideCasesVariables> = {
  name: 'DecideCases',
  id: '7d74fcc09d678c8e5d98df7401c095af1e0f22d5f7a684b93c35204768d021b4',
};

export const Matrices: Operation<MatricesData, MatricesVariables> = {
  name: 'Matrices',
  id: '8207b34feebdab210e3c0369297614f60fc13d198602456a4231767c60dd19b4',
};

export const MatrixTrial: Operation<MatrixTrialData, MatrixTrialVariables> = {
  name: 'MatrixTrial',
  id: 'ccf807b79eb8a67c7661a24808a9d9471ad0f4cc748ba9e89502e61e74f27e4b',
};

export const DraftMatrix: Operation<DraftMatrixData, DraftMatrixVariables> = {
  name: 'DraftMatrix',
  id: '602d383c2dace3816a7b71685fc58bf25d8bbbc02066f9d465b211ce44a4bf22',
};

export const PublishMatrix: Operation<PublishMatrixData, PublishMatrixVariables> = {
  name: 'PublishMatrix',
  id: '469a4f7657268eb100d8fee2557476822d8e838ffd0ce5ea3b8415f2cd9b750b',
};

export const Editions: Operation<EditionsData, EditionsVariables> = {
  name: 'Editions',
  id: 'f7da2feb1449bbc50727c6becf5e37c3fa51bd82fb041ba918b4a7ad2be1124b',
};

export const EditionTrial: Operation<EditionTrialData, EditionTrialVariables> = {
  name: 'EditionTrial',
  id: '5f771be56fe6ec32f291391a7d275b97a8e4f97e305620a7ba7b96186697a13d',
};

export const ProposeRules: Operation<ProposeRulesData, ProposeRulesVariables> = {
  name: 'ProposeRules',
  id: 'cb0f1570c1ebe5d68edff79353cd45d9e548e1a9ff4a427bb6efe3c6b1c2f897',
};

export const ProposeScorecard: Operation<ProposeScorecardData, ProposeScorecardVariables> = {
  name: 'ProposeScorecard',
  id: '3268041157777d9884812640c219a3b0c39ae43e5c811ea8a582f526e94310e7',
};

export const PublishEdition: Operation<PublishEditionData, PublishEditionVariables> = {
  name: 'PublishEdition',
  id: '7954485a51bceaa9bdf41482d0f1176611a9485e6c691ff42e71b39cfd3e40c1',
};

export const WithdrawEdition: Operation<WithdrawEditionData, WithdrawEditionVariables> = {
  name: 'WithdrawEdition',
  id: '9d75f557f8de232135e651e8caffee6a163d1f167783ab5cd643345e9ff3155d',
};

export const StraightThrough: Operation<StraightThroughData, StraightThroughVariables> = {
  name: 'StraightThrough',
  id: '560ac49c3a59bb33b0721e964a6523f3513e503901a6e170cde7a22791c05d5c',
};

export const Why: Operation<WhyData, WhyVariables> = {
  name: 'Why',
  id: 'b432ee455d6816162eb443a75d1035b717ee84098072077722a55db25cecee85',
};

export const Templates: Operation<TemplatesData, TemplatesVariables> = {
  name: 'Templates',
  id: '9f6840d90dbd799accffd0f0f82c479af029ee356c97a7bb77ce3980de549d31',
};

export const ProposeTemplate: Operation<ProposeTemplateData, ProposeTemplateVariables> = {
  name: 'ProposeTemplate',
  id: 'ac13441c79ffcde78d1af605923df9c0bc05b48be24a380de73087772b5dfa7d',
};

export const PublishTemplate: Operation<PublishTemplateData, PublishTemplateVariables> = {
  name: 'PublishTemplate',
  id: 'efc95e140ea7d3578a3d81fe152df30c0303dbff37727f6147a5abdf3156cab0',
};

export const WithdrawTemplate: Operation<WithdrawTemplateData, WithdrawTemplateVariables> = {
  name: 'WithdrawTemplate',
  id: 'bea7feccc47ea74f91f8e86bc1f25cd23fb07c08919f1d2a11e25d4546f5556b',
};

export const Merges: Operation<MergesData, MergesVariables> = {
  name: 'Merges',
  id: '1cdb2fae2cc59889b0ab8352845d124efa06ac093ae8baf93331b9a11f8e3932',
};

export const MergeSearch: Operation<MergeSearchData, MergeSearchVariables> = {
  name: 'MergeSearch',
  id: 'c674f4859a423777cdfa1f8afe0cc1a1007e3145fb1ba8934a7d36d7096156e2',
};

export const MergeCustomers: Operation<MergeCustomersData, MergeCustomersVariables> = {
  name: 'MergeCustomers',
  id: '57a7e9002bd90c680fb66127b8b7d44870355e4f49c743dfab575b91ff1cdfed',
};

export const SettleIdentityReview: Operation<SettleIdentityReviewData, SettleIdentityReviewVariables> = {
  name: 'SettleIdentityReview',
  id: '4fc2b587920aeab8588d490f478a4f4898311322edfb204b59f47f81cbaccbb8',
};

export const Figures: Operation<FiguresData, FiguresVariables> = {
  name: 'Figures',
  id: '26060cc1f1719e38dcd16c3c7ceae2a76fc49daaebb4402f486073b4a07faf32',
};

export const SetLenderFigure: Operation<SetLenderFigureData, SetLenderFigureVariables> = {
  name: 'SetLenderFigure',
  id: '42fa4d3a8d6253860f749f6079fd682e6a64be8bf723cd28c173286c45cd1d6c',
};
