import { accessEndpoints } from './access';
import { activityEndpoints } from './activity';
import { actsEndpoints } from './acts';
import { avatarsEndpoints } from './avatars';
import { binEndpoints } from './bin';
import { blueprintsEndpoints } from './blueprints';
import { deployingEndpoints } from './deploying';
import { driftEndpoints } from './drift';
import { generalEndpoints } from './general';
import { liveEndpoints } from './live';
import { pinsEndpoints } from './pins';
import { preflightEndpoints } from './preflight';
import { projectsEndpoints } from './projects';
import { revisionsEndpoints } from './revisions';
import { rolloutsEndpoints } from './rollouts';
import { secretsEndpoints } from './secrets';
import { sharingEndpoints } from './sharing';
import { streamsEndpoints } from './streams';
import { updatesEndpoints } from './updates';

export type { Endpoint } from './Endpoint';

/**
 * Every operation of the API, once: the backend's router, the OpenAPI document
 * and the typed client all come from this table.
 */
export const endpoints = {
  ...generalEndpoints,
  ...projectsEndpoints,
  ...binEndpoints,
  ...avatarsEndpoints,
  ...accessEndpoints,
  ...rolloutsEndpoints,
  ...preflightEndpoints,
  ...revisionsEndpoints,
  ...actsEndpoints,
  ...pinsEndpoints,
  ...driftEndpoints,
  ...activityEndpoints,
  ...secretsEndpoints,
  ...streamsEndpoints,
  ...liveEndpoints,
  ...blueprintsEndpoints,
  ...sharingEndpoints,
  ...updatesEndpoints,
  ...deployingEndpoints,
} as const;

export type Operation = keyof typeof endpoints;
type Table = typeof endpoints;

/** Operations that answer with JSON. */
export type JsonOperation = {
  [Op in Operation]: Table[Op] extends { produces: string } ? never : Op;
}[Operation];

/** Operations that answer with something else, such as text or events. */
export type RawOperation = Exclude<Operation, JsonOperation>;
