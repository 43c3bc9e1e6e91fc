export * from './data';
export * from './FakeClock';
export * from './FakeOneClickApi';
export * from './runAction';
