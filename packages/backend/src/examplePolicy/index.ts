export { examplePolicy } from './examplePolicy';
