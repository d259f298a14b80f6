// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { OwnFeedbackData, OwnFeedbackVariables, LoanWhatIfData, LoanWhatIfVariables, LoanPrepayData, LoanPrepayVariables, LoanPayOffData, LoanPayOffVariables, CustomerPlaceData, CustomerPlaceVariables, CustomerCasesData, CustomerCasesVariables } from '../operations.ts';

export const OwnFeedback: Operation<OwnFeedbackData, OwnFeedbackVariables> = {
  name: 'OwnFeedback',
  id: '3f6e250c163db0a1',
};

export const LoanWhatIf: Operation<LoanWhatIfData, LoanWhatIfVariables> = {
  name: 'LoanWhatIf',
  id: '1ed231e5f1c5ded4',
};

export const LoanPrepay: Operation<LoanPrepayData, LoanPrepayVariables> = {
  name: 'LoanPrepay',
  id: '8813802447703ebc',
};

export const LoanPayOff: Operation<LoanPayOffData, LoanPayOffVariables> = {
  name: 'LoanPayOff',
  id: '0a47296de1a8cdbe',
};

export const CustomerPlace: Operation<CustomerPlaceData, CustomerPlaceVariables> = {
  name: 'CustomerPlace',
  id: '66073a88b7336a94',
};

export const CustomerCases: Operation<CustomerCasesData, CustomerCasesVariables> = {
  name: 'CustomerCases',
  id: 'a549b095cca78648',
};
