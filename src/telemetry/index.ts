export { type LogLevel, type PinoLog, pinoLog, type PinoLogOptions } from './log.ts'
