// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { ApplicationPageData, ApplicationPageVariables, CasePageData, CasePageVariables, ApplicationsData, ApplicationsVariables, ProductsData, ProductsVariables, QuoteData, QuoteVariables, StartApplicationData, StartApplicationVariables, SubmitApplicationData, SubmitApplicationVariables, WithdrawApplicationData, WithdrawApplicationVariables, RescindContractData, RescindContractVariables, DrawUpContractData, DrawUpContractVariables, SendContractData, SendContractVariables, DisburseLoanData, DisburseLoanVariables, AcceptTermsData, AcceptTermsVariables } from '../operations.ts';

export const ApplicationPage: Operation<ApplicationPageData, ApplicationPageVariables> = {
  name: 'ApplicationPage',
  id: 'a2d41e4d92501fe8ca76761a85db72bb44b312832bc35b39dc098726a1448954',
};

export const CasePage: Operation<CasePageData, CasePageVariables> = {
  name: 'CasePage',
  id: '63e551ee8fa2d797f9201e0ad4563d16a0f3e6393fd829d685a0e6ea632d8d9a',
};

export const Applications: Operation<ApplicationsData, ApplicationsVariables> = {
  name: 'Applications',
  id: '0c6c19348a152e0fbe2dfbc2ec6ab8c89a61445ebbd325424c99084db97b3eea',
};

export const Products: Operation<ProductsData, ProductsVariables> = {
  name: 'Products',
  id: '9470ef4a41c843363555a145cab367f4ffc51f3cbdf5d335ff71a6e909c6cf9a',
};

export const Quote: Operation<QuoteData, QuoteVariables> = {
  name: 'Quote',
  id: '6066eede6bc8af05061d1c10f96f00f246737ec51120a0ef9f775e77f92d27c6',
};

export const StartApplication: Operation<StartApplicationData, StartApplicationVariables> = {
  name: 'StartApplication',
  id: '26ba75288322439f9dabc0a404d2cb448f6f98647a69980d4680f9aa044652c2',
};

export const SubmitApplication: Operation<SubmitApplicationData, SubmitApplicationVariables> = {
  name: 'SubmitApplication',
  id: '47f7e9c538b967e6579b17732e5118cbaa26d10c0c35d432dccab73a9c66925e',
};

export const WithdrawApplication: Operation<WithdrawApplicationData, WithdrawApplicationVariables> = {
  name: 'WithdrawApplication',
  id: 'b1a7dfa8f59944a5ac576b490284a760605703c6c4e4d38a2f8f8c72fcc85e31',
};

export const RescindContract: Operation<RescindContractData, RescindContractVariables> = {
  name: 'RescindContract',
  id: 'b0db7850161ea3bd66d6d5d524b5090339e8a27ee8417231c6a18d4af9c8827e',
};

export const DrawUpContract: Operation<DrawUpContractData, DrawUpContractVariables> = {
  name: 'DrawUpContract',
  id: '719ab063cea369fa885f37719a15c176a26e387f1902fd53e6bbf70f1707be41',
};

export const SendContract: Operation<SendContractData, SendContractVariables> = {
  name: 'SendContract',
  id: '83dae8bd15bcfe75c18fc4ccbc3da2e6a012ab08cc32538d5b7c7eee0a5cb3aa',
};

export const DisburseLoan: Operation<DisburseLoanData, DisburseLoanVariables> = {
  name: 'DisburseLoan',
  id: '1f9e16cad92d941c26494d8c6fd2faac5fef420ee322918dac5d8b6e7e44a759',
};

export const AcceptTerms: Operation<AcceptTermsData, AcceptTermsVariables> = {
  name: 'AcceptTerms',
  id: 'f5dceb3c28adf60353eacb9438e386b9d2bc28aa21001a9eff41ca0b12934bcf',
};
