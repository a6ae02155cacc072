/** A new element with a class and a text; the text is never read as markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  text = '',
): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name);
  if (className !== '') created.className = className;
  if (text !== '') created.textContent = text;
  return created;
}

/** A new button that does something in the page; it sends no form. */
export function makeButton(className: string, text = '', act?: () => void): HTMLButtonElement {
  const created = element('button', className, text);
  created.type = 'button';
  if (act) created.addEventListener('click', act);
  return created;
}
