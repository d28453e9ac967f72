/** A camera as small as one can be: RTSP 1.0 (RFC 2326) with its picture interleaved over the one TCP connection. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface RtspCamera {
  port: number;
  /** First lines of the requests it was sent. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** Sends a test picture, encoded by ffmpeg, to whoever asks. */
export async function startRtspCamera(): Promise<RtspCamera> {
  const rtp = createSocket('udp4');
  rtp.bind(0, '127.0.0.1');
  await once(rtp, 'listening');
  const { port: rtpPort } = rtp.address();
  const encoder = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-re', '-f', 'lavfi', '-i', 'testsrc2=size=320x160:rate=10'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '5', '-bf', '0', '-flags', '+global_header'],
      ...['-f', 'rtp', `rtp://127.0.0.1:${String(rtpPort)}`],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [printed] = (await once(encoder.stdout, 'data')) as [Buffer];
  const sdp = sdpOf(printed.toString('utf8'));
  const asked: string[] = [];
  const playing = new Set<Socket>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let heard = '';
    socket.on('error', () => undefined);
    socket.on('close', () => {
      playing.delete(socket);
      sockets.delete(socket);
    });
    socket.on('data', (data: Buffer) => {
      heard += data.toString('latin1');
      for (let end = heard.indexOf('\r\n\r\n'); end >= 0; end = heard.indexOf('\r\n\r\n')) {
        const request = heard.slice(0, end);
        heard = heard.slice(end + 4);
        asked.push(request.split('\r\n', 1)[0] ?? '');
        socket.write(answerTo(request, sdp));
        if (request.startsWith('PLAY')) playing.add(socket);
      }
    });
  });
  rtp.on('message', (packet) => {
    // RFC 2326 §10.12: a dollar sign, the channel, the length.
    const head = Buffer.from([0x24, 0, packet.length >> 8, packet.length & 0xff]);
    for (const socket of playing) socket.write(Buffer.concat([head, packet]));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async close() {
      const ended = once(encoder, 'close');
      encoder.kill('SIGKILL');
      await ended;
      rtp.close();
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** What ffmpeg prints, without its own title, for a track of our name. */
function sdpOf(printed: string): string {
  const lines = printed.split(/\r?\n/).filter((line) => /^[a-z]=/.test(line));
  return [...lines.map((line) => line.replace(/^m=video \d+/, 'm=video 0')), 'a=control:track1', ''].join(
    '\r\n',
  );
}

function answerTo(request: string, sdp: string): string {
  const sequence = /^CSeq: *(\d+)/im.exec(request)?.[1] ?? '0';
  const head = `RTSP/1.0 200 OK\r\nCSeq: ${sequence}\r\n`;
  if (request.startsWith('OPTIONS')) return `${head}Public: DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n`;
  if (request.startsWith('DESCRIBE')) {
    return `${head}Content-Type: application/sdp\r\nContent-Length: ${String(sdp.length)}\r\n\r\n${sdp}`;
  }
  if (request.startsWith('SETUP'))
    return `${head}Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 7\r\n\r\n`;
  return `${head}Session: 7\r\n\r\n`;
}
