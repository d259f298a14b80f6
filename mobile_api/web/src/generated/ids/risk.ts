// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { MatricesData, MatricesVariables, MatrixTrialData, MatrixTrialVariables, DraftMatrixData, DraftMatrixVariables, PublishMatrixData, PublishMatrixVariables, EditionsData, EditionsVariables, EditionTrialData, EditionTrialVariables, ProposeRulesData, ProposeRulesVariables, ProposeScorecardData, ProposeScorecardVariables, PublishEditionData, PublishEditionVariables, WithdrawEditionData, WithdrawEditionVariables, StraightThroughData, StraightThroughVariables, WhyData, WhyVariables, TemplatesData, TemplatesVariables, ProposeTemplateData, ProposeTemplateVariables, PublishTemplateData, PublishTemplateVariables, WithdrawTemplateData, WithdrawTemplateVariables, MergesData, MergesVariables, MergeSearchData, MergeSearchVariables, MergeCustomersData, MergeCustomersVariables, SettleIdentityReviewData, SettleIdentityReviewVariables, FiguresData, FiguresVariables, SetLenderFigureData, SetLenderFigureVariables, CustomerIndicatorsData, CustomerIndicatorsVariables, LoanIndicatorsData, LoanIndicatorsVariables } from '../operations.ts';

export const Matrices: Operation<MatricesData, MatricesVariables> = {
  name: 'Matrices',
  id: '8dde7265ca1e8f9c',
};

export const MatrixTrial: Operation<MatrixTrialData, MatrixTrialVariables> = {
  name: 'MatrixTrial',
  id: 'ccf807b79eb8a67c',
};

export const DraftMatrix: Operation<DraftMatrixData, DraftMatrixVariables> = {
  name: 'DraftMatrix',
  id: '602d383c2dace381',
};

export const PublishMatrix: Operation<PublishMatrixData, PublishMatrixVariables> = {
  name: 'PublishMatrix',
  id: '469a4f7657268eb1',
};

export const Editions: Operation<EditionsData, EditionsVariables> = {
  name: 'Editions',
  id: 'f7da2feb1449bbc5',
};

export const EditionTrial: Operation<EditionTrialData, EditionTrialVariables> = {
  name: 'EditionTrial',
  id: '5f771be56fe6ec32',
};

export const ProposeRules: Operation<ProposeRulesData, ProposeRulesVariables> = {
  name: 'ProposeRules',
  id: 'cb0f1570c1ebe5d6',
};

export const ProposeScorecard: Operation<ProposeScorecardData, ProposeScorecardVariables> = {
  name: 'ProposeScorecard',
  id: '3268041157777d98',
};

export const PublishEdition: Operation<PublishEditionData, PublishEditionVariables> = {
  name: 'PublishEdition',
  id: '7954485a51bceaa9',
};

export const WithdrawEdition: Operation<WithdrawEditionData, WithdrawEditionVariables> = {
  name: 'WithdrawEdition',
  id: '9d75f557f8de2321',
};

export const StraightThrough: Operation<StraightThroughData, StraightThroughVariables> = {
  name: 'StraightThrough',
  id: '560ac49c3a59bb33',
};

export const Why: Operation<WhyData, WhyVariables> = {
  name: 'Why',
  id: 'b432ee455d681616',
};

export const Templates: Operation<TemplatesData, TemplatesVariables> = {
  name: 'Templates',
  id: '9f6840d90dbd799a',
};

export const ProposeTemplate: Operation<ProposeTemplateData, ProposeTemplateVariables> = {
  name: 'ProposeTemplate',
  id: 'ac13441c79ffcde7',
};

export const PublishTemplate: Operation<PublishTemplateData, PublishTemplateVariables> = {
  name: 'PublishTemplate',
  id: 'efc95e140ea7d357',
};

export const WithdrawTemplate: Operation<WithdrawTemplateData, WithdrawTemplateVariables> = {
  name: 'WithdrawTemplate',
  id: 'bea7feccc47ea74f',
};

export const Merges: Operation<MergesData, MergesVariables> = {
  name: 'Merges',
  id: '1cdb2fae2cc59889',
};

export const MergeSearch: Operation<MergeSearchData, MergeSearchVariables> = {
  name: 'MergeSearch',
  id: 'c674f4859a423777',
};

export const MergeCustomers: Operation<MergeCustomersData, MergeCustomersVariables> = {
  name: 'MergeCustomers',
  id: '57a7e9002bd90c68',
};

export const SettleIdentityReview: Operation<SettleIdentityReviewData, SettleIdentityReviewVariables> = {
  name: 'SettleIdentityReview',
  id: '4fc2b587920aeab8',
};

export const Figures: Operation<FiguresData, FiguresVariables> = {
  name: 'Figures',
  id: '26060cc1f1719e38',
};

export const SetLenderFigure: Operation<SetLenderFigureData, SetLenderFigureVariables> = {
  name: 'SetLenderFigure',
  id: '42fa4d3a8d625386',
};

export const CustomerIndicators: Operation<CustomerIndicatorsData, CustomerIndicatorsVariables> = {
  name: 'CustomerIndicators',
  id: 'cc1ced654a025bb0',
};

export const LoanIndicators: Operation<LoanIndicatorsData, LoanIndicatorsVariables> = {
  name: 'LoanIndicators',
  id: '9198ecc9375f396c',
};
