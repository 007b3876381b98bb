import components from './styles/components.css';
import dialogs from './styles/dialogs.css';
import shell from './styles/shell.css';

/** Adds a style sheet after those that are there already. */
export function addStyle(css: string): void {
  const style = document.createElement('style');
  style.textContent = css;
  document.head.append(style);
}

[shell, dialogs, components].forEach(addStyle);
