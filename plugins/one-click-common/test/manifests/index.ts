export * from './ManifestCase';
export * from './badManifests';
export * from './goodManifests';
