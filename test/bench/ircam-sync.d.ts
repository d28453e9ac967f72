/** What the benchmark uses of `@ircam/sync`, which brings no types. Times are in seconds. */
declare module '@ircam/sync' {
  export class SyncClient {
    constructor(getTimeS: () => number);
    start(
      send: (id: number, t0S: number) => void,
      receive: (callback: (id: number, t0S: number, t1S: number, t2S: number) => void) => void,
    ): void;
    stop(): void;
    getSyncTime(): number;
  }
  export class SyncServer {
    constructor(getTimeS: () => number);
    start(
      send: (id: number, t0S: number, t1S: number, t2S: number) => void,
      receive: (callback: (id: number, t0S: number) => void) => void,
    ): void;
  }
}
