export { type AdminPorts, type AdminServer, startAdminServer } from './admin-server.ts'
