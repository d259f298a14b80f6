// Filters as links: they can be shared, opened again and gone back from.
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
