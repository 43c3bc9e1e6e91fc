export * from './Http2Transport';
export * from './HttpsTransport';
export * from './lines';
export * from './Transport';
export * from './TransportObserver';
