import { createContext, useContext, useEffect, useState } from 'react';

/** Server time minus this computer's clock, in ms. */
export const ClockOffsetContext = createContext(0);

/** Server time now, stepping every `everyMs`; a computer with a wrong clock still counts down rightly. */
export function useNowMs(everyMs = 1000): number {
  const offsetMs = useContext(ClockOffsetContext);
  const [ownMs, setOwnMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setOwnMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return ownMs + offsetMs;
}
