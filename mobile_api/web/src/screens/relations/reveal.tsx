// A contact in clear, for a reason.
import { ask } from '../../api/graphql.ts';
import { ClearSheet, phoneLink } from '../../components/clear.tsx';
import { RevealContact } from '../../generated/ids/relations.ts';
import { t } from '../../i18n/staff.ts';

export const RevealSheet = ({ contactId, onClose }: { contactId: string; onClose: () => void }) => (
  <ClearSheet
    title={t('contactCall')}
    reveal={async (reason) => (await ask(RevealContact, { input: { contactId, reason } })).revealContact.data}
    told={(clear) => [
      [t('name'), clear.name],
      [t('phone'), phoneLink(clear.phone)],
    ]}
    onClose={onClose}
  />
);
