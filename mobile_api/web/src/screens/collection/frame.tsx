// The frame of collection's lists: cases, and for whoever leads what agents said against the rules.
import type { ComponentChildren } from 'preact';
import { type Part, Parts } from '../../components/filter.tsx';
import { Screen } from '../../components/frame.tsx';
import { t } from '../../i18n/staff.ts';
import { may } from '../../lib/viewer.ts';

const PARTS: Part[] = [
  ['/collection', 'collectionCases', 'collection:read'],
  ['/collection/speech', 'speechTitle', 'collection:lead'],
];

export const Lists = (props: { part: string; root: boolean; children: ComponentChildren }) => (
  <Screen title={t('collectionTitle')} {...(props.root ? {} : { parent: '/me' })}>
    {may('collection:lead') && <Parts of={PARTS} chosen={props.part} />}
    {props.children}
  </Screen>
);
