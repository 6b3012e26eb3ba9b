/** The two kinds that contain all others; the only ones that stages know by name. */
export const CLUSTER = 'cluster';
export const NAMESPACE = 'namespace';
