// hls.js: playlists that are read.
import Hls from 'hls.js';

export default () => {
  const hls = new Hls({ enableWorker: false });
  const seen = [];
  hls.on(Hls.Events.DESTROYING, name => seen.push(name));
  hls.destroy();
  return [Hls.isSupported(), seen, Hls.version.split('.').length, Hls.DefaultConfig.maxBufferLength, Hls.ErrorTypes];
};
