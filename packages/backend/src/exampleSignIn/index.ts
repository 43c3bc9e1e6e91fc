export { exampleSignInModule } from './exampleSignInModule';
