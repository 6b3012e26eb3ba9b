/** The composition root of the page: the connection, the graph, what the viewer chose, and the picture of it all. */

import type { Reader, Update } from '@canopy/model';
import { AddressBar } from './address-bar.ts';
import { Language } from './bar/language.svelte.ts';
import { addressOf, named, namedLine, restore } from './bookmark.ts';
import type { Topic } from './graph/between.ts';
import { Expansion } from './graph/expansion.svelte.ts';
import { Favourites } from './graph/favourites.svelte.ts';
import { Highlight } from './graph/highlight.svelte.ts';
import { Live } from './graph/live.svelte.ts';
import type { Place } from './graph/place.ts';
import type { Places } from './graph/places.ts';
import { Relations } from './graph/relations.svelte.ts';
import { Scope } from './graph/scope.svelte.ts';
import { noHits, search } from './graph/search.ts';
import type { PanelName } from './panels/panels.ts';
import { Sync } from './panels/status/model.svelte.ts';
import { afterPaint } from './stage/after-paint.ts';
import { Glimpse } from './stage/glimpse.ts';
import { Picture, type Subject } from './stage/picture.ts';
import type { Surroundings } from './surroundings.ts';
import { Theme } from './theme.svelte.ts';
import { connect, type Wire } from './wire/client.ts';
import { follow } from './wire/follow.ts';
import type { QueryProblem } from './wire/frames.ts';
import { nextFrame, pause } from './wire/patience.ts';
import { Session } from './wire/session.svelte.ts';

export class Dashboard implements Subject {
  readonly wire: Wire;
  readonly session: Session;
  readonly live: Live;
  readonly expansion = new Expansion();
  readonly relations = new Relations();
  readonly scope = new Scope();
  readonly favourites: Favourites;
  readonly highlight: Highlight;
  readonly language = new Language(() => this.reader);
  readonly sync: Sync;
  readonly theme: Theme;
  readonly picture: Picture;
  filter = $state('');
  filterProblem: QueryProblem | undefined = $state.raw(undefined);
  searched = $state('');
  /** The picture is arranged by its relations, not by place. */
  asDiagram = $state(false);
  /** Empty: the side panel is closed. */
  panel: PanelName | '' = $state('');
  selectedId = $state('');
  /** A relation that is selected instead of an object. */
  topic: Topic | undefined = $state.raw(undefined);
  /** Grows with every layout; read it in an effect to follow what is visible. */
  layouts = $state(0);
  readonly #address: AddressBar;
  readonly #closing = new AbortController();
  #following = new AbortController();
  #settled = false;
  /** The last filter that the server understood. */
  #followed: string | undefined;
  /** The next update is of another filter: all of it shall be seen. */
  #fits = false;
  #choices = 0;
  readonly #glimpse: Glimpse;
  /** The viewer has closed the details; they do not come back by themselves. */
  #detailsRefused = false;

