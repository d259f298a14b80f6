// Filters as links: they can be shared, opened again and gone back from.
import { t } from '../i18n/staff.ts';
import type { StaffKey } from '../i18n/tables/staff-zh.ts';
import { may } from '../lib/viewer.ts';

export interface FilterChoice {
  href: string;
  label: string;
  chosen: boolean;
}

export const Filter = ({ choices }: { choices: FilterChoice[] }) => (
  <nav class="filter">
    <ul>
      {choices.map((choice) => (
        <li key={choice.href}>
          <a class="chip" href={choice.href} aria-current={choice.chosen ? 'true' : undefined}>
            {choice.label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** A part of a desk: its address, its name, and the operation that it needs. */
export type Part = [href: string, name: StaffKey, needs: string];

/** The parts of a desk that one may see, as links beside each other. */
export const Parts = ({ of, chosen }: { of: Part[]; chosen: string }) => (
  <Filter
    choices={of
      .filter(([, , needs]) => may(needs))
      .map(([href, name]) => ({ href, label: t(name), chosen: href === chosen }))}
  />
);
