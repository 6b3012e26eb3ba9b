/** A window with the dashboard, and eyes for it: what the tree says, what the picture says, what the page complained of. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { CanopyHook } from '../../apps/web/src/lib/hook.ts';

declare global {
  /** The window into the dashboard for tests. */
  var canopy: CanopyHook;
}

export interface ViewOptions {
  /** Another way to the server than its own address. */
  readonly from?: string;
  /** The view as a URL: `filter`, `highlight`, `select`, … */
  readonly address?: Readonly<Record<string, string>>;
  readonly theme?: 'dark' | 'light';
  readonly width?: number;
  readonly height?: number;
  /** Pixels of the device for each one of the page. */
  readonly scale?: number;
}

/** What a row of the tree says of itself: an object, unless told otherwise; what is left out may be anything. */
export interface RowWanted {
  readonly id?: string;
  readonly type?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly state?: string;
  readonly health?: string;
  readonly form?: string;
}

export interface View {
  readonly page: Page;
  row(wanted: RowWanted): Locator;
  /** Resolves when a row is there, with the time of the page at which it was first seen, in milliseconds since 1970. */
  shows(wanted: RowWanted, count?: number): Promise<number>;
  /** Resolves when no such row is left, with the time at which that was first seen. */
  lacks(wanted: RowWanted): Promise<number>;
  phase(wanted: string): Promise<number>;
  /** The id of the one row that answers. */
  idOf(wanted: RowWanted): Promise<string>;
  /** Types a query into `filter` or `highlight` as a person would, and sends it. */
  type(field: 'filter' | 'highlight', query: string): Promise<void>;
  /** Chooses a preset by its name from the list under the field. */
  choose(field: 'filter' | 'highlight', preset: string): Promise<void>;
  /** Complaints that are part of the story, such as a refused connection while the server is away. */
  forgive(complaint: RegExp): void;
  complaints(): readonly string[];
  /** Writes tests/browser/shots/NAME.png and returns its path. */
  shot(name: string): Promise<string>;
  close(): Promise<void>;
}

const shots = join(import.meta.dirname, 'shots');
const patience = { timeout: 60_000, polling: 'raf' as const };

export async function openView(browser: Browser, url: string, options: ViewOptions): Promise<View> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.theme ?? 'dark',
    deviceScaleFactor: options.scale ?? 1,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  const query = new URLSearchParams(options.address).toString();
  await page.goto(`${url}/${query === '' ? '' : `?${query}`}`);
  return viewOf(page, context, complaints);
}

function viewOf(page: Page, context: BrowserContext, complaints: readonly string[]): View {
  const forgiven: RegExp[] = [];
  const row = (wanted: RowWanted) => page.locator(selectorOf(wanted));
  return {
    page,
    row,
    shows: (wanted, count) => seen(page, selectorOf(wanted), count ?? 'some'),
    lacks: (wanted) => seen(page, selectorOf(wanted), 0),
    phase: (wanted) => seen(page, `[data-phase="${wanted}"]`, 1),
    idOf: async (wanted) => (await row(wanted).getAttribute('data-id')) ?? '',
    type: async (field, text) => {
      await page.locator(`#${field}`).click();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText(text);
      await page.keyboard.press('Enter');
    },
    choose: async (field, preset) => {
      await page.locator(`#${field}`).click();
      await page.locator(`#${field}-choices [role=option]`).filter({ hasText: preset }).first().click();
    },
    forgive: (complaint) => forgiven.push(complaint),
    complaints: () => complaints.filter((text) => !forgiven.some((pattern) => pattern.test(text))),
    shot: async (name) => {
      mkdirSync(shots, { recursive: true });
      const path = join(shots, `${name.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}.png`);
      await settled(page);
      await page.screenshot({ path });
      return path;
    },
    close: () => context.close(),
  };
}

export function selectorOf(wanted: RowWanted): string {
  const attributes = Object.entries({ form: 'object', ...wanted }).map(([name, value]) => `[data-${name}="${value}"]`);
  return `[role=treeitem]${attributes.join('')}`;
}

/** Looks at every frame of the page, so that the time is the page's own and not the test's. */
async function seen(page: Page, selector: string, count: number | 'some'): Promise<number> {
  const found = await page
    .waitForFunction(
      ([selector, count]) => {
        const there = document.querySelectorAll(String(selector)).length;
        return (count === 'some' ? there > 0 : there === count) && Date.now();
      },
      [selector, count] as const,
      patience,
    )
    .catch(async (error: Error) => {
      const rows = await page.locator(selector).count();
      throw new Error(`expected ${count} of ${selector}, saw ${rows}: ${error.message.split('\n')[0]}`);
    });
  return Number(await found.jsonValue());
}

/** The picture is still: no frame was drawn for a while. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      new Promise<boolean>((resolve) => {
        const before = globalThis.canopy.frames;
        setTimeout(() => resolve(globalThis.canopy.frames === before), 150);
      }),
    undefined,
    patience,
  );
}
