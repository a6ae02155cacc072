import type { Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import { bulkRoutes } from './bulk-routes.ts';
import { flaskRoutes } from './flask-routes.ts';
import { flaskWriteRoutes } from './flask-write-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { loginRoutes } from './login-routes.ts';
import { panelRoutes } from './panel-routes.ts';
import { postRoutes } from './post-routes.ts';
import { problemRoutes } from './problem-routes.ts';
import { uploadRoutes } from './upload-routes.ts';

/** Everything that can be asked of the server besides the site. The first that fits answers. */
export function routesOf(services: Services): readonly Route[] {
  return [
    ...loginRoutes(services),
    ...flaskRoutes(services),
    ...flaskWriteRoutes(services),
    ...bulkRoutes(services),
    ...postRoutes(services),
    ...uploadRoutes(services),
    ...jobRoutes(services),
    ...panelRoutes(services),
    ...problemRoutes(services),
  ];
}
