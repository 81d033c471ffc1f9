// Who is signed in. A second copy of this package would have a second context, in which nobody is.
import { createContext, createElement, useContext } from 'react';

const Session = createContext({ user: 'nobody', team: 'none' });

export function SessionProvider({ user, team, children }) {
  return createElement(Session, { value: { user, team } }, children);
}

export function useSession() {
  return useContext(Session);
}
