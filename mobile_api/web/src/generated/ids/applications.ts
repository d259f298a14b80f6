// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { ApplicationPageData, ApplicationPageVariables, CasePageData, CasePageVariables, ApplicationsData, ApplicationsVariables, ProductsData, ProductsVariables, QuoteData, QuoteVariables, StartApplicationData, StartApplicationVariables, SubmitApplicationData, SubmitApplicationVariables, WithdrawApplicationData, WithdrawApplicationVariables, RescindContractData, RescindContractVariables, DrawUpContractData, DrawUpContractVariables, SendContractData, SendContractVariables, DisburseLoanData, DisburseLoanVariables, AcceptTermsData, AcceptTermsVariables } from '../operations.ts';

export const ApplicationPage: Operation<ApplicationPageData, ApplicationPageVariables> = {
  name: 'ApplicationPage',
  id: '0f492cda785f29fe',
};

export const CasePage: Operation<CasePageData, CasePageVariables> = {
  name: 'CasePage',
  id: '63e551ee8fa2d797',
};

export const Applications: Operation<ApplicationsData, ApplicationsVariables> = {
  name: 'Applications',
  id: '0c6c19348a152e0f',
};

export const Products: Operation<ProductsData, ProductsVariables> = {
  name: 'Products',
  id: '9470ef4a41c84336',
};

export const Quote: Operation<QuoteData, QuoteVariables> = {
  name: 'Quote',
  id: '6066eede6bc8af05',
};

export const StartApplication: Operation<StartApplicationData, StartApplicationVariables> = {
  name: 'StartApplication',
  id: '26ba75288322439f',
};

export const SubmitApplication: Operation<SubmitApplicationData, SubmitApplicationVariables> = {
  name: 'SubmitApplication',
  id: '47f7e9c538b967e6',
};

export const WithdrawApplication: Operation<WithdrawApplicationData, WithdrawApplicationVariables> = {
  name: 'WithdrawApplication',
  id: 'b1a7dfa8f59944a5',
};

export const RescindContract: Operation<RescindContractData, RescindContractVariables> = {
  name: 'RescindContract',
  id: 'b0db7850161ea3bd',
};

export const DrawUpContract: Operation<DrawUpContractData, DrawUpContractVariables> = {
  name: 'DrawUpContract',
  id: '719ab063cea369fa',
};

export const SendContract: Operation<SendContractData, SendContractVariables> = {
  name: 'SendContract',
  id: '83dae8bd15bcfe75',
};

export const DisburseLoan: Operation<DisburseLoanData, DisburseLoanVariables> = {
  name: 'DisburseLoan',
  id: '1f9e16cad92d941c',
};

export const AcceptTerms: Operation<AcceptTermsData, AcceptTermsVariables> = {
  name: 'AcceptTerms',
  id: 'f5dceb3c28adf603',
};
