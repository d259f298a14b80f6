// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { OfferCampaignsData, OfferCampaignsVariables, OfferCampaignPageData, OfferCampaignPageVariables, CampaignOffersData, CampaignOffersVariables, CustomerOffersData, CustomerOffersVariables, DeclareCampaignData, DeclareCampaignVariables, ChangeCampaignData, ChangeCampaignVariables, ApproveCampaignData, ApproveCampaignVariables, StartCampaignData, StartCampaignVariables, WithdrawCampaignData, WithdrawCampaignVariables, GrantLowerRateData, GrantLowerRateVariables, BoardSurveysData, BoardSurveysVariables } from '../operations.ts';

export const OfferCampaigns: Operation<OfferCampaignsData, OfferCampaignsVariables> = {
  name: 'OfferCampaigns',
  id: 'a099cf7d7bb7359f',
};

export const OfferCampaignPage: Operation<OfferCampaignPageData, OfferCampaignPageVariables> = {
  name: 'OfferCampaignPage',
  id: '93ae4c5795dedeb8',
};

export const CampaignOffers: Operation<CampaignOffersData, CampaignOffersVariables> = {
  name: 'CampaignOffers',
  id: 'f5205d38be3934f4',
};

export const CustomerOffers: Operation<CustomerOffersData, CustomerOffersVariables> = {
  name: 'CustomerOffers',
  id: '2815d53decb3dcfd',
};

export const DeclareCampaign: Operation<DeclareCampaignData, DeclareCampaignVariables> = {
  name: 'DeclareCampaign',
  id: '005f40b5c792aca0',
};

export const ChangeCampaign: Operation<ChangeCampaignData, ChangeCampaignVariables> = {
  name: 'ChangeCampaign',
  id: '1fe6b7fb3781bae2',
};

export const ApproveCampaign: Operation<ApproveCampaignData, ApproveCampaignVariables> = {
  name: 'ApproveCampaign',
  id: '2240b93203366170',
};

export const StartCampaign: Operation<StartCampaignData, StartCampaignVariables> = {
  name: 'StartCampaign',
  id: '17d26a5a22688dc1',
};

export const WithdrawCampaign: Operation<WithdrawCampaignData, WithdrawCampaignVariables> = {
  name: 'WithdrawCampaign',
  id: 'e82c99115b21baa2',
};

export const GrantLowerRate: Operation<GrantLowerRateData, GrantLowerRateVariables> = {
  name: 'GrantLowerRate',
  id: '27f117d1729a56cc',
};

export const BoardSurveys: Operation<BoardSurveysData, BoardSurveysVariables> = {
  name: 'BoardSurveys',
  id: '74bfcdeb72bf03c2',
};
