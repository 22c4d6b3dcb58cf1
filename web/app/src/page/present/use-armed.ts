/**
 * A button that decides something does nothing until the person has had it in view for a moment: a page that knows
 * when somebody clicks could else bring this window under the click.
 */

import { useEffect, useState } from 'preact/hooks';

const moment = 500;

/** Counts from the last time that this window came into view or got the focus. */
export function useArmed(): boolean {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      clearTimeout(timer);
      setArmed(false);
      if (document.visibilityState === 'visible') timer = setTimeout(() => setArmed(true), moment);
    };
    again();
    document.addEventListener('visibilitychange', again);
    addEventListener('focus', again);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', again);
      removeEventListener('focus', again);
    };
  }, []);
  return armed;
}