  constructor(surroundings: Surroundings) {
    this.#address = new AddressBar(surroundings, () => addressOf(this));
    this.session = new Session(surroundings.tab);
    this.wire = connect(surroundings.page, this.session);
    this.live = new Live(nextFrame);
    this.live.onUpdate = (update) => this.#updated(update);
    this.favourites = new Favourites(surroundings.shelf);
    this.highlight = new Highlight({ client: this.wire.client, pause, allowed: () => !this.session.needed });
    this.sync = new Sync(this.wire.client);
    this.theme = new Theme(surroundings.shelf);
    this.picture = new Picture(this, surroundings.arrange);
    this.#glimpse = new Glimpse(this.picture);
    const isLarge = () => this.picture.scene.boxes.length > 800;
    this.picture.onLayout = afterPaint(() => this.layouts++, isLarge);
    this.picture.onFrame = () => this.#settled && this.#address.note();
    restore(this, this.#address.opened);
  }

  start(): void {
    this.#follow(this.filter);
    this.sync.start({
      signal: this.#closing.signal,
      settled: () => this.live.phase === 'live',
      allowed: () => !this.session.needed,
    });
    if (this.highlight.query !== '') this.highlight.apply(this.highlight.query);
  }

  /** Begins again with a token that the viewer has entered. */
  signIn(token: string): void {
    this.session.enter(token);
    this.#follow(this.filter);
    this.highlight.apply(this.highlight.query);
    void this.sync.ask();
  }

  close(): void {
    this.#closing.abort();
    this.#address.stop();
    this.#following.abort();
    this.highlight.stop();
    this.picture.stop();
    this.wire.close();
  }

  get reader(): Reader {
    return this.live.reader;
  }
  get places(): Places {
    return this.live.places;
  }
  isOpen(place: Place): boolean {
    return this.expansion.isOpen(place);
  }
  includes(place: Place): boolean {
    return this.scope.includes(place);
  }
  shows(relation: string): boolean {
    return this.relations.shows(relation);
  }
  get highlighted(): ReadonlySet<string> {
    return this.highlight.nodes;
  }
  get highlightedEdges(): ReadonlySet<string> {
    return this.highlight.edges;
  }
  readonly found = $derived.by(() => {
    void this.live.calm;
    return this.searched.trim().length < 2 ? noHits : search(this.reader, this.searched);
  });
  get hits(): ReadonlySet<string> {
    return this.found.ids;
  }
  get selected(): Place | undefined {
    void this.live.revision;
    return this.places.find(this.selectedId);
  }

  /** Selects a place, by its id; the empty id selects nothing. */
  select(id: string): void {
    this.selectedId = id;
    this.topic = undefined;
    if (id !== '' && this.panel === '' && !this.#detailsRefused) this.panel = 'details';
    this.picture.redraw();
  }

  /** Selects a relation, and shows why it is there. */
  explain(topic: Topic): void {
    this.selectedId = '';
    this.topic = topic;
    this.panel = 'details';
    this.picture.redraw();
  }

  /** Selects, opens everything around, and goes there. */
  goTo(id: string): void {
    const place = this.places.find(id);
    if (place === undefined) return;
    this.expansion.reveal(place);
    this.select(id);
    this.rearranged();
    const go = () => {
      const box = this.picture.scene.shown(place);
      if (box !== undefined) this.picture.flyTo({ x: box.x - 120, y: box.y - 90, w: box.w + 240, h: box.h + 180 }, 1.5);
    };
    // Once more: the panel that opens takes its room in between.
    this.picture.afterLayout(() => this.picture.afterLayout(go));
  }

  /** Opens a panel, or closes the one that is open. */
  showPanel(name: PanelName | ''): void {
    this.#detailsRefused = this.panel === 'details' && name === '';
    this.panel = name;
  }

  toggle(place: Place): void {
    this.expansion.toggle(place);
    this.picture.toggled = place.id;
    this.rearranged();
  }

  /** What is visible has to be worked out again, because the viewer chose something else. */
  rearranged(): void {
    this.#choices++;
    this.#settle();
  }

  /** Grows with what is here and with what the viewer chose of it. */
  get structure(): number | undefined {
    const { structure } = this.live;
    return structure === undefined ? undefined : structure + this.#choices;
  }

  #settle(): void {
    this.scope.settle(this.reader, this.places, (relation) => this.shows(relation));
    this.picture.changed();
  }

  /** Isolates the surroundings of a node, or ends that. */
  focusOn(id: string, hops: number): void {
    this.scope.focus = id === '' ? undefined : { id, hops };
    this.rearranged();
    this.picture.afterLayout(() => this.picture.fit());
  }

  /** By relations, or by place. */
  arrange(asDiagram: boolean): void {
    this.asDiagram = asDiagram;
    this.rearranged();
    this.picture.afterLayout(() => this.picture.fit());
  }

  applyFilter(query: string): void {
    const trimmed = query.trim();
    if (trimmed === this.filter && this.filterProblem === undefined) return;
    this.filter = trimmed;
    this.filterProblem = undefined;
    this.#fits = true;
    this.live.restart();
    this.#follow(trimmed);
  }

  #follow(query: string): void {
    this.#following.abort();
    this.#following = new AbortController();
    const { signal } = this.#following;
    const { live } = this;
    void follow(
      { client: this.wire.client, filter: query === '' ? undefined : { gremlin: query }, signal, pause },
      {
        since: () => live.since,
        frame: (frame) => {
          if (signal.aborted) return;
          this.#followed = query;
          live.take(frame);
        },
        lost: () => {
          live.lost();
          if (this.session.needed) this.#following.abort();
        },
        refused: (problem) => this.#refused(query, problem),
      },
    );
  }

  /** What was shown before goes on, live. */
  #refused(query: string, problem: QueryProblem): void {
    this.filterProblem = problem;
    this.#fits = false;
    if (this.#followed === undefined || this.#followed === query) this.live.refused(problem);
    else this.#follow(this.#followed);
  }

  #updated(update: Update): void {
    this.#settle();
    const changes = [...update.nodes.added, ...update.nodes.changed];
    if (this.#settled && changes.length <= 200) {
      const now = performance.now();
      for (const { id } of changes) this.picture.motion.flash(id, now);
    }
    if (!this.#settled && this.live.phase === 'loading') this.#showComing();
    else if (!this.#settled) this.#firstLook();
    else if (this.#fits) {
      this.#fits = false;
      this.picture.afterLayout(() => this.picture.fit());
    }
  }

  #showComing(): void {
    if (this.#address.opened.look === undefined) this.picture.afterLayout(() => this.#glimpse.show());
  }

  /** When the first snapshot is there: what the URL names can be found now. */
  #firstLook(): void {
    this.#settled = true;
    const address = this.#address.opened;
    const selected = named(this, address.select);
    if (selected !== undefined) {
      this.selectedId = selected.id;
      this.expansion.reveal(selected);
    }
    this.topic = namedLine(this, address.line);
    const focus = named(this, address.focus);
    if (focus !== undefined) this.scope.focus = { id: focus.id, hops: address.hops };
    this.rearranged();
    this.picture.afterLayout(() => {
      if (address.look === undefined) this.#glimpse.show();
      else this.picture.camera.set(address.look);
      this.picture.redraw();
    });
  }
}
