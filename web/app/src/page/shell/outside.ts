/** The screens around a vault that is not there yet, but the first. */

export { Create } from '../create/create.tsx';
export { Recover } from '../create/recover.tsx';
export { Restore } from '../create/restore.tsx';
export { Browsers } from '../welcome/browsers.tsx';
