// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { AskPasskeyData, AskPasskeyVariables, AskPasskeyForDecisionData, AskPasskeyForDecisionVariables, ProvePasskeyData, ProvePasskeyVariables, UnlockData, UnlockVariables, BeginPasskeyData, BeginPasskeyVariables, AddPasskeyData, AddPasskeyVariables, RenamePasskeyData, RenamePasskeyVariables, RevokePasskeyData, RevokePasskeyVariables, SetSecurityRulesData, SetSecurityRulesVariables, ChannelsData, ChannelsVariables, AddPushChannelData, AddPushChannelVariables, AddNoticeChannelData, AddNoticeChannelVariables, RemoveNoticeChannelData, RemoveNoticeChannelVariables, TryNoticeChannelData, TryNoticeChannelVariables, PasskeysData, PasskeysVariables } from '../operations.ts';

export const AskPasskey: Operation<AskPasskeyData, AskPasskeyVariables> = {
  name: 'AskPasskey',
  id: '04027f4440f40f14',
};

export const AskPasskeyForDecision: Operation<AskPasskeyForDecisionData, AskPasskeyForDecisionVariables> = {
  name: 'AskPasskeyForDecision',
  id: 'c2fd183fa3aaaab5',
};

export const ProvePasskey: Operation<ProvePasskeyData, ProvePasskeyVariables> = {
  name: 'ProvePasskey',
  id: '9829124868707ea0',
};

export const Unlock: Operation<UnlockData, UnlockVariables> = {
  name: 'Unlock',
  id: 'bf46fbc409e15887',
};

export const BeginPasskey: Operation<BeginPasskeyData, BeginPasskeyVariables> = {
  name: 'BeginPasskey',
  id: '8334e271b8b81cb2',
};

export const AddPasskey: Operation<AddPasskeyData, AddPasskeyVariables> = {
  name: 'AddPasskey',
  id: 'ffe8d4d8947a4e69',
};

export const RenamePasskey: Operation<RenamePasskeyData, RenamePasskeyVariables> = {
  name: 'RenamePasskey',
  id: 'b583bb9c8a670066',
};

export const RevokePasskey: Operation<RevokePasskeyData, RevokePasskeyVariables> = {
  name: 'RevokePasskey',
  id: '30e9a91bf369154b',
};

export const SetSecurityRules: Operation<SetSecurityRulesData, SetSecurityRulesVariables> = {
  name: 'SetSecurityRules',
  id: '4beb4a7eb529b664',
};

export const Channels: Operation<ChannelsData, ChannelsVariables> = {
  name: 'Channels',
  id: '9036fea6911ce1ab',
};

export const AddPushChannel: Operation<AddPushChannelData, AddPushChannelVariables> = {
  name: 'AddPushChannel',
  id: '9d347d548cc61737',
};

export const AddNoticeChannel: Operation<AddNoticeChannelData, AddNoticeChannelVariables> = {
  name: 'AddNoticeChannel',
  id: '63af0fa1af8533e7',
};

export const RemoveNoticeChannel: Operation<RemoveNoticeChannelData, RemoveNoticeChannelVariables> = {
  name: 'RemoveNoticeChannel',
  id: 'f2e44934b8ee5c2c',
};

export const TryNoticeChannel: Operation<TryNoticeChannelData, TryNoticeChannelVariables> = {
  name: 'TryNoticeChannel',
  id: '418c19a5e94ae736',
};

export const Passkeys: Operation<PasskeysData, PasskeysVariables> = {
  name: 'Passkeys',
  id: 'f745a33797518493',
};
