import type { CdpEvent } from './cdp.ts';

/** One document in the window. */
export interface LoadedDocument {
  loaderId: string;
  /** Why the browser shows a page of its own instead; null when it does not. */
  failure: string | null;
}

type Stage = 'load' | 'firstPaint';

/** As the protocol describes it. */
export interface Frame {
  loaderId: string;
  url: string;
  parentId?: string;
  unreachableUrl?: string;
}

/** What the browser tells of the documents in its window; it may tell of a document's load before naming it. */
export class PageLife {
  readonly #reached = new Map<string, PromiseWithResolvers<null>>();
  readonly #first = Promise.withResolvers<LoadedDocument>();

  /** The one the browser was run with. */
  get first(): Promise<LoadedDocument> {
    return this.#first.promise;
  }

  reached(stage: Stage, loaderId: string): Promise<null> {
    return this.#stage(stage, loaderId).promise;
  }

  reach(stage: Stage, loaderId: string): void {
    this.#stage(stage, loaderId).resolve(null);
  }

  take({ method, params }: CdpEvent): void {
    if (method === 'Page.frameNavigated') this.isAt(params['frame'] as Frame);
    if (method !== 'Page.lifecycleEvent') return;
    const { name, loaderId } = params;
    if (name === 'load' || name === 'firstPaint') this.reach(name, String(loaderId));
  }

  /** This document is in the window; an empty one is there before any other. */
  isAt({ loaderId, url, parentId, unreachableUrl }: Frame): void {
    if (parentId !== undefined || EMPTY.has(url)) return;
    const failure = unreachableUrl === undefined ? null : `${unreachableUrl} cannot be reached`;
    this.#first.resolve({ loaderId, failure });
  }

  #stage(stage: Stage, loaderId: string): PromiseWithResolvers<null> {
    const key = `${stage} ${loaderId}`;
    const known = this.#reached.get(key) ?? Promise.withResolvers<null>();
    this.#reached.set(key, known);
    return known;
  }
}

const EMPTY = new Set(['', ':', 'about:blank']);
