/** Icons by kind: path data in a square of 24, drawn with round strokes; `group:` entries serve kinds without an own one. */

export const icons: Readonly<Record<string, string>> = {
  cluster: 'M12 3l7.8 4.5v9L12 21l-7.8-4.5v-9z M12 12l7.8-4.5 M12 12v9 M12 12L4.2 7.5',
  namespace:
    'M8 4H6a2 2 0 0 0-2 2v2 M16 4h2a2 2 0 0 1 2 2v2 M8 20H6a2 2 0 0 1-2-2v-2 M16 20h2a2 2 0 0 0 2-2v-2 M9.5 12h5',
  node: 'M4 5h16v6H4z M4 13h16v6H4z M7.5 8h.01 M7.5 16h.01 M11 8h5.5 M11 16h5.5',
  deployment: 'M19.5 12a7.5 7.5 0 1 1-2.6-5.7 M17.5 2.8v3.8h-3.8 M12 8.5l3 1.8v3.4l-3 1.8-3-1.8v-3.4z',
  statefulset:
    'M5 6.5c0-1.4 3.1-2.5 7-2.5s7 1.1 7 2.5S15.9 9 12 9 5 7.9 5 6.5z M5 6.5v11C5 18.9 8.1 20 12 20s7-1.1 7-2.5v-11 M5 12c0 1.4 3.1 2.5 7 2.5s7-1.1 7-2.5',
  daemonset:
    'M4 4h6.5v6.5H4z M13.5 4H20v6.5h-6.5z M4 13.5h6.5V20H4z M13.5 13.5H20V20h-6.5z M7.2 7.2h.01 M16.8 7.2h.01 M7.2 16.8h.01 M16.8 16.8h.01',
  cronjob: 'M12 4a8 8 0 1 0 8 8 M12 7.5V12l3 2 M16 4.5h4 M18 2.5v4',
  job: 'M5 5h14v14H5z M8.5 12.2l2.5 2.5 4.7-5.2',
  replicaset: 'M9 9h11v11H9z M5.5 15H4V4h11v1.5',
  replicationcontroller: 'M9 9h11v11H9z M5.5 15H4V4h11v1.5',
  pod: 'M12 3.5l7.4 4.2v8.6L12 20.5l-7.4-4.2V7.7z M12 12l7.4-4.3 M12 12v8.5 M12 12L4.6 7.7',
  container: 'M4 7h16v10H4z M8 10v4 M12 10v4 M16 10v4',
  ingress: 'M4 12h9 M9.5 8l4 4-4 4 M16.5 4H20v16h-3.5',
  ingressclass: 'M4 12h9 M9.5 8l4 4-4 4 M16.5 4H20v16h-3.5',
  gateway: 'M4 20V9.5a8 8 0 0 1 16 0V20 M9 20v-9a3 3 0 0 1 6 0v9 M3 20h18',
  gatewayclass: 'M4 20V9.5a8 8 0 0 1 16 0V20 M3 20h18',
  httproute: 'M5 19v-5a4 4 0 0 1 4-4h10 M15.5 6.5L19 10l-3.5 3.5 M5 5v4',
  virtualservice:
    'M5 12h5 M10 12c3 0 3-5.5 6-5.5h3 M10 12c3 0 3 5.5 6 5.5h3 M16.5 4L19 6.5 16.5 9 M16.5 15l2.5 2.5-2.5 2.5',
  destinationrule: 'M4 12h8 M16 12a4 4 0 1 0 .01 0 M12 12h8',
  serviceentry: 'M20 12h-9 M14.5 8l-4 4 4 4 M7.5 4H4v16h3.5',
  service:
    'M12 4v4 M12 8a2 2 0 1 0 .01 0 M10.5 11.5L6 16 M13.5 11.5L18 16 M4.5 16h3.5v3.5H4.5z M16 16h3.5v3.5H16z M12 12v4 M10.25 16h3.5v3.5h-3.5z',
  endpoints: 'M4 12h7 M4 6.5h7l4 5.5-4 5.5H4 M17.5 12a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0',
  endpointslice: 'M4 12h7 M4 6.5h7l4 5.5-4 5.5H4 M17.5 12a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0',
  networkpolicy: 'M12 3.5l7 2.5v5.5c0 4.3-2.8 7.3-7 9-4.2-1.7-7-4.7-7-9V6z M8.5 12h7 M13 9.5l2.5 2.5-2.5 2.5',
  ipblock: 'M12 4a8 8 0 1 0 .01 0 M4 12h16 M12 4c-4.5 4.5-4.5 11.5 0 16 M12 4c4.5 4.5 4.5 11.5 0 16',
  horizontalpodautoscaler: 'M4 12h16 M7.5 8.5L4 12l3.5 3.5 M16.5 8.5L20 12l-3.5 3.5 M12 8v8',
  poddisruptionbudget: 'M12 3.5l7 2.5v5.5c0 4.3-2.8 7.3-7 9-4.2-1.7-7-4.7-7-9V6z M12 8v4.5 M12 15.5h.01',
  resourcequota: 'M4.5 16.5a8 8 0 1 1 15 0 M12 13l4-4.5 M12 13h.01',
  limitrange: 'M4 8v8 M20 8v8 M4 12h16 M8.5 9.5v5 M15.5 9.5v5',
  priorityclass: 'M5 19V5 M5 5h12l-3 4 3 4H5',
  configmap: 'M6 3.5h8l4 4v13H6z M14 3.5v4h4 M9 12h6 M9 15.5h6',
  secret: 'M8 14a3.5 3.5 0 1 0 .01 0 M10.5 15L19 6.5 M16.5 9l2.5 2.5 M14 11.5l1.8 1.8',
  persistentvolumeclaim:
    'M5 7c0-1.4 3.1-2.5 7-2.5S19 5.6 19 7s-3.1 2.5-7 2.5S5 8.4 5 7z M5 7v10c0 1.4 3.1 2.5 7 2.5 M19 7v4 M14.5 16.5l2 2 4-4.5',
  persistentvolume:
    'M5 7c0-1.4 3.1-2.5 7-2.5S19 5.6 19 7s-3.1 2.5-7 2.5S5 8.4 5 7z M5 7v10c0 1.4 3.1 2.5 7 2.5s7-1.1 7-2.5V7',
  storageclass: 'M4 6h16v4H4z M4 14h16v4H4z M7 8h.01 M7 16h.01 M12 10v4',
  volumeattachment: 'M8 12l7-7a3 3 0 0 1 4.2 4.2l-9 9a4.8 4.8 0 0 1-6.7-6.7L11 4',
  serviceaccount: 'M12 4.5a3.5 3.5 0 1 0 .01 0 M5 20c.5-4 3.3-6.5 7-6.5s6.5 2.5 7 6.5',
  role: 'M4.5 5.5h15v13h-15z M8.5 9.5a1.7 1.7 0 1 0 .01 0 M7 15.5h3.5 M13.5 10h3.5 M13.5 13.5h3.5',
  rolebinding: 'M9.5 14.5l5-5 M10.5 6.5l2-2a4.5 4.5 0 0 1 6.5 6.5l-2 2 M13.5 17.5l-2 2A4.5 4.5 0 0 1 5 13l2-2',
  clusterrole: 'M4.5 5.5h15v13h-15z M8.5 9.5a1.7 1.7 0 1 0 .01 0 M7 15.5h3.5 M13.5 10h3.5 M13.5 13.5h3.5',
  clusterrolebinding: 'M9.5 14.5l5-5 M10.5 6.5l2-2a4.5 4.5 0 0 1 6.5 6.5l-2 2 M13.5 17.5l-2 2A4.5 4.5 0 0 1 5 13l2-2',
  user: 'M12 4.5a3.5 3.5 0 1 0 .01 0 M5 20c.5-4 3.3-6.5 7-6.5s6.5 2.5 7 6.5',
  group:
    'M9 6a3 3 0 1 0 .01 0 M3.5 18.5c.4-3.4 2.6-5.5 5.5-5.5s5.1 2.1 5.5 5.5 M15.5 6.5a2.5 2.5 0 0 1 0 5 M17.5 14c1.7.8 2.7 2.3 3 4.5',
  customresourcedefinition: 'M4 8.5l8-4.5 8 4.5-8 4.5z M4 12.5l8 4.5 8-4.5 M4 16l8 4.5L20 16',
  volumesnapshot: 'M4 8h3l1.5-2.5h7L17 8h3v11H4z M12 10.5a3 3 0 1 0 .01 0',
  apiservice: 'M8 4v5 M16 4v5 M6 9h12v3a6 6 0 0 1-12 0z M12 18v3',
  runtimeclass: 'M4 6h16v12H4z M8 10l2.5 2L8 14 M13 14h3.5',
  controllerrevision: 'M12 4a8 8 0 1 1-7.4 5 M4 4.5V9h4.5 M12 8v4.5l3 1.5',
  unknown: 'M12 4l8 8-8 8-8-8z',
  'group:network': 'M12 4a8 8 0 1 0 .01 0 M4 12h16',
  'group:policy': 'M12 3.5l7 2.5v5.5c0 4.3-2.8 7.3-7 9-4.2-1.7-7-4.7-7-9V6z',
  'group:config': 'M6 3.5h8l4 4v13H6z M14 3.5v4h4',
  'group:storage':
    'M5 7c0-1.4 3.1-2.5 7-2.5S19 5.6 19 7s-3.1 2.5-7 2.5S5 8.4 5 7z M5 7v10c0 1.4 3.1 2.5 7 2.5s7-1.1 7-2.5V7',
  'group:access': 'M12 4.5a3.5 3.5 0 1 0 .01 0 M5 20c.5-4 3.3-6.5 7-6.5s6.5 2.5 7 6.5',
};
