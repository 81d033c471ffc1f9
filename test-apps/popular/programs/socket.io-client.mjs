// socket.io-client: a socket that is not opened.
import io, { Manager } from 'socket.io-client';

export default () => {
  const socket = io('http://localhost:1', { autoConnect: false, transports: ['websocket'] });
  const found = [socket.connected, socket.io.opts.path, socket.io instanceof Manager];
  socket.close();
  return found;
};
