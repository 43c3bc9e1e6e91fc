import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first page of a run loads the whole portal; no test waits for less.
configure({ asyncUtilTimeout: 60_000 });
