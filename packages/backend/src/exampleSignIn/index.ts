export { exampleSignIn } from './exampleSignIn';
