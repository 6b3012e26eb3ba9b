/** A browser with the dashboard, and how long things take in it. All times are milliseconds. */

import { gzipSync } from 'node:zlib';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { findPrograms } from '../../browser/programs.ts';

export interface Opening {
  /** From the start of navigation until areas of the cluster are painted. */
  readonly firstPaint: number;
  /** Until all of it is there. */
  readonly whole: number;
  /** The longest time for which the page was busy with one thing, on the way there. */
  readonly longestTask: number;
  /** Bytes of JavaScript until then, gzipped. */
  readonly script: number;
}

export interface Dashboard {
  readonly page: Page;
  /** Bytes of JavaScript objects that are in use, after garbage is collected. */
  heap(): Promise<number>;
  close(): Promise<void>;
}

export async function openDashboard(): Promise<Dashboard> {
  const { programs, missing } = findPrograms();
  const executablePath = programs?.chromium ?? process.env.CHROMIUM_PATH;
  if (executablePath === undefined) throw new Error(missing.join('; '));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => {
    const seen = { firstPaint: 0, whole: 0, longestTask: 0 };
    Object.defineProperty(globalThis, 'seen', { value: seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longestTask = Math.max(seen.longestTask, duration);
    }).observe({ type: 'longtask', buffered: true });
    const look = () => {
      const { canopy } = globalThis;
      if (seen.firstPaint === 0 && canopy !== undefined && canopy.frames > 0 && canopy.visible.length > 1)
        seen.firstPaint = performance.now();
      if (canopy?.phase === 'live') seen.whole = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const session: CDPSession = await page.context().newCDPSession(page);
  return {
    page,
    heap: async () => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    },
    close: () => browser.close(),
  };
}

/** Opens the page and waits until it is live. */
export async function open({ page }: Dashboard, url: string): Promise<Opening> {
  let script = 0;
  const reading: Promise<void>[] = [];
  page.on('response', (response) => {
    if (!new URL(response.url()).pathname.endsWith('.js')) return;
    reading.push(
      response.body().then((body) => {
        script += gzipSync(body).length;
      }),
    );
  });
  await page.goto(url, { timeout: 300_000 });
  await page.waitForFunction(() => (globalThis as unknown as { seen: Opening }).seen.whole > 0, undefined, {
    timeout: 600_000,
    polling: 250,
  });
  await Promise.all(reading);
  return { ...(await page.evaluate(() => (globalThis as unknown as { seen: Opening }).seen)), script };
}

/** The time from each frame to the next while the whole picture is dragged about, as a hand would do it. */
export function pan({ page }: Dashboard, ms: number): Promise<number[]> {
  return page.evaluate(async (ms) => {
    const canvas = document.querySelector('canvas[data-stage]')!;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const send = (type: string, t: number) =>
      canvas.dispatchEvent(
        new PointerEvent(type, {
          ...{ bubbles: true, pointerId: 1, isPrimary: true, button: 0, buttons: type === 'pointerup' ? 0 : 1 },
          clientX: left + width / 2 + Math.sin(t / 300) * 300,
          clientY: top + height / 2 + Math.cos(t / 400) * 200,
        }),
      );
    const times: number[] = [];
    const start = performance.now();
    send('pointerdown', 0);
    for (let now = start; now - start < ms; ) {
      now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      times.push(now);
      send('pointermove', now - start);
    }
    send('pointerup', ms);
    return times.slice(1).map((time, i) => time - times[i]!);
  }, ms);
}

export interface Expansion {
  /** Until the browser has presented the frame with the pods in it, as it says itself (Event Timing), to 8 ms. */
  readonly painted: number;
  /** Until the picture has been drawn once more after that, with the lines that go on being found. */
  readonly second: number;
}

/** From a double click on a closed namespace. */
export async function expand({ page }: Dashboard, name: string): Promise<Expansion> {
  await page.keyboard.press('0');
  const middle = await page.evaluate(async (name) => {
    const { id } = canopy.visible.find((box) => box.type === 'namespace' && box.name === name)!;
    // The camera flies there.
    const before = { x: Number.NaN, y: Number.NaN };
    for (let still = 0; still < 30; still++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const { x, y } = canopy.position(id)!;
      if (x !== before.x || y !== before.y) still = 0;
      Object.assign(before, { x, y });
    }
    const { x, y, width, height } = canopy.position(id)!;
    const middle = { x: x + width / 2, y: y + height / 2 };
    const there = document.elementFromPoint(middle.x, middle.y);
    if (!there?.matches('canvas[data-stage]')) throw new Error(`${name} is behind ${there?.outerHTML ?? 'nothing'}`);
    return middle;
  }, name);
  // The page listens before the click is sent.
  const watched = await page.evaluateHandle(() => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const boxes = canopy.visible.length;
    const shortest = 16;
    const painted = new Promise<number>((resolve) => {
      const observer = new PerformanceObserver((list) => {
        const entry = list.getEntriesByName('dblclick')[0];
        if (entry !== undefined) resolve(entry.duration);
      });
      observer.observe({ type: 'event', durationThreshold: shortest } as PerformanceObserverInit);
    });
    const clicked = new Promise<Event>((resolve) =>
      addEventListener('dblclick', resolve, { once: true, capture: true }),
    );
    const result = clicked.then(async ({ timeStamp }) => {
      const inTime = () => {
        if (performance.now() - timeStamp > 20_000) throw new Error('the namespace did not open within 20 s');
        return true;
      };
      while (canopy.visible.length < boxes + 100 && inTime()) await frame();
      const { frames } = canopy;
      while (canopy.frames === frames && inTime()) await frame();
      const second = performance.now() - timeStamp;
      // What is presented sooner is not told of.
      const unseen = new Promise<number>((resolve) => setTimeout(() => resolve(shortest), 3_000));
      return { second, painted: await Promise.race([painted, unseen]) };
    });
    return { result };
  });
  await page.mouse.dblclick(middle.x, middle.y);
  return watched.evaluate(({ result }) => result);
}

export interface Sighting {
  readonly uid: string;
  readonly state: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Notes from now on when a change of a pod's state has been drawn; what was noted is taken by calling the result. */
export async function watch({ page }: Dashboard, uids: readonly string[]): Promise<() => Promise<Sighting[]>> {
  await page.evaluate((uids) => {
    const { canopy } = globalThis;
    const seen: Sighting[] = [];
    const states = new Map(uids.map((uid) => [uid, canopy.stateOf(uid)]));
    let undrawn: { uid: string; state: string; frames: number }[] = [];
    Object.assign(globalThis, { sightings: seen });
    const look = () => {
      const at = performance.timeOrigin + performance.now();
      for (const { uid, state, frames } of undrawn) if (canopy.frames > frames) seen.push({ uid, state, at });
      undrawn = undrawn.filter(({ frames }) => canopy.frames <= frames);
      for (const uid of uids) {
        const state = canopy.stateOf(uid) ?? '';
        if (state === states.get(uid)) continue;
        states.set(uid, state);
        undrawn.push({ uid, state, frames: canopy.frames });
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, uids);
  return () => page.evaluate(() => (globalThis as unknown as { sightings: Sighting[] }).sightings.splice(0));
}
