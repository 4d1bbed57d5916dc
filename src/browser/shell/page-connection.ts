/** The connection of this page: it follows the browser's network, and leads to the sign-in once the session is over. */
import { Connection, type ConnectionListener } from '../core/connection.js';

export function connect(listener: Omit<ConnectionListener, 'signedOut'>): Connection {
  const signedOut = () => location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
  const connection = new Connection({
    connected: () => listener.connected(),
    disconnected: () => listener.disconnected(),
    signedOut,
  });
  // Whoever signs out here knows: the form leads on, not we.
  document.addEventListener('submit', ({ target }) => {
    if ((target as HTMLFormElement).matches('[action="/logout"]')) connection.close();
  });
  window.addEventListener('offline', () => !connection.isConnected && connection.lost());
  window.addEventListener('online', () => connection.hurry());
  return connection;
}
