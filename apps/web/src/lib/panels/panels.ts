/** The panels at the side, in their order: the one list of them. */

export const panels = ['details', 'problems', 'sync', 'legend', 'policies'] as const;

export type PanelName = (typeof panels)[number];
