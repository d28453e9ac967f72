import type { Page } from 'playwright-core';

export interface SlowLine {
  /** Takes the limit off. */
  end(): Promise<void>;
}

/** Lets the page send this much a second and no more, as over the lines some offices have. */
export async function slowLine(page: Page, bytesPerSecond: number): Promise<SlowLine> {
  const browser = await page.context().newCDPSession(page);
  const limitTo = (uploadThroughput: number) =>
    browser.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  await limitTo(bytesPerSecond);
  return {
    async end() {
      await limitTo(-1);
      await browser.detach();
    },
  };
}
