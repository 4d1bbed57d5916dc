/** The connection of this page: it follows the browser's network, and leads to the sign-in once the session is over. */
import { forgetReader, onSignOut } from './reader.js';
import { Connection, type ConnectionListener } from '../core/connection.js';

export function connect(listener: ConnectionListener): Connection {
  const signedOut = () => {
    listener.signedOut();
    forgetReader();
    location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
  };
  const connection = new Connection({
    connected: () => listener.connected(),
    disconnected: () => listener.disconnected(),
    signedOut,
  });
  onSignOut(() => connection.close());
  window.addEventListener('offline', () => !connection.isConnected && connection.lost());
  window.addEventListener('online', () => connection.hurry());
  return connection;
}
