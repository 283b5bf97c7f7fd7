import { createRoutes } from './application.js';
import { serve } from './server.js';

const port = Number(process.env.PORT ?? 3000);
serve(createRoutes()).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
