// The bar above the workbench: log in with two clicks in a demonstration, by hand elsewhere; choose an example.
import { EXAMPLES, type Example } from './examples.ts';
import { demoLogins, logIn, type Login } from './session.ts';

type Members = Record<string, string | boolean>;

const made = <K extends keyof HTMLElementTagNameMap>(
  kind: K,
  members: Members,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const element = Object.assign(document.createElement(kind), members);
  element.append(...children);
  return element;
};

const field = (name: string, label: string, type = 'text'): HTMLInputElement =>
  made('input', { name, type, placeholder: label, ariaLabel: label, autocomplete: 'off' });

const exampleChoice = (show: (example: Example) => void): HTMLSelectElement => {
  const choice = made('select', { name: 'example', ariaLabel: '示例 Examples' });
  const roles = [...new Set(EXAMPLES.map((example) => example.role))];
  for (const role of roles) {
    const group = made('optgroup', { label: role });
    EXAMPLES.forEach((example, index) => {
      if (example.role === role) group.append(made('option', { value: String(index) }, example.title));
    });
    choice.append(group);
  }
  choice.addEventListener('change', () => show(EXAMPLES[Number(choice.value)] as Example));
  return choice;
};

const loginChoice = (logins: Login[], form: HTMLFormElement): HTMLSelectElement => {
  const choice = made('select', { name: 'demo', ariaLabel: '演示账号 Demo log-ins' });
  choice.append(...logins.map((one, index) => made('option', { value: String(index) }, `${one.role} · ${one.login}`)));
  const fill = (): void => {
    const chosen = logins[Number(choice.value)] as Login;
    for (const name of ['login', 'password', 'code'] as const) {
      (form.elements.namedItem(name) as HTMLInputElement).value = chosen[name] ?? '';
    }
  };
  choice.addEventListener('change', fill);
  fill();
  return choice;
};

/** Log in with what the form holds; a demonstration's code is fetched anew, as each counts once. */
const submit = async (form: HTMLFormElement, said: HTMLElement): Promise<void> => {
  const value = (name: string): string => (form.elements.namedItem(name) as HTMLInputElement).value.trim();
  const known = (await demoLogins()).find((one) => one.login === value('login') && one.password === value('password'));
  const refusal = await logIn(value('login'), value('password'), known ? known.code : value('code'));
  said.textContent = refusal ?? `已登录 logged in: ${value('login')}`;
  said.dataset['refused'] = String(refusal !== null);
};

export const bar = (place: Element, show: (example: Example) => void): void => {
  const said = made('output', { name: 'said' }, '未登录 not logged in');
  const form = made(
    'form',
    {},
    field('login', '登录名 login'),
    field('password', '密码 password', 'password'),
    field('code', '动态口令 code'),
    made('button', { type: 'submit' }, '登录 Log in'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(form, said);
  });
  place.append(made('strong', {}, '借贷 GraphiQL'), form, said, exampleChoice(show));
  void demoLogins().then((logins) => {
    if (logins.length > 0) form.prepend(loginChoice(logins, form));
  });
};
