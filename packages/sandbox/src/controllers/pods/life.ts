/** A pod's life on its node: one container state after another, driven by the time since each began. */

import type { Container, ContainerStatus } from 'kubernetes-types/core/v1.d.ts';
import { timestamp } from '../../base/object.ts';
import { hash32 } from '../../base/suffix.ts';
import { type Fate, fateOf, getsReady } from './fate.ts';

/** How long things take, in milliseconds. */
export interface Pace {
  /** From the assignment to a node until containers run. */
  readonly start: number;
  /** How long a container runs that is to end. */
  readonly run: number;
  /** From the deletion of a pod until it is gone. */
  readonly stop: number;
  /** The first wait before a crashed container is started again; it doubles up to thirty times. */
  readonly backoff: number;
}

export const usualPace: Pace = { start: 300, run: 1000, stop: 200, backoff: 10_000 };

/** What is remembered of one container; replaced, never written to. */
export interface ContainerLife {
  readonly state: 'waiting' | 'running' | 'ended';
  /** When it came into its state. */
  readonly since: number;
  readonly restarts: number;
  readonly exitCode: number;
  /** When it last began to run, and when that run ended. */
  readonly ran?: readonly [begun: number, ended: number];
  /** Why it waits. */
  readonly reason: string;
  readonly message?: string;
}

export const notStarted = (now: number): ContainerLife => ({
  state: 'waiting',
  since: now,
  restarts: 0,
  exitCode: 0,
  reason: 'ContainerCreating',
});

export interface Setting {
  readonly container: Container;
  readonly restartPolicy: string;
  readonly init: boolean;
  readonly pace: Pace;
  /** What keeps the container from being configured. */
  readonly trouble: string | undefined;
  readonly now: number;
}

export interface Next {
  readonly life: ContainerLife;
  /** When to look again. */
  readonly again?: number;
}

/** The state of a container now, given the one it was in. */
export function live(life: ContainerLife, setting: Setting): Next {
  const { container, restartPolicy, init, pace } = setting;
  const fate = fateOf(container, restartPolicy === 'Always' && !init, init ? Math.min(pace.run, 100) : pace.run);
  if (life.state === 'running') return running(life, fate, setting);
  if (life.state === 'ended') return { life };
  return waiting(life, fate, setting);
}

function waiting(life: ContainerLife, fate: Fate, setting: Setting): Next {
  const { container, trouble, now, pace } = setting;
  const wait = (reason: string, message?: string): ContainerLife =>
    life.reason === reason && life.message === message
      ? life
      : { ...life, reason, since: now, ...(message !== undefined && { message }) };
  if (life.reason === 'CrashLoopBackOff') {
    const left = life.since + backoff(life.restarts, pace) - now;
    return left > 0 ? { life, again: left } : begin({ ...life, restarts: life.restarts + 1 }, fate, now);
  }
  if (fate.ends === 'misnamed') return { life: wait('InvalidImageName', fate.message) };
  if (fate.ends === 'unpullable') {
    if (life.reason !== 'ErrImagePull' && life.reason !== 'ImagePullBackOff') {
      return { life: wait('ErrImagePull', fate.message), again: pace.start * 4 };
    }
    const left = life.since + pace.start * 4 - now;
    if (life.reason === 'ErrImagePull' && left > 0) return { life, again: left };
    return {
      life: wait('ImagePullBackOff', `Back-off pulling image "${container.image}": ErrImagePull: ${fate.message}`),
    };
  }
  if (trouble) return { life: wait('CreateContainerConfigError', trouble) };
  return begin(life, fate, now);
}

const backoff = (restarts: number, pace: Pace): number => pace.backoff * Math.min(30, 2 ** restarts);

function begin({ message: _message, ...life }: ContainerLife, fate: Fate, now: number): Next {
  return {
    life: { ...life, state: 'running', since: now, reason: '' },
    ...(fate.ends === 'after' && { again: fate.milliseconds }),
  };
}

function running(life: ContainerLife, fate: Fate, { restartPolicy, init, now, container, pace }: Setting): Next {
  if (fate.ends !== 'after') return { life };
  const left = life.since + fate.milliseconds - now;
  if (left > 0) return { life, again: left };
  const ended = { ...life, exitCode: fate.exitCode, ran: [life.since, now] as const, since: now };
  const again = restartPolicy === 'Always' && !init ? true : restartPolicy !== 'Never' && fate.exitCode !== 0;
  if (!again) return { life: { ...ended, state: 'ended' } };
  const wait = backoff(life.restarts, pace);
  const message = `back-off ${Math.round(wait / 1000)}s restarting failed container=${container.name}`;
  return { life: { ...ended, state: 'waiting', reason: 'CrashLoopBackOff', message }, again: wait };
}

const runId = (uid: string, name: string, restarts: number): string =>
  `containerd://${[0, 1, 2, 3, 4, 5, 6, 7].map((part) => hash32(`${uid}/${name}/${restarts}/${part}`).toString(16).padStart(8, '0')).join('')}`;

function imageId(image: string): string {
  const [name = image] = image.split(/[:@]/);
  const digest = [0, 1, 2, 3, 4, 5, 6, 7]
    .map((part) => hash32(`${image}/${part}`).toString(16).padStart(8, '0'))
    .join('');
  return `${name.includes('/') ? name : `docker.io/library/${name}`}@sha256:${digest}`;
}

function terminated(uid: string, name: string, life: ContainerLife) {
  const [begun, ended] = life.ran ?? [life.since, life.since];
  return {
    exitCode: life.exitCode,
    reason: life.exitCode === 0 ? 'Completed' : 'Error',
    startedAt: timestamp(begun),
    finishedAt: timestamp(ended),
    containerID: runId(uid, name, life.restarts),
  };
}

/** The status that the API shows of a container. */
export function statusOf(uid: string, container: Container, life: ContainerLife, init = false): ContainerStatus {
  const { name, image = '' } = container;
  const ran = life.state !== 'waiting' || life.ran !== undefined;
  const before = Math.max(0, life.restarts - 1);
  const state =
    life.state === 'running'
      ? { running: { startedAt: timestamp(life.since) } }
      : life.state === 'ended'
        ? { terminated: terminated(uid, name, life) }
        : { waiting: { reason: life.reason, ...(life.message !== undefined && { message: life.message }) } };
  const past = life.ran && life.state !== 'ended';
  return {
    name,
    state,
    lastState: past
      ? { terminated: terminated(uid, name, life.state === 'running' ? { ...life, restarts: before } : life) }
      : {},
    ready: init ? life.state === 'ended' && life.exitCode === 0 : life.state === 'running' && getsReady(container),
    restartCount: life.restarts,
    image: ran && !image.includes('/') ? `docker.io/library/${image.includes(':') ? image : `${image}:latest`}` : image,
    imageID: ran ? imageId(image) : '',
    ...(ran && { containerID: runId(uid, name, life.restarts) }),
    started: life.state === 'running',
  };
}
