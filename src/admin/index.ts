export { type AdminPorts, type AdminServer, startAdminServer } from './admin-server.ts'
export {
  type BodyOf,
  type EndpointId,
  ENDPOINTS,
  type ParamsOf,
  type QueryInputOf,
  type QueryOf,
} from './endpoints.ts'
export { openApi } from './openapi.ts'
export { ApiProblem, type ApiProblemCode } from './api-problem.ts'
export { type ApiServer, type ApiServerSettings, startApiServer } from './api-server.ts'
export type { ApiPorts, AuditRecord, ControlPort, ControlReply, LedgerPort } from './ports.ts'
export { reviewView, type FreshReview } from './review-view.ts'
export { emptyZone, type Zone, zoneOf } from './zone-view.ts'
