export { type AdminPorts, type AdminServer, startAdminServer } from './admin-server.ts'
export { type BodyOf, type EndpointId, ENDPOINTS, type ParamsOf, type QueryOf } from './endpoints.ts'
export { openApi } from './openapi.ts'
