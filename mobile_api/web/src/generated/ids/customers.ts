// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { CustomersData, CustomersVariables, CustomerPageData, CustomerPageVariables, CustomerDocumentsData, CustomerDocumentsVariables, BeginProspectData, BeginProspectVariables, RegisterCustomerData, RegisterCustomerVariables, BindAccountData, BindAccountVariables, ConfirmDocumentData, ConfirmDocumentVariables, RevealCustomerData, RevealCustomerVariables, WatchDocumentData, WatchDocumentVariables } from '../operations.ts';

export const Customers: Operation<CustomersData, CustomersVariables> = {
  name: 'Customers',
  id: 'a5b041db1c5546bb',
};

export const CustomerPage: Operation<CustomerPageData, CustomerPageVariables> = {
  name: 'CustomerPage',
  id: 'a97e66898aabf44c',
};

export const CustomerDocuments: Operation<CustomerDocumentsData, CustomerDocumentsVariables> = {
  name: 'CustomerDocuments',
  id: '6ebbb7eaa5d95d6c',
};

export const BeginProspect: Operation<BeginProspectData, BeginProspectVariables> = {
  name: 'BeginProspect',
  id: '2af23865af500157',
};

export const RegisterCustomer: Operation<RegisterCustomerData, RegisterCustomerVariables> = {
  name: 'RegisterCustomer',
  id: 'dd3caa852060c69e',
};

export const BindAccount: Operation<BindAccountData, BindAccountVariables> = {
  name: 'BindAccount',
  id: 'dde57213546e1b02',
};

export const ConfirmDocument: Operation<ConfirmDocumentData, ConfirmDocumentVariables> = {
  name: 'ConfirmDocument',
  id: '3e2885701101dfc5',
};

export const RevealCustomer: Operation<RevealCustomerData, RevealCustomerVariables> = {
  name: 'RevealCustomer',
  id: '33704da78735edbe',
};

export const WatchDocument: Operation<WatchDocumentData, WatchDocumentVariables> = {
  name: 'WatchDocument',
  id: '5a25f3a0f3bb0665',
};
