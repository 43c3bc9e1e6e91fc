export * from './answersSchema';
export * from './checkBlueprint';
export * from './renderTemplate';
export * from './sampleAnswers';
